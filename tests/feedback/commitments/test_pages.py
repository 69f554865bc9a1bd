"""The public pages of promises, and what stands of them on other pages."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.commitments import verbs
from feedback.rules.commitments import State
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.commitments.conftest import IN_REPLY
from tests.feedback.passage import look_up
from tests.reports.factories import make_report, make_staff, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

PAGE = "/commitments/"
OTHER = "三季度前改造路口30處。"


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2].partition("</main>")[0]))


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_list_says_how_far_each_is_and_what_is_late(client, promise, handler, time_machine):
    promise()
    done = promise(sentence=OTHER, title="改造路口30處", promised_on=date(2021, 9, 30))
    verbs.move(done, State.LIMITED, by=handler, now=NOW)
    time_machine.move_to(at("2021-07-01 10:00"), tick=False)
    text = text_of(client.get(PAGE))
    assert "共 2 項 未開始 1 項 有限進展 1 項 逾期未完成 1 項" in text
    assert "新增停車泊位2000個 未開始 逾期未完成 承諾 2021年6月30日以前完成 交通警察支隊" in text
    assert "改造路口30處 有限進展 承諾 2021年9月30日以前完成 交通警察支隊" in text


def test_the_list_is_narrowed_and_says_what_it_leaves_out(client, promise, unit, time_machine):
    promise()
    promise(sentence=OTHER, title="改造路口30處", promised_on=date(2022, 9, 30))
    time_machine.move_to(at("2021-07-01 10:00"), tick=False)
    asked = (f"?unit={unit.code}", "?year=2022", "?state=complete", "?late=on", "?year=1999")
    found = [[row.commitment.title for row in client.get(PAGE + query).context["rows"]] for query in asked]
    both = ["新增停車泊位2000個", "改造路口30處"]
    assert found == [both, both[1:], [], both[:1], both]
    assert "這些篩選條件不存在，已經略過：承諾完成的年份。" in client.get(f"{PAGE}?year=1999").text


def test_before_there_are_any_the_list_says_where_they_come_from(client, db):
    assert "還沒有列出承諾。" in text_of(client.get(PAGE))


def test_a_promise_has_its_words_in_their_place_and_every_change(client, promise, handler, second, section):
    commitment = promise()
    verbs.move(commitment, State.LIMITED, reason="已經動工。", evidence="https://example.cn/a", by=handler, now=NOW)
    verbs.reschedule(commitment, date(2021, 12, 31), reason="雨季停工。", by=handler, now=NOW)
    seen = verbs.propose_end(commitment, State.COMPLETE, reason="全部建成。", section=section, by=handler, now=NOW).pk
    verbs.decide_end(commitment, is_agreed=True, seen=seen, by=second, now=NOW)
    page = client.get(commitment.get_absolute_url())
    assert text_of(page).strip().partition("新增停車泊位2000個 ")[2] == (
        "完成 2021年上半年前新增停車泊位2000個。 出自 某市公安局2020年工作報告：二、下一步工作打算 "
        "承辦單位 交通警察支隊 現在承諾的日期 2021年12月31日 最初承諾的日期 2021年6月30日 推遲過 "
        "看來龍去脈：報告、承諾、舉措、意見、答覆、評議 "
        "每一次變動 變動只增不改。完成和撤回要由兩個人決定；逾期按日期計算，不用誰來標。 "
        "2020年12月1日 列為承諾，2021年6月30日以前完成，由交通警察支隊負責。 "
        "2020年12月1日 進展改為「有限進展」。 已經動工。 依據： https://example.cn/a "
        "2020年12月1日 完成的日期改為 2021年12月31日。 雨季停工。 "
        "2020年12月1日 進展改為「完成」，由兩個人決定。 全部建成。 依據： 某市公安局2020年工作報告：二、下一步工作打算"
    )
    assert f'href="/reports/2020/#{section.anchor}"' in page.text
    assert handler.username not in page.text


def test_what_is_only_proposed_is_nobody_elses(client, promise, report):
    marked = promise(is_confirmed=False)
    codes = [client.get(address).status_code for address in (marked.get_absolute_url(), PAGE)]
    pages = [client.get(address).text for address in (PAGE, "/commitments.csv", report.get_absolute_url())]
    assert (codes, [marked.title in page for page in pages]) == ([404, 200], [False] * 3)


def test_an_end_that_is_only_proposed_is_not_shown(client, promise, handler):
    commitment = promise()
    verbs.propose_end(commitment, State.WITHDRAWN, reason="場地被佔用。", by=handler, now=NOW)
    text = text_of(client.get(commitment.get_absolute_url()))
    assert ("場地被佔用" in text, "未開始" in text) == (False, True)


def test_with_its_report_it_is_withdrawn(client, promise, report):
    commitment = promise()
    withdraw(report, by=make_staff(username="withdrawer"))
    assert [client.get(commitment.get_absolute_url()).status_code, text_of(client.get(PAGE)).count("泊位")] == [404, 0]


def test_of_a_suggestion_that_is_not_public_the_promise_is_neither(client, in_reply):
    hidden, _suggestion = in_reply(is_released=False, title="我的標題", body="我的原話", name="王曉梅")
    assert (client.get(hidden.get_absolute_url()).status_code, "待轉提示牌" in client.get(PAGE).text) == (404, False)


def test_what_the_citizen_typed_stays_away(client, in_reply):
    commitment, suggestion = in_reply(title="我的標題", body="我的原話", name="王曉梅", contact="13864210975")
    pages = [client.get(address).text for address in (PAGE, commitment.get_absolute_url(), "/commitments.csv")]
    assert [word for word in ("我的標題", "我的原話", "王曉梅", "13864210975") for page in pages if word in page] == []
    assert f"建議 {suggestion.number} 的答覆" in pages[1]


def test_the_suggestion_leads_to_what_its_reply_promised(client, in_reply):
    commitment, suggestion = in_reply()
    page = client.get(suggestion.get_absolute_url())
    assert "答覆裡的承諾 加裝待轉提示牌 未開始 承諾 2021年6月30日以前完成 交通警察支隊" in text_of(page)
    assert f'href="{commitment.get_absolute_url()}"' in page.text


def test_the_section_leads_to_what_it_promises(client, promise, report):
    commitment = promise()
    page = client.get(report.get_absolute_url())
    assert "這一節的承諾 新增停車泊位2000個 未開始" in text_of(page)
    assert f'href="{commitment.get_absolute_url()}"' in page.text


def test_the_report_of_the_next_year_shows_them_beside_what_it_tells(client, promise, handler):
    commitment = promise()
    later = make_report(
        text="某市公安局2021年工作報告\n\n一、交通管理\n新增停車泊位2100個。\n", year=2021,
        published_by=make_staff(username="other-publisher"),
    )  # fmt: skip
    told = later.sections.get(heading="交通管理")
    verbs.move(commitment, State.SUBSTANTIAL, section=told, by=handler, now=NOW)
    page = client.get("/reports/2021/")
    assert (
        "2020 年報告裡的承諾，做到了哪一步 新增停車泊位2000個 大部完成 承諾 2021年6月30日以前完成 "
        "本報告寫在： 一、交通管理 看全部承諾"
    ) in text_of(page)


def test_the_table_has_what_the_list_has(client, promise):
    commitment = promise()
    lines = client.get("/commitments.csv").text.splitlines()
    assert lines == [
        "\ufeff承諾,原句,出處,承辦單位,最初承諾的日期,現在承諾的日期,推遲過,進展,逾期未完成,網址",
        "新增停車泊位2000個,2021年上半年前新增停車泊位2000個。,某市公安局2020年工作報告 二、下一步工作打算,"
        f"交通警察支隊,2021-06-30,2021-06-30,否,未開始,否,{settings.SITE_URL}/commitments/{commitment.pk}/",
    ]


def test_the_feed_tells_each_change_of_what_is_public(client, promise, handler, in_reply):
    commitment = promise()
    verbs.reschedule(commitment, date(2021, 12, 31), reason="雨季停工。", by=handler, now=NOW)
    hidden, _suggestion = in_reply(is_released=False)
    feed = client.get("/feeds/commitments/").text
    told = re.findall(r"<title>承諾：(.*?)</title>.*?<summary type=\"html\">(.*?)</summary>", feed)
    assert [(title, re.sub(r"&lt;.*?&gt;", "", words)) for title, words in told] == [
        ("新增停車泊位2000個", "完成的日期改為 2021年12月31日。雨季停工。"),
        ("新增停車泊位2000個", "列為承諾，2021年6月30日以前完成，由交通警察支隊負責。"),
    ]
    assert hidden.title not in feed


def test_the_map_and_the_list_for_search_engines_have_them(client, promise):
    commitment = promise()
    assert 'href="/commitments/"' in client.get("/sitemap/").text
    assert f"{commitment.get_absolute_url()}</loc>" in client.get("/sitemap-commitments.xml").text


def test_one_takes_as_many_queries_as_three(client, promise, in_reply, handler, report):
    make_report(
        text="某市公安局2021年工作報告\n\n一、交通管理\n新增泊位2100個。\n", year=2021,
        published_by=make_staff(username="other-publisher"),
    )  # fmt: skip
    first = promise()
    addresses = (PAGE, "/commitments.csv", first.get_absolute_url(), report.get_absolute_url(), "/reports/2021/")
    verbs.move(first, State.LIMITED, by=handler, now=NOW)
    for address in addresses:
        client.get(address)
    before = [queries(client, address) for address in addresses]
    promise(sentence=OTHER, title="改造路口30處")
    in_reply()
    verbs.move(first, State.SUBSTANTIAL, by=handler, now=NOW)
    assert [queries(client, address) for address in addresses] == before


def test_with_the_receipt_a_promise_is_read_that_has_no_page(client, promise, office):
    receipt = factories.make_receipt(stage=Stage.IN_PROGRESS)
    factories.reply(receipt.suggestion, body=IN_REPLY)
    promise(sentence=IN_REPLY, reply=receipt.suggestion.replies.get(), title="加裝待轉提示牌")
    look_up(client, receipt)
    page = client.get("/status/mine/")
    assert "答覆裡的承諾 加裝待轉提示牌 未開始" in text_of(page)
    assert "/commitments/" not in page.text.partition("<main")[2].partition("</main>")[0]
