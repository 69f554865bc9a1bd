"""What a page of hits has beside the exact list, and what it has not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from feedback.suggestions.similar import ASKED, ASKED_WORDS
from tests import factories
from tests.factories import NOW, at

pytestmark = pytest.mark.django_db

BOARD = "/suggestions/"


def publish(title, body="請處理。", **fields):
    suggestion = factories.make_suggestion(has_consent=True, **fields)
    factories.release(suggestion, title=title, body=body)
    return suggestion


def searched(client, words, **filters):
    return client.get(BOARD, {"q": words, **filters})


def near(page):
    return [line.number for line in page.context["beyond"].near]


def offered(page):
    return [(offer.label, offer.address, offer.inside) for offer in page.context["beyond"].offers]


def test_below_the_exact_list_stands_what_says_it_otherwise(client):
    exact, other = publish("電瓶車被撞"), publish("電動車沒掛牌")
    publish("路燈不亮")
    page = searched(client, "电瓶车")
    assert ([line.number for line in page.context["slice"].lines], near(page)) == ([exact.number], [other.number])
    assert page.text.index("被撞") < page.text.index("意思相近的") < page.text.index("電動車沒掛牌")


def test_a_full_page_of_hits_has_no_second_list(client):
    for _ in range(20):
        publish("電瓶車被撞")
    publish("電動車沒掛牌")
    page = searched(client, "電瓶車")
    assert (near(page), "意思相近的" in page.text) == ([], False)


def test_a_later_page_has_no_second_list(client):
    found = publish("電瓶車被撞")
    publish("電動車沒掛牌")
    assert near(searched(client, "電瓶車", after=found.number, part=0)) == []


def test_both_lists_are_a_page_together(client, monkeypatch):
    monkeypatch.setattr("feedback.board.searching.ON_A_PAGE", 3)
    publish("電瓶車被撞")
    for title in ("電動車沒掛牌", "電動車逆行", "電動車丟了", "路燈不亮", "落戶材料", "廣場舞"):
        publish(title)
    assert len(near(searched(client, "電瓶車"))) == 2


def test_the_second_list_keeps_to_the_filters_and_to_what_is_public(client, triage_officer):
    traffic = factories.make_category(name="道路交通管理")
    mine = publish("電動車沒掛牌", category=traffic)
    publish("電動車沒掛牌")
    factories.make_suggestion(category=traffic, title="電動車沒掛牌", body="電動車", has_consent=True)
    publish("電動車沒掛牌", category=traffic).take_back("", by=triage_officer, now=NOW)
    page = searched(client, "電瓶車", category=traffic.pk)
    assert near(page) == [mine.number]


def test_an_answer_makes_nothing_near(client):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
    suggestion.refresh_from_db()
    factories.release(suggestion, title="路燈不亮", body="請修。")
    assert near(searched(client, "待轉牌")) == []


def test_in_order_of_due_days_stands_only_what_waits(client):
    waiting = publish("電動車沒掛牌")
    Suggestion.objects.update(due_on="2020-12-21")
    replied = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
    replied.refresh_from_db()
    factories.release(replied, title="電動車沒掛牌", body="請處理。")
    assert near(searched(client, "電瓶車", sort="due")) == [waiting.number]


def test_names_are_offered_with_how_many_they_leave(client):
    unit, district = factories.make_unit(name="車輛管理所"), factories.make_district(name="黃島區")
    for _ in range(2):
        factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=unit, district=district)
    publish("路燈不亮", district=district)
    factories.make_district(name="市北區")  # nothing came from there
    pages = [searched(client, words) for words in ("车管所", "黄岛停車", "市北區")]
    assert [offered(page) for page in pages] == [
        [("車輛管理所承辦的 2 件", f"{BOARD}?unit={unit.pk}", "")],
        [("只看黃島區的", f"{BOARD}?district={district.pk}", f"{BOARD}?district={district.pk}&q=%E5%81%9C%E8%BB%8A")],
        [],
    ]


def test_a_filter_that_is_chosen_is_not_offered_again(client):
    unit = factories.make_unit(name="車輛管理所")
    factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=unit)
    assert offered(searched(client, "車管所", unit=unit.pk)) == []


def test_what_is_offered_opens_its_list(client):
    district = factories.make_district(name="黃島區")
    there = publish("路燈不亮", district=district)
    publish("路燈不亮")
    page = client.get(offered(searched(client, "黃島"))[0][1])
    assert [line.number for line in page.context["slice"].lines] == [there.number]
    assert "共 1 件" in page.text


def test_a_district_does_not_tell_where_one_comes_from_whose_text_is_not_public(client):
    district = factories.make_district(name="黃島區")
    there, hidden = publish("路燈不亮", district=district), factories.make_suggestion(district=district)
    pages = [client.get(BOARD, {"district": district.pk} | more) for more in ({}, {"q": hidden.number})]
    assert [[line.number for line in page.context["slice"].lines] for page in pages] == [[there.number], []]
    told = "這裡只列內容已經公開的。內容不公開的，是哪個區市也不公開。"
    assert [told in page.text for page in (*pages, client.get(BOARD))] == [True, True, False]


def test_what_is_in_the_place_that_is_named_comes_first(client):
    district = factories.make_district(name="黃島區")
    there = publish("停車位不足", district=district, now=at("2020-12-01 10:00"))
    elsewhere = publish("停車位不足", now=at("2020-12-02 10:00"))
    assert near(searched(client, "黃島車位")) == [there.number, elsewhere.number]
    assert near(searched(client, "車位難找")) == [elsewhere.number, there.number]


@pytest.mark.parametrize("typed", ["2020-1", "２０２０－１", "2020年1號", "編號：2020-1"])
def test_a_number_is_found_without_its_zeros_and_nothing_beside_it(client, typed):
    suggestion = publish("2020 年的第 1 號路燈")
    publish("2020 年的第 1 號路燈")
    page = searched(client, typed)
    assert (page.context["slice"].lines[0].number, near(page)) == (suggestion.number, [])


def test_an_empty_page_helps_on(client):
    factories.make_suggestion(category=factories.make_category(name="戶政管理"))
    page = searched(client, "外星電單車", tally="closed")
    assert ("沒有找到「外星電單車」。" in page.text, "不加篩選，在全部建議裡找" in page.text) == (True, True)
    assert page.context["beyond"].other_words[:2] == ["電動車", "電動自行車"]
    assert f'href="{reverse("suggest_start")}"' in page.text
    assert "戶政管理</a>" in searched(client, "外星人").text


def test_a_number_that_nothing_has_is_said_in_full(client):
    closed = factories.make_suggestion(stage=Stage.CLOSED)
    page, filtered = searched(client, "2020-77"), searched(client, closed.number, tally="open")
    assert ("沒有編號是 2020-0077 的建議" in page.text, "換一種說法" in page.text) == (True, False)
    assert f"符合篩選條件的建議裡，沒有編號是 {closed.number} 的" in filtered.text


@pytest.mark.parametrize("typed", ["😀", "%", '"(*)"'])
def test_what_has_nothing_to_look_for_says_that_it_was_not_looked_for(client, typed):
    factories.make_suggestion()
    page = searched(client, typed)
    assert ("裡沒有可以查找的字，下面沒有按它查找。" in page.text, "共 1 件" in page.text) == (True, True)


def test_without_words_nothing_is_said_of_them(client):
    assert ["可以查找的字" in searched(client, words).text for words in ("", "  ", "路燈")] == [False] * 3


def test_names_alone_point_to_what_is_offered(client):
    factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=factories.make_unit(name="車輛管理所"))
    page = searched(client, "車管所")
    assert ("可以看上面列出的" in page.text, "沒有找到" in page.text) == (True, False)


def test_the_same_number_of_queries_for_one_that_is_near_and_for_three(client):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            publish("電動車沒掛牌", district=None)
        searched(client, "電瓶車")
        with CaptureQueriesContext(connection) as queries:
            assert len(near(searched(client, "電瓶車"))) == Suggestion.objects.count()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_however_much_is_typed_the_index_is_asked_a_few_times(client):
    publish("電動車沒掛牌")
    typed = "電瓶車狗犬噪音停車位詐騙騎手鞭炮身份證戶口路燈標線護欄遛狗校門口堵車酒駕超速逆行壓線掉頭" * 2
    with CaptureQueriesContext(connection) as queries:
        searched(client, typed)
    assert len([query for query in queries if "publicentry" in query["sql"]]) <= 2 + ASKED + ASKED_WORDS + 3
