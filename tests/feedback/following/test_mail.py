"""關注 by mail: asked for, confirmed by a person, ended by one touch; and nobody learns whether an address is known."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from feedback.following import verbs
from feedback.following.models import Follow
from feedback.following.subjects import Subject, found
from feedback.following.tasks import run_daily
from feedback.notices import stopping
from feedback.notices.models import Notice
from feedback.rules.following import CONFIRM_WITHIN
from feedback.rules.notices import Channel, Kind, State
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

MAIL = "reader@example.com"


@pytest.fixture(autouse=True)
def _by_mail(settings):
    settings.NOTICE_CHANNELS = ("mail",)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The views' clock stands at NOW; `clock(moment)` sets it."""

    def put(moment):
        monkeypatch.setattr("feedback.following.views.timezone.now", lambda: moment)

    put(NOW)
    return put


@pytest.fixture
def suggestion(db):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True)
    factories.release(suggestion, title="路燈不亮")
    return suggestion


@pytest.fixture
def subject(suggestion):
    return Subject("suggestion", suggestion)


def send(client, subject="", mail=MAIL, **more):
    return client.post("/follow/mail/", {"subject": subject, "mail": mail, "website": ""} | more)


def path(follow):
    return follow.confirm_address().removeprefix("http://127.0.0.1:8000")


def follows():
    return list(Follow.objects.order_by("pk").values_list("address", "language", "is_for_answer", "confirmed_at"))


def notices():
    return list(Notice.objects.order_by("pk").values_list("kind", "state", "due_at"))


def test_asking_sends_one_mail_at_once_and_following_begins_with_a_press_on_the_page_it_leads_to(client, suggestion):
    asked = send(client, f"suggestion.{suggestion.number}")
    waiting, sent = follows(), notices()
    follow = Follow.objects.get()
    opened = Client().get(path(follow))
    after_opening = follows()
    pressed = Client().post(path(follow))
    shown = Client().get(path(follow))
    assert (asked.status_code, asked["Location"], waiting, sent) == (
        302, "/follow/mail/asked/", [(MAIL, "zh-hant", False, None)], [(Kind.CONFIRM, State.WAITING, NOW)],
    )  # fmt: skip
    assert (opened.status_code, "路燈不亮" in opened.text, after_opening, pressed.status_code) == (
        200, True, waiting, 302,
    )  # fmt: skip
    assert (follows(), notices(), "已經關注" in shown.text) == ([(MAIL, "zh-hant", False, NOW)], [], True)


def test_the_address_is_not_readable_in_the_database(client, suggestion, django_db_setup):
    send(client, f"suggestion.{suggestion.number}")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT address, address_key FROM following_follow")
        stored = " ".join(cursor.fetchone())
    assert [word for word in (MAIL, "reader", "example") if word in stored] == []


def test_the_mail_leads_to_a_page_in_the_language_that_was_read(client, suggestion):
    client.post("/en/follow/mail/", {"subject": f"suggestion.{suggestion.number}", "mail": MAIL})
    follow = Follow.objects.get()
    assert (follow.language, path(follow).startswith("/en/follow/confirm/"), Notice.objects.get().language) == (
        "en", True, "en",
    )  # fmt: skip


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client, suggestion):
    known = send(client, f"suggestion.{suggestion.number}")
    Client().post(path(Follow.objects.get()))
    again = send(client, f"suggestion.{suggestion.number}")
    unknown = send(client, f"suggestion.{suggestion.number}", mail="another@example.com")
    assert {(one.status_code, one["Location"]) for one in (known, again, unknown)} == {(302, "/follow/mail/asked/")}
    assert (Follow.objects.count(), notices()) == (2, [(Kind.CONFIRM, State.WAITING, NOW)])


def test_one_address_has_one_open_confirmation_whatever_it_asks_for_until_it_is_too_old(subject, unit):
    other = Subject("unit", unit)
    given = {"language": "en"}
    asked = [
        verbs.ask(subject, MAIL, now=NOW, **given),
        verbs.ask(other, MAIL, now=NOW + timedelta(hours=47), **given),
        verbs.ask(other, MAIL.upper(), now=NOW + CONFIRM_WITHIN, **given),
    ]
    assert (asked, [follow.subject.kind for follow in Follow.objects.all()]) == ([True, False, True], ["unit"])


def test_one_address_is_not_asked_without_end(subject):
    """As when somebody ends what a stranger asked for, again and again."""
    asked = []
    for _time in range(4):
        asked.append(verbs.ask(subject, MAIL, language="en", now=NOW))
        verbs.forget(MAIL)
    assert (asked, verbs.ask(subject, MAIL, language="en", now=NOW + timedelta(hours=25))) == (
        [True, True, True, False], True,
    )  # fmt: skip


def test_the_database_refuses_a_second_open_confirmation_and_a_follow_of_two_things(subject, unit):
    verbs.ask(subject, MAIL, language="en", now=NOW)
    first = Follow.objects.get()
    given = {"address": MAIL, "address_key": first.address_key, "language": "en", "asked_at": NOW}
    for wrong in (
        {"unit": unit},
        {"unit": unit, "suggestion": subject.row, "confirmed_at": NOW},
        {"confirmed_at": NOW},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(**given | wrong)


def test_a_link_that_was_not_used_in_time_is_dead_and_the_address_deleted(subject, clock):
    verbs.ask(subject, MAIL, language="zh-hant", now=NOW)
    address = path(Follow.objects.get())
    late = NOW + CONFIRM_WITHIN
    clock(late)
    opened, pressed = Client().get(address), Client().post(address)
    run_daily(late)
    assert (opened.status_code, pressed.status_code, follows(), notices()) == (404, 404, [], [])


@pytest.mark.parametrize("token", ["1", "1.x", "x", "1." + "A" * 43])
def test_nobody_confirms_without_the_link(subject, token):
    verbs.ask(subject, MAIL, language="en", now=NOW)
    pages = [Client().get(f"/follow/confirm/{token}/"), Client().post(f"/follow/confirm/{token}/")]
    assert ([page.status_code for page in pages], Follow.objects.confirmed().count()) == ([404, 404], 0)


def test_confirming_twice_is_confirming_once(subject):
    verbs.ask(subject, MAIL, language="en", now=NOW)
    key = Follow.objects.get().pk
    verbs.confirm(key, now=NOW)
    verbs.confirm(key, now=NOW + timedelta(days=9))
    assert follows() == [(MAIL, "en", False, NOW)]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"mail": ""}, "請填寫電子郵箱。"),
        ({"mail": "13864210975"}, "請填寫一個電子郵箱，例如 name@example.com。"),
        ({"subject": ""}, "請選擇關注什麼。"),
        ({"website": "x"}, "這一欄是用來防機器人的，請清空後再提交。"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, suggestion, given, told):
    response = client.post(
        "/follow/mail/", {"subject": f"suggestion.{suggestion.number}", "mail": MAIL, "website": ""} | given
    )
    kept = given.get("mail", MAIL) in response.text
    assert (response.status_code, told in response.text, kept, follows()) == (200, True, True, [])


@pytest.mark.parametrize("sent", ["False", "yes"])
def test_what_is_to_be_mended_promises_one_mail_only_to_who_asked_for_the_answer(client, suggestion, sent):
    page = send(client, f"suggestion.{suggestion.number}", mail="", is_for_answer=sent)
    assert ("有答覆時發一封郵件" in page.text) == (sent == "yes")


def test_a_thing_that_is_not_there_is_not_followed(client, suggestion):
    answers = [send(client, what).status_code for what in ("suggestion.2020-9999", "unit.none", "x.1", "suggestion.")]
    assert (answers, follows()) == ([200] * 4, [])


def test_one_browser_asks_some_times_an_hour(client, suggestion, settings):
    settings.FOLLOWS_PER_HOUR_BROWSER = 2
    client.cookies["csrftoken"] = "x" * 32
    answers = [send(client, f"suggestion.{suggestion.number}", mail=f"{n}@example.com") for n in range(3)]
    assert ([answer.status_code for answer in answers], "0@example.com" not in answers[2].text) == (
        [302, 302, 429], True,
    )  # fmt: skip


def test_a_site_that_sends_no_mail_offers_none(client, suggestion, settings):
    settings.NOTICE_CHANNELS = ()
    page = client.get(f"/follow/?suggestion={suggestion.number}")
    assert (client.get("/follow/mail/").status_code, "用郵件關注" in page.text, page.status_code) == (404, False, 200)


def test_the_link_in_a_mail_ends_that_follow_and_deletes_the_address(client, subject, unit):
    for one in (subject, Subject("unit", unit)):
        verbs.ask(one, MAIL, language="zh-hant", now=NOW)
        verbs.confirm(Follow.objects.latest("pk").pk, now=NOW)
    ended = Follow.objects.get(suggestion=subject.row)
    notice = Notice.objects.create(
        kind=Kind.NEWS, follow=ended, channel=Channel.MAIL, language="zh-hant", created_at=NOW, due_at=NOW,
        state=State.FAILED, why="refused", ended_at=NOW,
    )  # fmt: skip
    Notice.objects.create(
        kind=Kind.NEWS, follow=ended, channel=Channel.MAIL, language="zh-hant", created_at=NOW, due_at=NOW,
        again_of=notice,
    )  # fmt: skip
    address = stopping.address(notice).removeprefix("http://127.0.0.1:8000")
    shown = client.get(address)
    still = Follow.objects.count()
    stopped = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    again = client.get(address)
    assert (shown.status_code, "路燈不亮" in shown.text, still, stopped.status_code, again.status_code) == (
        200, True, 2, 200, 200,
    )  # fmt: skip
    assert ([follow.subject.kind for follow in Follow.objects.all()], notices()) == (["unit"], [])


@pytest.mark.parametrize("kind", ["category", "unit", "district", "campaign"])
def test_everything_that_can_be_chosen_is_followed(client, kind):
    row = getattr(factories, f"make_{kind}")()
    send(client, f"{kind}.{Subject(kind, row).value}")
    assert Follow.objects.get().subject == Subject(kind, row)


def test_what_is_chosen_before_stands_in_the_form(client, suggestion):
    page = client.get(f"/follow/mail/?suggestion={suggestion.number}")
    assert f'<option value="suggestion.{suggestion.number}" selected>' in page.text


def test_of_a_stub_the_number_alone_is_named(suggestion, triage_officer):
    suggestion.take_back("", by=triage_officer, now=NOW)
    assert found("suggestion", suggestion.number).name == suggestion.number


def test_a_draft_of_a_campaign_is_not_followed():
    factories.make_campaign(slug="draft", is_published=False)
    assert found("campaign", "draft") is None


def test_however_an_address_is_spelt_its_mailbox_is_asked_three_times_a_day(subject):
    spelt = ["li@example.com", "LI+1@example.com", "l.i@example.com", "li+2@example.com", "l.i+3@example.com"]
    asked = [verbs.ask(subject, address, language="zh-hant", now=NOW) for address in spelt]
    assert asked == [True, True, True, False, False]
