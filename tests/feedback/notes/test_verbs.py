"""A note is written, speaks to colleagues, and is taken back; what it says stands nowhere else."""

import pytest

from feedback.desk.queries.queues import queue_counts
from feedback.desk.queries.suggestions import every
from feedback.models import Event
from feedback.notes.models import Mention, Note
from feedback.notes.people import who_sees
from feedback.notes.verbs import read, take_back, write
from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.rules.queues import Queue
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters_are_right")]

TEXT = "下午去看現場。"


@pytest.fixture
def suggestion(office):
    return factories.make_suggestion(stage=Stage.IN_PROGRESS)


def unread(user):
    return [mention.note.text for mention in Mention.objects.told_to(user).unread().for_list()]


def test_a_note_is_kept_and_the_timeline_says_that_there_is_one(suggestion, handler):
    before = suggestion.revision, suggestion.last_event_at
    note = write(suggestion, TEXT, is_pinned=True, by=handler, now=at("2020-12-02 10:00"))
    event = last(suggestion)
    assert (note.text, note.by, note.at, note.is_pinned) == (TEXT, handler, at("2020-12-02 10:00"), True)
    assert (event.verb, event.by, event.note, event.remark, event.details) == (Verb.NOTE, handler, "", "", {})
    assert (fresh(suggestion).revision, fresh(suggestion).last_event_at) == before


def test_a_note_written_beside_a_change_is_taken_and_makes_no_page_stale(suggestion, handler, triage_officer):
    seen = fresh(suggestion)
    suggestion.chase("請儘快。", by=triage_officer, now=NOW)
    write(seen, TEXT, by=handler, now=NOW)
    suggestion.draft_reply("已辦。", "adopted", by=handler, now=NOW)
    assert Note.objects.count() == 1


@pytest.mark.parametrize("stage", Stage)
def test_a_note_is_written_wherever_it_stands(office, triage_officer, stage):
    suggestion = factories.make_suggestion(stage=stage)
    write(suggestion, TEXT, by=triage_officer, now=NOW)
    assert [note.text for note in Note.objects.of(suggestion)] == [TEXT]


def test_who_is_named_is_told(suggestion, handler, reviewer, supervisor, office):
    supervisor.first_name = "李督辦"
    supervisor.save()
    write(suggestion, f"@{reviewer.username} 請看，也請@李督辦定。", by=handler, now=NOW)
    assert [len(unread(user)) for user in (reviewer, supervisor, handler, office.triage_officer)] == [1, 1, 0, 0]


def test_who_is_chosen_is_told_once_and_the_writer_never(suggestion, handler, reviewer):
    write(suggestion, f"@{reviewer.username} @{handler.username}", people=[reviewer, handler], by=handler, now=NOW)
    assert (len(unread(reviewer)), unread(handler)) == (1, [])


def test_a_further_unit_is_told(suggestion, handler, other_handler, other_unit):
    factories.involve(suggestion, other_unit)
    write(fresh(suggestion), f"@{other_handler.username} 請儘快。", by=handler, now=NOW)
    assert len(unread(other_handler)) == 1


def test_whoever_may_not_see_it_is_refused_by_name(suggestion, handler, other_handler, administrator):
    left = factories.make_user(username="left", roles=[Role.TRIAGE], is_active=False)
    twin, _other = (factories.make_user(username=name, first_name="李雷") for name in ("twin", "twin-2"))
    told = [
        refusal(write, fresh(suggestion), f"@{name} 請看。", by=handler, now=NOW)
        for name in (other_handler.username, administrator.username, left.username, "趙六", twin.first_name)
    ]
    told.append(refusal(write, fresh(suggestion), TEXT, people=[administrator], by=handler, now=NOW))
    assert told == [
        f"{other_handler.username}看不到這件建議，不能在便箋裡提到。",
        "administrator看不到這件建議，不能在便箋裡提到。",
        "沒有找到「@left」，請寫同事的用戶名或者姓名。",
        "沒有找到「@趙六」，請寫同事的用戶名或者姓名。",
        "有幾位同事都叫「李雷」，請寫用戶名。",
        "administrator看不到這件建議，不能在便箋裡提到。",
    ]
    assert (Note.objects.count(), Event.objects.filter(verb=Verb.NOTE).count()) == (0, 0)


def test_an_empty_one_is_refused_and_so_is_a_stranger(suggestion, handler, other_handler):
    empty = refusal(write, suggestion, "", by=handler, now=NOW)
    stranger = refusal(write, fresh(suggestion), TEXT, by=other_handler, now=NOW)
    assert (empty, stranger) == ("請填寫便箋。", "您的崗位沒有「寫便箋」的權限。")


def test_the_people_of_a_note_are_those_who_may_see_the_suggestion(
    suggestion, office, other_handler, other_unit, administrator
):
    root = factories.make_user(username="root", is_superuser=True)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=suggestion)
    factories.involve(suggestion, other_unit)
    everybody = [
        office.triage_officer, office.second_triage_officer, office.handler, office.reviewer, office.supervisor,
        other_handler, administrator, root,
    ]  # fmt: skip
    for one in (fresh(suggestion), fresh(merged)):
        may_see = {user for user in everybody if staff.may_see(user, one) and user != administrator}
        assert set(who_sees(one)) & set(everybody) == may_see


def test_pinned_ones_stand_on_top_and_then_the_newest(suggestion, handler):
    for text, is_pinned, moment in (("一", False, "09"), ("二", True, "10"), ("三", False, "11"), ("四", True, "12")):
        write(suggestion, text, is_pinned=is_pinned, by=handler, now=at(f"2020-12-02 {moment}:00"))
    assert [note.text for note in Note.objects.of(suggestion)] == ["四", "二", "三", "一"]


# Read.


def test_what_was_read_waits_no_longer_and_who_answers_has_read(suggestion, handler, reviewer, supervisor):
    people = [reviewer, supervisor]
    write(suggestion, TEXT, people=people, by=handler, now=NOW)
    write(factories.make_suggestion(stage=Stage.IN_PROGRESS), "另一件", people=people, by=handler, now=NOW)
    read(suggestion, by=reviewer, now=NOW)
    write(suggestion, "好。", by=supervisor, now=NOW)
    assert [unread(user) for user in people] == [["另一件"], ["另一件"]]


def test_what_may_be_seen_no_longer_is_not_told(suggestion, handler, reviewer, triage_officer, other_unit):
    write(suggestion, TEXT, people=[reviewer], by=handler, now=NOW)
    suggestion.assign(other_unit, by=triage_officer, now=NOW)
    assert unread(reviewer) == []


# Taken back.


def test_the_writer_takes_it_back_and_a_stub_stays(suggestion, handler, reviewer):
    note = write(suggestion, TEXT, is_pinned=True, people=[reviewer], by=handler, now=NOW)
    take_back(note, by=handler, now=NOW)
    [left] = Note.objects.of(suggestion)
    assert (left.text, left.is_pinned, left.taken_back_at, unread(reviewer)) == ("", False, NOW, [])
    assert (last(suggestion).verb, last(suggestion).details) == (Verb.NOTE, {"is_taken_back": True})


def test_nobody_else_takes_it_back_nor_its_writer_twice(suggestion, handler, reviewer):
    note = write(suggestion, TEXT, by=handler, now=NOW)
    others = refusal(take_back, note, by=reviewer, now=NOW)
    take_back(Note.objects.get(), by=handler, now=NOW)
    twice = refusal(take_back, Note.objects.get(), by=handler, now=NOW)
    assert (others, twice) == ("便箋只能由寫的人收回。", "這張便箋已經收回。")


def test_an_answered_question_waits_on_after_a_note(suggestion, handler):
    suggestion.ask("在哪個路口？", by=handler, now=NOW)
    suggestion.answer("東海路。", now=at("2020-12-02 09:00"))
    write(suggestion, TEXT, by=handler, now=at("2020-12-02 10:00"))
    counts = queue_counts(every(), handler, now=at("2020-12-02 11:00"), calendar=working_days())
    assert counts[Queue.ANSWERED] == 1
