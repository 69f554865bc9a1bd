"""Which public suggestions say much the same as what somebody typed: a few, at a cost that does not grow."""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from django.core.cache import caches
from django.db.models import Prefetch

from feedback.office.names import names
from feedback.office.words.synonyms import synonyms
from feedback.records.entries import PublicEntry
from feedback.records.replies import Reply
from feedback.rules.texts.likeness import Compared, Rarity, Synonyms, likeness
from feedback.rules.workflow import Stage
from feedback.suggestions.listing import RAW
from portal.search.query import AnyOf

LEARNED_FROM = 1000  # public texts, the newest
LEARNED_FOR = 3600  # seconds
ASKED = 8  # of the rarest pieces of what is written
ASKED_WORDS = 6  # and of the rarest groups of words in it: pieces that nobody wrote yet are rarer, and find nothing
MOST_GIVEN = 300  # texts by each of them
PAIRED = 3  # of those that give more, asked for two at a time
COMPARED = 60  # texts, word by word
FEW = 300  # where all are compared
REMEMBERED = 1000  # titles and bodies of texts that were compared, some kilobytes each
TITLE, BODY = 60, 600  # characters of a text that are looked at
SURE = 0.2


class Bar(NamedTuple):
    """What a text has to reach to be called like another, found on the sample year.

    `least` is what texts that share a road or an office and nothing else stay below. Beside a very similar
    text, less similar ones are noise: what does not reach `SURE` has `share` of the likeness of the most similar too.
    """

    least: float
    share: float
    most: int | None
    is_wide: bool = False  # whether what stands beside the words that were typed counts a little too


WRITTEN = Bar(least=0.08, share=0.6, most=5)  # who writes has a text to compare, and no time to read
SEARCHED = Bar(least=0.04, share=0.2, most=20, is_wide=True)  # who searches typed little, and came to read


class Similar:
    """Looks for suggestions that say much the same; a part of the QuerySet."""

    def similar(self, title, body=""):
        """At most five public ones that say much the same, the most similar first; as a list, with what a line shows.

        Each has its `reply`, or None while none stands.
        """
        return self.as_similar(self.most_similar(title, body))

    def most_similar(self, title, body=""):
        """The keys of those, to be kept for a while: finding them is most of the work."""
        return self.exclude(stage=Stage.MERGED).most_similar_keys(
            title, body, PublicEntry, ("public_title", "public_body")
        )

    def as_similar(self, keys):
        """Of `keys` those that are still public, as `similar` gives them."""
        given = Prefetch("replies", Reply.objects.approved(), to_attr="given_replies")
        known = names()
        rows = {
            row.pk: known.dress(row) for row in self.filter(pk__in=keys).public().defer(*RAW).prefetch_related(given)
        }
        for row in rows.values():
            row.reply = (
                row.given_replies[-1] if row.given_replies and row.stage in (Stage.REPLIED, Stage.CLOSED) else None
            )
        return [rows[key] for key in keys if key in rows]

    def near(self, text, *, most, first=None):
        """At most `most` public ones near in meaning to what somebody searches for, as lines, the nearest first.

        What stands under the keys of `first`, {filter: keys}, comes before the rest.
        """
        texts = ("public_title", "public_body")
        keys = self.public().most_similar_keys(text, "", PublicEntry, texts, SEARCHED._replace(most=most), first)
        lines = {line.pk: line for line in self.filter(pk__in=keys).lines()}
        return [lines[key] for key in keys]

    def few(self):
        """These, the newest hundreds at most: each public one is read now, and may be compared with many texts."""
        same, rarity = synonyms(), self._rarity()
        rows = self.exclude(stage=Stage.MERGED).public().order_by("-received_at", "-pk")
        texts = rows.values_list("pk", "public_title", "public_body")[:FEW]
        weighed = ((pk, rarity.weigh(_pieces(same, title), _pieces(same, body[:BODY]))) for pk, title, body in texts)
        return Few(same, rarity, Compared(weighed))

    def most_similar_keys(self, title, body, entries, texts, bar=WRITTEN, first=None):
        """Keys of those whose `texts` are most similar, as `bar` has it, the most similar first."""
        same, rarity = synonyms(), self._rarity()
        said = same.pieces(title[:TITLE])
        asked = rarity.weigh(said | (same.beside(said) if bar.is_wide else {}), same.pieces(body[:BODY]))
        wanted = first or {}
        rows = self.order_by().filter(pk__in=_candidates(asked, entries, same)[:COMPARED])
        found = {}
        for pk, near_title, near_body, *stands in rows.values_list("pk", *texts, *wanted):
            is_there = sum(key in keys for key, keys in zip(stands, wanted.values(), strict=True))
            weighed = rarity.weigh(_pieces(same, near_title), _pieces(same, near_body[:BODY]))
            found[pk] = (is_there, likeness(asked, weighed))
        enough = _enough({key: like for key, (_is_there, like) in found.items()}, bar._replace(most=None))
        return sorted(enough, key=lambda key: (*found[key], key), reverse=True)[: bar.most]

    def _rarity(self):
        """How rare each piece is, learned anew every hour."""
        rarity = caches["kept"].get("rarity")
        if rarity is None:
            newest = self.model.objects.public().order_by("-received_at", "-pk")
            texts = newest.values_list("public_title", "public_body")[:LEARNED_FROM]
            same = synonyms()
            rarity = Rarity(same.pieces(f"{title}\n{body[:BODY]}") for title, body in texts)
            caches["kept"].set("rarity", rarity, LEARNED_FOR)
        return rarity


class Few(NamedTuple):
    """A few texts as they were read at one moment."""

    same: Synonyms
    rarity: Rarity
    texts: Compared

    def most_similar(self, title, body=""):
        """The keys of those that say much the same, as `Similar.most_similar` gives them."""
        asked = self.rarity.weigh(self.same.pieces(title[:TITLE]), self.same.pieces(body[:BODY]))
        return _enough(self.texts.like(asked), WRITTEN)


@lru_cache(maxsize=REMEMBERED)
def _pieces(same, text):
    """Those of a text that is there, not to be changed: the same texts are compared with whatever is typed."""
    return same.pieces(text)


def _enough(found, bar):
    """The keys of {key: likeness} that reach the `bar`, the most similar first."""
    least = max(bar.least, min(max(found.values(), default=0) * bar.share, SURE))
    enough = [key for key, like in found.items() if like >= least]
    return sorted(enough, key=lambda key: (found[key], key), reverse=True)[: bar.most]


def _candidates(asked, entries, same):
    """Keys of the texts that share most with what is asked, by the weight of its rarest pieces, the best first.

    A piece that is in more texts than are looked at says little by itself: such pieces are also asked for in pairs.
    """
    rarest = sorted(asked, key=lambda piece: (-asked[piece], piece))
    words = [piece for piece in rarest if same.is_group(piece)][:ASKED_WORDS]
    others = [piece for piece in rarest if not same.is_group(piece)][:ASKED]
    votes, common = Counter(), []
    for piece in words + others:
        keys = list(entries.objects.having(AnyOf(same.spellings(piece)))[: MOST_GIVEN + 1])
        votes.update(dict.fromkeys(keys[:MOST_GIVEN], asked[piece]))
        common += [piece] if len(keys) > MOST_GIVEN else []
    for place, one in enumerate(common[:PAIRED]):
        for other in common[place + 1 : PAIRED]:
            both = entries.objects.having(AnyOf(same.spellings(one)), AnyOf(same.spellings(other)))
            votes.update(dict.fromkeys(both[:MOST_GIVEN], asked[one] + asked[other]))
    return sorted(votes, key=lambda key: (votes[key], key), reverse=True)
