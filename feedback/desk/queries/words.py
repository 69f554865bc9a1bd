"""What words find at the desk: in what was typed and in every reply, released or not."""

from functools import lru_cache

from django.db.models.functions import Left

from feedback.office.words.synonyms import synonyms
from feedback.records.entries import DeskEntry
from feedback.rules.receipts import number
from feedback.rules.texts.likeness import nearest
from feedback.rules.workflow import Stage
from portal.search import Query

# Texts that a page of the morning is compared with, characters of each, and how like another one has to be; found on
# the sample year, where what stays below shares a subject and no more.
MOST_ALIKE, BEGINNING, ALIKE = 200, 60, 0.25


@lru_cache(maxsize=1000)
def _pieces(same, text):
    """Those of a text that comes again with every page; cutting it is most of the work."""
    return same.pieces(text)


class SearchingAtDesk:
    """The search of the desk; a part of the desk's QuerySet."""

    def mentioning_at_desk(self, query: Query):
        """For staff alone, with `visible_to`: hits in what was typed and in every reply as well."""
        return self.filter(DeskEntry.objects.found("whole", query).condition)

    def first_mentioning_at_desk(self, query: Query, most):
        """(`mentioning_at_desk` among the first `most` of the list only; whether the list has more than that).

        Hits that are few enough to be named are looked for in the whole list.
        """
        hits = self.mentioning_at_desk(query)
        is_bounded = DeskEntry.objects.found("whole", query).is_met_in_order
        return hits.within_reach(self, most) if is_bounded else (hits, False)

    def alike(self, rows):
        """{key: the number of an earlier one that says much the same}, of those `rows` that have one.

        All are compared with the same few newest ones, in one query, so that a page of them costs as much as one.
        """
        near = self.exclude(stage__in=[Stage.MERGED, Stage.WITHDRAWN, Stage.DECLINED]).order_by("-received_at", "-pk")
        texts = near.annotate(begins=Left("body", BEGINNING)).values_list(
            "received_at", "pk", "year", "sequence", "title", "begins"
        )[:MOST_ALIKE]
        same, rarity = synonyms(), self._rarity()
        weighed = sorted(
            (at, pk, number(year, sequence), rarity.weigh(_pieces(same, title), _pieces(same, body)))
            for at, pk, year, sequence, title, body in (texts if rows else ())
        )
        found = nearest([(pk, pieces) for _at, pk, _number, pieces in weighed], {row.pk for row in rows}, ALIKE)
        numbers = {pk: named for _at, pk, named, _pieces in weighed}
        return {pk: numbers[other] for pk, other in found.items()}

    def similar_at_desk(self, suggestion):
        """At most five others whose citizens typed much the same, released or not, most similar first."""
        others = self.exclude(pk=suggestion.pk)
        near = others.exclude(stage=Stage.MERGED)
        keys = near.most_similar_keys(suggestion.title, suggestion.body, DeskEntry, ("title", "body"))
        rows = others.select_related("status").defer("name", "contact", "guardian_name").in_bulk(keys)
        return [rows[key] for key in keys]
