"""Before an account is switched off, or leaves a unit: what the person has in hand, and where it goes.

Before it is switched on again: what can be given back, because nobody moved it since.
"""

from django import forms
from django.contrib import messages
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.queries.loads import loads
from feedback.desk.reference.dissolving import listed
from feedback.models import Unit
from feedback.office.staff import shown_name
from feedback.rules.roles import Role
from feedback.verbs.leaving import come_back, leave, left_behind, to_give_back
from portal.fields.measured import SentField
from portal.serving import generation

ASKED = "is_asked"  # stands in what is sent from the page that asks


def handles_for(fields):
    """The keys of the units in which somebody with these fields of an account is a handler."""
    is_handler = fields.get("is_active", True) and any(group.name == Role.HANDLER for group in fields["groups"])
    return {unit.pk for unit in fields["units"]} if is_handler else set()


class WaysForm(forms.Form):
    """For each unit that is left a colleague, or the unit itself; and whether what can be given back is."""

    is_asked = SentField(widget=forms.HiddenInput, initial="1", max_length=1)
    takes_back = forms.BooleanField(label=_("交還離崗以前在辦、以後沒有人動過的建議"), required=False, initial=True)

    def __init__(self, data=None, *, person, left, back, today):
        super().__init__(data)
        self.units = {unit.pk: unit for unit in Unit.objects.filter(pk__in={row.unit_id for row in left})}
        self.people = [one for one in loads(self.units, today) if one.is_available and one.person.pk != person.pk]
        if not back:
            del self.fields["takes_back"]
        for key, unit in self.units.items():
            colleagues = [(one.person.pk, str(one)) for one in self.people if one.unit == key]
            choices = [("", gettext("請選擇")), ("unit", gettext("交回單位，另行安排承辦人")), *colleagues]
            label = gettext("「%(unit)s」在辦的建議交給誰") % {"unit": unit}
            self.fields[f"way_{key}"] = forms.ChoiceField(label=label, choices=choices)

    @cached_property
    def ways(self):
        """{unit key: the colleague, or None for the unit}."""
        colleagues = {str(one.person.pk): one.person for one in self.people}
        return {key: colleagues.get(self.cleaned_data[f"way_{key}"]) for key in self.units}


class Leaving:
    """Asks where the work goes; a part of the accounts' admin, whose form stands before."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or not object_id:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with generation.publishing():
            page = self._asked(request, object_id)
            return page or super().changeform_view(request, object_id, form_url, extra_context)

    def _asked(self, request, object_id):
        """The page that asks, once the form is right; None where nothing is to be asked, or all is answered."""
        rows = self.get_queryset(request).filter(pk=object_id) if self._may_be_key(object_id) else ()
        person = next(iter(rows), None)
        if not person or person == request.user or not self.has_change_permission(request, person):
            return None
        form = self.get_form(request, person, change=True)(request.POST, instance=person)
        if not form.is_valid() or "units" not in form.cleaned_data:
            return None
        now, units = timezone.now(), handles_for(form.cleaned_data)
        # Held before the account is written, in the order in which whoever hands one over holds both.
        held = left_behind(person, units).select_for_update(no_key=True)
        left = list(held.only("unit", "handler", "stage"))
        back = [row for _departure, row in to_give_back(person, units)]
        if not left and not back:
            return None
        sent = request.POST if ASKED in request.POST else None
        ways = WaysForm(sent, person=person, left=left, back=back, today=timezone.localdate(now))
        if sent and ways.is_valid():
            request.ways = ways
            return None
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("%(person)s在辦的建議") % {"person": shown_name(person)},
            "person": person,
            "form": ways,
            "carried": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name != "csrfmiddlewaretoken" and name not in ways.fields
            ],
            "back_count": len(back),
            **listed(left_behind(person, units)),
        }
        return TemplateResponse(request, "admin/accounts/leaving.html", context).render()

    def pass_work_on(self, request, form):
        """Once the account has its new roles and units: what was answered is done, each suggestion by its own verb."""
        ways, by, now = getattr(request, "ways", None), request.user, timezone.now()
        units = handles_for(form.cleaned_data)
        passed = leave(form.instance, ways.ways if ways else {}, units, by=by, now=now)
        is_wanted = ways and ways.cleaned_data.get("takes_back")
        given_back = come_back(form.instance, units, by=by, now=now) if is_wanted else 0
        if passed:
            self.message_user(request, gettext("已移交 %(count)s 件。") % {"count": passed}, messages.SUCCESS)
        if given_back:
            self.message_user(request, gettext("已交還 %(count)s 件。") % {"count": given_back}, messages.SUCCESS)
