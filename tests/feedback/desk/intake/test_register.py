"""Entering what came by phone, and issuing a lost receipt anew, at the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Campaign, Channel, Phase, Suggestion
from feedback.rules.workflow import Stage, Verb
from tests import factories

ADD = "admin:feedback_suggestion_add"
RECEIPT = "admin:feedback_suggestion_receipt"
REISSUE = "admin:feedback_suggestion_reissue"
CONTACT = "13864210975"


def typed(**changed):
    campaign = Campaign.objects.get(slug="open")
    fields = {
        "channel": "phone", "campaign": campaign.pk, "kind": "suggestion", "title": "路燈不亮",
        "body": "夜裡看不清路，請修理。", "contact": "138 6421-0975", "consent": "yes", "flow": "a page",
    }  # fmt: skip
    return fields | changed


def register(client, **changed):
    return client.post(reverse(ADD), typed(**changed))


def errors(response):
    return {name: list(told) for name, told in response.context["form"].errors.items()}


@pytest.fixture
def at_the_desk(client, triage_officer):
    client.force_login(triage_officer)
    return client


def test_a_call_becomes_a_suggestion_and_its_receipt_is_shown(at_the_desk, triage_officer):
    response = register(at_the_desk)
    suggestion = Suggestion.objects.get()
    page = at_the_desk.get(response.url)
    [ticket] = page.context["tickets"]
    assert (response.url, suggestion.channel_id, suggestion.contact, suggestion.has_consent, suggestion.due_on) == (
        reverse(RECEIPT, args=[suggestion.pk]), "phone", CONTACT, True, suggestion.due_on,
    )  # fmt: skip
    assert Suggestion.objects.by_receipt(suggestion.number, ticket["secret"]) == suggestion
    assert (suggestion.events.get(verb=Verb.REGISTER).by, suggestion.due_on is None) == (triage_officer, False)


def test_the_citizen_opens_it_with_what_was_printed(at_the_desk, client):
    [ticket] = at_the_desk.get(register(at_the_desk).url).context["tickets"]
    client.logout()
    number = ticket["suggestion"].number
    response = client.post(reverse("status_lookup"), {"number": number, "secret": ticket["secret"]}, follow=True)
    assert "市民來電，由工作人員登記" in response.text


def test_a_double_click_registers_once_and_shows_the_same_receipt(at_the_desk):
    first, second = register(at_the_desk), register(at_the_desk)
    assert (first.url, Suggestion.objects.count()) == (second.url, 1)


def test_the_receipt_is_gone_for_another_browser_and_another_person(at_the_desk, second_triage_officer):
    address = register(at_the_desk).url
    other = type(at_the_desk)()
    other.force_login(second_triage_officer)
    other.cookies["desk_receipt"] = at_the_desk.cookies["desk_receipt"].value
    at_the_desk.cookies.pop("desk_receipt")
    answers = [browser.get(address) for browser in (at_the_desk, other)]
    page = reverse("admin:feedback_suggestion_change", args=[Suggestion.objects.get().pk])
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, page)] * 2


def test_the_receipt_is_gone_after_half_an_hour(at_the_desk, time_machine):
    time_machine.move_to("2020-12-01 10:00 +0800", tick=False)
    address = register(at_the_desk).url
    time_machine.move_to("2020-12-01 10:31 +0800", tick=False)
    assert at_the_desk.get(address).status_code == 302


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"channel": "web"}, ["channel"]),
        ({"channel": "none"}, ["channel"]),
        ({"channel": ""}, ["channel"]),
        ({"title": ""}, ["title"]),
        ({"contact": "no number"}, ["contact"]),
        ({"consent": ""}, ["consent"]),
        ({"is_under_14": "on"}, ["guardian_name", "guardian_consent"]),
        ({"arrived_on": "2020-01-32"}, ["arrived_on"]),
        ({"arrived_on": "2019-01-01"}, ["arrived_on"]),
        ({"campaign": 0}, ["campaign"]),
    ],
)
def test_what_is_not_right_is_told_and_nothing_filed(at_the_desk, changed, expected):
    response = register(at_the_desk, **changed)
    assert (list(errors(response)), Suggestion.objects.count()) == (expected, 0)


def test_the_channels_in_use_are_offered_in_their_order_and_never_the_site(at_the_desk):
    Channel.objects.filter(pk="meeting").update(is_active=False)
    Channel.objects.filter(pk="12345").update(order=1)
    factories.make_channel(code="box", name="意見箱", order=99)
    offered = [label for _value, label in at_the_desk.get(reverse(ADD)).context["form"].fields["channel"].choices]
    assert offered == ["12345 熱線", "電話", "來信", "來訪", "微信", "懇談熱線", "懇談現場", "意見箱"]


def test_a_channel_taken_out_of_use_meanwhile_is_told(at_the_desk):
    Channel.objects.filter(pk="phone").update(is_active=False)
    assert errors(register(at_the_desk)) == {"channel": ["您選的來源已經停用或者不能選，請另選一個。"]}


def test_a_channel_is_named_in_the_readers_script(at_the_desk):
    page = at_the_desk.get(f"/zh-hans{register(at_the_desk, channel='12345').url}")
    assert "12345 热线" in page.text


def test_a_day_to_come_is_refused(at_the_desk):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert errors(register(at_the_desk, arrived_on=tomorrow)) == {"arrived_on": ["送達日期不能晚於今天。"]}


def test_a_letter_of_a_round_that_has_ended_may_still_be_filed_there(at_the_desk):
    today = timezone.localdate()
    campaign = factories.make_campaign(slug="past", year=today.year)
    days = {"starts_on": today - timedelta(days=20), "ends_on": today - timedelta(days=5)}
    factories.make_phase(campaign=campaign, kind=Phase.Kind.COLLECT, **days)
    late = register(at_the_desk, campaign=campaign.pk)
    in_time = register(at_the_desk, campaign=campaign.pk, channel="letter", arrived_on=today - timedelta(days=6))
    assert (list(errors(late)), in_time.status_code, Suggestion.objects.get().campaign) == (["campaign"], 302, campaign)


def test_a_campaign_that_asks_for_a_contact_gets_one(at_the_desk):
    Campaign.objects.filter(slug="open").update(requires_contact=True)
    assert list(errors(register(at_the_desk, contact=""))) == ["name", "contact"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["handler", "reviewer", "supervisor", "administrator"])
def test_others_do_not_register(request, client, office, who, method):
    client.force_login(request.getfixturevalue(who))
    response = getattr(client, method)(reverse(ADD), typed())
    assert (response.status_code, Suggestion.objects.count()) == (403, 0)


# A lost receipt.


@pytest.fixture
def lost(db):
    return factories.make_receipt(contact=CONTACT)


def reissue(client, receipt, contact, **changed):
    fields = {"contact": contact, "flow": "another page", "revision": receipt.suggestion.revision} | changed
    return client.post(reverse(REISSUE, args=[receipt.suggestion.pk]), fields)


def test_whoever_knows_the_contact_gets_a_new_receipt(at_the_desk, lost):
    [ticket] = at_the_desk.get(reissue(at_the_desk, lost, "138-6421 0975").url).context["tickets"]
    opened = [Suggestion.objects.by_receipt(lost.number, typed) for typed in (ticket["secret"], lost.secret)]
    assert opened == [lost.suggestion, None]


def test_the_browser_that_showed_the_old_receipt_is_asked_for_the_new_one(at_the_desk, lost):
    citizen = type(at_the_desk)()
    citizen.post(reverse("status_lookup"), {"number": lost.number, "secret": lost.secret})
    before = citizen.get(reverse("status_detail")).status_code
    reissue(at_the_desk, lost, CONTACT)
    assert (before, citizen.get(reverse("status_detail")).status_code) == (200, 302)


def test_a_wrong_contact_is_told_and_after_five_no_more_are_looked_at(at_the_desk, lost):
    answers = [reissue(at_the_desk, lost, "13800000000").status_code for _ in range(5)]
    blocked = reissue(at_the_desk, lost, CONTACT)
    assert (answers, blocked.status_code) == ([200] * 5, 429)
    assert errors(blocked) == {"__all__": ["填錯的次數太多，請過 15 分鐘再試。"]}
    assert lost.suggestion.events.filter(verb=Verb.REISSUE_RECEIPT).count() == 0


def test_one_without_a_contact_says_that_it_cannot(at_the_desk):
    suggestion = factories.make_suggestion()
    page = at_the_desk.get(reverse(REISSUE, args=[suggestion.pk]))
    assert ("無從核對是不是本人" in page.text, 'name="contact"' in page.text) == (True, False)


def test_it_is_offered_on_the_page(at_the_desk, lost):
    address = reverse("admin:feedback_suggestion_change", args=[lost.suggestion.pk])
    assert reverse(REISSUE, args=[lost.suggestion.pk]) in at_the_desk.get(address).text


@pytest.mark.parametrize(("who", "statuses"), [("handler", [302, 200]), ("other_handler", [404, 404])])
def test_others_issue_none(request, client, office, who, statuses):
    receipt = factories.make_receipt(stage=Stage.ASSIGNED, contact=CONTACT)
    client.force_login(request.getfixturevalue(who))
    page = client.get(reverse(REISSUE, args=[receipt.suggestion.pk]))
    answers = [page.status_code, reissue(client, receipt, CONTACT).status_code]
    assert (answers, receipt.suggestion.events.filter(verb=Verb.REISSUE_RECEIPT).count()) == (statuses, 0)


@pytest.mark.parametrize(
    ("changed", "wish"),
    [
        ({"notices_by": "sms"}, ("sms", "zh-hant")),
        ({"notices_by": "none"}, ("", "")),
        ({}, ("", "")),
    ],
)
def test_who_calls_is_told_by_what_they_asked_for_and_else_by_nothing(at_the_desk, changed, wish):
    register(at_the_desk, **changed)
    suggestion = Suggestion.objects.get()
    assert (suggestion.notices_by, suggestion.notices_in) == wish


def test_what_the_contact_of_a_caller_cannot_take_is_refused_and_what_was_typed_stays(at_the_desk):
    response = register(at_the_desk, notices_by="mail")
    assert (list(errors(response)), response.context["form"]["contact"].value()) == (["notices_by"], "138 6421-0975")


def test_a_site_that_sends_nothing_asks_no_caller(at_the_desk, settings):
    settings.NOTICE_CHANNELS = ()
    form = at_the_desk.get(reverse(ADD)).context["form"]
    assert ("notices_by" in form.fields, register(at_the_desk, notices_by="sms").status_code) == (False, 302)


def test_the_printed_receipt_says_how_the_caller_is_told(at_the_desk):
    page = at_the_desk.get(register(at_the_desk, notices_by="sms").url)
    assert page.text.count("有進展會發短信告訴您。") == 1
