"""What administrators keep: units, fields, districts, channels, statuses, words that mean the same."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Category, Channel, District, Label, Status, Synonym, Unit
from feedback.workflow import Refused
from portal.published import PublishedAdmin


class Ordered(PublishedAdmin):
    """Rows whose order is changed in the list, where the field has no label of its own beside it."""

    list_editable = ("order",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "order":
            field.widget.attrs["aria-label"] = db_field.verbose_name
        return field


@admin.register(Status)
class StatusAdmin(Ordered):
    list_display = ("name", "name_en", "stage", "explanation", "colour", "order")
    list_filter = ("stage",)
    actions = None

    def get_readonly_fields(self, request, obj=None):
        return ("stage",) if obj and not obj.may_leave_stage() else ()

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_last_of_stage())


@admin.register(Label)
class LabelAdmin(Ordered):
    list_display = ("name", "colour", "order")


@admin.register(Unit)
class UnitAdmin(Ordered):
    list_display = ("name", "name_en", "is_active", "order")
    search_fields = ("name", "name_en")
    readonly_fields = ("is_active",)
    actions = ("dissolve", "reinstate")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = lambda user: f"{user.get_full_name() or user.username}（{user.username}）"
        field.queryset = field.queryset.filter(is_staff=True)
        return field

    @admin.action(description=_("停用所選單位，未答覆的建議交回受理"), permissions=["change"])
    def dissolve(self, request, units):
        for unit in units.active():
            try:
                unit.dissolve(by=request.user, now=timezone.now())
            except Refused as refusal:
                self.message_user(request, f"{unit.name}：{refusal.reason}", messages.ERROR)
            else:
                told = gettext("已停用「%(unit)s」，未答覆的建議已交回。") % {"unit": unit.name}
                self.message_user(request, told, messages.SUCCESS)

    @admin.action(description=_("恢復使用所選單位"), permissions=["change"])
    def reinstate(self, request, units):
        for unit in units.filter(is_active=False):
            unit.reinstate()
            self.message_user(request, gettext("已恢復使用「%(unit)s」。") % {"unit": unit.name}, messages.SUCCESS)


@admin.register(Category)
class CategoryAdmin(Ordered):
    list_display = ("name", "name_en", "unit", "reply_days", "is_active", "order")
    list_select_related = ("unit",)


@admin.register(District)
class DistrictAdmin(Ordered):
    list_display = ("name", "name_en", "order")


@admin.register(Channel)
class ChannelAdmin(Ordered):
    list_display = ("name", "name_en", "code", "is_active", "order")
    fields = ("name", "name_en", "code", "is_active", "order")
    actions = None

    def get_readonly_fields(self, request, obj=None):
        if not obj:
            return ()
        return ("code", "is_active") if obj.is_web else ("code",)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (not obj or obj.may_be_deleted())


@admin.register(Synonym)
class SynonymAdmin(PublishedAdmin):
    list_display = ("words", "note")
    search_fields = ("words", "note")
