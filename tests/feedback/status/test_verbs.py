"""What a citizen does with the receipt: withdraw, answer, object, rate."""

import pytest
from django.urls import reverse

from feedback.models import LowReason, Rating, Suggestion
from feedback.rules.workflow import Stage
from tests.factories import NOW, at, bring, decline, make_receipt, office, reply
from tests.feedback.passage import look_up, opened

MINE = "/status/mine/"

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def do(client, name, receipt, **typed):
    """Send the form `name` from the page as it stands now, and follow where it leads."""
    receipt.suggestion.refresh_from_db()
    sent = {"number": receipt.number, "revision": receipt.suggestion.revision, **typed}
    return client.post(reverse(name), sent, follow=True)


def told(page):
    return [str(message) for message in page.context["messages"]]


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

    page = do(client, "status_withdraw", receipt)

    receipt.suggestion.refresh_from_db()
    assert (page.redirect_chain, receipt.suggestion.stage) == ([(MINE, 302)], Stage.WITHDRAWN)
    assert told(page) == ["這件建議已經撤回。"]


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


CONTENT = {"solved": "solved", "level": "five_satisfied"}


def low(reason="辦理太慢"):
    return {
        "solved": "unsolved", "level": "five_dissatisfied", "low_reason": LowReason.objects.get(name=reason).pk,
    }  # fmt: skip


def test_citizen_rates_and_it_closes(client):
    receipt = opened(client, stage=Stage.REPLIED)

    do(client, "status_rate", receipt, **CONTENT, comment="謝謝。", has_consent="on")

    rating = Rating.objects.get()
    receipt.suggestion.refresh_from_db()
    assert (rating.level_id, rating.solved, rating.comment, rating.has_consent, receipt.suggestion.stage) == (
        "five_satisfied", "solved", "謝謝。", True, Stage.CLOSED,
    )  # fmt: skip
    assert client.get(MINE).context["rate_form"] is None


@pytest.mark.parametrize(("reason", "stage"), [("辦理太慢", Stage.IN_PROGRESS), ("不認同現行的規定", Stage.REPLIED)])
def test_citizen_says_why_it_is_not_satisfactory_and_it_follows(client, reason, stage):
    receipt = opened(client, stage=Stage.REPLIED)
    do(client, "status_rate", receipt, **low(reason))
    receipt.suggestion.refresh_from_db()
    assert (Rating.objects.get().reason.name, receipt.suggestion.stage) == (reason, stage)


def test_low_rating_without_a_reason_is_asked_for_one_and_keeps_what_was_chosen(client):
    receipt = opened(client, stage=Stage.REPLIED)
    page = do(client, "status_rate", receipt, **low() | {"low_reason": ""}, comment="太慢。")
    form = page.context["rate_form"]
    assert form.errors == {"low_reason": ["選了不滿意的，請選一個原因。"]}
    kept = [form[name].value() for name in ("solved", "level", "comment")]
    assert (kept, Rating.objects.count()) == (["unsolved", "five_dissatisfied", "太慢。"], 0)


def test_reasons_that_an_explanation_answers_say_so(client):
    opened(client, stage=Stage.REPLIED)
    page = client.get(MINE).text
    assert ["不認同現行的規定（不再辦理）" in page, "辦理太慢（不再辦理）" in page] == [True, False]


def test_second_answer_may_be_rated_and_the_second_dissatisfaction_calls_supervision(client, time_machine):
    receipt = opened(client, stage=Stage.REPLIED)
    do(client, "status_rate", receipt, **low())
    receipt.suggestion.refresh_from_db()
    reply(receipt.suggestion, now=at("2020-12-01 10:10"))
    time_machine.move_to(at("2020-12-01 10:20"), tick=False)
    assert "列入督辦" in client.get(MINE).text

    do(client, "status_rate", receipt, **low())

    receipt.suggestion.refresh_from_db()
    assert (receipt.suggestion.stage, receipt.suggestion.is_supervised) == (Stage.REPLIED, True)
    assert "已經列入督辦" in client.get(MINE).text


def test_rating_without_a_score_keeps_the_comment(client):
    receipt = opened(client, stage=Stage.REPLIED)

    page = do(client, "status_rate", receipt, comment="想說的話。")

    assert page.context["rate_form"].errors == {
        "solved": ["請選一項。"], "level": ["請選一項。"],
    }  # fmt: skip
    assert (page.context["rate_form"]["comment"].value(), Rating.objects.count()) == ("想說的話。", 0)


def test_page_older_than_the_answer_does_not_rate_it(client):
    receipt = opened(client, stage=Stage.IN_PROGRESS)
    old = receipt.suggestion.revision
    reply(receipt.suggestion)

    page = client.post(
        reverse("status_rate"),
        {"number": receipt.number, "revision": old, **CONTENT, "comment": "好。"},
        follow=True,
    )

    assert (Rating.objects.count(), page.redirect_chain) == (0, [(MINE, 302)])
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
        ("status_rate", CONTENT),
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


def test_merged_one_whose_main_one_is_not_answered_cannot_be_rated(client):
    receipt = opened(client)
    bring(receipt.suggestion, to=Stage.MERGED)

    page = do(client, "status_rate", receipt, **CONTENT)

    assert "主件現在不在評議期，不能評議。" in page.text


def test_a_page_of_one_suggestion_never_acts_on_another(client, citizen):
    other = make_receipt(flow="another flow")
    look_up(client, citizen)
    look_up(client, other)

    page = client.post(reverse("status_withdraw"), {"number": citizen.number, "revision": 0}, follow=True)

    assert "這一頁是另一件建議的" in page.text
    assert set(Suggestion.objects.values_list("stage", flat=True)) == {Stage.RECEIVED}
