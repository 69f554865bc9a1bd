"""What is done about awards: nominate, propose a class, decide, withdraw, show or hide a name."""

from contextlib import contextmanager

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.awards import ledger, rules
from feedback.awards.models import Award, Nomination, Quota
from feedback.awards.rules import Grade
from feedback.models import Campaign, Suggestion
from feedback.rules.phases import Act
from feedback.rules.workflow import Refused
from portal.accounts.records import record
from portal.serving import generation

NOMINATE, DECIDE = "awards.add_nomination", "awards.decide_award"


@contextmanager
def _awarding(campaign_pk, permission, by):
    """One transaction that holds the campaign, so that two people never fill one place; yields the campaign."""
    if not by.has_perm(permission):
        raise Refused(gettext("您的崗位沒有這一項權限。"))
    with generation.publishing():
        yield Campaign.objects.select_for_update().get(pk=campaign_pk)


def nominate(suggestion, note, *, by, now):
    """Put `suggestion` forward, with a note for staff alone; returns the `Nomination`."""
    with _awarding(suggestion.campaign_id, NOMINATE, by) as campaign:
        campaign.require(Act.AWARD, now)
        rules.check_valid(suggestion.number, _stage(suggestion))
        if Nomination.objects.filter(suggestion=suggestion).exists():
            raise Refused(gettext("%(number)s 已經推薦過。") % {"number": suggestion.number})
        nomination = Nomination.objects.create(suggestion=suggestion, note=note, by=by, at=now)
        record(by, _("推薦 %(number)s 為優秀建議"), nomination, number=suggestion.number)
        return nomination


def propose(nomination, grade, *, by, now):
    """Propose a class, for the first time or in place of another; somebody else decides."""
    with _awarding(nomination.suggestion.campaign_id, DECIDE, by) as campaign:
        campaign.require(Act.AWARD, now)
        nomination = _fresh(nomination)
        _check_open(nomination)
        nomination.grade, nomination.proposed_by, nomination.proposed_at = Grade(grade), by, now
        nomination.save(update_fields=["grade", "proposed_by", "proposed_at"])
        words = _("提出 %(number)s 評為%(grade)s優秀建議")
        record(by, words, nomination, number=nomination, grade=nomination.grade.label)


def decide(nomination, grade, *, by, now):
    """Award the class that somebody else proposed; returns the `Award`, which is public at once.

    `grade` is the one that whoever decides has read.
    """
    with _awarding(nomination.suggestion.campaign_id, DECIDE, by) as campaign:
        campaign.require(Act.AWARD, now)
        nomination = _fresh(nomination)
        _check_open(nomination)
        if not nomination.grade:
            raise Refused(gettext("還沒有提出等次。"))
        if nomination.grade != grade:
            raise Refused(gettext("提出的等次剛剛改過，請看過再決定。"))
        rules.check_second(nomination.proposed_by, by)
        counts = Award.objects.standing().filter(campaign=campaign).counts()
        most = getattr(Quota.of(campaign), nomination.grade)
        rules.check_room(nomination.grade, counts[Grade(nomination.grade)], most)
        award = Award.objects.create(
            campaign=campaign, suggestion=nomination.suggestion, grade=nomination.grade,
            proposed_by=nomination.proposed_by, decided_by=by, decided_at=now,
        )  # fmt: skip
        ledger.DECIDED.write(award, now)
        words = _("評定 %(number)s 為%(grade)s優秀建議")
        record(by, words, nomination, number=nomination, grade=award.get_grade_display())
        generation.bump()
        return award


def withdraw(nomination, reason, *, by, now):
    """Withdraw the award that stands, for a reason that everybody reads; it stays on the page as withdrawn."""
    with _of_award(nomination, by) as award:
        award.withdrawn_by, award.withdrawn_at, award.reason = by, now, reason
        _forget_name(award)
        award.save()
        ledger.WITHDRAWN.write(award, now)
        record(by, _("撤銷 %(number)s 的優秀建議"), nomination, number=nomination)


def show_name(nomination, name, consent, *, is_by_guardian, by, now):
    """Show `name`, as the person agreed to have it shown."""
    with _of_award(nomination, by) as award:
        is_under_14 = award.suggestion.is_under_14
        rules.check_guardian(is_under_14=is_under_14, is_by_guardian=is_by_guardian)
        award.name, award.consent, award.consented_at, award.consent_by = name, consent, now, by
        award.is_by_guardian = is_by_guardian
        record(by, _("記錄 %(number)s 同意公開姓名"), nomination, number=nomination)


def hide_name(nomination, *, by, now):
    """Show the name no longer, and erase it."""
    with _of_award(nomination, by) as award:
        if not award.name:
            raise Refused(gettext("這一件沒有公開姓名。"))
        _forget_name(award)
        record(by, _("不再公開 %(number)s 的姓名"), nomination, number=nomination)


@contextmanager
def _of_award(nomination, by):
    """Change the award that stands; `Refused` where there is none."""
    with _awarding(nomination.suggestion.campaign_id, DECIDE, by):
        award = _fresh(nomination).award
        if not award:
            raise Refused(gettext("這一件沒有評為優秀建議，或者已經撤銷。"))
        yield award
        award.save()
        generation.bump()


def _forget_name(award):
    award.name, award.consent, award.consented_at, award.consent_by = "", "", None, None
    award.is_by_guardian = False


def _fresh(nomination):
    return Nomination.objects.select_related("suggestion", "proposed_by").get(pk=nomination.pk)


def _check_open(nomination):
    rules.check_valid(nomination.suggestion.number, _stage(nomination.suggestion))
    if nomination.award:
        raise Refused(gettext("%(number)s 已經評為優秀建議。") % {"number": nomination})


def _stage(suggestion):
    """Where it stands now, held until the transaction ends: a withdrawal waits, or came first."""
    return Suggestion.objects.select_for_update(no_key=True).values_list("stage", flat=True).get(pk=suggestion.pk)
