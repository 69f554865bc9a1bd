"""Covering, releasing, taking back and destroying one file, each on a page of its own."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.attachments import erasing, releasing
from feedback.desk.files.forms import REMARK_FORMS, ReleaseForm, covers_of
from feedback.desk.files.on_case import may_with_files, shown
from feedback.desk.files.way_in import FileWayIn, back_to, case_address
from feedback.office import staff
from feedback.rules.workflow import Refused, Verb

ACTS = {Verb.TAKE_BACK_FILE: releasing.take_back, Verb.ERASE_FILE: erasing.erase_file}
PAGE = [never_cache, require_http_methods(["GET", "HEAD", "POST"])]


class ReleasingFiles(FileWayIn):
    """A part of the suggestions' admin."""

    def get_urls(self):
        view, way = self.admin_site.admin_view, "<int:pk>/files/<slug:name>"
        return [
            path(f"{way}/", view(self.file_view), name="feedback_suggestion_file"),
            path(f"{way}/release/", view(self.release_view), name="feedback_suggestion_file_release"),
            path(f"{way}/do/<slug:verb>/", view(self.file_do_view), name="feedback_suggestion_file_do"),
            *super().get_urls(),
        ]

    @method_decorator(PAGE)
    def file_view(self, request, pk, name):
        """The file with its pages and what is covered of them; once sent, it is shown as the public will see it."""
        attachment = self._attachment(request, pk, name)
        pages = list(attachment.pages.all())
        sets = [(page, covers_of(page, request.POST or None)) for page in pages]
        if request.method == "POST" and all(covers.is_valid() for _page, covers in sets):
            return self._cover_pages(request, attachment, {page.number: covers.covers() for page, covers in sets})
        return self._file_page(request, attachment, "admin/feedback/files/file.html", sets=sets)

    def _cover_pages(self, request, attachment, covers):
        try:
            releasing.set_covers(attachment, covers, by=request.user)
        except Refused as refusal:
            self.message_user(request, str(refusal.reason), messages.WARNING)
            return back_to(attachment)
        if "again" in request.POST:  # one more rectangle, without JavaScript
            return back_to(attachment)
        way = reverse("admin:feedback_suggestion_file_release", args=[attachment.suggestion_id, attachment.name])
        return HttpResponseRedirect(way)

    @method_decorator(PAGE)
    def release_view(self, request, pk, name):
        """As the public will see it. What is sent names what was seen: if that changed since, nothing is released."""
        attachment = self._attachment(request, pk, name)
        pages = list(attachment.pages.all())
        initial = {"caption": attachment.caption, "seen": releasing.seen_of(pages)}
        form = ReleaseForm(request.POST or None, suggestion=attachment.suggestion, initial=initial)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                releasing.release(attachment, given["caption"], given["seen"], by=request.user, now=timezone.now())
            except Refused as refusal:
                self.message_user(request, str(refusal.reason), messages.WARNING)
                attachment = self._attachment(request, pk, name)
                pages = list(attachment.pages.all())
                again = {"caption": given["caption"], "seen": releasing.seen_of(pages)}
                form = ReleaseForm(suggestion=attachment.suggestion, initial=again)
                return self._file_page(request, attachment, "admin/feedback/files/release.html", pages=pages, form=form)
            self.message_user(request, gettext("附件已審核公開，公開的圖片正在生成，一般一分鐘內可以看到。"))
            return HttpResponseRedirect(case_address(pk))
        return self._file_page(request, attachment, "admin/feedback/files/release.html", pages=pages, form=form)

    @method_decorator(PAGE)
    def file_do_view(self, request, pk, name, verb):
        """Take it back or destroy it, for a reason; both are asked first."""
        attachment = self._attachment(request, pk, name)
        if verb not in REMARK_FORMS:
            raise Http404
        verb = Verb(verb)
        if not staff.may(request.user, verb, attachment.suggestion):
            self.message_user(
                request, gettext("您的崗位沒有「%(verb)s」的權限。") % {"verb": verb.label}, messages.WARNING
            )
            return back_to(attachment)
        form = REMARK_FORMS[verb](request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                ACTS[verb](attachment, form.cleaned_data["remark"], by=request.user, now=timezone.now())
            except Refused as refusal:
                self.message_user(request, str(refusal.reason), messages.WARNING)
                return self._file_page(request, attachment, "admin/feedback/files/do.html", form=form, verb=verb)
            self.message_user(request, gettext("「%(verb)s」已完成。") % {"verb": verb.label}, messages.SUCCESS)
            return HttpResponseRedirect(case_address(pk))
        return self._file_page(request, attachment, "admin/feedback/files/do.html", form=form, verb=verb)

    def _file_page(self, request, attachment, template, **more):
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "suggestion": attachment.suggestion,
            "title": gettext("建議 %(number)s 的附件") % {"number": attachment.suggestion.number},
            **shown(attachment),
            **may_with_files(attachment.suggestion, request.user),
            **more,
        }
        return TemplateResponse(request, template, context)
