"""What administrators keep for the rating of answers: scales with their levels, reasons."""

from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.reference.offices import Coded, Shown
from feedback.models import Level, LowReason, Scale
from feedback.rules.workflow import Refused
from portal.serving.published_admin import PublishedAdmin


@admin.register(Scale)
class ScaleAdmin(PublishedAdmin):
    list_display = ("name", "name_en", "shown_levels", "is_default")
    fields = ("name", "name_en", "shown_levels")
    readonly_fields = ("shown_levels",)
    actions = ("make_default",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("levels")

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_default)

    @admin.display(description=_("等級"))
    def shown_levels(self, scale):
        if not scale.pk:
            return gettext("保存以後，在「評議等級」裡添加。")
        return gettext("、").join(str(level) for level in scale.levels.all())

    @admin.action(description=_("設為默認的評議等級表"), permissions=["change"])
    def make_default(self, request, scales):
        if len(scales) != 1:
            self.message_user(request, gettext("請只選一份等級表。"), messages.ERROR)
            return
        try:
            scales[0].become_default()
        except Refused as refusal:
            self.message_user(request, refusal.reason, messages.ERROR)
        else:
            told = gettext("沒有另選等級表的活動，今後用「%(scale)s」。") % {"scale": scales[0]}
            self.message_user(request, told, messages.SUCCESS)


@admin.register(Level)
class LevelAdmin(Coded):
    """What a level means stays once somebody rated with it; name, points and place in the order may change."""

    list_display = ("name", "name_en", "scale", "meaning", "points", "code", "order")
    list_filter = ("scale",)
    ordering = ("scale", "order", "pk")
    list_select_related = ("scale",)
    fields = ("scale", "name", "name_en", "code", "meaning", "points", "order")
    actions = None
    shown_fields = (*Coded.shown_fields, "scale", "meaning", "points")
    used_by, in_use, not_used = "ratings", _("有 %(count)s 次評議選過。"), _("還沒有人選過。")

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "scale", "meaning") if obj and obj.is_in_use() else fixed

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_in_use())


@admin.register(LowReason)
class LowReasonAdmin(Shown):
    list_display = ("name", "name_en", "is_answered_by_explanation", "is_active", "order")
    fields = ("name", "name_en", "is_answered_by_explanation", "is_active", "order")
    actions = None
    shown_fields = (*Shown.shown_fields, "is_answered_by_explanation")
    used_by, in_use, not_used = "ratings", _("有 %(count)s 次評議選過。"), _("還沒有人選過。")

    def get_readonly_fields(self, request, obj=None):
        """What followed from a rating stays explained by its reason."""
        return ("is_answered_by_explanation",) if obj and obj.ratings.exists() else ()

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.ratings.exists())
