"""Asking in a talk: one page, looked at again where something was found, and the receipt."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings as site
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from feedback.models import Draft, Suggestion
from feedback.rules.kinds import Kind
from feedback.rules.workflow import Refused
from feedback.talks.asking import alike, passage, views
from feedback.talks.asking.forms import AskForm
from portal.reading import drawing
from portal.serving import generation, limits
from tests import factories
from tests.factories import SHANGHAI
from tests.feedback.passage import WORDS
from tests.portal.serving.away import read_only

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 11, 29, 9, tzinfo=SHANGHAI)
NOW = STARTS - timedelta(hours=12)
QUESTION = "延吉路小學門口早高峰能不能安排人值守？家長停車擋住斑馬線。"
ASKED = {"question": QUESTION, "consent": "yes", "name": "", "contact": "", "guardian_name": "", "website": ""}
ASK, RECEIPT = "/talks/talk-2026/ask/", "/talks/talk-2026/receipt/"


@pytest.fixture(autouse=True)
def _evening_before(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def talk(_evening_before):
    return factories.make_talk(starts_at=STARTS, place="香港中路 17 號")


@pytest.fixture
def client(talk):
    """A browser that has the form open."""
    client = Client()
    client.get(ASK)
    return client


def ask(client, **fields):
    return client.post(ASK, ASKED | fields)


def shown(client, **fields):
    """The page that is shown instead of a receipt."""
    answer = ask(client, **fields)
    assert answer.url == f"{ASK}?again=1"
    return client.get(answer.url)


def released(talk, **fields):
    """A question of the talk that everybody may read."""
    texts = {"title": "小學門口早高峰值守", "body": "延吉路小學門口早高峰能不能安排交警值守，斑馬線被停車擋住。"}
    question = factories.make_suggestion(campaign=talk.campaign, category=None, has_consent=True, **texts | fields)
    factories.release(question, **texts | fields)
    return question


def numbers():
    return [one.number for one in Suggestion.objects.order_by("sequence")]


def test_a_question_is_sent_with_one_press_and_its_receipt_is_shown(client, talk):
    response = ask(client)
    receipt = client.get(response.url)

    question = Suggestion.objects.get()
    assert response.url == RECEIPT
    assert {
        name: getattr(question, name)
        for name in (
            "number", "campaign", "kind", "category", "title", "body", "name", "contact", "notices_by", "has_consent",
            "is_under_14", "unit", "talk_on", "reply_days", "due_on", "public_title",
        )
    } == {
        "number": "2026-0001", "campaign": talk.campaign, "kind": Kind.QUESTION, "category": None,
        "title": "延吉路小學門口早高峰能不能安排人值守？", "body": QUESTION, "name": "", "contact": "",
        "notices_by": "", "has_consent": True, "is_under_14": False, "unit": None, "talk_on": talk.day, "reply_days": 7,
        "due_on": talk.answers_due_on, "public_title": "",
    }  # fmt: skip
    assert Suggestion.objects.by_receipt("2026-0001", receipt.context["secret"]) == question
    assert "no-store" in receipt["Cache-Control"]


@pytest.mark.parametrize(("minutes", "is_shown"), [(29, True), (30, False)])
def test_the_receipt_is_shown_for_half_an_hour(client, time_machine, minutes, is_shown):
    ask(client)
    time_machine.move_to(NOW + timedelta(minutes=minutes), tick=False)
    assert ("ticket__secret" in client.get(RECEIPT).text) is is_shown


def test_the_receipt_is_shown_in_no_other_browser_or_talk(client):
    ask(client)
    factories.make_talk(slug="other", starts_at=STARTS)
    pages = Client().get(RECEIPT), client.get("/talks/other/receipt/")
    assert ["ticket__secret" in page.text for page in pages] == [False, False]


def test_whoever_clears_the_receipt_leaves_a_screen_for_somebody_else(client):
    """In a hall one screen is passed on, and the next one may ask the very same."""
    ask(client)
    client.post(RECEIPT)
    cleared = client.get(RECEIPT)
    ask(client)
    assert ("ticket__secret" in cleared.text, numbers()) == (False, ["2026-0001", "2026-0002"])


def test_the_end_of_a_look_up_clears_it_too(client):
    ask(client)
    client.post(reverse("status_end"))
    assert "ticket__secret" not in client.get(RECEIPT).text


def test_sent_twice_is_one_question_with_one_receipt(client):
    first, second = ask(client), ask(client)
    assert (first.url, second.url, numbers()) == (RECEIPT, RECEIPT, ["2026-0001"])


def test_the_same_words_when_the_receipt_is_gone_get_a_receipt_of_their_own(client, time_machine):
    ask(client)
    time_machine.move_to(NOW + timedelta(minutes=30), tick=False)
    again = [ask(client), ask(client)]
    assert ([one.url for one in again], numbers()) == ([RECEIPT, RECEIPT], ["2026-0001", "2026-0002"])
    assert client.get(RECEIPT).context["suggestion"].number == "2026-0002"


def test_a_second_question_from_a_page_that_was_open_already_is_another_one(client):
    ask(client)
    ask(client, question="電動車在哪裡上牌，要帶哪些證件？")
    assert (numbers(), client.get(RECEIPT).context["suggestion"].body) == (
        ["2026-0001", "2026-0002"], "電動車在哪裡上牌，要帶哪些證件？",
    )  # fmt: skip


def test_the_draft_of_the_ordinary_form_stays_apart(client):
    client.post(reverse("suggest_start"), {"section": ""})
    client.post(reverse("suggest_words"), WORDS)
    flow = client.cookies["flow"].value
    ask(client)
    assert (client.cookies["flow"].value, WORDS["title"] in client.get(reverse("suggest_words")).text) == (flow, True)


def test_personal_data_is_shown_before_it_is_sent(client):
    phone = f"{QUESTION}我的電話 13864210975。"
    page = shown(client, question=phone)
    before = numbers()
    sent = ask(client, question=phone, fingerprint=page.context["fingerprint"])

    assert [finding.text for finding in page.context["findings"]] == ["13864210975"]
    assert (phone in page.text, "仍然提交" in page.text, before) == (True, True, [])
    assert (sent.url, numbers()) == (RECEIPT, ["2026-0001"])


def test_what_was_changed_since_is_looked_at_anew(client):
    page = shown(client, question=f"{QUESTION}電話 13864210975。")
    again = shown(client, question=f"{QUESTION}電話 13864210976。", fingerprint=page.context["fingerprint"])
    assert ([finding.text for finding in again.context["findings"]], numbers()) == (["13864210976"], [])


def test_the_name_in_the_question_is_found(client):
    page = shown(client, question=f"我是王曉梅，{QUESTION}", name="王曉梅")
    assert [finding.text for finding in page.context["findings"]] == ["王曉梅"]


def test_similar_questions_of_the_talk_are_pointed_out_once(client, talk):
    before = released(talk)
    released(talk, title="身份證到期換領", body="身份證到期以後在哪裡換領，要多少天？")
    page = shown(client)
    sent = ask(client, fingerprint=page.context["fingerprint"])

    assert ([one.pk for one in page.context["similar"]], "我也想問" in page.text) == ([before.pk], True)
    assert reverse("suggestion_support", args=[before.number]) in page.text
    assert sent.url == RECEIPT


def test_what_nobody_released_and_what_another_talk_has_is_not_pointed_out(client):
    other = factories.make_talk(slug="other", starts_at=STARTS)
    released(other)
    factories.make_suggestion(campaign=other.campaign, category=None, body=QUESTION)
    assert ask(client).url == RECEIPT


def suggested():
    """What somebody suggested at another time and everybody may read."""
    texts = {"title": "小學門口早高峰值守", "body": "延吉路小學門口早高峰能不能安排交警值守，斑馬線被停車擋住。"}
    suggestion = factories.make_suggestion(has_consent=True, **texts)
    factories.release(suggestion, **texts)
    return suggestion


def test_what_is_like_it_elsewhere_is_shown_where_the_talk_has_nothing_like_it(client, talk):
    other = suggested()
    alone = shown(client, question=f"{QUESTION}電話 13864210975。")
    question = released(talk)
    generation.forget()  # half a second later
    beside = shown(client, question=f"{QUESTION}電話 13864210976。")

    found = [([one.pk for one in page.context["similar"]], [one.pk for one in page.context["others"]])
             for page in (alone, beside)]  # fmt: skip
    assert found == [([], [other.pk]), ([question.pk], [])]


@pytest.mark.django_db(transaction=True)
def test_the_questions_of_a_talk_are_read_once_for_all_who_ask(client, talk, settings):
    settings.TOTALS_CACHE = 60
    released(talk)
    with CaptureQueriesContext(connection) as first:
        ask(client)
    with CaptureQueriesContext(connection) as second:
        ask(Client())
    read = [sum('"public_body" AS' in query["sql"] for query in queries) for queries in (first, second)]
    assert read == [2, 0]  # theirs, and those that say how rare words are


@pytest.mark.django_db(transaction=True)
def test_what_changes_in_a_talk_is_known_to_the_next_one_who_asks(client, talk, settings):
    settings.TOTALS_CACHE = 60
    electric = "電動車在哪裡上牌，要帶哪些證件？"
    ask(client, question=electric)
    question = released(talk)
    page = shown(client)
    question.take_back("寫了鄰居的名字。", by=factories.office().triage_officer, now=NOW)
    sent = ask(client)

    assert ([one.pk for one in page.context["similar"]], sent.url) == ([question.pk], RECEIPT)


def test_what_was_looked_at_is_sent_without_being_compared_again(client, talk, monkeypatch):
    released(talk)
    page = shown(client)
    monkeypatch.delattr(alike, "in_talk")
    assert ask(client, fingerprint=page.context["fingerprint"]).url == RECEIPT


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"question": ""}, ["question"]),
        ({"question": "在嗎"}, ["question"]),
        ({"question": "問" * 1001}, ["question"]),
        ({"consent": ""}, ["consent"]),
        ({"contact": "不是號碼"}, ["contact"]),
        ({"contact": "wang@example.test"}, ["notices_by"]),
        ({"is_under_14": "on"}, ["guardian_consent", "guardian_name"]),
        ({"is_under_14": "on", "guardian_name": "王強"}, ["guardian_consent"]),
    ],
)
def test_what_is_not_right_comes_back_with_all_that_was_typed(client, settings, fields, wrong):
    settings.NOTICE_CHANNELS = ["mail"]
    page = shown(client, **{"question": f"{QUESTION}請回答。"} | fields)
    form = page.context["form"]
    kept = {name: form.data[name] for name in fields if name != "website"}
    assert (sorted(form.errors), kept, numbers()) == (wrong, {name: fields[name] for name in kept}, [])


def test_who_sends_nothing_is_told_what_is_missing(client):
    page = client.post(ASK, {}, follow=True)
    assert (sorted(page.context["form"].errors), "error-summary" in page.text) == (["consent", "question"], True)


def test_what_a_machine_fills_in_is_not_filed(client):
    assert (ask(client, website="https://example.test").url, numbers()) == (f"{ASK}?again=1", [])


def test_a_child_asks_with_a_guardian(client):
    ask(client, is_under_14="on", guardian_name="王強", guardian_consent="on")
    question = Suggestion.objects.get()
    assert (question.is_under_14, question.guardian_name) == (True, "王強")


def test_whoever_left_an_address_says_how_to_be_told(client, settings):
    settings.NOTICE_CHANNELS = ["mail"]
    ask(client, contact="Wang@Example.test", notices_by="mail")
    question = Suggestion.objects.get()
    assert (question.contact, question.notices_by, question.notices_in) == ("wang@example.test", "mail", "zh-hant")


def test_a_talk_that_wants_contacts_asks_for_them_openly(client, talk):
    talk.campaign.requires_contact = True
    talk.campaign.save()
    page = shown(client)
    assert (sorted(page.context["form"].errors), page.context["form"].shows_person()) == (["contact", "name"], True)


def test_whoever_asks_too_often_is_told_whom_to_call_and_keeps_the_words(client, settings):
    settings.ASKED_PER_HOUR_BROWSER = 1
    ask(client)
    refused = ask(client, question="電動車在哪裡上牌，要帶哪些證件？")
    assert (refused.status_code, "電動車在哪裡上牌" in refused.text, site.HOTLINE in refused.text) == (429, True, True)
    assert (ask(client).url, numbers()) == (RECEIPT, ["2026-0001"])  # what was sent already is refused to nobody


def test_a_hall_full_of_people_asks_from_one_address():
    bounds = limits.ASK.bounds(browser="b", network="n")
    assert bounds == {"ask:browser:b": site.ASKED_PER_HOUR_BROWSER, "ask:network:n": site.ASKED_PER_HOUR_NETWORK}
    assert site.ASKED_PER_HOUR_NETWORK >= 1000


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (STARTS - timedelta(hours=34), "2026年11月28日 00:00起可以提問，現在還沒有開始。"),
        (STARTS + timedelta(hours=2), "這次懇談的提問已於 2026年11月29日 11:00截止。"),
        (STARTS + timedelta(days=30), "這次懇談已經結束，不再收提問。"),
    ],
)
def test_at_another_time_the_page_says_when_and_what_else_can_be_done(client, time_machine, now, why):
    time_machine.move_to(now, tick=False)
    page = client.get(ASK)
    assert (page.status_code, why in page.text, reverse("suggest_start") in page.text) == (200, True, True)
    assert ("0532-66570000" in page.text, "香港中路 17 號" in page.text) == ((now < STARTS,) * 2)


def test_what_is_sent_when_the_talk_is_over_goes_on_in_the_ordinary_form(client, time_machine):
    time_machine.move_to(STARTS + timedelta(hours=2), tick=False)
    kept = client.get(ask(client, name="王曉梅").url)
    words = client.post(reverse("suggest_words"), dict(kept.context["carried"]) | {"leave": reverse("suggest_words")})
    page = client.get(words.url)

    assert (QUESTION in kept.text, words.url, numbers()) == (True, reverse("suggest_words"), [])
    assert [page.context["form"][name].value() for name in ("title", "body")] == [
        "延吉路小學門口早高峰能不能安排人值守？", QUESTION,
    ]  # fmt: skip
    assert client.get(reverse("suggest_person")).context["form"]["name"].value() == "王曉梅"


def test_going_on_there_replaces_nothing_that_was_begun_there(client, time_machine):
    client.post(reverse("suggest_start"), {"section": ""})
    client.post(reverse("suggest_words"), WORDS)
    time_machine.move_to(STARTS + timedelta(hours=2), tick=False)
    kept = client.get(ask(client).url)
    client.post(reverse("suggest_words"), dict(kept.context["carried"]) | {"leave": reverse("suggest_words")})
    page = client.get(reverse("suggest_words"))
    assert (page.context["form"]["body"].value(), QUESTION in page.text) == (WORDS["body"], True)


def test_a_talk_that_is_put_off_while_somebody_types_keeps_what_they_typed(client, talk):
    talk.questions_open_at, talk.starts_at, talk.ends_at = (
        at + timedelta(days=7) for at in (talk.questions_open_at, talk.starts_at, talk.ends_at)
    )
    talk.save()
    page = client.get(ask(client).url)
    assert (QUESTION in page.text, "2026年12月5日 00:00起可以提問" in page.text, numbers()) == (True, True, [])


def test_a_talk_that_is_closed_at_this_moment_keeps_what_was_sent(client, monkeypatch):
    def refuse(*_args):
        raise Refused("這個活動剛剛結束。")

    monkeypatch.setattr(views, "_file", refuse)
    answer = ask(client)
    assert (answer.url, Draft.objects.count(), numbers()) == (f"{ASK}?on=1", 1, [])


def test_whoever_changes_the_language_finds_what_they_typed(client):
    left = ask(client, leave=f"/en{ASK}")
    back = client.get(left.url)
    ask(client)
    assert (left.url, back.context["form"]["question"].value()) == (f"/en{ASK}?on=1", QUESTION)
    assert (numbers(), Draft.objects.count()) == (["2026-0001"], 0)


def test_so_does_whoever_comes_back_from_larger_type(client):
    left = ask(client, leave="/comfort/?next=%2Ftalks%2Ftalk-2026%2Fask%2F")
    assert left.url == "/comfort/?next=%2Ftalks%2Ftalk-2026%2Fask%2F%3Fon%3D1"


def test_pressed_twice_at_once_keeps_what_was_typed(client, talk):
    """Both find that nothing was begun, and one of them is the second to begin."""
    ask(client, consent="", question="等一等，還沒有寫完")
    there = passage.Passage(client.get(f"{ASK}?again=1").wsgi_request, talk)
    there.remember({"question": QUESTION}, None, now=NOW)
    assert [draft.filled["question"] for draft in Draft.objects.all()] == [QUESTION]


def test_what_was_typed_is_shown_to_nobody_who_does_not_say_that_it_is_theirs(client):
    ask(client, leave="/comfort/")
    opened = client.get(ASK)
    client.post(ASK, {"anew": "yes"})
    assert (QUESTION in opened.text, "重新填寫" in opened.text, Draft.objects.count()) == (False, True, 0)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_takes_nothing_gives_back_what_was_typed(client):
    client.raise_request_exception = False
    with read_only():
        answer = ask(client)
    assert (answer.status_code, QUESTION in answer.text, numbers()) == (503, True, [])
    assert (ask(client).url, numbers()) == (RECEIPT, ["2026-0001"])


def test_a_page_whose_mark_is_gone_gives_back_what_was_typed(talk):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(ASK, ASKED)
    assert (answer.status_code, QUESTION in answer.text, numbers()) == (403, True, [])


@pytest.mark.parametrize("address", ["ask", "receipt"])
def test_a_draft_of_the_desk_is_no_page(client, address):
    factories.make_talk(slug="draft", starts_at=STARTS, is_published=False)
    assert client.get(f"/talks/draft/{address}/").status_code == 404


@pytest.mark.parametrize(("requires_contact", "channels"), [(False, []), (False, ["mail"]), (True, ["mail"])])
@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_what_is_drawn_once_for_all_reads_as_the_form_of_each(settings, language, requires_contact, channels):
    settings.NOTICE_CHANNELS = channels
    typed = {"question": QUESTION, "consent": "yes", "website": ""}
    told = {"name": "王曉梅", "contact": "wang@example.test", "notices_by": "mail"} if requires_contact else {}
    with override(language):
        forms = [AskForm(data, requires_contact=requires_contact) for data in (None, typed, typed | told)]
        drawn = [form.empty and drawing.drawn("talks/_beside.html", form=form.empty) for form in forms]
        own = [render_to_string("talks/_beside.html", {"form": form}) for form in forms]

    assert [one for one in drawn if one] == [piece for piece, one in zip(own, drawn, strict=True) if one]
    assert [bool(one) for one in drawn] == [True, not requires_contact, not told]
