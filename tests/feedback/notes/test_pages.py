"""Notes at the desk: the page of a suggestion, the home, the list of what speaks to somebody, and many at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from feedback.models import BulkRun
from feedback.notes.models import Mention, Note
from feedback.notes.verbs import take_back, write
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

HOME = "admin:index"
PAGE = "admin:feedback_suggestion_change"
DO = "admin:feedback_suggestion_do"
LIST = "admin:notes_mention_changelist"
TEXT = "下午去看現場。"


@pytest.fixture
def suggestion(office):
    return factories.make_suggestion(stage=Stage.IN_PROGRESS)


def page_of(client, suggestion):
    return client.get(reverse(PAGE, args=[suggestion.pk]))


def sent(client, suggestion, *, revision=0, **fields):
    return client.post(reverse(DO, args=[suggestion.pk, Verb.NOTE]), {"revision": revision, "text": TEXT, **fields})


def test_a_note_is_written_on_the_page_however_old_it_is(client, suggestion, handler, reviewer):
    client.force_login(handler)
    form = page_of(client, suggestion).context
    assert [(name, template) for template, own in form["blocks"] for name in own if name == "note_form"] == [
        ("note_form", "admin/notes/_case.html")
    ]
    answer = sent(client, suggestion, text=f"@{reviewer.username} {TEXT}", is_pinned="on")
    assert (answer.status_code, TEXT in page_of(client, suggestion).text) == (302, True)
    assert [(note.is_pinned, note.by) for note in Note.objects.all()] == [(True, handler)]


def test_what_is_refused_keeps_what_was_typed(client, suggestion, handler):
    client.force_login(handler)
    page = sent(client, suggestion, text="@趙六 請看現場。")
    assert (page.context["form"].non_field_errors(), "@趙六 請看現場。" in page.text) == (
        ["沒有找到「@趙六」，請寫同事的用戶名或者姓名。"], True,
    )  # fmt: skip


def test_on_the_page_of_its_own_colleagues_are_chosen_among_those_who_may_see_it(
    client, suggestion, office, handler, other_handler
):
    client.force_login(handler)
    form = client.get(reverse(DO, args=[suggestion.pk, Verb.NOTE])).context["form"]
    offered = {*form.fields["people"].queryset}
    assert (offered & {handler, office.reviewer, office.supervisor, other_handler}) == {
        office.reviewer, office.supervisor,
    }  # fmt: skip
    sent(client, suggestion, people=[office.reviewer.pk])
    assert [mention.person for mention in Mention.objects.all()] == [office.reviewer]


def test_whoever_is_spoken_to_sees_it_on_the_home_and_says_that_it_is_read(client, suggestion, handler, reviewer):
    write(suggestion, TEXT, people=[reviewer], by=handler, now=timezone.now())
    client.force_login(reviewer)
    told = "提到我的便箋：1 張未讀"
    before = told in client.get(reverse(HOME)).text
    page_of(client, suggestion)
    still = told in client.get(reverse(HOME)).text
    answer = client.post(reverse("admin:notes_mention_read", args=[suggestion.pk]))
    after = told in client.get(reverse(HOME)).text
    assert (before, still, after, answer.url) == (
        True, True, False, f"{reverse(PAGE, args=[suggestion.pk])}#notes",
    )  # fmt: skip


def test_the_list_holds_the_own_ones_first_the_unread_then_all(client, suggestion, handler, reviewer, supervisor):
    write(suggestion, "給審核人", people=[reviewer], by=handler, now=NOW)
    write(suggestion, "給督辦", people=[supervisor], by=handler, now=NOW)
    client.force_login(reviewer)
    unread = client.get(reverse(LIST)).text
    client.post(reverse("admin:notes_mention_read", args=[suggestion.pk]), {"back": "1"})
    none, every = (client.get(reverse(LIST) + query).text for query in ("", "?all=1"))
    assert [("給審核人" in page, "給督辦" in page) for page in (unread, none, every)] == [
        (True, False), (False, False), (True, False),
    ]  # fmt: skip


def test_only_its_writer_is_offered_to_take_it_back(client, suggestion, handler, reviewer):
    note = write(suggestion, TEXT, by=handler, now=NOW)
    address = reverse("admin:notes_note_take_back", args=[note.pk])
    seen = []
    for person in (reviewer, handler):
        client.force_login(person)
        offered = address in page_of(client, suggestion).text
        page = client.post(address, follow=True)
        seen.append((offered, [str(message) for message in page.context["messages"]], TEXT in page.text))
    assert seen == [(False, ["便箋只能由寫的人收回。"], True), (True, ["便箋已收回。"], False)]


@pytest.mark.parametrize("name", ["admin:notes_mention_read", "admin:notes_note_take_back"])
def test_what_somebody_may_not_see_does_not_exist_for_them(client, suggestion, handler, other_handler, name):
    note = write(suggestion, TEXT, people=[factories.office().reviewer], by=handler, now=NOW)
    client.force_login(other_handler)
    key = suggestion.pk if name.endswith("read") else note.pk
    answers = [client.post(reverse(name, args=[key])).status_code, client.get(reverse(name, args=[key])).status_code]
    assert (answers, Note.objects.get().text, Mention.objects.unread().count()) == ([404, 405], TEXT, 1)


def test_a_mention_leads_to_the_notes_and_that_of_another_nowhere(client, suggestion, handler, reviewer, supervisor):
    write(suggestion, TEXT, people=[reviewer], by=handler, now=NOW)
    address, ways = reverse("admin:notes_mention_change", args=[Mention.objects.get().pk]), []
    for person in (reviewer, supervisor):
        client.force_login(person)
        response = client.get(address)
        ways.append((response.status_code, response.get("Location")))
    assert ways == [(302, f"{reverse(PAGE, args=[suggestion.pk])}#notes"), (404, None)]


def test_an_administrator_has_no_notes(client, administrator):
    client.force_login(administrator)
    pages = client.get(reverse(LIST)), client.get(reverse(HOME))
    assert ([page.status_code for page in pages], reverse(LIST) in pages[1].text) == ([403, 200], False)


def test_one_note_goes_to_many_and_who_is_refused_is_listed(client, suggestion, handler, other_handler, other_unit):
    shared = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.involve(shared, other_unit)
    client.force_login(handler)
    data = {
        "verb": Verb.NOTE, "picked": [f"{one.pk}.0" for one in (suggestion, shared)], "token": "0" * 32,
        "text": f"@{other_handler.username} 請看。",
    }  # fmt: skip
    with zeal_ignore():  # each by itself is what is wanted
        client.post(reverse("admin:feedback_suggestion_bulk"), data)
    reasons = [reason for _key, _number, reason in BulkRun.objects.get().results]
    assert reasons == [f"{other_handler.username}看不到這件建議，不能在便箋裡提到。", ""]
    assert [note.suggestion for note in Note.objects.all()] == [shared]


def test_what_was_taken_back_stands_as_a_stub(client, suggestion, handler, reviewer):
    take_back(write(suggestion, TEXT, by=handler, now=NOW), by=handler, now=NOW)
    client.force_login(reviewer)
    page = page_of(client, suggestion).text
    assert (TEXT in page, "便箋已收回。" in page, "收回便箋" in page) == (False, True, True)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_page_home_and_list_cost_the_same_with_one_note_and_with_three(client, suggestion, handler, reviewer):
    write(suggestion, TEXT, people=[reviewer], by=handler, now=NOW)
    client.force_login(reviewer)
    addresses = [reverse(PAGE, args=[suggestion.pk]), reverse(HOME), reverse(LIST)]
    one = [queries(client, address) for address in addresses]
    supervisor = factories.office().supervisor
    for _ in range(2):
        write(suggestion, TEXT, people=[reviewer, supervisor], by=handler, now=NOW)
        write(factories.make_suggestion(stage=Stage.IN_PROGRESS), TEXT, people=[reviewer], by=supervisor, now=NOW)
    assert [queries(client, address) for address in addresses] == one
