"""The terms of a round with their quotas, and the occupations to choose from."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.reference.offices import Coded
from feedback.representatives.models import Application, Occupation, Quota, Terms
from feedback.representatives.rules import Dimension
from feedback.rounds import verbs as rounds
from feedback.rounds.belonging import belonging
from portal.serving.labelled_inline import LabelledInline
from portal.serving.published_admin import PublishedAdmin

# What whoever applied was told, and what their cells are made of: it stays as it was then.
FIXED = (
    "minimum_age", "minimum_years", "by_occupation", "age_bands", "erase_days", "erase_ineligible_days",
)  # fmt: skip


@belonging(20, Terms)
def terms_of(campaign):
    terms = Terms.of(campaign)
    told = gettext("名額 %(seats)s 人，候補 %(substitutes)s 人") % {
        "seats": terms.seats, "substitutes": terms.substitutes,
    }  # fmt: skip
    return (terms, told) if terms.pk else (None, gettext("%(told)s（默認值）") % {"told": told})


class QuotaFormSet(BaseInlineFormSet):
    def clean(self):
        """The quotas of one dimension come to no more than all seats."""
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form.is_valid() and not form.cleaned_data.get("DELETE")]
        for dimension in Dimension:
            count = sum(given["seats"] for given in kept if given.get("dimension") == dimension)
            if count > (self.instance.seats or 0):
                told = gettext("按%(dimension)s分配的名額合計 %(count)s 個，超過了代表名額。")
                raise ValidationError(told % {"dimension": dimension.label, "count": count})


class QuotaInline(LabelledInline):
    model = Quota
    formset = QuotaFormSet
    extra = 0


@admin.register(Terms)
class TermsAdmin(PublishedAdmin):
    list_display = ("campaign", "seats", "substitutes", "by_district", "by_age_band", "by_occupation", "erase_days")
    list_select_related = ("campaign",)
    fields = (
        "campaign", "seats", "substitutes", "by_district", "by_age_band", "by_occupation", "age_bands", "minimum_age",
        "minimum_years", "erase_days", "erase_ineligible_days",
    )  # fmt: skip
    inlines = (QuotaInline,)
    actions = None

    def get_readonly_fields(self, request, obj=None):
        if not obj:
            return ()
        return ("campaign", *FIXED) if Application.objects.of(obj.campaign).exists() else ("campaign",)

    def has_delete_permission(self, request, obj=None):
        is_in_use = obj is not None and Application.objects.of(obj.campaign).exists()
        return super().has_delete_permission(request, obj) and not is_in_use

    def save_related(self, request, form, formsets, change):
        """The history of the campaign says what was changed; of a published one everybody reads it."""
        super().save_related(request, form, formsets, change)
        changed = [form.fields[name].label for name in form.changed_data if name != "campaign"]
        if any(formset.has_changed() for formset in formsets):
            changed.append(_("名額"))
        if changed:
            rounds.changed(form.instance.campaign, by=request.user, now=timezone.now(), fields=changed)


@admin.register(Occupation)
class OccupationAdmin(Coded):
    list_display = ("name", "name_en", "code", "is_active", "order")
    fields = ("name", "name_en", "code", "is_active", "order")
    actions = None

    def has_delete_permission(self, request, obj=None):
        is_in_use = obj is not None and Application.objects.filter(occupation=obj).exists()
        return super().has_delete_permission(request, obj) and not is_in_use
