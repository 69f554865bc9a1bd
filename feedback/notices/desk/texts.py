"""通知文字 at the desk: what each kind says, edited with named places, tried with a real suggestion."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.notices.default_texts import DEFAULTS
from feedback.notices.desk.forms import TextForm
from feedback.notices.desk.trying import tried
from feedback.notices.models import NoticeText
from feedback.notices.places import places_of
from feedback.notices.texts import default_of, in_use, text_of
from feedback.office import wording
from feedback.rules.notices import Kind, Who
from portal.accounts.giving_back import fill, typed_at

METHODS = ["GET", "HEAD", "POST"]


@admin.register(NoticeText)
class NoticeTextAdmin(admin.ModelAdmin):
    """Each kind has its text, whether somebody edited it or not; what is deleted is the edited one."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @method_decorator([never_cache, require_safe])
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        texts = in_use()
        groups = [
            (who.label, who == Who.CITIZEN, [text for text in texts if DEFAULTS[text.kind].who == who]) for who in Who
        ]
        return self._page(request, "admin/notices/texts.html", title=self.opts.verbose_name_plural, groups=groups)

    @method_decorator([never_cache, require_http_methods(METHODS)])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The form, with what the text says of a suggestion; sent, it is saved, tried, or given up for the default."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if object_id not in Kind.values:
            raise Http404
        kind, is_sent = Kind(object_id), request.method == "POST"
        if is_sent and "default" in request.POST:
            return self._restore(request, kind)
        form = _form(kind, request.POST if is_sent else None)
        if not is_sent:
            fill(form, request)
        elif form.is_valid() and "try" not in request.POST:
            return self._save(request, form)
        return self._page(
            request,
            "admin/notices/text.html",
            title=kind.label,
            form=form,
            text=form.instance,
            places=wording.listed(places_of(kind)) if places_of(kind) else "",
            readings=tried(form, request.user) if not is_sent or form.is_valid() else [],
        )

    def _save(self, request, form):
        text = form.save()
        self.log_change(request, text, self.construct_change_message(request, form, None))
        self.message_user(request, gettext("「%(kind)s」的通知文字已經保存。") % {"kind": text}, messages.SUCCESS)
        return redirect("admin:notices_noticetext_changelist")

    def _restore(self, request, kind):
        NoticeText.objects.filter(pk=kind).delete()
        self.log_change(request, default_of(kind), gettext("換回原來的文字"))
        self.message_user(
            request, gettext("「%(kind)s」的通知文字已經換回原樣。") % {"kind": kind.label}, messages.SUCCESS
        )
        return redirect("admin:notices_noticetext_change", kind.value)

    def _page(self, request, template, **more):
        context = self.admin_site.each_context(request) | {"opts": self.opts, **more}
        return TemplateResponse(request, template, context)


def _form(kind, data=None):
    has_word = DEFAULTS[kind].who == Who.CITIZEN and "sms" in getattr(settings, "NOTICE_CHANNELS", ("mail", "sms"))
    return TextForm(data, instance=text_of(kind), has_word=has_word)


def _typed(arguments, fields):
    kind = arguments["object_id"]
    return (_form(Kind(kind)), gettext("通知文字")) if kind in Kind.values else None


typed_at("notices_noticetext_change", _typed, is_filled=True)
