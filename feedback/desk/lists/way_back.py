"""The way back to a list and along it: its address goes along with each page of a suggestion, `?list=`.

What `list` holds is read by the form of the list alone, for whoever asks; nothing leads anywhere but to that list. A
queue by itself goes along as `?queue=`, which `feedback.desk.cases.queue_navigation` reads.
"""

import re
from typing import NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext

from feedback.desk.lists.forms import MOST_SENT, ListForm


class Way(NamedTuple):
    """What the way is called where a queue says its name."""

    label: str


def along(form, *, page=1):
    """What goes along with the address of a suggestion in the list that `form` asks for, from `?` on, or nothing."""
    if form.is_of_queue_alone and page == 1:
        return f"?queue={form.chosen_queue}"
    query = form.query(page=page if page > 1 else None)
    return f"?{urlencode({'list': query[1:]})}" if query != "?" else ""


class ListNavigation:
    """Leads along a list and back to it; a part of the suggestions' admin that comes before the way along a queue."""

    def _address(self, request, suggestion):
        address = super()._address(request, suggestion)
        form = _list_of(request)
        if not form:
            return address
        if address.startswith(reverse("admin:feedback_suggestion_change", args=[suggestion.pk])):
            return address.partition("?")[0] + along(form, page=form.page)
        return _address_of(form)

    def _along(self, request, suggestion, queue):
        form = _list_of(request)
        if not form:
            return super()._along(request, suggestion, queue)
        rows, _is_cut = self.within_reach(request, form, timezone.now())
        following, query = rows.after_in_list(suggestion), along(form, page=form.page)
        return {
            "queue": Way(gettext("篩選的列表")),
            "queue_query": query,
            "queue_address": _address_of(form),
            "next_suggestion": following,
            "next_address": following and reverse("admin:feedback_suggestion_change", args=[following.pk]) + query,
        }


def _list_of(request):
    """The form of the list that the address names with its `page`, None where it names none; read once per request."""
    if not hasattr(request, "_desk_list"):
        sent = request.GET.get("list", "")
        request._desk_list = _read(sent, request.user) if sent else None
    return request._desk_list


def _read(sent, user):
    form = ListForm.of_query(sent, user=user)
    page = QueryDict(sent[:MOST_SENT]).get("page", "")
    form.page = int(page) if re.fullmatch(r"[1-9]\d{0,4}", page, re.ASCII) else 1
    return form


def _address_of(form):
    query = form.query(page=form.page if form.page > 1 else None)
    address = reverse("admin:feedback_suggestion_changelist")
    return address + query if query != "?" else address
