"""What is asked of measures, by name."""

from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear

from feedback.models import Suggestion
from feedback.office import staff


class MeasureQuerySet(models.QuerySet):
    def public(self):
        """Published and not withdrawn."""
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True)

    def withdrawn(self):
        return self.filter(withdrawn_at__isnull=False)

    def visible_to(self, user):
        """What a member of staff sees at the desk: every one by role, else the own units' and published ones."""
        if staff.sees_every(user):
            return self
        return self.filter(Q(unit__in=staff.units_of(user)) | Q(published_at__isnull=False))

    def narrowed(self, *, category=None, district=None, unit=None, year=None):
        chosen = {"category": category, "district": district, "unit": unit, "done_on__year": year}
        return self.filter(**{name: value for name, value in chosen.items() if value})

    def answering(self, suggestion):
        """Those that answer a suggestion, of a merged one its main one; the newest first."""
        whose = {suggestion.pk, suggestion.main_id or suggestion.pk}
        return self.filter(links__suggestion__in=whose).distinct().in_order()

    def in_order(self):
        """What was done last comes first."""
        return self.order_by("-done_on", "-pk")

    def with_numbers(self):
        """Each with `suggestion_count` and `support_count`: the suggestions behind it, and their 「我也遇到」."""
        links = self.model.suggestions.through.objects.filter(measure=OuterRef("pk")).order_by().values("measure")
        return self.annotate(
            suggestion_count=_number(links.annotate(number=Count("pk"))),
            support_count=_number(links.annotate(number=Sum("suggestion__support_count"))),
        )

    def for_page(self):
        """With what its page names beside what lists have in memory; of the section no text."""
        return self.select_related("section__report", "commitment").defer("section__paragraphs")

    def in_all(self):
        """{`measures`, `suggestions`, `supports`}: how many these are, how many are behind them, each once."""
        behind = self.model.suggestions.through.objects.filter(measure__in=self.order_by().values("pk"))
        suggestions = Suggestion.objects.filter(pk__in=behind.values("suggestion")).order_by()
        found = suggestions.aggregate(suggestions=Count("pk"), supports=Sum("support_count", default=0))
        return {"measures": self.count(), **found}

    def by_place(self):
        """[(key of a field or None, key of a district or None, how many)]"""
        counted = self.order_by().values_list("category", "district").annotate(number=Count("pk"))
        return list(counted)

    def years(self):
        """The years in which something was done, the last one first."""
        dated = self.order_by().annotate(done_in=ExtractYear("done_on"))
        return list(dated.values_list("done_in", flat=True).distinct().order_by("-done_in"))


def _number(rows):
    return Coalesce(Subquery(rows.values("number"), output_field=IntegerField()), 0)
