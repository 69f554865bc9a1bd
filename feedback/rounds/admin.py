"""The campaigns at the desk: drafted in a form, conducted by verbs that have pages of their own."""

from django.contrib import admin
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign, Phase
from feedback.rounds import verbs
from feedback.rounds.belonging import lines
from feedback.rounds.conduct import CampaignVerbs, offered, proposed
from feedback.rounds.forms import FORMS
from feedback.rounds.history import sentence
from feedback.rounds.models import CampaignEvent
from portal.accounts.records import as_written
from portal.serving.labelled_inline import LabelledInline
from portal.serving.published_admin import PublishedAdmin
from portal.serving.read_only_admin import ReadOnly

# Once it is published an address never changes, and a promise does not change silently.
FIXED = ("slug", "kind", "year")
PROMISED = ("requires_contact", "rating_days")
# Of a talk these are written where it is kept.
OF_TALKS = ("title", "title_en", "summary", "summary_en", "requires_contact")


class PhaseInline(LabelledInline):
    """The phases; their days are promised once the campaign is published, and change by a verb alone."""

    model = Phase
    extra = 0

    def has_view_permission(self, request, obj=None):
        """Whoever sees the campaign sees its days."""
        return request.user.has_perm("feedback.view_campaign")

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and _are_days_free(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _are_days_free(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _are_days_free(obj)


class CampaignEventInline(ReadOnly, admin.TabularInline):
    """The history, to be read only."""

    model = CampaignEvent
    fields = readonly_fields = ["what", "by", "at", "reason", "is_public"]
    extra = 0

    @admin.display(description=_("動作"))
    def what(self, event):
        return sentence(event)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by").in_order()

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("feedback.view_campaign")


@admin.register(Campaign)
class CampaignAdmin(CampaignVerbs, PublishedAdmin):
    list_display = ("title", "title_en", "kind", "year", "where")
    list_filter = ("kind", "is_published")
    inlines = (PhaseInline, CampaignEventInline)
    prepopulated_fields = {"slug": ("kind", "year")}

    actions = None

    @admin.display(description=_("狀態"))
    def where(self, campaign):
        if campaign.closed_at:
            return gettext("已結束")
        return gettext("已公布") if campaign.is_published else gettext("草稿")

    def changelist_view(self, request, extra_context=None):
        latest = Campaign.objects.published().filter(kind=Campaign.Kind.SANMIN).newest_first().first()
        may_copy = latest and latest.may_be_copied() and self.has_add_permission(request)
        return super().changelist_view(request, (extra_context or {}) | {"to_copy": latest if may_copy else None})

    def has_delete_permission(self, request, obj=None):
        is_talk = bool(obj and obj.talk_on)
        return super().has_delete_permission(request, obj) and _is_draft(obj) and not is_talk

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.closed_at)

    def get_object(self, request, object_id, from_field=None):
        """What is sent waits for whoever publishes or closes it at the same moment, and sees what they did."""
        campaign = super().get_object(request, object_id, from_field)
        if campaign and request.method == "POST" and connection.in_atomic_block:  # the history's page changes nothing
            return self.get_queryset(request).select_for_update(no_key=True).filter(pk=campaign.pk).first()
        return campaign

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_form(self, request, obj=None, **kwargs):
        """A talk is drafted as one, with its hours and guests: the kind is no choice here."""
        form = super().get_form(request, obj, **kwargs)
        if "kind" in form.base_fields and not (obj and obj.kind == Campaign.Kind.LIVE):
            kind = form.base_fields["kind"]
            kind.choices = [choice for choice in kind.choices if choice[0] != Campaign.Kind.LIVE]
        return form

    def get_readonly_fields(self, request, obj=None):
        if obj and obj.talk_on:
            return (*FIXED, *OF_TALKS, *(("rating_days",) if obj.is_published else ()))
        if not obj or _is_draft(obj):
            return ()
        return FIXED if obj.kind == Campaign.Kind.OPEN else (*FIXED, *PROMISED)

    def view_on_site(self, campaign):
        return campaign.get_absolute_url() if campaign.is_published else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        campaign, now = form.instance, timezone.now()
        if not change:
            verbs.drafted(campaign, by=request.user, now=now)
            return
        with as_written():
            fields = [str(form.fields[name].label) for name in form.changed_data]
            fields += [str(formset.model._meta.verbose_name_plural) for formset in formsets if formset.has_changed()]
        if fields:
            verbs.changed(campaign, by=request.user, now=now, fields=fields)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            names = offered(obj, request.user, timezone.localdate(timezone.now()))
            context["verbs"] = [(name, FORMS[name].label) for name in names]
            context["belonging"] = lines(obj, request, self.admin_site)
            context["proposal"] = None if obj.closed_at else proposed(obj)
            context["is_own_draft"] = not obj.is_published and request.user.pk in verbs.writers(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def _is_draft(campaign):
    """Whether it may still be written as one likes; one that is being added may."""
    return campaign is None or not campaign.is_published


def _are_days_free(campaign):
    """Whether its days are written here; those of a talk follow from its hours."""
    return _is_draft(campaign) and not (campaign and campaign.talk_on)
