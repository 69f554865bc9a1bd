"""The ballot at the desk: its weights and its key, who has voted, and the pages of its verbs."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.ballots import guesses, verbs
from feedback.ballots.desk.conduct import BallotVerbs, offered
from feedback.ballots.desk.forms import BallotForm
from feedback.ballots.models import Ballot
from feedback.models import Campaign
from feedback.rounds.belonging import belonging
from feedback.rules.workflow import Refused

WRITTEN = ("representatives_weight", "daily_weight", "public_key", "key_parts_seen")
READ = ("state", "questions_digest", "opened_at", "turnout_told", "closed_at", "unreadable", "compacted_at")


@belonging(50, Ballot)
def ballot_of(campaign):
    ballot = Ballot.objects.filter(campaign=campaign).first()
    if not ballot:
        return None, gettext("還沒有")
    told = gettext("%(count)s 個問題，%(state)s")
    return ballot, told % {"count": ballot.questions.count(), "state": ballot.get_state_display()}


@admin.register(Ballot)
class BallotAdmin(BallotVerbs, admin.ModelAdmin):
    form = BallotForm
    list_display = ("campaign", "state", "turnout_told", "opened_at", "closed_at")
    list_select_related = ("campaign",)
    actions = None

    @admin.display(description=_("投票"))
    def turnout_told(self, ballot):
        voted, invited = ballot.turnout()
        return gettext("%(voted)s 人投票，應投票 %(invited)s 人") % {"voted": voted, "invited": invited}

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_draft)

    def get_fields(self, request, obj=None):
        return ("campaign", *WRITTEN, *READ) if obj else ("campaign",)

    def get_readonly_fields(self, request, obj=None):
        return ("campaign", *READ) if obj else ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "campaign":
            rounds = Campaign.objects.filter(kind=Campaign.Kind.SANMIN, ballot=None, closed_at=None)
            kwargs["queryset"] = rounds.newest_first()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """A new one has the usual questions at once; one that was opened meanwhile is not written over."""
        if not change:
            drafted = verbs.draft(obj.campaign)
            obj.pk, obj._state.adding = drafted.pk, False
            return
        if not verbs.held(obj).is_draft:
            raise Refused(gettext("問題已經公布，不能再改。"))
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            now = timezone.now()
            context["verbs"] = offered(obj, request.user, now)
            context["tried"] = guesses.of(obj, now=now)
            context["is_left"] = obj.is_closed and not obj.compacted_at
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
