"""週報、月報 at the desk: the page, the document, the workbook, and the way there from the home."""

import logging

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from feedback.office import staff
from feedback.papers import delivery_admin, models, sheet  # noqa: F401  the first registers itself
from feedback.papers.forms import PaperForm, query_of
from feedback.papers.paper import Paper
from feedback.rules.queues import queues_for
from portal.accounts.records import record
from portal.files import workbook
from portal.frame import DESK_HOME

logger = logging.getLogger(__name__)


def may_read(user):
    """Whoever has casework: of the bureau who sees every suggestion, else of the own units."""
    return bool(queues_for(staff.roles_of(user))) and (staff.sees_every(user) or bool(staff.units_of(user)))


@admin.register(models.Paper)
class PaperAdmin(admin.ModelAdmin):
    """No rows: what is shown is counted when it is asked for."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="papers_paper_changelist"),
            path("word/", view(self.word_view), name="papers_paper_word"),
            path("sheet/", view(self.sheet_view), name="papers_paper_sheet"),
        ]

    def has_module_permission(self, request):
        return may_read(request.user)

    def has_view_permission(self, request, obj=None):
        return may_read(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @method_decorator([never_cache, require_safe])
    def changelist_view(self, request, extra_context=None):
        """The paper that the address asks for, and the form of another one."""
        form, paper = self._asked(request)
        span, after = paper.span, paper.span.after(paper.today)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": paper.title,
            "form": PaperForm.of(span, paper.unit, user=request.user, today=paper.today),
            "ignored": form.ignored(),
            "paper": paper,
            "stamp": _stamp(paper, request.user),
            "query": query_of(span, paper.unit),
            "before": query_of(span.before(), paper.unit),
            "after": query_of(after, paper.unit) if after else "",
        }
        return TemplateResponse(request, "admin/papers/paper.html", context)

    @method_decorator([never_cache, require_GET])
    def word_view(self, request):
        from feedback.papers import word  # what writes documents is large, and few ask for one

        _form, paper = self._asked(request)
        _note(request.user, paper, "docx")
        data = word.document(paper, _stamp(paper, request.user))
        name = f'attachment; filename="{paper.file_name}.docx"'
        return HttpResponse(data, content_type=word.CONTENT_TYPE, headers={"Content-Disposition": name})

    @method_decorator([never_cache, require_GET])
    def sheet_view(self, request):
        _form, paper = self._asked(request)
        _note(request.user, paper, "xlsx")
        return workbook.stream(paper.file_name, [paper.title], list(sheet.rows(paper, _stamp(paper, request.user))))

    def _asked(self, request):
        """(form, paper); refused to who has no casework, and not found of a unit that is not theirs."""
        if not may_read(request.user):
            raise PermissionDenied
        now = timezone.now()
        form = PaperForm(request.GET, user=request.user, today=timezone.localdate(now))
        form.is_valid()
        if form.has_strange_unit:
            raise Http404
        return form, Paper.made(form.chosen_span, form.chosen_unit, now)


def _note(user, paper, kind):
    """Write down who took a paper along; while nothing can be written it is given all the same, and the log says so."""
    try:
        with transaction.atomic():
            record(user, _("下載週報或月報 %(name)s（%(kind)s）"), name=paper.file_name, kind=kind)
    except DatabaseError:
        logger.exception("A paper was taken along and could not be noted: %s", paper.file_name)


def _stamp(paper, user):
    places = {"who": staff.shown_name(user), "at": f"{timezone.localtime(paper.moment):%Y-%m-%d %H:%M}"}
    if paper.span.is_running:
        return gettext("內部資料，請勿外傳。本期還沒有結束；%(who)s製表，截至 %(at)s。") % places
    return gettext("內部資料，請勿外傳。%(who)s製表，截至 %(at)s。") % places


@DESK_HOME.block(9, "admin/papers/_home.html")
def papers(user, now):
    """The way to them, for those whom they are for."""
    return {"may_read_papers": may_read(user)}
