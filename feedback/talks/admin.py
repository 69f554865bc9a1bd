"""The talks at the desk: drafted in a form, conducted by verbs that have pages of their own."""

from django.contrib import admin
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign
from feedback.office.staff import shown_name
from feedback.rounds import verbs as rounds
from feedback.rounds.belonging import belonging
from feedback.rounds.conduct import DESK_PAGES, proposed
from feedback.talks import verbs
from feedback.talks.desk import home  # noqa: F401  it puts itself on the home of the desk
from feedback.talks.desk.calls import CallsDesk
from feedback.talks.desk.conduct import TalkVerbs, offered
from feedback.talks.desk.forms import TalkForm
from feedback.talks.desk.stage import StageDesk
from feedback.talks.desk.transcripts import TranscriptDesk
from feedback.talks.desk.ways import ways
from feedback.talks.models import Guest, Talk
from feedback.talks.rules import TalkPhase
from portal.accounts.records import as_written
from portal.reading.readers import shown
from portal.serving.labelled_inline import LabelledInline
from portal.serving.published_admin import PublishedAdmin


class GuestInline(LabelledInline):
    """Who answers; whoever keeps the talk keeps them."""

    model = Guest
    extra = 0
    fields = ("name", "post", "post_en", "order")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("talks.view_talk")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("talks.change_talk") and not (obj and obj.campaign.closed_at)

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


def _of_campaign(name, label):
    """What who may only read sees of the campaign."""

    @admin.display(description=label)
    def told(_admin, talk):
        return shown(getattr(talk.campaign, name)) if talk.pk else ""

    return told


@admin.register(Talk)
class TalkAdmin(TalkVerbs, StageDesk, CallsDesk, TranscriptDesk, PublishedAdmin):
    form = TalkForm
    list_display = ("topic", "unit", "when", "standing")
    list_filter = ("unit", "campaign__is_published")
    list_select_related = ("campaign", "unit")
    search_fields = ("campaign__title", "unit__name")
    date_hierarchy = "starts_at"
    inlines = (GuestInline,)
    fieldsets = (
        (None, {"fields": ("title", "title_en", "slug", "unit", "summary", "summary_en")}),
        (_("時間"), {"fields": ("starts_at", "ends_at", "questions_open_at")}),
        (_("提問的途徑"), {"fields": ("takes_web", "hotline", "place", "broadcast_url")}),
        (_("主持"), {"fields": ("moderators",)}),
    )
    actions = None

    title, title_en = _of_campaign("title", _("主題")), _of_campaign("title_en", _("英文主題"))
    slug = _of_campaign("slug", _("網址代碼"))
    summary, summary_en = _of_campaign("summary", _("簡介")), _of_campaign("summary_en", _("英文簡介"))

    @admin.display(description=_("主持人"))
    def moderators(self, talk):
        return gettext("、").join(map(shown_name, talk.campaign.moderators.order_by("pk")))

    @admin.display(description=_("主題"), ordering="campaign__title")
    def topic(self, talk):
        return shown(talk.campaign.title)

    @admin.display(description=_("時間"), ordering="starts_at")
    def when(self, talk):
        return _hours(talk)

    @admin.display(description=_("狀態"))
    def standing(self, talk):
        return _standing(talk, timezone.now())

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.campaign.closed_at)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.campaign.is_published)

    def view_on_site(self, talk):
        return talk.get_absolute_url() if talk.campaign.is_published else None

    def get_object(self, request, object_id, from_field=None):
        """What is sent waits for whoever publishes or moves it at the same moment, and sees what they did."""
        campaigns = Campaign.objects.filter(pk=object_id if str(object_id).isdecimal() else None)
        if request.method == "POST" and connection.in_atomic_block:
            campaigns = campaigns.select_for_update(no_key=True)
        # A number that no row can have is looked for there: by the key of another table it would be an error.
        return super().get_object(request, object_id, from_field) if campaigns.first() else None

    def get_queryset(self, request):
        """Without the revision: the acts of moderators count it on meanwhile, and none of them is written over."""
        return super().get_queryset(request).for_page().defer("revision")

    def save_model(self, request, obj, form, change):
        obj.campaign = form.write_campaign()
        if obj.campaign.is_published:
            obj.campaign.save()
            super().save_model(request, obj, form, change)
        else:
            verbs.lay_out(obj)
        obj.campaign.moderators.set(form.cleaned_data["moderators"])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        talk, now = form.instance, timezone.now()
        if not change:
            rounds.drafted(talk.campaign, by=request.user, now=now)
            return
        with as_written():
            fields = [str(form.fields[name].label) for name in form.changed_data]
            fields += [str(formset.model._meta.verbose_name_plural) for formset in formsets if formset.has_changed()]
        if fields:
            verbs.change(talk, fields=fields, by=request.user, now=now)

    def delete_model(self, request, obj):
        """With its campaign: a draft of which nothing is left."""
        obj.campaign.delete()

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            now = timezone.now()
            context |= {
                "verbs": offered(obj, request.user, now), "ways": ways(obj, request.user), "campaign": obj.campaign,
                "standing": _standing(obj, now), "answers_due_on": obj.answers_due_on,
                "proposal": None if obj.campaign.closed_at else proposed(obj.campaign),
                "is_own_draft": not obj.campaign.is_published and request.user.pk in rounds.writers(obj.campaign),
            }  # fmt: skip
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


DESK_PAGES[Campaign.Kind.LIVE] = "admin:talks_talk_change"


@belonging(10, Talk)
def talk_of(campaign):
    """What whoever publishes it has to look at beside the summary and the days."""
    talk = Talk.objects.for_page().filter(pk=campaign.pk).first()
    if not talk:
        return None
    places = {
        "unit": shown(talk.unit.name), "when": _hours(talk),
        "guests": gettext("、").join(f"{guest.post} {guest.name}" for guest in talk.guests.all()) or gettext("未填"),
        "moderators": gettext("、").join(map(shown_name, campaign.moderators.order_by("pk"))) or gettext("未選"),
    }  # fmt: skip
    return talk, gettext("%(unit)s主辦，%(when)s；嘉賓：%(guests)s；主持人：%(moderators)s") % places


def _hours(talk):
    starts_at, ends_at = map(timezone.localtime, (talk.starts_at, talk.ends_at))
    return gettext("%(day)s %(starts)s–%(ends)s") % {
        "day": date_format(starts_at, "DATE_FORMAT"), "starts": f"{starts_at:%H:%M}", "ends": f"{ends_at:%H:%M}",
    }  # fmt: skip


def _standing(talk, now):
    if talk.campaign.closed_at:
        return gettext("已結束")
    return str(TalkPhase(talk.phase(now)).label) if talk.campaign.is_published else gettext("草稿")
