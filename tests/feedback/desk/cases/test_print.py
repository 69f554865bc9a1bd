"""One suggestion on paper: what it shows, and what never leaves the desk on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.desk.cases import print_page
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.on_postgres


def paper(client, suggestion, query=""):
    return client.get(reverse("admin:feedback_suggestion_print", args=[suggestion.pk]) + query)


@pytest.fixture
def handler(client, office):
    client.force_login(office.handler)
    return client


def test_it_says_what_a_meeting_needs(handler, office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, title="路口加待轉提示", body="早高峰排到直行道。")
    text = paper(handler, suggestion).text
    wanted = [
        suggestion.number, "路口加待轉提示", "早高峰排到直行道。", "交通警察支隊", "已增設待轉提示牌",
        "收到市民來件", "交通警察支隊作出答覆", "內部資料，請勿外傳。",
    ]  # fmt: skip
    assert [words for words in wanted if words not in text] == []


def test_it_says_who_printed_it_and_when(handler, office, time_machine):
    time_machine.move_to(at("2020-12-03 08:30"), tick=False)
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    assert f"{office.handler.username}於 2020-12-03 08:30 打印。" in paper(handler, suggestion).text


def test_what_staff_and_citizen_tell_each_other_in_confidence_stays_at_the_desk(handler, office):
    """A canary in every place that the paper must not read."""
    suggestion = factories.make_suggestion(
        stage=Stage.IN_PROGRESS, name="金絲雀甲", contact="13864210975", title="路口", place="香港中路",
        body="我是金絲雀甲，電話 13864210975，請看看。",
    )  # fmt: skip
    factories.draft(suggestion, body="金絲雀乙的草稿")
    suggestion.return_reply("金絲雀丙的修改意見", by=office.reviewer, now=factories.NOW)
    suggestion.ask("金絲雀丁的詢問", by=office.handler, now=factories.NOW)
    suggestion.read_contact(by=office.handler, now=factories.NOW)
    factories.make_label(name="金絲雀戊").suggestions.add(suggestion)
    text = paper(handler, suggestion).text
    assert ("金絲雀" in text, "13864210975" in text, "查看聯繫方式" in text, "起草" in text) == (False,) * 4
    assert "還沒有答覆。" in text


def test_a_long_way_is_told_by_its_beginning_and_its_end(handler, office, monkeypatch):
    monkeypatch.setattr(print_page, "FIRST_TOLD", 1)
    monkeypatch.setattr(print_page, "LAST_TOLD", 1)
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    told = paper(handler, suggestion).context["told"]
    said = [[str(sentence) for _at, sentence in told[part]] for part in ("first", "last")]
    assert (said, told["left_out"]) == ([["收到市民來件"], ["交通警察支隊作出答覆"]], 3)


def test_an_answer_of_before_says_that_it_is_handled_again(handler, office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied")
    text = paper(handler, suggestion).text
    assert ("以前的答覆（現在重新辦理）" in text, "市民評議：不滿意；解決了嗎：沒有" in text) == (True, True)


def test_it_says_how_many_files_came_with_it(handler, office):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    before = paper(handler, suggestion).text
    factories.attach(suggestion)
    assert ["<dt>附件</dt>" in text for text in (before, paper(handler, suggestion).text)] == [False, True]


def test_a_declined_one_says_why(client, triage_officer):
    client.force_login(triage_officer)
    text = paper(client, factories.make_suggestion(stage=Stage.DECLINED)).text
    assert "不予受理：不屬於公安機關職責" in text


def test_nobody_prints_what_they_may_not_see(handler, client, other_unit, administrator):
    theirs = factories.make_suggestion(stage=Stage.ASSIGNED, unit=other_unit)
    refused = [paper(handler, theirs).status_code]
    client.force_login(administrator)
    assert [*refused, paper(client, theirs).status_code] == [404, 404]


def test_it_costs_the_same_however_long_the_way_was(handler, office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    once = queries(handler, suggestion)
    for _ in range(3):
        factories.correct(suggestion)
        suggestion.approve_correction(by=office.reviewer, now=factories.NOW)
    assert queries(handler, suggestion) == once


def queries(client, suggestion):
    paper(client, suggestion)
    with CaptureQueriesContext(connection) as captured:
        paper(client, suggestion)
    return len(captured)
