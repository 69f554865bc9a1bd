"""The list of suggestions at the desk: what a line shows, what it is narrowed and searched by."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.receipts import parse_number


class SuggestionList:
    """The part of the suggestions' admin that lists them."""

    list_display = ("number", "shown_title", "status", "due", "unit", "category", "received")
    list_filter = ("stage", "card", "is_supervised", "category", "unit", "campaign")
    list_select_related = ("category", "unit", "status")
    search_fields = ("title", "body")
    search_help_text = _("按編號、標題或內容查找")
    ordering = ("-received_at", "-pk")
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def lookup_allowed(self, lookup, value, request):
        """Only what the filters ask: no other question about a citizen by a hand-made address."""
        return lookup in {f"{name}{exact}" for name in self.list_filter for exact in ("__exact", "__id__exact")}

    @admin.display(description=_("編號"), ordering="pk")
    def number(self, suggestion):
        return suggestion.number

    @admin.display(description=_("標題"), ordering="title")
    def shown_title(self, suggestion):
        return suggestion.title

    @admin.display(description=_("期限"), ordering="due_on")
    def due(self, suggestion):
        if not suggestion.next_due_on:
            return "—"
        day = f"{suggestion.next_due_on:%Y-%m-%d}"
        return f"{day} {suggestion.get_card_display()}" if suggestion.card else day

    @admin.display(description=_("收到"), ordering="received_at")
    def received(self, suggestion):
        return f"{timezone.localtime(suggestion.received_at):%Y-%m-%d %H:%M}"

    def get_search_results(self, request, queryset, search_term):
        parsed = parse_number(search_term)
        if parsed:
            return queryset.filter(year=parsed[0], sequence=parsed[1]), False
        for word in search_term.split():
            queryset = queryset.filter(Q(title__icontains=word) | Q(body__icontains=word))
        return queryset, False
