"""What reached the office elsewhere: registered by staff, under the same numbers; a lost receipt issued anew."""

from datetime import date

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from feedback.models import Campaign, Channel, Suggestion
from feedback.parts.timeline import sentence
from feedback.rules import receipts
from feedback.rules.deadlines import Calendar
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.verbs.filing import logger
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal, steps

pytestmark = pytest.mark.django_db
CONTACT = "13864210975"


def channel(code):
    return Channel.objects.get(pk=code)


def row(flow="a call", **fields):
    given = {
        "campaign": Campaign.objects.get(slug="open"),
        "kind": Suggestion.Kind.SUGGESTION,
        "channel": channel("phone"),
        "title": "路燈不亮",
        "body": "夜裡看不清路，請修理。",
    }
    return flow, given | fields


def register(*rows, by, now=NOW):
    return Suggestion.objects.register(rows or [row()], by=by, now=now)


def test_what_came_by_phone_is_filed_like_what_a_citizen_sent(triage_officer):
    field = factories.make_category(reply_days=10)
    [suggestion] = register(row(category=field, contact=CONTACT), by=triage_officer)
    suggestion = fresh(suggestion)
    event = suggestion.events.in_order().first()
    assert (suggestion.number, suggestion.stage, suggestion.received_at, suggestion.due_on, suggestion.reply_days) == (
        "2020-0001", Stage.RECEIVED, NOW, date(2020, 12, 15), 10,
    )  # fmt: skip
    assert steps(suggestion) == [("register", "", "received"), ("recount_days", "received", "received")]
    assert (event.actor, event.by, sentence(event)) == ("staff", triage_officer, "市民來電，由工作人員登記")


def test_its_receipt_opens_it_and_is_marked_as_issued_by_staff(triage_officer):
    [suggestion] = register(by=triage_officer)
    secret = receipts.secret_of(settings.RECEIPT_KEY, "a call")
    opened = Suggestion.objects.by_receipt(suggestion.number, secret)
    assert (opened, opened.is_issued_by_staff, factories.receive().is_issued_by_staff) == (suggestion, True, False)


def test_the_number_follows_the_filing_and_the_days_the_arrival(triage_officer):
    factories.receive(now=at("2020-12-07 09:00"))
    [letter] = register(
        row(channel=channel("letter"), arrived_on=date(2020, 12, 1)), by=triage_officer, now=at("2020-12-07 10:00")
    )
    assert (letter.number, letter.received_at, letter.accept_due_on, letter.due_on) == (
        "2020-0002", at("2020-12-07 10:00"), date(2020, 12, 3), date(2020, 12, 22),
    )  # fmt: skip
    assert sentence(letter.events.in_order().first()) == "市民來信 2020年12月1日送達，由工作人員登記"


def test_what_came_by_a_channel_of_the_bureaus_own_says_so_for_ever(triage_officer):
    rows = [row("a", channel=channel("wechat")), row("b", channel=channel("12345"), arrived_on=date(2020, 11, 30))]
    filed = register(*rows, by=triage_officer)
    Channel.objects.filter(pk="wechat").update(name="公眾號")
    events = [one.events.in_order().first() for one in filed]
    assert [(event.details["channel"], sentence(event)) for event in events] == [
        ("wechat", "市民通過「微信」提出，由工作人員登記"),
        ("12345", "市民 2020年11月30日通過「12345 熱線」提出，由工作人員登記"),
    ]


def test_a_channel_that_goes_by_another_name_is_told_by_that(triage_officer):
    Channel.objects.filter(pk="phone").update(name="值班電話")
    [suggestion] = register(by=triage_officer)
    assert sentence(suggestion.events.in_order().first()) == "市民通過「值班電話」提出，由工作人員登記"


def test_an_event_of_an_earlier_release_has_the_code_alone(triage_officer):
    [suggestion] = register(by=triage_officer)
    event = suggestion.events.in_order().first()
    del event.details["channel_name"]
    assert sentence(event) == "市民來電，由工作人員登記"


def test_staff_register_nothing_as_sent_through_the_site(triage_officer):
    refused = refusal(lambda: register(row(channel=channel("web")), by=triage_officer))
    assert (refused, Suggestion.objects.count()) == ("從本網站提交的由市民自己提交，不能登記。", 0)


def test_no_suggestion_stands_without_a_channel_that_exists(triage_officer):
    [suggestion] = register(by=triage_officer)
    Suggestion.objects.filter(pk=suggestion.pk).update(channel="carrier-pigeon")
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.check_constraints()
    Suggestion.objects.filter(pk=suggestion.pk).update(channel="phone")


def test_the_days_are_counted_from_the_arrival_ever_after(triage_officer, office):
    field = factories.make_category(reply_days=5)
    [letter] = register(
        row(channel=channel("letter"), arrived_on=date(2020, 12, 1)), by=triage_officer, now=at("2020-12-07 10:00")
    )
    letter.recategorise(field, by=triage_officer, now=at("2020-12-07 11:00"))
    assert fresh(letter).due_on == date(2020, 12, 8)


def test_its_answer_is_timed_from_the_arrival(triage_officer, office):
    [letter] = register(
        row(channel=channel("letter"), arrived_on=date(2020, 12, 1)), by=triage_officer, now=at("2020-12-07 10:00")
    )
    factories.bring(letter, to=Stage.REPLIED, now=at("2020-12-08 10:00"))
    assert fresh(letter).answered_in == 5


def test_the_same_flow_is_filed_once_alone_or_among_others(triage_officer):
    [first] = register(row("one"), by=triage_officer)
    again = register(row("two"), row("one"), row("two"), by=triage_officer)
    assert ([one.number for one in again], Suggestion.objects.count()) == (["2020-0002", "2020-0001", "2020-0002"], 2)
    assert first.events.filter(verb=Verb.REGISTER).count() == 1


def test_all_of_them_are_filed_or_none(triage_officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        register(row("one"), row("two", is_under_14=True), by=triage_officer)
    assert (Suggestion.objects.count(), register(by=triage_officer)[0].number) == (0, "2020-0001")


@pytest.mark.parametrize("who", ["handler", "reviewer", "supervisor", "administrator"])
def test_only_triage_registers(request, office, who):
    words = refusal(register, by=request.getfixturevalue(who))
    assert (words, Suggestion.objects.count()) == ("您的崗位沒有「登記來件」的權限。", 0)


def test_a_calendar_that_fails_stops_no_filing(triage_officer, monkeypatch):
    monkeypatch.setattr(Calendar, "is_working", lambda *args: 1 / 0)
    monkeypatch.setattr(logger, "disabled", True)
    [suggestion] = register(by=triage_officer)
    assert (suggestion.number, fresh(suggestion).due_on, steps(suggestion)) == (
        "2020-0001", None, [("register", "", "received")],
    )  # fmt: skip


def queries(by, count, name):
    """How many it takes to register so many at once."""
    rows = [row(f"{name} {n}") for n in range(count)]
    with CaptureQueriesContext(connection) as captured:
        register(*rows, by=by)
    return len(captured)


def test_many_cost_no_query_each(triage_officer):
    register(by=triage_officer)
    assert queries(triage_officer, 12, "many") == queries(triage_officer, 3, "few")


# The rating.


def test_a_rating_with_a_receipt_of_staff_is_marked(triage_officer):
    [suggestion] = register(by=triage_officer)
    factories.bring(suggestion, to=Stage.REPLIED)
    factories.rate(suggestion, "five_satisfied", now=NOW)
    event = suggestion.events.get(verb=Verb.RATE)
    assert (suggestion.ratings.get().is_on_staff_receipt, sentence(event)) == (
        True,
        "市民評議：滿意（解決了嗎：解決；憑工作人員開具的回執）",
    )


def test_a_citizens_own_is_not():
    suggestion = factories.make_suggestion(stage=Stage.CLOSED)
    event = suggestion.events.get(verb=Verb.RATE)
    assert (suggestion.ratings.get().is_on_staff_receipt, sentence(event)) == (
        False,
        "市民評議：滿意（解決了嗎：解決）",
    )


# A lost receipt.


@pytest.fixture
def lost(db):
    return factories.make_receipt(contact=CONTACT)


def reissue(receipt, contact=CONTACT, *, flow="another", by):
    suggestion = fresh(receipt.suggestion)
    suggestion.reissue_receipt(contact, flow=flow, by=by, now=NOW)
    return receipts.secret_of(settings.RECEIPT_KEY, flow)


def test_a_new_secret_opens_it_and_the_old_one_no_longer(lost, triage_officer):
    secret = reissue(lost, by=triage_officer)
    opened = [Suggestion.objects.by_receipt(lost.number, typed) for typed in (secret, lost.secret)]
    event = last(lost.suggestion)
    assert (opened, fresh(lost.suggestion).is_issued_by_staff) == ([lost.suggestion, None], True)
    assert (event.by, event.details, event.note, event.remark, sentence(event)) == (
        triage_officer, {}, "", "", "補發回執，原查詢碼作廢",
    )  # fmt: skip


def test_another_contact_gets_none(lost, triage_officer):
    words = refusal(reissue, lost, "13800000000", by=triage_officer)
    assert (words, Suggestion.objects.by_receipt(lost.number, lost.secret)) == (
        "與登記的聯繫方式不符，沒有補發。請再問一次，核對後重填。", lost.suggestion,
    )  # fmt: skip


def test_without_a_contact_there_is_nothing_to_match(triage_officer):
    receipt = factories.make_receipt()
    assert refusal(reissue, receipt, "", by=triage_officer) == (
        "這件建議沒有留聯繫方式，無從核對是不是本人，不能補發回執。"
    )


def test_the_same_page_sent_twice_issues_one(lost, triage_officer):
    reissue(lost, by=triage_officer)
    suggestion = fresh(lost.suggestion)
    suggestion.revision = 0  # as the page had it
    suggestion.reissue_receipt(CONTACT, flow="another", by=triage_officer, now=NOW)
    assert lost.suggestion.events.filter(verb=Verb.REISSUE_RECEIPT).count() == 1


@pytest.mark.parametrize("who", ["handler", "reviewer", "supervisor", "administrator"])
def test_only_triage_issues_anew(request, lost, office, who):
    with pytest.raises(Refused, match="您的崗位沒有「補發回執」的權限。"):
        reissue(lost, by=request.getfixturevalue(who))
