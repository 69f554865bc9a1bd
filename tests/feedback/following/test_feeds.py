"""The feeds: released text and nothing else, valid whatever somebody wrote, and not sent twice to who has it."""

from datetime import timedelta

import feedparser
import pytest
from django.conf import settings

from feedback.models import Reply, Suggestion
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

HOSTILE = "<b>&amp; ]]> \x01\x0b\ufffe 😀 \"'"
SHOWN = "<b>&amp; ]]> 😀 \"'"
GENERAL = ("/feeds/replies/", "/feeds/suggestions/", "/feeds/reports/")


@pytest.fixture
def category(db):
    return factories.make_category()


@pytest.fixture
def answered(category, unit):
    """A public one, answered, of this field, unit and district."""
    suggestion = factories.make_suggestion(
        stage=Stage.IN_PROGRESS, unit=unit, category=category, district=factories.make_district(), has_consent=True,
        title="原來的標題", body="原來的內容", name="王曉梅", contact="13864210975",
    )  # fmt: skip
    factories.release(suggestion, title="路口加提示", body="建議加提示牌。", now=NOW + timedelta(hours=1))
    factories.reply(suggestion, body="已經加裝。", now=NOW + timedelta(hours=2))
    return suggestion


def feeds_of(suggestion):
    return (
        *GENERAL,
        f"/feeds/suggestions/{suggestion.number}/",
        f"/feeds/categories/{suggestion.category_id}/",
        f"/feeds/units/{suggestion.unit.code}/",
        f"/feeds/districts/{suggestion.district.code}/",
    )


def read(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})


def entries(parsed):
    return [(entry.title, entry.summary) for entry in parsed.entries]


def test_the_replies_are_told_with_their_words_unit_and_moment(client, answered):
    parsed = read(client, "/feeds/replies/")
    site, number = settings.SITE_URL, answered.number
    (entry,) = parsed.entries
    assert (
        parsed.bozo, parsed.version, parsed.feed.author, parsed.feed.updated, parsed.feed.language,
        {link.rel: link.href for link in parsed.feed.links},
    ) == (
        False, "atom10", settings.BUREAU_NAME, "2020-12-01T04:00:00+00:00", "zh-Hant",
        {"alternate": f"{site}/suggestions/", "self": f"{site}/feeds/replies/"},
    )  # fmt: skip
    assert (entry.id, entry.link, entry.title, entry.summary, entry.updated, entry.author) == (
        f"{site}/suggestions/{number}/#answer-20201201040000", f"{site}/suggestions/{number}/",
        f"答覆：路口加提示（{number}）", "<p>已經加裝。</p>", "2020-12-01T04:00:00+00:00", "交通警察支隊",
    )  # fmt: skip


def test_a_field_a_unit_and_a_district_tell_both_what_is_public_and_what_was_answered(client, answered):
    both = [
        (f"答覆：路口加提示（{answered.number}）", "<p>已經加裝。</p>"),
        (f"新公開：路口加提示（{answered.number}）", "<p>建議加提示牌。</p>"),
    ]
    assert [entries(read(client, address)) for address in feeds_of(answered)[4:]] == [both] * 3


def test_the_feed_of_one_suggestion_tells_its_public_way_the_newest_first(client, answered):
    assert entries(read(client, f"/feeds/suggestions/{answered.number}/")) == [
        ("交通警察支隊作出答覆", "<p>已經加裝。</p>"),
        ("交通警察支隊開始辦理", ""),
        ("轉交交通警察支隊辦理", ""),
        ("予以受理", ""),
        ("收到市民來件", ""),
    ]


def test_of_a_stub_the_steps_are_told_in_nobodys_words_and_nothing_anywhere_else(client, answered, triage_officer):
    answered.take_back("", by=triage_officer, now=NOW + timedelta(hours=3))
    told = {address: entries(read(client, address)) for address in feeds_of(answered)}
    assert told.pop(f"/feeds/suggestions/{answered.number}/") == [
        ("承辦單位作出答覆", ""),
        ("承辦單位開始辦理", ""),
        ("轉交承辦單位辦理", ""),
        ("予以受理", ""),
        ("收到市民來件", ""),
    ]
    assert told == dict.fromkeys(told, [])


def test_nothing_that_was_not_released_stands_in_any_feed(client, answered):
    texts = [client.get(address).text for address in feeds_of(answered)]
    assert [
        word for word in ("原來的標題", "原來的內容", "王曉梅", "13864210975") for text in texts if word in text
    ] == []


def test_whatever_was_released_every_feed_is_valid_and_shows_it_as_text(client, answered):
    Suggestion.objects.filter(pk=answered.pk).update(public_title=HOSTILE, public_body=f"{HOSTILE}<script>x</script>")
    Reply.objects.update(body=HOSTILE)
    parsed = {address: read(client, address) for address in feeds_of(answered)}
    assert {address: one.bozo for address, one in parsed.items()} == dict.fromkeys(parsed, False)
    (released,) = parsed["/feeds/suggestions/"].entries
    escaped = "&lt;b&gt;&amp;amp; ]]&gt;"
    assert (released.title, released.summary.startswith(f"<p>{escaped}"), "<script" in released.summary) == (
        f"新公開：{SHOWN}（{answered.number}）", True, False,
    )  # fmt: skip


def test_whoever_opens_it_in_a_browser_reads_what_it_is_for(client, answered):
    feeds = [feedparser.parse(client.get(address).content).feed for address in feeds_of(answered)]
    assert {feed.subtitle for feed in feeds} == {
        "這是給閱讀器軟件看的訂閱源：把本頁的地址複製到閱讀器裡，有新內容時會自動顯示。"
    }


def test_an_empty_feed_is_valid_and_always_the_same(client):
    first, second = client.get("/feeds/replies/"), client.get("/feeds/replies/")
    parsed = feedparser.parse(first.content)
    assert (parsed.bozo, parsed.feed.updated, first["ETag"] == second["ETag"]) == (
        False, "2009-01-01T00:00:00+08:00", True,
    )  # fmt: skip


def test_a_reader_that_has_the_feed_is_told_so_until_something_changes(client, answered, triage_officer):
    first = client.get("/feeds/replies/")
    again = client.get("/feeds/replies/", headers={"If-None-Match": first["ETag"]})
    answered.take_back("", by=triage_officer, now=NOW + timedelta(hours=3))
    changed = client.get("/feeds/replies/", headers={"If-None-Match": first["ETag"]})
    assert (first["Last-Modified"], again.status_code, again.content, changed.status_code, first["Content-Type"]) == (
        "Tue, 01 Dec 2020 04:00:00 GMT", 304, b"", 200, "application/atom+xml; charset=utf-8",
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_another_language_tells_the_same_entries_under_the_same_keys(client, answered, language):
    own, other = read(client, "/feeds/replies/"), read(client, f"/{language}/feeds/replies/")
    assert ([entry.id for entry in other.entries], other.entries[0].link, other.feed.links[1].href, other.bozo) == (
        [entry.id for entry in own.entries], f"{settings.SITE_URL}/{language}/suggestions/{answered.number}/",
        f"{settings.SITE_URL}/{language}/feeds/replies/", False,
    )  # fmt: skip


def test_fifty_cost_as_many_questions_as_one(client, answered, category, unit, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted():
        counts = []
        for address in feeds_of(answered):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(address)
            counts.append(len(asked))
        return counts

    one = counted()
    for number in range(3):
        more = factories.make_suggestion(
            stage=Stage.IN_PROGRESS, unit=unit, category=category, district=answered.district, has_consent=True
        )
        factories.release(more, title=f"第 {number} 件")
        factories.reply(more)
    assert counted() == one


@pytest.mark.parametrize(
    "address",
    [
        "/feeds/suggestions/2020-9999/", "/feeds/suggestions/x/", "/feeds/categories/999/", "/feeds/categories/x/",
        "/feeds/units/none/", "/feeds/districts/none/", "/feeds/categories/0001/",
    ],
)  # fmt: skip
def test_what_is_not_there_has_no_feed(client, answered, address):
    assert client.get(address).status_code == 404


def test_only_reading_is_answered(client, answered):
    assert [client.post(address).status_code for address in feeds_of(answered)] == [405] * 7
