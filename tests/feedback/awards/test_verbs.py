"""Nominated by one, proposed and decided by two, withdrawn with a reason; a name only with a consent of its own."""

import pytest
from django.db import IntegrityError, connection, transaction

from feedback.awards import verbs
from feedback.awards.models import Award, Nomination, Quota
from feedback.awards.rules import Consent, Grade
from feedback.rounds.verbs import copy
from feedback.rules.workflow import Refused, Stage
from portal.tables.staff import StaffRecord
from tests import factories
from tests.factories import NOW, at

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value.reason)


def test_two_people_award_what_a_third_nominated(suggest, triage_officer, supervisor, second):
    suggestion = suggest()

    nomination = verbs.nominate(suggestion, "改動小、見效快。", by=triage_officer, now=NOW)
    verbs.propose(nomination, Grade.SECOND, by=supervisor, now=NOW)
    award = verbs.decide(nomination, Grade.SECOND, by=second, now=NOW)

    assert (award.campaign, award.suggestion, award.grade, award.proposed_by, award.decided_by, award.decided_at) == (
        suggestion.campaign, suggestion, "second", supervisor, second, NOW,
    )  # fmt: skip
    assert [str(row) for row in StaffRecord.objects.order_by("pk").values_list("object_repr", flat=True)] == [
        "推薦 2020-0001 為優秀建議", "提出 2020-0001 評為二等優秀建議", "評定 2020-0001 為二等優秀建議",
    ]  # fmt: skip


def test_whoever_proposed_does_not_decide(suggest, supervisor):
    nomination = verbs.nominate(suggest(), "", by=supervisor, now=NOW)
    verbs.propose(nomination, Grade.FIRST, by=supervisor, now=NOW)

    told = refusal(lambda: verbs.decide(nomination, Grade.FIRST, by=supervisor, now=NOW))
    assert (told, Award.objects.count()) == ("等次是您提出的，請由另一位同事決定。", 0)


def test_the_database_too_wants_two_people(suggest, award):
    award(suggest())
    with pytest.raises(IntegrityError, match="award_decided_by_a_second_person"), transaction.atomic():
        Award.objects.update(decided_by=Award.objects.get().proposed_by)


def test_what_was_read_is_what_is_decided(suggest, supervisor, second):
    nomination = verbs.nominate(suggest(), "", by=supervisor, now=NOW)
    verbs.propose(nomination, Grade.FIRST, by=supervisor, now=NOW)

    told = refusal(lambda: verbs.decide(nomination, Grade.THIRD, by=second, now=NOW))
    assert (told, Award.objects.count()) == ("提出的等次剛剛改過，請看過再決定。", 0)


def test_nothing_is_decided_before_it_is_proposed(suggest, supervisor, second):
    nomination = verbs.nominate(suggest(), "", by=supervisor, now=NOW)
    assert refusal(lambda: verbs.decide(nomination, "", by=second, now=NOW)) == "還沒有提出等次。"


def test_only_so_many_of_a_class(suggest, campaign, award, supervisor, second):
    Quota.objects.create(campaign=campaign, first=1, second=0, third=0)
    award(suggest())
    other = verbs.nominate(suggest(), "", by=supervisor, now=NOW)
    verbs.propose(other, Grade.FIRST, by=supervisor, now=NOW)

    told = refusal(lambda: verbs.decide(other, Grade.FIRST, by=second, now=NOW))
    assert (told, Award.objects.standing().count()) == ("一等最多評 1 件，已經評出 1 件。", 1)


def test_one_that_is_withdrawn_makes_room_and_stays_with_its_reason(suggest, campaign, award, supervisor):
    Quota.objects.create(campaign=campaign, first=1, second=0, third=0)
    nomination = award(suggest())

    verbs.withdraw(nomination, "與前一年評出的內容相同。", by=supervisor, now=NOW)
    award(suggest())

    rows = Award.objects.order_by("pk").values_list("withdrawn_by__username", "reason")
    assert list(rows) == [("supervisor", "與前一年評出的內容相同。"), (None, "")]


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.WITHDRAWN])
def test_what_is_not_valid_is_not_nominated(suggest, supervisor, stage):
    suggestion = suggest(stage=stage, is_released=False)
    told = refusal(lambda: verbs.nominate(suggestion, "", by=supervisor, now=NOW))
    assert told == f"2020-0001 現在是「{stage.label}」，優秀建議只在有效的意見建議裡評選。"


def test_what_is_withdrawn_meanwhile_is_not_awarded(suggest, supervisor, second):
    suggestion = suggest(stage=Stage.REPLIED)
    nomination = verbs.nominate(suggestion, "", by=supervisor, now=NOW)
    verbs.propose(nomination, Grade.FIRST, by=supervisor, now=NOW)
    suggestion.withdraw(now=NOW)

    told = refusal(lambda: verbs.decide(nomination, Grade.FIRST, by=second, now=NOW))
    assert told == "2020-0001 現在是「撤回」，優秀建議只在有效的意見建議裡評選。"


def test_each_is_nominated_once(suggest, supervisor):
    suggestion = suggest()
    verbs.nominate(suggestion, "", by=supervisor, now=NOW)
    assert refusal(lambda: verbs.nominate(suggestion, "", by=supervisor, now=NOW)) == "2020-0001 已經推薦過。"


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2020-11-24 10:00", "2020 年「三民」活動從2020年11月25日起可以評選優秀建議，現在還沒有開始。"),
        ("2020-12-21 10:00", "在2020 年「三民」活動中評選優秀建議，已於2020年12月20日截止。"),
    ],
)
def test_awards_have_their_phase(suggest, supervisor, when, told):
    said = refusal(lambda: verbs.nominate(suggest(), "", by=supervisor, now=at(when)))
    assert (said.startswith(told), Nomination.objects.count()) == (True, 0)


def test_no_campaign_without_such_a_phase_awards(supervisor, office):
    suggestion = factories.make_suggestion()
    told = refusal(lambda: verbs.nominate(suggestion, "", by=supervisor, now=NOW))
    assert "沒有可以評選優秀建議的環節。" in told


def test_who_may_not_is_refused(suggest, handler, triage_officer):
    suggestion = suggest()
    assert refusal(lambda: verbs.nominate(suggestion, "", by=handler, now=NOW)) == "您的崗位沒有這一項權限。"
    nomination = verbs.nominate(suggestion, "", by=triage_officer, now=NOW)
    told = refusal(lambda: verbs.propose(nomination, Grade.FIRST, by=triage_officer, now=NOW))
    assert told == "您的崗位沒有這一項權限。"


def shown(nomination):
    return Award.objects.for_page().get(suggestion=nomination.suggestion).shown_name


def test_a_name_is_public_only_with_its_consent_and_while_the_text_is(suggest, award, supervisor, triage_officer):
    nomination = award(suggest(name="王曉梅"))
    before = shown(nomination)
    verbs.show_name(nomination, "王女士", Consent.BY_PHONE, is_by_guardian=False, by=supervisor, now=NOW)
    agreed = shown(nomination)
    nomination.suggestion.take_back("市民要求", by=triage_officer, now=NOW)

    assert (before, agreed, shown(nomination)) == ("", "王女士", "")


def test_a_name_is_unreadable_in_the_database(suggest, award, supervisor):
    verbs.show_name(award(suggest()), "王曉梅", Consent.WRITTEN, is_by_guardian=False, by=supervisor, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM awards_award")
        (stored,) = cursor.fetchone()
    assert (stored.startswith("gAAAA"), "王" in stored) == (True, False)


@pytest.mark.parametrize("way", ["hide", "withdraw"])
def test_a_name_that_is_shown_no_longer_is_erased(suggest, award, supervisor, way):
    nomination = award(suggest())
    verbs.show_name(nomination, "王曉梅", Consent.WRITTEN, is_by_guardian=False, by=supervisor, now=NOW)
    if way == "hide":
        verbs.hide_name(nomination, by=supervisor, now=NOW)
    else:
        verbs.withdraw(nomination, "內容有誤。", by=supervisor, now=NOW)

    award = Award.objects.get()
    assert (award.name, award.consent, award.consented_at, award.consent_by) == ("", "", None, None)


def test_the_name_of_a_child_needs_the_guardian(suggest, award, supervisor):
    nomination = award(suggest(is_under_14=True, guardian_name="李強"))

    def name(*, is_by_guardian):
        return verbs.show_name(nomination, "小明", "written", is_by_guardian=is_by_guardian, by=supervisor, now=NOW)

    told = refusal(lambda: name(is_by_guardian=False))
    name(is_by_guardian=True)
    assert (told, shown(nomination)) == ("提建議的人未滿 14 周歲，公開姓名要由監護人同意。", "小明")


def test_without_an_award_there_is_nothing_to_withdraw_or_to_name(suggest, supervisor):
    nomination = verbs.nominate(suggest(), "", by=supervisor, now=NOW)
    told = {
        refusal(lambda: verbs.withdraw(nomination, "無", by=supervisor, now=NOW)),
        refusal(lambda: verbs.hide_name(nomination, by=supervisor, now=NOW)),
    }
    assert told == {"這一件沒有評為優秀建議，或者已經撤銷。"}


def test_next_years_draft_takes_the_numbers_along(campaign, administrator):
    Quota.objects.create(campaign=campaign, first=1, second=2, third=3)
    new = copy(campaign, by=administrator, now=NOW)
    quota = Quota.of(new)
    assert (quota.pk is not None, quota.first, quota.second, quota.third) == (True, 1, 2, 3)


def test_a_campaign_that_says_nothing_has_the_numbers_of_2012(campaign):
    quota = Quota.of(campaign)
    assert (quota.first, quota.second, quota.third) == (10, 15, 25)
