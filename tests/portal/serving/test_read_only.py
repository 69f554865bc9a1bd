"""A database that takes no writes, or has no room for more: reading goes on, and who would change something is told."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import BulkRun, Event, Suggestion
from feedback.opinions.subjects import BUREAU
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from portal.serving import outage
from portal.tables.publishing import Publishing
from portal.tables.tries import Tries
from tests import factories
from tests.factories import NOW
from tests.feedback.desk.matrix.doors import address_of, addresses, make_rows
from tests.feedback.passage import WORDS, fill, opened
from tests.portal.ledger.logs import make_log
from tests.portal.serving.away import full, read_only
from tests.portal.serving.test_audience import FOR_ONE_PERSON
from tests.portal.serving.test_pages_asked import OTHER_PAGES, PAGES, make_something_to_read

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_evening")]
OF_A_ROUND = {
    "ballot_vote", "representative_apply", "representative_check", "representative_sent", "representative_withdraw",
}  # fmt: skip
OF_A_TALK = {"talk_ask", "talk_receipt"}
# Their addresses hold a name or a number; the last one says 503 where no worker runs.
APART = {
    "follow_confirm",
    "notice_stop",
    "rate_subject",
    "status_picture",
    "status_thumb",
    "suggestion_support",
    "readyz",
}
SOME = [Role.TRIAGE, Role.HANDLER, "superuser", "nobody"]  # of the people of the desk


@pytest.fixture
def _evening(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def form(client):
    """The page before sending, as the browser that filled it in has it."""
    return fill(client)


def statuses(client, asked):
    with zeal_ignore():
        return {address: client.get(address).status_code for address in asked}


def test_every_public_page_is_read(client, form, settings, tmp_path, monkeypatch):
    make_log(settings, tmp_path, monkeypatch)
    number = make_something_to_read().number
    receipt = opened(client)
    asked = [*PAGES, *OTHER_PAGES, f"/suggestions/{number}/"]
    before = statuses(client, asked)
    mine = [reverse(name) for name in sorted(FOR_ONE_PERSON - OF_A_ROUND - OF_A_TALK - APART)]
    mine += [reverse(name, args=["open"]) for name in sorted(OF_A_ROUND)]
    talk = factories.make_talk()
    mine += [reverse(name, args=[talk.campaign.slug]) for name in sorted(OF_A_TALK)]
    mine.append(reverse("suggestion_support", args=[number]))
    mine.append(reverse("rate_subject", args=["rated", BUREAU]))
    mine_before = statuses(client, mine)
    with read_only():
        while_read_only = statuses(client, asked), statuses(client, mine)
        detail = client.get(reverse("status_detail"))

    assert while_read_only == (before, mine_before)
    assert (detail.status_code, receipt.number in detail.text) == (200, True)
    assert ({*before.values()}, {*mine_before.values()}) == ({200}, {200, 302, 405})


@pytest.mark.on_postgres
def test_every_page_of_the_desk_is_read(people, office, administrator, time_machine):
    """An hour's half after they signed in, when each request would note that they are still there."""
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    make_rows()
    run = BulkRun.objects.create(token="0" * 32, verb=Verb.ACCEPT, by=administrator, at=NOW)
    asked = [address_of(name, suggestion, run) for name in addresses()]
    before = {name: statuses(people[name], asked) for name in SOME}
    time_machine.move_to(NOW + timedelta(minutes=30), tick=False)
    with read_only():
        meanwhile = {name: statuses(people[name], asked) for name in SOME}

    assert meanwhile == before
    assert {status for found in meanwhile.values() for status in found.values()} <= {200, 302, 403, 404, 405}


def test_no_session_lives_longer_for_it(client, triage_officer, time_machine):
    client.force_login(triage_officer)
    client.get(reverse("admin:index"))
    time_machine.move_to(NOW + timedelta(minutes=40), tick=False)
    with read_only():
        within = client.get(reverse("admin:index")).status_code
        time_machine.move_to(NOW + timedelta(minutes=61), tick=False)
        idle = [client.get(reverse("admin:index")) for _ in range(2)]

    assert (within, [(page.status_code, page.headers["Location"]) for page in idle]) == (
        200, [(302, "/desk/login/?next=/desk/")] * 2,
    )  # fmt: skip


def test_a_right_receipt_opens_and_a_wrong_one_is_told(client):
    receipt = factories.make_receipt()
    address, right = reverse("status_lookup"), {"number": receipt.number, "secret": receipt.secret}
    with read_only():
        wrong = client.post(address, right | {"secret": "0000 0000 0000"}, follow=True)
        opened = client.post(address, right)
        page = client.get(opened.headers["Location"])

    assert (wrong.status_code, "編號或查詢碼不對" in wrong.text, Tries.objects.count()) == (200, True, 0)
    assert (opened.status_code, page.status_code) == (302, 200)


def test_whoever_was_refused_before_is_refused_still(client, settings):
    settings.WRONG_RECEIPTS_BROWSER = settings.WRONG_RECEIPTS_NETWORK = 1
    receipt = factories.make_receipt()
    wrong = {"number": receipt.number, "secret": "0000 0000 0000"}
    client.post(reverse("status_lookup"), wrong)
    with read_only():
        assert client.post(reverse("status_lookup"), wrong).status_code == 429


def test_a_contact_whose_reading_cannot_be_recorded_is_not_shown(client, triage_officer):
    suggestion = factories.make_suggestion(contact="138 6421 0975")
    client.force_login(triage_officer)
    address = reverse("admin:feedback_suggestion_contact", args=[suggestion.pk])
    with read_only():
        answer = client.post(address)
    after = client.post(address)

    assert (answer.status_code, "6421" in answer.text, "6421" in after.text) == (503, False, True)
    assert Event.objects.filter(verb=Verb.READ_CONTACT).count() == 1


@pytest.mark.parametrize("password", ["a long password", "a wrong password"])
def test_whoever_signs_in_is_told_the_same_whatever_the_password(client, triage_officer, password):
    triage_officer.set_password("a long password")
    triage_officer.save()
    with read_only():
        answer = client.post(reverse("admin:login"), {"username": "triage", "password": password})

    assert (answer.status_code, "這一次沒能保存" in answer.text, password in answer.text) == (503, True, False)


def test_an_app_cannot_be_enrolled_meanwhile(client, triage_officer, settings):
    """A page that writes when it is asked for."""
    settings.STAFF_TOTP = True
    client.force_login(triage_officer)
    with read_only():
        answer = client.get(reverse("staff_enrol"))

    assert (answer.status_code, "這一頁暫時打不開" in answer.text) == (503, True)


def test_what_was_typed_comes_back(client, form):
    with read_only():
        answers = [client.post(reverse("suggest_words"), WORDS), client.post(reverse("suggest_check"), sent(form))]

    assert [(answer.status_code, WORDS["title"] in answer.text) for answer in answers] == [(503, True), (503, False)]
    assert Suggestion.objects.count() == 0
    assert client.post(reverse("suggest_check"), sent(form)).status_code == 302


def sent(form):
    return {"fingerprint": form.context["fingerprint"]}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a limit that SQLite has")
def test_a_full_disk_stops_no_reader(client, form):
    receipt = opened(client)
    long = WORDS | {"body": "早高峰斑馬線被停車擋住。" * 200}
    with full():
        fill_up()
        answer = client.post(reverse("suggest_words"), long)
        read = statuses(client, ["/", "/suggestions/", "/data/", "/status/mine/", "/suggest/words/", "/suggest/check/"])

    assert (answer.status_code, long["body"] in answer.text, {*read.values()}) == (503, True, {200})
    assert client.post(reverse("suggest_words"), long).status_code == 302
    assert Suggestion.objects.get() == receipt.suggestion


def fill_up():
    """Write until it is full; that it is, is told from a fault of ours."""
    with pytest.raises(DatabaseError) as refused:
        write_for_ever()
    assert outage.is_unavailable(refused.value)


def write_for_ever():
    while True:
        Publishing.objects.create()
