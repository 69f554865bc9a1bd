"""查進度: what a citizen sees and does with the receipt."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Rating, Suggestion
from feedback.workflow import Score, Stage
from tests.factories import NOW, at, bring, decline, make_receipt, make_suggestion, office, reply

MINE = "/status/mine/"
DOINGS = ["status_withdraw", "status_answer", "status_object", "status_rate"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def look_up(client, receipt):
    return client.post(reverse("status_lookup"), {"number": receipt.number, "secret": receipt.secret})


def do(client, name, receipt, **typed):
    """Send the form `name` from the page as it stands now."""
    receipt.suggestion.refresh_from_db()
    return client.post(reverse(name), {"revision": receipt.suggestion.revision, **typed})


def opened(client, **fields):
    """A receipt whose holder has looked it up."""
    receipt = make_receipt(**fields)
    look_up(client, receipt)
    receipt.suggestion.refresh_from_db()
    return receipt


def told(client):
    return [str(message) for message in client.get(MINE).context["messages"]]


def test_citizen_looks_up_with_number_and_secret(client, citizen):
    response = look_up(client, citizen)

    cookie = response.cookies["receipt"]
    assert (response.status_code, response.url) == (302, MINE)
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 1800)
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
            page = client.post(reverse("status_lookup"), {"number": number, "secret": secret})
        return page.status_code, page.context["form"].errors, len(queries)

    answer(citizen.number, "1")
    wrong_secret, wrong_number = answer(citizen.number, "000000000000"), answer("2020-0999", citizen.secret)

    assert wrong_secret == wrong_number
    assert wrong_secret[:2] == (200, {"__all__": ["編號或查詢碼不對，請對照回執再試一次。"]})


def test_number_that_is_none_is_told_at_its_field(client):
    page = client.post(reverse("status_lookup"), {"number": "170", "secret": "1"})

    assert page.context["form"].errors == {"number": ["編號是四位年份加至少四位數字，例如 2021-0170，請對照回執。"]}


def test_eleventh_try_from_an_address_is_refused(client, citizen):
    for _ in range(10):
        client.post(reverse("status_lookup"), {"number": "2020-0999", "secret": "1"})

    page = look_up(client, citizen)

    assert (page.status_code, "receipt" in page.cookies) == (429, False)
    assert "試的次數太多" in page.text


def test_twenty_first_try_of_a_number_is_refused_from_any_address(client, citizen):
    for place in range(20):
        client.post(
            reverse("status_lookup"),
            {"number": citizen.number, "secret": "1"},
            REMOTE_ADDR=f"192.0.2.{place}",
        )

    assert look_up(client, citizen).status_code == 429


@pytest.mark.parametrize("name", ["status_detail", *DOINGS])
def test_without_a_receipt_the_way_leads_to_the_look_up(client, citizen, name):
    responses = [client.get(reverse(name))] + ([client.post(reverse(name))] if name != "status_detail" else [])

    assert {(response.status_code, response.url) for response in responses} == {(302, reverse("status_lookup"))}


def test_look_up_ends_after_half_an_hour(client, citizen, time_machine):
    look_up(client, citizen)

    time_machine.move_to(at("2020-12-01 10:31"), tick=False)

    assert client.get(MINE).status_code == 302


def test_citizen_ends_the_look_up(client, citizen):
    look_up(client, citizen)

    client.post(reverse("status_end"))

    assert client.get(MINE).url == reverse("status_lookup")


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


@pytest.mark.parametrize(
    ("stage", "offered"),
    [
        (Stage.RECEIVED, ["withdraw"]),
        (Stage.IN_PROGRESS, ["withdraw"]),
        (Stage.REPLIED, ["rate", "withdraw"]),
        (Stage.CLOSED, []),
        (Stage.DECLINED, ["object"]),
        (Stage.MERGED, []),
        (Stage.WITHDRAWN, []),
    ],
)
def test_page_offers_what_may_be_done_now(client, stage, offered):
    opened(client, stage=stage)

    context = client.get(MINE).context

    forms = {name: context[f"{name}_form"] for name in ("answer", "object", "rate")}
    assert [name for name, form in forms.items() if form] + ["withdraw"] * context["may_withdraw"] == offered


def test_citizen_withdraws_after_a_confirmation(client):
    receipt = opened(client)
    assert "確定撤回" in client.get(reverse("status_withdraw")).text

    response = do(client, "status_withdraw", receipt)

    receipt.suggestion.refresh_from_db()
    assert (response.url, receipt.suggestion.stage) == (MINE, Stage.WITHDRAWN)
    assert told(client) == ["這件建議已經撤回。"]


def test_citizen_answers_a_question(client):
    receipt = opened(client, stage=Stage.IN_PROGRESS)
    receipt.suggestion.ask("是由東向西的方向嗎？", by=office().handler, now=NOW)
    assert "是由東向西的方向嗎？" in client.get(MINE).text

    do(client, "status_answer", receipt, answer="是的，由東向西。")

    question = receipt.suggestion.questions.get()
    assert (question.answer, question.answered_at) == ("是的，由東向西。", NOW)
    assert client.get(MINE).context["answer_form"] is None


def test_citizen_objects_once(client):
    receipt = opened(client, stage=Stage.DECLINED)

    do(client, "status_object", receipt, reason="這條路歸交警管。")

    receipt.suggestion.refresh_from_db()
    assert receipt.suggestion.stage == Stage.RECEIVED
    decline(receipt.suggestion)
    assert client.get(MINE).context["object_form"] is None

    again = do(client, "status_object", receipt, reason="還是不同意。")

    assert "每件建議可以提出一次異議，這件已經提出過了。" in again.text
    assert "還是不同意。" in again.text


@pytest.mark.parametrize(
    ("score", "stage"),
    [
        (Score.SATISFIED, Stage.CLOSED),
        (Score.MOSTLY_SATISFIED, Stage.CLOSED),
        (Score.DISSATISFIED, Stage.IN_PROGRESS),
    ],
)
def test_citizen_rates_and_it_follows(client, score, stage):
    receipt = opened(client, stage=Stage.REPLIED)

    do(client, "status_rate", receipt, score=score, comment="謝謝。")

    rating = Rating.objects.get()
    receipt.suggestion.refresh_from_db()
    assert (rating.score, rating.comment, receipt.suggestion.stage) == (score, "謝謝。", stage)
    assert client.get(MINE).context["rate_form"] is None


def test_second_answer_may_be_rated_and_the_second_dissatisfaction_calls_supervision(client, time_machine):
    receipt = opened(client, stage=Stage.REPLIED)
    do(client, "status_rate", receipt, score=Score.DISSATISFIED)
    receipt.suggestion.refresh_from_db()
    reply(receipt.suggestion, now=at("2020-12-01 10:10"))
    time_machine.move_to(at("2020-12-01 10:20"), tick=False)
    assert "列入督辦" in client.get(MINE).text

    do(client, "status_rate", receipt, score=Score.DISSATISFIED)

    receipt.suggestion.refresh_from_db()
    assert (receipt.suggestion.stage, receipt.suggestion.is_supervised) == (Stage.REPLIED, True)
    assert "已經列入督辦" in client.get(MINE).text


def test_rating_without_a_score_keeps_the_comment(client):
    receipt = opened(client, stage=Stage.REPLIED)

    page = do(client, "status_rate", receipt, comment="想說的話。")

    assert page.context["rate_form"].errors == {"score": ["請選一項。"]}
    assert (page.context["rate_form"]["comment"].value(), Rating.objects.count()) == ("想說的話。", 0)


def test_page_older_than_the_answer_does_not_rate_it(client):
    receipt = opened(client, stage=Stage.IN_PROGRESS)
    old = receipt.suggestion.revision
    reply(receipt.suggestion)

    page = client.post(reverse("status_rate"), {"revision": old, "score": "satisfied", "comment": "好。"})

    assert (Rating.objects.count(), page.status_code) == (0, 200)
    assert "已經變動" in page.text
    assert page.context["rate_form"]["comment"].value() == "好。"
    receipt.suggestion.refresh_from_db()
    assert f'name="revision" value="{receipt.suggestion.revision}"' in page.text


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("status_withdraw", {}),
        ("status_answer", {"answer": "回答"}),
        ("status_object", {"reason": "理由"}),
        ("status_rate", {"score": "satisfied"}),
    ],
)
def test_what_the_rules_do_not_allow_is_told(client, name, typed):
    receipt = opened(client, stage=Stage.CLOSED)

    page = do(client, name, receipt, **typed)

    receipt.suggestion.refresh_from_db()
    assert (page.status_code, receipt.suggestion.stage) == (200, Stage.CLOSED)
    assert "這件建議現在是「辦結」，不能" in page.text


@pytest.mark.parametrize("name", ["status_answer", "status_object", "status_rate"])
def test_address_of_a_doing_leads_to_the_page_when_it_is_only_read(client, name):
    opened(client)

    assert client.get(reverse(name)).url == MINE


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
    for minute in (10, 20):
        now = at(f"2020-12-01 10:{minute}")
        Suggestion.objects.get().rate(Score.SATISFIED, now=now)
        Suggestion.objects.get().reopen("又出現了。", by=office().supervisor, now=now)
        reply(Suggestion.objects.get(), now=at(f"2020-12-01 10:{minute + 5}"))

    with django_assert_num_queries(len(one)):
        assert len(client.get(MINE).context["earlier_replies"]) == 2


def test_qr_code_holds_the_number_and_is_cached(client, citizen):
    response = client.get(reverse("status_qr", args=[citizen.number]))

    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert response["Cache-Control"] == "public, max-age=2592000"
    assert (response.content[:40].startswith(b"<?xml"), b"style=" in response.content) == (True, False)


def test_qr_code_of_no_number_does_not_exist(client):
    assert client.get(reverse("status_qr", args=["nonsense"])).status_code == 404


def test_merged_one_whose_main_one_is_not_answered_cannot_be_rated(client):
    receipt = opened(client)
    bring(receipt.suggestion, to=Stage.MERGED)

    page = do(client, "status_rate", receipt, score="satisfied")

    assert "主件現在不在評議期，不能評議。" in page.text
