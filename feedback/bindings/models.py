"""A number of a report bound to a query of the records: what it counts, as of which moment, and what that gave."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from feedback.bindings.queries import QUERIES, Now
from feedback.bindings.rules import Counted, Said, agrees, step_of
from feedback.models import Campaign, Category
from feedback.parts.board_address import board_address
from feedback.rules.moments import day
from reports.models import Figure


class BindingQuerySet(models.QuerySet):
    def of_report(self, report):
        return self.filter(figure__section__report=report).for_list()

    def for_list(self):
        """In the order of the reports, the newest first, without the texts of their sections."""
        return (
            self.select_related("figure__section__report", "campaign", "category")
            .defer("figure__section__paragraphs")
            .order_by("-figure__section__report__year", "figure__section__order", "figure__order", "pk")
        )

    def differing(self):
        """A list of those whose report says another number than the records did."""
        return [binding for binding in self.for_list() if not binding.agrees]


def counted_together(bindings):
    """These bindings as a list, with one reading of the counters for all."""
    bindings, counters = list(bindings), Now()
    for binding in bindings:
        binding.counters = counters
    return bindings


class Binding(models.Model):
    """One number may be bound to several queries: 「170 條，全部辦理完畢」 says how many came and how many are done."""

    figure = models.ForeignKey(Figure, models.CASCADE, related_name="bindings", verbose_name=_("指標"))
    query = models.CharField(_("統計口徑"), max_length=20)
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, verbose_name=_("活動"))
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, verbose_name=_("領域"))
    as_of = models.DateTimeField(_("截至"))
    # What the records said as of then, counted when it was bound: history is only added to, so it stays true.
    part = models.PositiveIntegerField(_("件數"), editable=False)
    whole = models.PositiveIntegerField(_("其中總數"), null=True, editable=False)
    bound_at = models.DateTimeField(_("綁定時間"), editable=False)
    bound_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("綁定人"), editable=False
    )

    objects = BindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("指標綁定")
        verbose_name_plural = _("指標綁定")
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "query"], name="binding_of_a_figure_once_per_query",
                violation_error_message=_("這個指標已經按這個口徑綁定了。"),
            ),
            models.CheckConstraint(
                condition=Q(whole=None) | Q(part__lte=F("whole")), name="binding_part_is_of_the_whole"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.figure} · {self.label}"

    def get_absolute_url(self):
        return self.figure.get_absolute_url()

    @property
    def label(self):
        return QUERIES[self.query].label

    @property
    def meaning(self):
        return QUERIES[self.query].meaning

    @property
    def scope(self):
        """The campaign and the field that are counted, as far as they are chosen."""
        return [row for row in (self.campaign, self.category) if row]

    @property
    def then(self):
        return Counted(self.part, self.whole)

    @cached_property
    def counters(self):
        """What it reads its number of now from; a page has one `Now` for all of its own."""
        return Now()

    @property
    def now(self):
        return self.counters.counted(self.query, self.campaign, self.category)

    @property
    def agrees(self):
        """Whether the report says what the records said as of then."""
        figure = self.figure
        step = step_of(figure.text, figure.value)
        said = Said(figure.value, step, figure.approximation, figure.lower, figure.upper)
        return agrees(said, self.then)

    @property
    def list_now(self):
        """The address of the list behind the number as it is now."""
        return board_address(**self._filters)

    @property
    def list_then(self):
        """The same, of what had come in by the day of the moment: where each stands, the list says as of now."""
        return board_address(**self._filters, received_to=day(self.as_of))

    @property
    def _filters(self):
        rows = {"campaign": self.campaign and self.campaign.slug, "category": self.category_id}
        return QUERIES[self.query].board | {name: value for name, value in rows.items() if value}
