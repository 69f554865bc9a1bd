"""Which public suggestions say much the same as what somebody is writing: a few, at a cost that does not grow."""

from collections import Counter

from django.core.cache import caches
from django.db.models import Prefetch

from feedback.likeness import LIKELY, Rarity, likeness, spellings
from feedback.models.finding import DeskEntry, PublicEntry
from feedback.models.listing import RAW
from feedback.models.names import names
from feedback.models.replies import Reply
from feedback.workflow import Stage
from portal.search import Query

MOST = 5
LEARNED_FROM = 1000  # public texts, the newest
LEARNED_FOR = 3600  # seconds
ASKED = 6  # of the rarest pieces of what is written
ANSWERS = 100  # that each of them may give
COMPARED = 20  # texts, word by word
TITLE, BODY = 60, 600  # characters of a text that are looked at


class Similar:
    """The part of the suggestions' QuerySet that looks for the like."""

    def similar(self, title, body=""):
        """At most five public ones that say much the same, the likest first; as a list, with what a line shows.

        Each has its `answer`, a reply, or None while none stands.
        """
        return self.as_likest(self.likest(title, body))

    def likest(self, title, body=""):
        """The keys of those, to be kept for a while: finding them is most of the work."""
        return self._likest(title, body, PublicEntry, ("public_title", "public_body"))

    def as_likest(self, keys):
        """Of `keys` those that are still public, as `similar` gives them."""
        answers = Prefetch("replies", Reply.objects.approved(), to_attr="answers")
        known = names()
        rows = {
            row.pk: known.dress(row) for row in self.filter(pk__in=keys).public().defer(*RAW).prefetch_related(answers)
        }
        for row in rows.values():
            row.answer = row.answers[-1] if row.answers and row.stage in (Stage.REPLIED, Stage.CLOSED) else None
        return [rows[key] for key in keys if key in rows]

    def similar_at_desk(self, suggestion):
        """The same for staff, with `visible_to`: at most five others, released or not, by what their citizens typed."""
        others = self.exclude(pk=suggestion.pk)
        keys = others._likest(suggestion.title, suggestion.body, DeskEntry, ("title", "body"))
        rows = others.select_related("status").defer("name", "contact", "guardian_name").in_bulk(keys)
        return [rows[key] for key in keys]

    def _likest(self, title, body, entries, texts):
        """Keys of at most five whose `texts` are likest, the likest first."""
        rarity = self._rarity()
        asked = rarity.weigh(title[:TITLE], body[:BODY])
        near = self.exclude(stage=Stage.MERGED).filter(pk__in=_candidates(asked, entries))
        likest = {
            key: likeness(asked, rarity.weigh(near_title, near_body[:BODY]))
            for key, near_title, near_body in near.values_list("pk", *texts)
        }
        least = max([LIKELY, *(found / 3 for found in likest.values())])  # beside a twin, cousins are noise
        return sorted((key for key in likest if likest[key] >= least), key=lambda key: -likest[key])[:MOST]

    def _rarity(self):
        """How much each piece tells, learned anew every hour."""
        rarity = caches["kept"].get("rarity")
        if rarity is None:
            newest = self.model.objects.public().order_by("-received_at", "-pk")
            texts = newest.values_list("public_title", "public_body")[:LEARNED_FROM]
            rarity = Rarity(f"{title}\n{body[:BODY]}" for title, body in texts)
            caches["kept"].set("rarity", rarity, LEARNED_FOR)
        return rarity


def _candidates(asked, entries):
    """Keys of the texts that share most with what is asked, by the weight of its rarest pieces."""
    votes = Counter()
    for piece in sorted(asked, key=lambda piece: (-asked[piece], piece))[:ASKED]:
        for word in spellings(piece):
            for key in entries.objects.filter(whole__matches=Query(word)).values_list("pk", flat=True)[:ANSWERS]:
                votes[key] += asked[piece]
    return [key for key, weight in votes.most_common(COMPARED)]
