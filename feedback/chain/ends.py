"""The ends from which a chain is walked: each by its kind and key, found where everybody may read it."""

from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.commitments.models import Commitment
from feedback.measures.models import Measure
from feedback.models import Reply, Suggestion
from reports.models import Figure, Section


class Kind(TextChoices):
    SECTION = "section", _("報告段落")
    FIGURE = "figure", _("報告指標")
    COMMITMENT = "commitment", _("承諾")
    MEASURE = "measure", _("舉措")
    SUGGESTION = "suggestion", _("意見建議")
    REPLY = "reply", _("答覆")


class End(NamedTuple):
    kind: Kind
    row: Any

    @property
    def key(self):
        """What an address has for it."""
        return key_of(self.kind, self.row)

    @property
    def day(self):
        """When an answer was given: a suggestion may have several; None of the other kinds."""
        return self.row.approved_at if self.kind == Kind.REPLY else None

    def is_same(self, kind, row):
        return self.kind == kind and self.row.pk == row.pk


def key_of(kind, row):
    match kind:
        case Kind.SECTION:
            return f"{row.report.year}-{row.anchor}"
        case Kind.SUGGESTION:
            return row.number
    return str(row.pk)


def chain_address(kind, row):
    return reverse("chain", args=[kind, key_of(kind, row)])


def found(kind, key):
    """The `End` at that address, None where there is none or it is not for everybody; each has one address."""
    row = FOUND[kind](key) if kind in FOUND else None
    return End(Kind(kind), row) if row and key_of(kind, row) == key else None


def public_suggestions():
    """Those whose words everybody may read, and their main ones' too, whose answer they have."""
    return Suggestion.objects.public().exclude(main__public_title="")


def public_replies():
    """What everybody reads with a public suggestion, the answers before the last one among them."""
    approved = Reply.objects.filter(approved_at__isnull=False)
    return approved.exclude(suggestion__public_title="").exclude(suggestion__main__public_title="")


def public_figures():
    return Figure.objects.published().with_place()


def public_sections():
    return Section.objects.published().select_related("report").defer("paragraphs")


def _section(key):
    year, _dash, anchor = key.partition("-")
    return public_sections().filter(report__year=year, anchor=anchor).first() if _is_number(year) else None


def _suggestion(key):
    numbered = Suggestion.objects.by_number(key)
    return next(iter(numbered.filter(pk__in=public_suggestions().values("pk")).for_public_page()), None)


def _of(rows):
    """Finds among `rows`, made anew each time, by primary key."""
    return lambda key: rows().filter(pk=key).first() if _is_number(key) else None


def _is_number(text):
    return text.isascii() and text.isdecimal()


FOUND = {
    Kind.SECTION: _section,
    Kind.FIGURE: _of(public_figures),
    Kind.COMMITMENT: _of(lambda: Commitment.objects.public()),
    Kind.MEASURE: _of(lambda: Measure.objects.public()),
    Kind.SUGGESTION: _suggestion,
    Kind.REPLY: _of(lambda: public_replies().select_related("suggestion")),
}
