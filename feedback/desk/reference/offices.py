"""What administrators keep: units, fields, districts, channels, statuses, words to find and to propose by."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.reference.dissolving import UnitStanding
from feedback.desk.reference.previewing import ON_PAGES, Previewed
from feedback.models import Category, Channel, Cue, District, Label, RoleName, Status, Synonym, Unit
from feedback.office.staff import shown_name
from feedback.office.statuses import first_status
from feedback.rules.workflow import ARROWS, Verb
from feedback.verbs.leaving import in_hand
from portal.serving import generation
from portal.serving.published_admin import PublishedAdmin


class Ordered(PublishedAdmin):
    """Rows whose order is changed in the list, where the field has no label of its own beside it."""

    list_editable = ("order",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "order":
            field.widget.attrs["aria-label"] = db_field.verbose_name
        return field


class Shown(Previewed, Ordered):
    """Rows that the public reads: what changes is said before it is saved."""

    shown_fields = ("name", "name_en", "order", "is_active")
    where = ON_PAGES


class Coded(Shown):
    """Rows with a page of their own: its address never changes once it is published."""

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "code") if obj else fixed


@admin.register(Status)
class StatusAdmin(Shown):
    """Which status a stage begins with is not a field of this form: a page of its own explains and asks."""

    list_display = ("name", "name_en", "stage", "begins_stage", "explanation", "colour", "order")
    list_filter = ("stage",)
    actions = None
    shown_fields = (*Shown.shown_fields, "stage", "explanation", "explanation_en", "colour")
    fields = ("stage", "name", "name_en", "explanation", "explanation_en", "colour", "order", "beginning")

    def get_urls(self):
        begin = self.admin_site.admin_view(self.begin_view)
        return [path("<int:pk>/begin/", begin, name="feedback_status_begin"), *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        return ("stage", "beginning") if obj and not obj.may_leave_stage() else ("beginning",)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.begins_stage)

    @admin.display(description=_("階段從哪個狀態開始"))
    def beginning(self, status):
        if not status.pk:
            return gettext("保存以後，可以讓該階段從這個狀態開始。")
        if status.begins_stage:
            return gettext("從這個狀態開始。")
        told = gettext("從「%(status)s」開始。") % {"status": first_status(status.stage)}
        address = reverse("admin:feedback_status_begin", args=[status.pk])
        return format_html('{} <a href="{}">{}</a>', told, address, gettext("改為從這個狀態開始"))

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def begin_view(self, request, pk):
        """Say what follows when the stage begins with this status, and do it once that is confirmed."""
        status = get_object_or_404(Status, pk=pk)
        if not self.has_change_permission(request, status):
            raise PermissionDenied
        places = {"stage": status.get_stage_display(), "name": status}
        if request.method == "POST" and not status.begins_stage:
            status.begin_stage()
            self.log_change(request, status, gettext("「%(stage)s」階段改為從這個狀態開始") % places)
            told = gettext("今後進入「%(stage)s」階段的建議，從「%(name)s」開始。") % places
            self.message_user(request, told, messages.SUCCESS)
        if request.method == "POST":
            return redirect("admin:feedback_status_change", pk)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("讓「%(stage)s」階段從「%(name)s」開始") % places,
            "status": status,
            "former": first_status(status.stage),
            "verbs": [verb.label for verb in Verb if ARROWS[verb].to == status.stage],
        }
        return TemplateResponse(request, "admin/feedback/status/begin.html", context)


@admin.register(Label)
class LabelAdmin(Ordered):
    list_display = ("name", "colour", "order")


class UnitForm(forms.ModelForm):
    def clean_members(self):
        """Whoever has something in hand leaves the unit by way of the account, which asks where that goes."""
        members, unit = self.cleaned_data["members"], self.instance
        for person in unit.members.exclude(pk__in=members) if unit.pk else ():
            if count := in_hand(unit.suggestions.filter(handler=person)).count():
                told = gettext("%(person)s在本單位還有在辦的建議 %(count)s 件，請在賬號裡去掉本單位，一併移交。")
                raise forms.ValidationError(told % {"person": shown_name(person), "count": count})
        return members


@admin.register(Unit)
class UnitAdmin(UnitStanding, Coded):
    form = UnitForm
    list_display = ("name", "name_en", "telephone", "is_active", "order")
    search_fields = ("name", "name_en", "duties")
    fields = (
        "name", "name_en", "code", "duties", "duties_en", "telephone", "members", "standing", "order",
    )  # fmt: skip
    readonly_fields = ("standing",)
    actions = None
    shown_fields = (*Shown.shown_fields, "duties", "duties_en", "telephone")
    where = _("「誰在辦」和意見建議的列表、詳情、統計頁上看到的，隨即改變；已經定稿的辦理情況報告不變。")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = lambda user: f"{shown_name(user)}（{user.username}）"
        field.queryset = field.queryset.filter(is_staff=True)
        return field


@admin.register(Category)
class CategoryAdmin(Shown):
    list_display = ("name", "name_en", "unit", "reply_days", "is_active", "order")
    list_select_related = ("unit",)
    actions = ("add_words",)
    shown_fields = (*Shown.shown_fields, "hint", "hint_en", "unit", "reply_days")

    def consequences(self, before, after, changed):
        yield from super().consequences(before, after, changed)
        if "reply_days" in changed:
            yield gettext("今後收到的，按 %(days)s 個工作日計算答覆期限；已經收到的，期限不變。") % {
                "days": after.reply_days
            }
        if "unit" in changed:
            yield gettext("轉辦規則裡沒有另設的，今後按新的單位提議；已經轉辦的不變。")
        if "is_active" in changed:
            yield (
                gettext("市民提建議時又可以選這個領域。")
                if after.is_active
                else gettext("市民提建議時不再提供這個領域；已經歸入的不變。")
            )

    @admin.action(description=_("為所選領域加入常用的歸類用詞"), permissions=["change"])
    def add_words(self, request, categories):
        with generation.publishing():
            count = Cue.objects.add_defaults(categories)
            generation.bump()
        if count:
            self.message_user(request, gettext("已加入 %(count)s 個詞。") % {"count": count}, messages.SUCCESS)
        else:
            told = gettext("沒有可以加入的詞：只為系統認得名稱的領域準備了用詞，其他領域請在「歸類用詞」裡填寫。")
            self.message_user(request, told, messages.WARNING)


@admin.register(District)
class DistrictAdmin(Coded):
    list_display = ("name", "name_en", "map_row", "map_column", "order")
    fields = ("name", "name_en", "code", "map_row", "map_column", "order")
    shown_fields = (*Shown.shown_fields, "map_row", "map_column")
    used_by = "suggestion_set"


@admin.register(Channel)
class ChannelAdmin(Shown):
    list_display = ("name", "name_en", "code", "is_active", "order")
    fields = ("name", "name_en", "code", "is_active", "order")
    actions = None

    def get_readonly_fields(self, request, obj=None):
        if not obj:
            return ()
        return ("code", "is_active") if obj.is_web else ("code",)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (not obj or obj.may_be_deleted())


@admin.register(RoleName)
class RoleNameAdmin(PublishedAdmin):
    """What the roles are called; which there are and what they may do is the matrix of the rules."""

    list_display = ("name", "name_en", "code")
    fields = ("code", "name", "name_en")
    readonly_fields = ("code",)
    actions = None

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Synonym)
class SynonymAdmin(PublishedAdmin):
    list_display = ("words", "note")
    search_fields = ("words", "note")


@admin.register(Cue)
class CueAdmin(PublishedAdmin):
    list_display = ("word", "category", "kind", "weight")
    list_select_related = ("category",)
    list_filter = ("category", "kind", "weight")
    search_fields = ("word",)
    fields = ("word", "category", "kind", "weight")
