"""The pages of the first steps: the list of them, and a sheet for each that has one."""

from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.office.staff import roles_of
from feedback.rules.roles import Role
from feedback.setup.facts import facts
from feedback.setup.sheets import KINDS
from feedback.setup.steps import steps
from portal.accounts.activating import slips_page
from portal.accounts.giving_back import keeps_nothing
from portal.files import workbook
from portal.serving import generation

SHOWN_ROWS, SHOWN_ERRORS = 50, 200
keeps_nothing("setup_sheet")  # a file and its rows: nothing is typed there
# The page of the desk where a step is done row by row.
FORMS = {
    "units": "admin:feedback_unit_changelist",
    "districts": "admin:feedback_district_changelist",
    "fields": "admin:feedback_category_changelist",
    "routes": "admin:feedback_route_changelist",
    "people": "admin:auth_user_changelist",
    "second-factor": "admin:auth_user_changelist",
    "calendar": "admin:feedback_calendarday_changelist",
    "report": "admin:reports_report_changelist",
    "campaign": "admin:feedback_campaign_changelist",
}


def is_administrator(user):
    return Role.ADMINISTRATOR in roles_of(user)


def for_administrators(view):
    """A page of the desk for administrators alone."""

    @never_cache
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not is_administrator(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return admin.site.admin_view(wrapped)


def shown(step):
    """(the step, the address of its form, the address of its sheet); empty where there is none."""
    form = reverse(FORMS[step.slug]) if step.slug in FORMS else ""
    sheet = reverse("setup_sheet", args=[step.slug]) if step.slug in KINDS else ""
    return step, form, sheet


@for_administrators
@require_safe
def setup(request):
    found = facts(timezone.now())
    all_steps = steps(found)
    context = admin.site.each_context(request) | {
        "title": gettext("啟用步驟"),
        "steps": [shown(step) for step in all_steps],
        "done_count": sum(step.is_done for step in all_steps),
        "names": found.names,
    }
    return TemplateResponse(request, "admin/setup/steps.html", context)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def setup_sheet(request, slug):
    """A sheet is read and looked at first; sent again as it was shown, it is written, all of it or nothing."""
    kind = _kind(request, slug)
    form = kind.form(request.POST or None, request.FILES or None)
    checked = None
    if form.is_valid():
        try:
            with generation.publishing():
                checked = kind.check(form.rows, form.faults, by=request.user)
                is_confirmed = form.cleaned_data["shown"] == checked.digest()
                if form.cleaned_data["payload"] and is_confirmed and checked.may_be_written:
                    slips = kind.write(checked, by=request.user, now=timezone.now())
                    generation.bump()
                    return _written(request, kind, checked, slips)
        except IntegrityError:
            form.add_error(None, gettext("資料剛剛有變動，沒有寫入，請核對後再試。"))
    context = admin.site.each_context(request) | {
        "title": kind.title,
        "kind": kind,
        "columns": kind.columns.values(),
        "form": form,
        "checked": checked,
        "unread": form.unread.sentences() if form.unread else [],
        "shown": checked.taken[:SHOWN_ROWS] if checked else [],
        "errors": checked.errors[:SHOWN_ERRORS] if checked else [],
        "error_count": len(checked.errors) if checked else 0,
        "wrong_count": len({number for number, _column, _told in checked.errors}) if checked else 0,
    }
    return TemplateResponse(request, "admin/setup/sheet.html", context)


def _written(request, kind, checked, slips):
    told = gettext("「%(what)s」：新增 %(new)s 條，更改 %(changed)s 條。")
    told %= {"what": kind.title, "new": checked.new_count, "changed": checked.changed_count}
    messages.success(request, told)
    return slips_page(request, slips, reverse("setup")) if slips else redirect("setup")


@for_administrators
@require_safe
def setup_template(request, slug):
    kind = _kind(request, slug)
    return workbook.stream(slug, kind.columns.values(), kind.examples)


def _kind(request, slug):
    if slug not in KINDS:
        raise Http404
    kind = KINDS[slug]()
    if not request.user.has_perms(kind.permissions):
        raise PermissionDenied
    return kind
