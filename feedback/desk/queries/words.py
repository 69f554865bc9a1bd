"""What words find at the desk: in what was typed and in every reply, released or not."""

from feedback.records.entries import DeskEntry
from feedback.rules.workflow import Stage
from portal.search import Query


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

    def similar_at_desk(self, suggestion):
        """At most five others whose citizens typed much the same, released or not, most similar first."""
        others = self.exclude(pk=suggestion.pk)
        near = others.exclude(stage=Stage.MERGED)
        keys = near.most_similar_keys(suggestion.title, suggestion.body, DeskEntry, ("title", "body"))
        rows = others.select_related("status").defer("name", "contact", "guardian_name").in_bulk(keys)
        return [rows[key] for key in keys]
