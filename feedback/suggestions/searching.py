"""Searching suggestions: the queries that ask the index, and writing its entries anew."""

from django.db import transaction
from django.db.models import Q

from feedback.records.entries import TEXTS, PublicEntry, reindex
from feedback.records.replies import Reply
from feedback.rules.receipts import parse_number
from feedback.suggestions.paging import Part
from portal.search import Query
from portal.search.index import MOST_READ


def _numbered(query):
    """The condition that a public number makes, None where none was typed."""
    parsed = parse_number(query.text)
    return Q(year=parsed[0], sequence=parsed[1]) if parsed else None


def count_found(query):
    """How many are found without any other filter; 10,001 when they are more than 10,000."""
    return PublicEntry.objects.found("whole", query).count


class Searching:
    """The search; a part of the QuerySet.

    Each is a filter that stands with all others; nothing typed leaves nothing. The index is asked when the filter is
    set, once for each `Query`.
    """

    @transaction.atomic
    def reindex_after(self, key, size):
        """Write the entries of the next `size` ones behind `key` anew; returns the last one's key, None at the end.

        The rows are held meanwhile, so that a verb at the same moment has the last word.
        """
        held = self.select_for_update(no_key=True).filter(pk__gt=key).order_by("pk")
        rows = list(held.only(*TEXTS)[:size])
        keys = [row.pk for row in rows]
        reindex(rows, Reply.objects.filter(suggestion__in=keys).values_list("suggestion", "body", "approved_at"))
        return keys[-1] if keys else None

    def titled(self, query: Query):
        """Public ones with a hit in the title."""
        return self.public().filter(PublicEntry.objects.found("title", query).condition)

    def mentioning(self, query: Query):
        """Public ones with a hit anywhere in what everybody may read: title, text, approved replies."""
        return self.public().filter(PublicEntry.objects.found("whole", query).condition)

    def mentioning_in_text_only(self, query: Query):
        """Those of `mentioning` that are not among `titled`: the second list of a page of hits."""
        return self.mentioning(query).filter(~PublicEntry.objects.found("title", query).condition)

    def found(self, query: Query):
        """What is found, in parts that follow one another: the one of that number, hits in titles, hits in texts."""
        number = _numbered(query)
        others = self.exclude(number) if number else self
        entries, walked = PublicEntry.objects, others.public()
        parts = [
            Part(others.titled(query), walked if entries.found("title", query).is_met_in_order else None),
            Part(
                others.mentioning_in_text_only(query),
                walked if entries.found("whole", query).is_met_in_order else None,
            ),
        ]
        return [Part(self.filter(number)), *parts] if number else parts

    def count_found(self, query: Query):
        """How many are found; None where the index has more than a request may read, of which nobody counts some."""
        found = PublicEntry.objects.found("whole", query)
        if found.count > MOST_READ:
            return None
        number = _numbered(query)
        others = self.exclude(number) if number else self
        hits = others.public().filter(found.named).order_by()
        return hits.count() + (self.filter(number).count() if number else 0)

    def texts_found(self, query: Query):
        """{key: the text in which a hit is shown}: the public text, or the reply that has the hit; two queries."""
        texts = dict(self.order_by().values_list("pk", "public_body"))
        lacking = [key for key, text in texts.items() if not query.hits(text)]
        for key, body in Reply.objects.approved().filter(suggestion__in=lacking).values_list("suggestion", "body"):
            if query.hits(body):
                texts[key] = body
        return texts
