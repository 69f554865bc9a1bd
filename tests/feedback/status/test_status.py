"""查進度: what a citizen sees with the receipt, and who sees nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from tests.factories import NOW, Receipt, at, decline, make_receipt, make_suggestion, office, rate, reply
from tests.feedback.passage import WORDS, fill, look_up, opened, send

MINE = "/status/mine/"
DOINGS = ["status_notices", "status_withdraw", "status_answer", "status_object", "status_rate"]

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_citizen_looks_up_with_number_and_secret(client, citizen):
    response = look_up(client, citizen)

    cookie = response.cookies["receipt"]
    assert (response.status_code, response.url) == (302, MINE)
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 7200)
    assert client.get(MINE).context["suggestion"] == citizen.suggestion


def test_number_of_the_link_is_filled_in(client):
    page = client.get(reverse("status_lookup"), {"number": "2020-0001"})

    assert page.context["form"]["number"].value() == "2020-0001"


@pytest.mark.parametrize("spelling", ["{0} {1} {2}", "{0}-{1}-{2}", "　{0}{1}{2} "])
def test_secret_may_be_typed_with_any_blanks(client, citizen, spelling):
    secret = citizen.secret
    typed = spelling.format(secret[:4], secret[4:8], secret[8:])

    response = client.post(reverse("status_lookup"), {"number": citizen.number, "secret": typed})

    assert response.status_code == 302


def test_wrong_number_and_wrong_secret_are_answered_alike(client, citizen):
    def answer(number, secret):
        with CaptureQueriesContext(connection) as queries:
            response = client.post(reverse("status_lookup"), {"number": number, "secret": secret})
        page = client.get(response.url)
        return [str(told) for told in page.context["messages"]], len(queries)

    for number in (citizen.number, "2020-0999"):  # what is tried for the first time is written once more
        answer(number, "1")
    wrong_secret, wrong_number = answer(citizen.number, "000000000000"), answer("2020-0999", citizen.secret)

    assert wrong_secret == wrong_number
    assert wrong_secret[0] == ["編號或查詢碼不對，請對照回執再試一次。"]


def test_number_that_is_none_is_told_at_its_field(client):
    page = client.post(reverse("status_lookup"), {"number": "170", "secret": "1"}, follow=True)

    assert page.context["form"].errors == {"number": ["編號是四位年份加至少四位數字，例如 2021-0170，請對照回執。"]}


def test_right_look_ups_are_no_tries(client, citizen):
    for _ in range(12):
        look_up(client, citizen)

    assert look_up(client, citizen).status_code == 302


@pytest.mark.parametrize("name", ["status_detail", *DOINGS])
def test_without_a_receipt_the_way_leads_to_the_look_up(client, citizen, name):
    responses = [client.get(reverse(name))] + ([client.post(reverse(name))] if name != "status_detail" else [])

    assert {(response.status_code, response.url) for response in responses} == {(302, reverse("status_lookup"))}


def test_look_up_ends_after_two_hours(client, citizen, time_machine):
    look_up(client, citizen)

    time_machine.move_to(at("2020-12-01 12:01"), tick=False)

    assert client.get(MINE).status_code == 302


def test_citizen_ends_the_look_up(client, citizen):
    look_up(client, citizen)

    client.post(reverse("status_end"))

    assert client.get(MINE).url == reverse("status_lookup")


def test_the_end_of_a_look_up_ends_the_fresh_receipt_too(client):
    """Seen: whoever came next to the same browser read number and secret for half an hour."""
    send(client, fill(client))
    shown = client.get(reverse("suggest_receipt")).context["secret"]
    look_up(client, Receipt(Suggestion.objects.get(), "2020-0001", shown))

    page = client.post(reverse("status_end"), follow=True)

    assert [str(told) for told in page.context["messages"]] == ["查詢已經結束，這個瀏覽器不再保留您的查詢和回執。"]
    assert {name for name, cookie in client.cookies.items() if cookie.value} == {"csrftoken"}
    assert shown not in client.get(reverse("suggest_receipt")).text


def test_what_was_begun_and_not_sent_outlives_the_end_of_a_look_up_and_is_told(client, citizen):
    fill(client)
    look_up(client, citizen)

    page = client.post(reverse("status_end"), follow=True)

    assert "還有一份填了一半、沒有提交的建議，仍然保留" in page.text
    assert client.get(reverse("suggest_words")).context["form"]["title"].value() == WORDS["title"]


def test_page_shows_the_own_words_and_the_timeline(client):
    opened(client, stage=Stage.IN_PROGRESS, title="斑馬線", body="只有我和工作人員看得到。")

    page = client.get(MINE)

    assert "只有我和工作人員看得到。" in page.text
    assert [event.verb for event in page.context["events"]] == ["receive", "accept", "assign", "start"]
    assert "no-store" in page["Cache-Control"]


def test_note_of_a_refusal_is_read_with_the_receipt(client):
    receipt = make_receipt()
    decline(receipt.suggestion, note="供熱由住建部門負責。")
    look_up(client, receipt)

    assert "供熱由住建部門負責。" in client.get(MINE).text


def test_holder_of_a_merged_one_reads_the_answer_of_its_main_one(client):
    main = make_suggestion(stage=Stage.IN_PROGRESS)
    opened(client, stage=Stage.MERGED, main=main)
    main.refresh_from_db()
    reply(main)

    page = client.get(MINE)

    assert (page.context["reply"].suggestion, page.context["rate_form"] is not None) == (main, True)


def test_receipt_opens_its_own_suggestion_only(client, citizen):
    other = make_suggestion(title="別人的事", body="別人的內容，看不到。")
    look_up(client, citizen)

    client.get(f"{MINE}?number={other.number}")

    assert "別人的內容" not in client.get(f"{MINE}?number={other.number}").text


def test_page_asks_the_same_for_one_and_for_three_answers(client, django_assert_num_queries):
    opened(client, stage=Stage.REPLIED)
    client.get(MINE)
    with CaptureQueriesContext(connection) as one:
        client.get(MINE)
    for minute in (10, 20):  # and one query for its periods, once there is more than one
        now = at(f"2020-12-01 10:{minute}")
        rate(Suggestion.objects.get(), now=now)
        Suggestion.objects.get().reopen("又出現了。", by=office().supervisor, now=now)
        reply(Suggestion.objects.get(), now=at(f"2020-12-01 10:{minute + 5}"))
    # The names of the levels, which each process keeps and tests do not, are asked for with each of the two ratings.
    with django_assert_num_queries(len(one) + 1 + 2):
        assert len(client.get(MINE).context["earlier_replies"]) == 2
