"""寄出的通知 at the desk: the list of them, those of one suggestion on its page, and sending one again."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from feedback.desk.queries.paging import MOST_LISTED, CappedPaginator
from feedback.notices import outbox
from feedback.notices.desk import written
from feedback.notices.desk.forms import AgainForm, SentForm
from feedback.notices.listing import MOST_OF_ONE
from feedback.notices.models import Notice
from feedback.notices.told import recipient, told_at_desk
from feedback.office import staff
from feedback.rules.notices import State
from portal.accounts.records import record
from portal.frame import CASE_PAGE
from portal.serving.read_only_admin import ReadOnly

PAGE_SIZE = 50
SEND_AGAIN = "notices.send_again"
AGAIN = frozenset({State.FAILED, State.UNKNOWN})


def lines(notices, user, texts=None):
    """What a list says of each notice; `texts` are the letters themselves, where development keeps them."""
    may_send = user.has_perm(SEND_AGAIN)
    return [
        {
            "notice": notice,
            "to": recipient(notice),
            "told": told_at_desk(notice),
            "may_again": may_send and notice.state in AGAIN and not notice.is_sent_again,
            "written": (texts or {}).get(notice.message_id, ""),
        }
        for notice in notices
    ]


@admin.register(Notice)
class NoticeAdmin(ReadOnly, admin.ModelAdmin):
    """Nobody adds, changes or deletes one; what failed is sent again as a new one."""

    exclude = ("details",)  # no form shows it

    def get_urls(self):
        again = self.admin_site.admin_view(self.again_view)
        return [path("<int:pk>/again/", again, name="notices_notice_again"), *super().get_urls()]

    @method_decorator([never_cache, require_safe])
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = SentForm(request.GET)
        found = form.narrowed(Notice.objects.all()).for_list()
        page = CappedPaginator(found, PAGE_SIZE, most=MOST_LISTED).get_page(request.GET.get("page"))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": self.opts.verbose_name_plural,
            "form": form,
            "ignored": form.ignored(),
            "page": page,
            "lines": lines(page, request.user, written.by_name()),
            "may_open": staff.sees_every(request.user),
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/notices/sent.html", context)

    @method_decorator([never_cache, require_safe])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A notice has no page of its own: it is a line among those of its suggestion."""
        notice = self.get_object(request, object_id)
        if not self.has_view_permission(request) or not notice:
            raise Http404
        return redirect(_list_of(notice.suggestion))

    @method_decorator([never_cache, require_POST])
    def again_view(self, request, pk):
        """再發送一次: what failed, and what may have arrived, for whoever may decide that."""
        if not request.user.has_perm(SEND_AGAIN):
            raise PermissionDenied
        notice = Notice.objects.select_related("suggestion").filter(pk=pk).first()
        if not notice or not AgainForm(request.POST).is_valid():
            raise Http404
        try:
            outbox.send_again(notice, by=request.user, now=timezone.now())
        except outbox.NotAgain as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
        else:
            record(request.user, _("再發送通知"), about=notice)
            self.message_user(request, gettext("已經安排再發送一次。"), messages.SUCCESS)
        return redirect(_list_of(notice.suggestion))


def _list_of(suggestion):
    query = f"?number={suggestion.number}" if suggestion else ""
    return reverse("admin:notices_notice_changelist") + query


@CASE_PAGE.block(15, "admin/notices/_case.html")
def of_case(suggestion, user):
    """What was sent about a suggestion, the newest first, and whether its citizen cannot be reached."""
    found = list(Notice.objects.of_any([suggestion.pk]).for_list()[:MOST_OF_ONE])
    newest = next((notice for notice in found if notice.citizen_id and notice.ended_at), None)
    return {
        "lines": lines(found, user),
        "is_unreachable": newest is not None and (bool(newest.bounced_at) or newest.state == State.FAILED),
    }
