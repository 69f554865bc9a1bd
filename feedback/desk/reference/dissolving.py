"""A unit is dissolved on a page of its own, by two people, and taken into use again: it says what follows, and asks."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.models import Unit
from feedback.office.staff import shown_name
from feedback.parts.fields import RowField
from feedback.rules.workflow import Refused
from feedback.verbs import leaving

MOST_LISTED = 100  # of what is in hand; the number tells the rest


class ProposeForm(forms.Form):
    to = RowField(
        label=_("在辦的建議交到哪裡"), queryset=Unit.objects.none(), required=False,
        empty_label=_("交回受理，重新確定承辦單位"),
    )  # fmt: skip

    def __init__(self, data=None, *, unit):
        super().__init__(data)
        self.fields["to"].queryset = Unit.objects.active().exclude(pk=unit.pk)


class SeenForm(forms.Form):
    """The button for a proposal; `seen` tells whether it is the one that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class UnitStanding:
    """Pages for putting a unit out of use and into use again; a part of the units' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/dissolve/", view(self.dissolve_view), name="feedback_unit_dissolve"),
            path("<int:pk>/reinstate/", view(self.reinstate_view), name="feedback_unit_reinstate"),
            *super().get_urls(),
        ]

    def standing(self, unit):
        """What the form says of it: in use or not, and the way to the page that changes that."""
        if not unit.pk:
            return gettext("保存以後即在用。")
        if not unit.is_active:
            way, told = "admin:feedback_unit_reinstate", gettext("已停用。")
            link = gettext("恢復使用")
        elif unit.dissolutions.proposed().exists():
            way, told, link = "admin:feedback_unit_dissolve", gettext("在用，已有人提請停用。"), gettext("查看提請")
        else:
            way, told, link = "admin:feedback_unit_dissolve", gettext("在用。"), gettext("停用這個單位")
        return format_html('{} <a href="{}">{}</a>', told, reverse(way, args=[unit.pk]), link)

    standing.short_description = _("使用情況")

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def dissolve_view(self, request, pk):
        """Propose it, confirm or drop what was proposed; nothing is done before the second person confirms."""
        unit = self._unit(request, pk)
        proposal = unit.dissolutions.proposed().select_related("proposed_by", "to_unit").first()
        form = ProposeForm(unit=unit)
        if request.method == "POST":
            form = ProposeForm(request.POST, unit=unit)
            if self._done(request, unit, proposal, form, request.POST.get("act", "")):
                return HttpResponseRedirect(self._address_of(unit))
        held = leaving.in_hand(unit.suggestions)
        context = self._standing_page(
            request, unit, gettext("停用「%(unit)s」") % {"unit": unit},
            form=form, proposal=proposal, is_own=bool(proposal) and proposal.proposed_by_id == request.user.pk,
            proposed_by=proposal and shown_name(proposal.proposed_by), **listed(held),
        )  # fmt: skip
        return TemplateResponse(request, "admin/feedback/unit/dissolve.html", context)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def reinstate_view(self, request, pk):
        unit = self._unit(request, pk)
        if request.method == "POST" and not unit.is_active:
            try:
                count = leaving.reinstate(unit, by=request.user, now=timezone.now())
            except Refused as refusal:
                self.message_user(request, str(refusal.reason), messages.ERROR)
            else:
                self.log_change(request, unit, gettext("恢復使用，交還 %(count)s 件") % {"count": count})
                told = gettext("已恢復使用「%(unit)s」，交還 %(count)s 件。") % {"unit": unit, "count": count}
                self.message_user(request, told, messages.SUCCESS)
        if request.method == "POST":
            return HttpResponseRedirect(self._address_of(unit))
        dissolution = leaving.last_dissolution(unit)
        back = [suggestion for suggestion, _moved in dissolution.unmoved()] if dissolution else []
        context = self._standing_page(
            request, unit, gettext("恢復使用「%(unit)s」") % {"unit": unit}, count=len(back),
            in_hand=back[:MOST_LISTED], most=MOST_LISTED,
            gone=len(dissolution.moved) - len(back) if dissolution else 0,
        )  # fmt: skip
        return TemplateResponse(request, "admin/feedback/unit/reinstate.html", context)

    def _unit(self, request, pk):
        unit = get_object_or_404(Unit, pk=pk)
        if not self.has_change_permission(request, unit):
            raise PermissionDenied
        return unit

    def _done(self, request, unit, proposal, form, act):
        """Act as the pressed button says; a refusal is told on the page."""
        seen, by, now = SeenForm(request.POST), request.user, timezone.now()
        is_seen = proposal and seen.is_valid() and seen.cleaned_data["seen"] == proposal.pk
        try:
            if act == "propose":
                if not form.is_valid():
                    return False
                leaving.propose_dissolution(unit, form.cleaned_data["to"], by=by, now=now)
                told = gettext("已提請停用「%(unit)s」，請另一位系統管理員確認。")
            elif not is_seen or act not in ("confirm", "drop"):
                raise Refused(gettext("提請剛剛有變動，請核對後再試。"))
            elif act == "confirm":
                leaving.confirm_dissolution(proposal, by=by, now=now)
                told = gettext("已停用「%(unit)s」，在辦的建議已經移交。")
            else:
                leaving.drop_dissolution(proposal, by=by, now=now)
                told = gettext("已撤回停用「%(unit)s」的提請。")
        except (Refused, IntegrityError) as refusal:  # the latter where two people propose at once
            told = getattr(refusal, "reason", gettext("提請剛剛有變動，請核對後再試。"))
            self.message_user(request, str(told), messages.ERROR)
            return act != "propose"
        self.log_change(request, unit, told % {"unit": unit})
        self.message_user(request, told % {"unit": unit}, messages.SUCCESS)
        return True

    def _standing_page(self, request, unit, title, **more):
        return self.admin_site.each_context(request) | {"opts": self.opts, "title": title, "unit": unit, **more}

    def _address_of(self, unit):
        return reverse("admin:feedback_unit_change", args=[unit.pk])


def listed(held):
    """What is in hand as a page tells it: how many, and the first of them.

    By number, without the citizen's words: whoever keeps units and accounts does not read those.
    """
    shown = (
        "unit",
        "handler",
        "year",
        "sequence",
        "stage",
        "due_on",
        "is_due_provisional",
        "accept_due_on",
        "status__name",
    )
    names = ("status__name_en", "status__colour", "handler__username", "handler__first_name", "handler__last_name")
    rows = held.select_related("status", "handler").only(*shown, *names)
    return {"count": held.count(), "in_hand": rows[:MOST_LISTED], "most": MOST_LISTED}
