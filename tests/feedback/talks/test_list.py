"""/talks/: the talk that runs, those to come, past ones by year and unit with what they came to."""

from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from feedback.rules.workflow import Stage
from feedback.talks import list_views
from tests.factories import at, make_suggestion, make_talk, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

NOW = at("2026-11-29 09:30")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def talk(slug, starts_at, **fields):
    return make_talk(slug=slug, starts_at=starts_at, **fields)


def slugs(listed):
    return [one.talk.campaign.slug for one in listed]


def words_of(page):
    return " ".join(strip_tags(page.text).split())


def test_each_talk_stands_where_the_clock_puts_it_and_a_draft_nowhere(client, unit):
    talk("later", at("2026-12-13 09:00"))
    talk("next", at("2026-12-06 09:00"))
    talk("now", at("2026-11-29 09:00"))
    talk("before", at("2026-11-22 09:00"))
    talk("long-ago", at("2025-11-23 09:00"))
    talk("draft", at("2026-12-06 14:00"), is_published=False)
    page = client.get("/talks/")
    assert {name: slugs(page.context[name]) for name in ("running", "coming", "past")} == {
        "running": ["now"], "coming": ["next", "later"], "past": ["before", "long-ago"],
    }  # fmt: skip


def test_a_talk_to_come_says_its_hours_its_unit_and_from_when_one_may_ask(client, unit):
    talk("next", at("2026-12-06 09:00"), unit=unit)
    text = words_of(client.get("/talks/"))
    told = ["2026年12月6日（星期日）09:00至11:00", f"主辦單位：{unit.name}", "2026年12月5日 00:00起可以提問"]
    assert [words for words in told if words not in text] == []


def test_past_ones_are_narrowed_by_year_and_unit_and_what_is_neither_is_told(client, unit, other_unit):
    talk("own", at("2026-11-22 09:00"), unit=unit)
    talk("others", at("2026-11-15 09:00"), unit=other_unit)
    talk("old", at("2025-11-23 09:00"), unit=unit)
    make_unit(name="從不懇談的")
    queries = ("year=2026", f"unit={unit.code}", f"year=2026&unit={unit.code}", "year=1999&unit=none")
    pages = [client.get(f"/talks/?{query}") for query in queries]
    assert [(slugs(page.context["past"]), page.context["form"].ignored()) for page in pages] == [
        (["own", "others"], []), (["own", "old"], []), (["own"], []),
        (["own", "others", "old"], ["年份", "主辦單位"]),
    ]  # fmt: skip
    form = pages[0].context["form"]
    assert ([label for _value, label in form.fields["year"].choices], [*form.fields["unit"].queryset]) == (
        ["全部", "2026", "2025"], [unit, other_unit],
    )  # fmt: skip


def test_a_past_one_has_its_numbers_in_one_line(client, office):
    one = talk("before", at("2026-11-22 09:00"), unit=office.unit)
    talk("silent", at("2026-11-15 09:00"))
    for stage in (Stage.REPLIED, Stage.CLOSED, Stage.RECEIVED, Stage.IN_PROGRESS, Stage.DECLINED):
        make_suggestion(campaign=one.campaign, stage=stage, unit=office.unit)
    make_suggestion()  # of no talk
    page = client.get("/talks/")
    assert [tuple(listed.numbers) for listed in page.context["past"]] == [(5, 2, 2), (0, 0, 0)]
    assert [told in words_of(page) for told in ("提問 5 件，已答覆 2 件，待答覆 2 件", "沒有收到提問。")] == [
        True,
        True,
    ]


def test_twenty_stand_on_a_page_and_the_filter_stays(client, unit, monkeypatch):
    monkeypatch.setattr(list_views, "PER_PAGE", 2)
    for number in range(3):
        talk(f"talk-{number}", at("2026-11-22 09:00") - number * DAY, unit=unit)
    page = client.get(f"/talks/?unit={unit.code}&page=2")
    assert (slugs(page.context["past"]), f"?unit={unit.code}&amp;page=1" in page.text) == (["talk-2"], True)


@pytest.mark.parametrize("language", ["", "/zh-hans", "/en"])
def test_without_any_talk_it_says_what_will_be_here(client, language):
    page = client.get(f"{language}/talks/")
    assert (page.status_code, '<form class="filters"' in page.text) == (200, False)


def test_one_talk_costs_as_many_queries_as_three(client, unit):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/talks/")
        return len(queries)

    def three_kinds(number):
        for day in ("2026-11-22", "2026-11-29", "2026-12-06"):
            one = talk(f"{day}-{number}", at(f"{day} 09:00") + number * timedelta(minutes=5), unit=unit)
            make_suggestion(campaign=one.campaign)

    three_kinds(0)
    client.get("/talks/")
    one = asked()
    three_kinds(1)
    three_kinds(2)
    assert asked() == one
