"""The page of one suggestion: the letter, straight under it the answer, then the facts and the one log."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from feedback.office.calendar import working_days
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.passage import look_up
from tests.feedback.verbs.reading import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
BODY = "早高峰左轉的車排到直行道，建議加待轉提示牌。"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW + timedelta(days=1), tick=False)


def public(stage=Stage.REPLIED, **fields):
    suggestion = factories.make_suggestion(has_consent=True, **fields)
    factories.release(suggestion, body=BODY)
    fresh(suggestion).recount_days(working_days(), now=NOW)
    suggestion = fresh(suggestion)
    if stage != Stage.RECEIVED:
        factories.bring(suggestion, to=stage)
    return fresh(suggestion)


def words(html):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def read(client, suggestion):
    return client.get(suggestion.get_absolute_url()).text


def order(text, *pieces):
    """The pieces in the order in which they stand in the text; whatever is missing fails."""
    return sorted(pieces, key=text.index)


def test_letter_then_answer_then_rating_then_facts_then_log(client):
    suggestion = public(Stage.CLOSED)
    way = (BODY, "交通警察支隊的答覆", "已增設待轉提示牌", "市民評議：滿意", "日期、單位和期限", "怎樣辦結", "timeline")
    assert order(read(client, suggestion), *reversed(way)) == list(way)


def test_nothing_stands_between_the_letter_and_the_answer(client):
    text = words(read(client, public()))
    assert f"一位市民2020年12月1日提出{BODY}交通警察支隊的答覆2020年12月1日答覆，就在收到當天。這件建議已經採納" in text


def test_before_there_is_an_answer_its_place_says_where_it_stands_and_by_when(client):
    text = words(read(client, public(Stage.IN_PROGRESS)))
    assert f"{BODY}承辦單位正在辦理。交通警察支隊最遲2020年12月22日答覆。" in text


def test_late_is_said_before_the_answer_and_after_it(client, time_machine):
    suggestion = public(Stage.IN_PROGRESS)
    time_machine.move_to(at("2020-12-24 10:00"), tick=False)
    waiting = words(read(client, suggestion))
    factories.reply(suggestion, now=at("2020-12-24 11:00"))
    answered = words(read(client, suggestion))
    assert "已逾期2個工作日答覆期限已過，還沒有作出答覆。" in waiting
    assert "收到後17個工作日。答覆期限是2020年12月22日，晚了2個工作日。" in answered


def test_a_reason_not_to_adopt_it_stands_in_the_sentence_and_only_there(client):
    suggestion = public(Stage.IN_PROGRESS)
    factories.reply(suggestion, outcome=Adoption.NOT_ADOPTED, reason="路口太窄。")
    text = read(client, suggestion)
    assert ("這件建議未採納，原因是：路口太窄。" in text, text.count("路口太窄")) == (True, 1)


def test_the_rating_is_one_line_and_so_is_that_there_is_none(client, time_machine):
    rated, silent = public(), public()
    factories.rate(rated, "five_mostly_satisfied", now=NOW + timedelta(days=1))
    before = words(read(client, silent))
    over = NOW + timedelta(days=20)
    fresh(silent).close(now=over)
    time_machine.move_to(over, tick=False)
    assert "承辦單位已經答覆，等待市民評議。可以評議到2020年12月16日。" in before
    assert "市民評議：基本滿意（2020年12月2日）" in words(read(client, rated))
    assert "市民沒有評議這份答覆。評議期已滿" in words(read(client, silent))


def test_what_was_answered_before_is_folded_and_stands_open_while_nothing_newer_does(client):
    suggestion = public()
    factories.rate(suggestion, "five_dissatisfied", now=NOW)
    during = read(client, suggestion)
    factories.reply(fresh(suggestion), body="已改劃車道。", now=NOW + timedelta(hours=1))
    after = read(client, suggestion)
    folds = [re.search(r'<details class="fold"( open)?>\s*<summary>此前的答覆', text)[1] for text in (during, after)]
    assert (folds, order(after, "已增設待轉提示牌", "已改劃車道。")) == (
        [" open", None], ["已改劃車道。", "已增設待轉提示牌"],
    )  # fmt: skip


def test_stages_and_log_are_one_list(client):
    text = read(client, public(Stage.IN_PROGRESS))
    assert (text.count('<ol class="timeline">'), text.count('aria-current="step"'), "track" in text) == (1, 1, False)
    steps = re.findall(r'timeline__step--(\w+)".*?<span>(\w+)</span>', text, re.DOTALL)
    assert steps == [
        ("done", "收到"), ("done", "受理"), ("done", "轉辦"), ("current", "辦理"), ("next", "答覆"), ("next", "辦結"),
    ]  # fmt: skip
    assert "辦理記錄：辦理（第 4 步，共 6 步）" in text


def test_no_person_of_the_office_is_named(client):
    suggestion = public()
    people = get_user_model().objects
    for person in people.all():
        person.last_name, person.first_name = "歐陽", f"某{person.pk}"
        person.save()
    text = read(client, suggestion)
    assert [name for name in ("歐陽", *people.values_list("username", flat=True)) if name in text] == []


def test_a_stub_has_number_stage_dates_and_reason_and_shows_them_at_once(client):
    suggestion = factories.make_suggestion()
    factories.decline(suggestion, reason=Declining.NOT_OURS, note="供熱由住建部門負責。")
    text = read(client, suggestion)
    told = (suggestion.number, "市民未同意公開內容", "原因：不屬於公安機關職責。", "收到日期", "辦理記錄：不予受理")
    assert order(text.partition("<h1")[2], *told[1:]) == list(told[1:])
    assert '<details class="fold fold--wide" open>' in text


def test_the_days_of_a_stub_are_promised_without_naming_the_unit(client):
    suggestion = factories.make_suggestion()
    suggestion.recount_days(working_days(), now=NOW)
    factories.bring(fresh(suggestion), to=Stage.IN_PROGRESS)
    text = read(client, suggestion)
    assert ("承辦單位正在辦理。最遲 2020年12月22日答覆。" in text, "交通警察支隊" in text) == (True, False)


def test_the_citizens_page_asks_first_and_then_talks_in_the_same_order(client):
    receipt = factories.make_receipt(title="斑馬線", body="早高峰被車擋住。")
    factories.bring(receipt.suggestion, to=Stage.IN_PROGRESS)
    fresh(receipt.suggestion).ask("是哪一個路口？", by=factories.office().handler, now=NOW)
    look_up(client, receipt)
    asked = client.get("/status/mine/").text
    fresh(receipt.suggestion).answer("東門。", now=NOW)
    factories.reply(fresh(receipt.suggestion), now=NOW)
    look_up(client, receipt)
    answered = client.get("/status/mine/").text
    first = (
        "承辦單位有一個問題",
        "是哪一個路口？",
        "您的回答",
        "早高峰被車擋住。",
        "承辦單位正在辦理。",
        'class="timeline"',
    )
    then = (
        "請您評議。", "早高峰被車擋住。", "是哪一個路口？", "東門。", "交通警察支隊的答覆", 'id="rate"',
        "日期、單位和期限", 'class="timeline"', "您填寫的其他內容", "結束查詢",
    )  # fmt: skip
    assert order(asked, *reversed(first)) == list(first)
    assert order(answered, *reversed(then)) == list(then)
