"""A word that stands only in what is for staff: on every public page, in every file and every other table it is absent.

It is in a note, in the part of a further unit and in what that was asked, and in the remarks of verbs.
"""

import io

import openpyxl
import pytest
from django.apps import apps
from django.urls import reverse

from feedback.desk.queries.suggestions import every
from feedback.notes.models import Note
from feedback.notes.verbs import write
from feedback.records.contributions import Contribution
from feedback.rules.workflow import Stage
from portal.search import Query
from tests import factories
from tests.factories import NOW
from tests.walking import public_pages

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

CANARY = "丹頂鶴"
NOTE, PART, ASKED, CHASED = (f"{CANARY}{what}" for what in ("便箋", "會辦意見", "請會辦", "催辦"))


@pytest.fixture
def receipt(office, other_handler, other_unit):
    """A public one with all of it, answered; its citizen holds the receipt."""
    receipt = factories.make_receipt(
        stage=Stage.IN_PROGRESS, has_consent=True, category=factories.make_category(unit=office.unit),
        district=factories.make_district(),
    )  # fmt: skip
    suggestion = receipt.suggestion
    factories.release(suggestion)
    factories.involve(suggestion, other_unit, words=ASKED)
    suggestion.contribute(other_unit, PART, by=other_handler, now=NOW)
    suggestion.chase(CHASED, by=office.supervisor, now=NOW)
    write(suggestion, NOTE, is_pinned=True, people=[office.reviewer], by=office.handler, now=NOW)
    factories.reply(suggestion)
    write(suggestion, NOTE, by=office.handler, now=NOW)
    return receipt


def test_no_public_page_says_it(client, receipt):
    own = receipt.suggestion.get_absolute_url()
    pages = public_pages(client, own)
    assert ([address for address, text in pages.items() if CANARY in text], own in pages) == ([], True)


def test_the_receipt_does_not_say_it(client, receipt):
    client.post(reverse("status_lookup"), {"number": receipt.number, "secret": receipt.secret})
    assert CANARY not in client.get(reverse("status_detail")).text


@pytest.mark.parametrize("contacts", ["", "on"])
def test_no_export_holds_it(client, receipt, triage_officer, contacts):
    client.force_login(triage_officer)
    address = reverse("admin:feedback_suggestion_export")
    plain = b"".join(client.post(address, {"kind": "csv", "contacts": contacts})).decode("utf-8-sig")
    book = b"".join(client.post(address, {"kind": "xlsx", "contacts": contacts}))
    cells = [str(cell) for row in openpyxl.load_workbook(io.BytesIO(book)).active.values for cell in row]
    assert (receipt.number in plain, CANARY in plain, any(CANARY in cell for cell in cells)) == (True, False, False)


def test_a_note_stands_in_its_own_table_alone_and_a_part_in_its_own_and_in_the_remark_of_its_event(receipt):
    where = {}
    for model in apps.get_models():
        for row in model._default_manager.values():
            for name, value in row.items():
                for word in (NOTE, PART):
                    if word in str(value):
                        where.setdefault(word, set()).add((model._meta.label, name))
    assert where == {
        NOTE: {("notes.Note", "text")},
        PART: {("feedback.Contribution", "body"), ("feedback.Event", "remark")},
    }
    assert {str(row) for row in (*Note.objects.all(), *Contribution.objects.all())} & {NOTE, PART} == set()


def test_no_search_finds_it(client, receipt, triage_officer):
    client.force_login(triage_officer)
    page = client.get(reverse("admin:feedback_suggestion_changelist"), {"q": CANARY})
    assert (list(every().mentioning_at_desk(Query(CANARY))), page.context["lines"]) == ([], [])


def test_the_log_of_staff_knows_that_there_was_a_note_and_not_its_words(client, receipt, supervisor):
    client.force_login(supervisor)
    page = client.get(reverse("admin:portal_staffrecord_changelist"), {"day": "2020-12-01"}).text
    assert ("寫便箋" in page, CANARY in page) == (True, False)
