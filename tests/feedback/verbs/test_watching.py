"""Nothing waits silently: chasing, what nobody moves, and what the clock puts under 督辦."""

import pytest

from feedback.attachments import releasing
from feedback.attachments.adding import add
from feedback.attachments.erasing import erase_file
from feedback.attachments.reading import read_original
from feedback.models import Suggestion
from feedback.notes.verbs import write
from feedback.office.calendar import working_days
from feedback.rules.erasing import ErasureReason
from feedback.rules.reach import STILL_VERBS
from feedback.rules.reasons import Lifting
from feedback.rules.workflow import Stage, Verb
from feedback.tasks import run_daily
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal

pytestmark = pytest.mark.django_db


def test_a_supervisor_chases_with_a_note_that_staff_alone_read(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.chase("市民來電詢問。", by=supervisor, now=at("2020-12-03 09:00"))
    chased, event = fresh(suggestion), last(suggestion)
    assert (chased.chase_count, chased.chased_at, event.remark, event.note) == (
        1, at("2020-12-03 09:00"), "市民來電詢問。", "",
    )  # fmt: skip
    assert not suggestion.events.with_receipt().filter(verb=Verb.CHASE).exists()


def test_not_without_saying_what(triage_officer):
    suggestion = factories.make_suggestion()
    assert refusal(suggestion.chase, "", by=triage_officer, now=NOW) == "催辦要寫明催什麼。"


def test_a_handler_chases_nobody(handler):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    assert refusal(suggestion.chase, "快。", by=handler, now=NOW) == "您的崗位沒有「催辦」的權限。"


# Silence.


def silent(text, **kwargs):
    return [*Suggestion.objects.silent(at(f"{text} 10:00").date(), working_days(), **kwargs)]


def test_silent_is_what_nothing_moved_for_five_working_days():
    suggestion = factories.make_suggestion(now=at("2020-12-01 10:00"))  # a Tuesday
    assert [silent(day) for day in ("2020-12-07", "2020-12-08", "2021-03-01")] == [[], [suggestion], [suggestion]]


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS])
def test_in_every_stage_in_which_the_office_is_to_act(stage):
    suggestion = factories.make_suggestion(stage=stage)
    assert silent("2020-12-08") == [suggestion]


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN])
def test_what_is_done_with_is_not_silent(stage):
    factories.make_suggestion(stage=stage)
    assert silent("2020-12-31") == []


def test_an_answered_one_waits_for_its_citizen_and_is_silent_when_nobody_closed_it_after():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)  # to be rated until 16 December
    assert [silent(day) for day in ("2020-12-16", "2020-12-17")] == [[], [suggestion]]


def test_the_longest_silent_comes_first_and_the_days_are_a_setting(settings):
    younger = factories.make_suggestion(now=at("2020-12-02 10:00"))
    elder = factories.make_suggestion(now=at("2020-12-01 10:00"))
    assert (silent("2020-12-08", days=3), silent("2020-12-08", days=20)) == ([elder, younger], [])
    settings.SILENT_DAYS = 4
    assert silent("2020-12-08") == [elder, younger]


def test_a_step_ends_the_silence_and_urging_looking_and_the_clock_do_not(handler, triage_officer, supervisor):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, contact="13864210975", has_consent=True)
    factories.release(suggestion)
    factories.rate(suggestion, "five_dissatisfied", comment="還是堵。", has_consent=True)  # in progress once more
    rating, later = suggestion.ratings.get(), at("2020-12-07 10:00")
    factories.make_calendar_day(day="2020-12-14", is_working=False)  # so that there are days to recount
    factories.take_part(suggestion, further := factories.make_unit(name="治安警察支隊"))
    suggestion.excuse(further, by=triage_officer, now=later)
    write(suggestion, "下午去看現場。", by=triage_officer, now=later)
    suggestion.label(add=[factories.make_label()], by=triage_officer, now=later)
    suggestion.reissue_receipt("13864210975", flow="another flow", by=triage_officer, now=later)
    suggestion.chase("快。", by=supervisor, now=later)
    suggestion.read_contact(by=triage_officer, now=later)
    suggestion.recount_days(working_days(), now=later)
    factories.ask_extension(suggestion, now=later)
    suggestion.refuse_extension("不必。", by=factories.office().reviewer, now=later)
    factories.ask_extension(suggestion, now=later)
    Suggestion.objects.filter(pk=suggestion.pk).update(due_on="2020-12-04")
    suggestion.lapse_extension(now=later)
    suggestion.deal_card("yellow", now=later)
    suggestion.supervise(now=later)
    suggestion.lift_supervision(Lifting.CALENDAR, now=later)
    made = factories.instruct(suggestion, now=later)
    suggestion.fulfil_instruction(made, by=supervisor, now=later)
    suggestion.release_comment(rating, "還是堵。", by=triage_officer, now=later)
    suggestion.take_back_comment(rating, "市民要求。", by=triage_officer, now=later)
    suggestion.propose_erasure(ErasureReason.OTHERS, "涉及他人。", by=triage_officer, now=later)
    suggestion.drop_erasure(by=supervisor, now=later)
    suggestion.choose_notices("sms", language="zh-hant", now=later)
    add(suggestion, factories.upload(), by=triage_officer, now=later)
    file = factories.attach(suggestion, now=later)
    read_original(file, by=triage_officer, now=later)
    factories.release_file(file, now=later)
    releasing.take_back(file, "市民要求。", by=triage_officer, now=later)
    erase_file(file, "市民要求。", by=triage_officer, now=later)
    still = {event.verb for event in suggestion.events.filter(at=later)}
    waits = silent("2020-12-08")
    suggestion.ask("在哪個路口？", by=handler, now=later)
    assert (still, waits, silent("2020-12-08")) == (STILL_VERBS - {Verb.ERASE}, [suggestion], [])


def test_the_list_of_the_silent_is_one_query(django_assert_num_queries):
    for _ in range(3):
        factories.make_suggestion()
    calendar = working_days()
    with django_assert_num_queries(1):
        found = [*Suggestion.objects.silent(at("2021-01-04 10:00").date(), calendar)]
    assert len(found) == 3


# 督辦 by the clock.


def supervisions(suggestion):
    return [event.details["why"] for event in suggestion.events.filter(verb=Verb.SUPERVISE).in_order()]


@pytest.mark.parametrize(
    ("stage", "day", "found"),
    [
        (Stage.IN_PROGRESS, "2020-12-28", []),  # due on the 22nd, four working days late
        (Stage.IN_PROGRESS, "2020-12-29", ["late"]),
        (Stage.RECEIVED, "2020-12-09", []),  # to be accepted by the 3rd
        (Stage.RECEIVED, "2020-12-10", ["unaccepted"]),  # to be answered by the 22nd
        (Stage.RECEIVED, "2020-12-23", ["late"]),
        (Stage.REPLIED, "2020-12-30", []),
    ],
)
def test_what_is_five_working_days_late_comes_under_supervision(stage, day, found):
    suggestion = factories.make_suggestion(stage=stage)
    run_daily(at(f"{day} 06:10"))
    assert (supervisions(suggestion), fresh(suggestion).is_supervised) == (found, bool(found))


def test_what_was_chased_twice_in_vain_does_too(supervisor, handler):
    heeded, unheeded, once = (factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(3))
    for suggestion in (heeded, unheeded):
        suggestion.chase("快。", by=supervisor, now=at("2020-12-02 09:00"))
    heeded.ask("在哪個路口？", by=handler, now=at("2020-12-02 10:00"))
    for suggestion in (heeded, unheeded, once):
        suggestion.chase("再催。", by=supervisor, now=at("2020-12-03 09:00"))
    run_daily(at("2020-12-04 06:10"))
    assert [supervisions(suggestion) for suggestion in (heeded, unheeded, once)] == [[], ["unheeded"], []]


def test_once_under_supervision_it_is_not_flagged_again():
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    for day in ("2020-12-30", "2020-12-31", "2021-01-20"):
        run_daily(at(f"{day} 06:10"))
    assert supervisions(suggestion) == ["late"]


def test_a_citizen_still_dissatisfied_is_told_from_the_clock():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-02 10:00"))
    factories.reply(suggestion, now=at("2020-12-03 10:00"))
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-04 10:00"))
    assert supervisions(suggestion) == ["dissatisfied"]
