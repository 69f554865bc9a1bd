"""What is told beside the verbs: of a note, whom it speaks to; of a sheet, triage and whoever filed it."""

import pytest

from feedback.models import Sheet
from feedback.notes import verbs as notes
from feedback.notices.models import Notice
from feedback.records.alongside import tell_of_sheet
from feedback.rules.notices import Kind, State
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.desk.intake.test_sheets import LETTER, PHONE, file, upload
from tests.feedback.notices.conftest import rows, told_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staff")]


@pytest.fixture
def suggestion(staff):
    return factories.make_suggestion(stage=Stage.IN_PROGRESS)


def test_whom_a_note_speaks_to_is_told_without_its_words(suggestion, handler, reviewer):
    given = told_by(lambda: notes.write(suggestion, "請看一下。", people=[reviewer, handler], by=handler, now=NOW))
    details = list(Notice.objects.filter(kind=Kind.MENTIONED).values_list("details", "suggestion"))
    assert (given, details) == ([("mentioned", reviewer.username)], [({}, suggestion.pk)])


def test_a_note_that_is_taken_back_before_it_was_told_is_not_told(suggestion, handler, reviewer):
    note = notes.write(suggestion, "請看一下。", people=[reviewer], by=handler, now=NOW)
    notes.take_back(note, by=handler, now=NOW)
    assert rows(kind=Kind.MENTIONED) == []


def test_a_note_that_was_told_and_is_taken_back_leaves_what_was_sent(suggestion, handler, reviewer):
    note = notes.write(suggestion, "請看一下。", people=[reviewer], by=handler, now=NOW)
    Notice.objects.filter(kind=Kind.MENTIONED).update(state=State.SENT, ended_at=NOW)
    notes.take_back(note, by=handler, now=NOW)
    assert Notice.objects.filter(kind=Kind.MENTIONED).count() == 1


def test_a_sheet_is_told_to_triage_and_to_whoever_filed_it(suggestion, supervisor):
    sheet = Sheet(uploaded_by=supervisor, filed_at=NOW)
    given = told_by(lambda: tell_of_sheet(sheet, 12))
    [(details, event, is_for_digest)] = {
        (str(notice.details), notice.event_id, notice.is_for_digest)
        for notice in Notice.objects.filter(kind=Kind.SHEET)
    }
    assert (given, details, event, is_for_digest) == (
        [("sheet", "supervisor"), ("sheet", "triage"), ("sheet", "triage-2")],
        "{'path': '/desk/feedback/suggestion/', 'count': 12}",
        None,
        True,
    )


def test_a_sheet_that_is_filed_at_the_desk_is_told(client, triage_officer):
    factories.make_category()
    client.force_login(triage_officer)
    upload(client, PHONE, LETTER)
    file(client, Sheet.objects.get())
    assert rows() == [("sheet", "triage"), ("sheet", "triage-2")]
