"""What can be followed: one suggestion, or all of a field, unit, district or campaign; by what an address calls it."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign, Category, District, Suggestion, Unit
from feedback.parts.board_address import board_address
from portal.reading.languages import reading

# {kind, which is also the name of the field of `Follow`: what it is called}
KINDS = {
    "suggestion": _("一件建議"),
    "category": _("領域"),
    "unit": _("承辦單位"),
    "district": _("區市"),
    "campaign": _("活動"),
}
FOLLOWED = tuple(KINDS)
MOST = 40  # characters of what an address calls something


class Subject(NamedTuple):
    kind: str
    row: Any

    @property
    def is_talk(self):
        return self.kind == "campaign" and self.row.talk_on is not None

    @property
    def label(self):
        return _("在線懇談") if self.is_talk else KINDS[self.kind]

    @property
    def name(self):
        """In the reader's words; of a suggestion that is not public its number alone."""
        if self.kind != "suggestion":
            return reading(self.row)
        if not self.row.is_public:
            return self.row.number
        return gettext("%(number)s「%(title)s」") % {
            "number": self.row.number, "title": reading(self.row.public_title),
        }  # fmt: skip

    @property
    def value(self):
        """By what an address calls it."""
        return {
            "suggestion": lambda: self.row.number,
            "category": lambda: str(self.row.pk),
            "campaign": lambda: self.row.slug,
        }.get(self.kind, lambda: self.row.code)()

    @property
    def query(self):
        return urlencode({self.kind: self.value})

    @property
    def url(self):
        """Of its page; a field has none but the board with its suggestions."""
        if self.kind == "category":
            return board_address(category=self.row.pk)
        return self.row.talk.get_absolute_url() if self.is_talk else self.row.get_absolute_url()

    @property
    def feed_url(self):
        """Of its feed; what happens to a campaign stands in the calendar."""
        return "" if self.kind == "campaign" else reverse(f"feed_{self.kind}", args=[self.value])


def found(kind, value):
    """The `Subject`, or None where there is nothing of that name that everybody may see."""
    if kind not in KINDS or not 0 < len(value) <= MOST:
        return None
    row = ROWS[kind](value)
    return Subject(kind, row) if row else None


def asked_for(query):
    """The `Subject` that a query string names first, or None."""
    named = ((kind, query.get(kind, "")) for kind in KINDS)
    return next((subject for kind, value in named if (subject := found(kind, value))), None)


def groups():
    """[(what they are called, [`Subject`])] of what can be chosen in a list; a suggestion or talk is, on its page."""
    return [
        (KINDS["category"], [Subject("category", row) for row in Category.objects.filter(is_active=True)]),
        (KINDS["unit"], [Subject("unit", row) for row in Unit.objects.filter(is_active=True)]),
        (KINDS["district"], [Subject("district", row) for row in District.objects.all()]),
        (KINDS["campaign"], [Subject("campaign", row) for row in _campaigns()]),
    ]


def _campaigns():
    return Campaign.objects.published().without_talks().newest_first()


def _suggestion(number):
    return next(iter(Suggestion.objects.by_number(number).for_public_page()), None)


def _category(pk):
    return Category.objects.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 10 else None


ROWS = {
    "suggestion": _suggestion,
    "category": _category,
    "unit": lambda code: Unit.objects.filter(code=code).first(),
    "district": lambda code: District.objects.filter(code=code).first(),
    "campaign": lambda slug: Campaign.objects.published().filter(slug=slug).first(),
}
