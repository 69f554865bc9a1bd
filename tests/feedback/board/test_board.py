"""看建議: what everybody reads of the suggestions, and what nobody does."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from feedback.models import Category, District, Status, Suggestion
from feedback.rules.reasons import Declining
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import (
    NOW,
    at,
    bring,
    decline,
    make_campaign,
    make_category,
    make_district,
    make_receipt,
    make_suggestion,
    office,
    release,
    reply,
    tally,
)

BOARD = "/suggestions/"
WITH_STUBS = {"stubs": "1"}
PRIVATE = {
    "title": "原始標題不公開",
    "body": "原始內容，電話 13864210975。",
    "place": "延吉路 5 號",
    "name": "王曉梅",
    "contact": "13864210975",
}

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def numbers(page):
    return [suggestion.number for suggestion in page.context["slice"].lines]


def release_fresh(suggestion, **text):
    suggestion.refresh_from_db()
    release(suggestion, **text)


def test_board_lists_newest_first(client):
    make_suggestion(now=at("2020-12-01 10:00"))
    make_suggestion(now=at("2020-12-02 10:00"))

    assert numbers(client.get(BOARD, WITH_STUBS)) == ["2020-0002", "2020-0001"]


def test_board_shows_released_text_and_stubs(client):
    released = make_suggestion(has_consent=True, **PRIVATE)
    release(released)
    make_suggestion(**PRIVATE)

    page = client.get(BOARD, WITH_STUBS)

    assert "香港中路路口加待轉提示" in page.text
    assert "2020-0002：市民未同意公開內容" in page.text
    assert [text for text in PRIVATE.values() if text in page.text] == []


@pytest.mark.parametrize(
    ("fields", "stage", "reason"),
    [
        ({"has_consent": False}, Stage.RECEIVED, "市民未同意公開內容"),
        ({"has_consent": True}, Stage.RECEIVED, "內容尚未審核，暫不公開"),
        ({"has_consent": True}, Stage.DECLINED, "內容尚未審核，暫不公開"),
        ({"has_consent": True}, Stage.WITHDRAWN, "市民已撤回，內容不公開"),
    ],
)
def test_stub_says_why(client, fields, stage, reason):
    make_suggestion(stage=stage, **fields)

    assert f"2020-0001：{reason}" in client.get(BOARD, WITH_STUBS).text


def test_proposed_refusal_is_not_public_before_it_is_confirmed(client):
    suggestion = make_suggestion()
    suggestion.propose_decline(Declining.ABUSIVE, "含有辱罵。", by=office().triage_officer, now=NOW)

    reason = Declining.ABUSIVE
    filter_by = f'<option value="{reason}">{reason.label}</option>'  # the board offers it, whatever there is
    pages = client.get(BOARD, WITH_STUBS).text.replace(filter_by, "") + client.get(suggestion.get_absolute_url()).text

    assert (str(reason.label) in pages, "含有辱罵。" in pages) == (False, False)
    assert numbers(client.get(BOARD, WITH_STUBS | {"declined": reason})) == []


def test_filters_narrow_the_list(client):
    campaign, category = make_campaign(), make_category()
    replied = make_suggestion(stage=Stage.REPLIED, campaign=campaign, category=category)
    make_suggestion()

    filters = {
        "campaign": campaign.slug,
        "category": category.pk,
        "status": Status.objects.get(stage=Stage.REPLIED).pk,
        "unit": replied.unit.pk,
    }

    assert {name: numbers(client.get(BOARD, {name: value})) for name, value in filters.items()} == {
        name: ["2020-0001"] for name in filters
    }


def test_every_number_of_the_tally_opens_its_list(client):
    for stage in Stage:
        make_suggestion(stage=stage)
    closed = Suggestion.objects.get(stage=Stage.CLOSED)
    bring(make_suggestion(), to=Stage.MERGED, main=closed)
    claim = tally()

    counted = ["received", "open", "closed", "declined", "merged", "withdrawn", "valid", "handled"]

    assert {what: len(numbers(client.get(BOARD, {"tally": what}))) for what in counted} == {
        what: getattr(claim, what) for what in counted
    }


def test_filter_that_does_not_exist_is_told_and_ignored(client):
    make_suggestion()

    page = client.get(BOARD, {"unit": "999", "tally": "nonsense"})

    assert numbers(page) == ["2020-0001"]
    assert "這些篩選條件不存在，已經略過：承辦單位、統計範圍。" in page.text


def test_page_that_begins_after_none_is_the_first(client):
    make_suggestion()

    pages = [client.get(BOARD, {"after": text, **WITH_STUBS}) for text in ("1999-0001", "nonsense")]

    assert list(map(numbers, pages)) == [["2020-0001"]] * 2


def test_page_links_keep_the_filters(client):
    for _ in range(21):
        make_suggestion()

    assert 'href="?tally=open&amp;after=2020-0002"' in client.get(BOARD, {"tally": "open"}).text


def test_board_asks_the_same_for_one_and_for_three(client, django_assert_num_queries):
    def make():
        suggestion = make_suggestion(
            stage=Stage.MERGED, category=make_category_once(), has_consent=True, district=make_district_once()
        )
        release_fresh(suggestion)

    make()
    client.get(BOARD)
    with CaptureQueriesContext(connection) as one:
        client.get(BOARD)
    make()
    make()

    with django_assert_num_queries(len(one)):
        client.get(BOARD)


def make_category_once():
    return Category.objects.first() or make_category()


def make_district_once():
    return District.objects.first() or make_district()


def test_answered_suggestion_shows_its_answer(client):
    suggestion = make_suggestion(stage=Stage.REPLIED, has_consent=True, category=make_category(), **PRIVATE)
    release_fresh(suggestion)

    page = client.get("/suggestions/2020-0001/")

    assert [text for text in PRIVATE.values() if text in page.text] == []
    assert "已增設待轉提示牌，並延長左轉放行 10 秒。" in page.text
    told = ("受理日期", "答覆日期", "交通警察支隊的答覆", "這件建議已經採納", "辦結日期")
    assert [word for word in told if word in page.text] == list(told[:-1])
    assert [event.verb for event in page.context["events"]] == [
        "receive", "accept", "assign", "start", "approve_reply",
    ]  # fmt: skip


def test_stub_shows_neither_text_nor_answer(client):
    suggestion = make_suggestion(stage=Stage.REPLIED, has_consent=True, **PRIVATE)

    page = client.get(suggestion.get_absolute_url())

    assert [text for text in [*PRIVATE.values(), "已增設待轉提示牌"] if text in page.text] == []
    assert ("2020-0001" in page.text, "內容尚未審核，暫不公開" in page.text) == (True, True)


def test_stub_tells_the_coded_reason_and_no_note(client):
    suggestion = make_suggestion()
    decline(suggestion, reason=Declining.NOT_OURS, note="供熱由住建部門負責。")

    page = client.get(suggestion.get_absolute_url())

    assert ("不屬於公安機關職責" in page.text, "供熱由住建部門負責。" in page.text) == (True, False)


def test_comment_of_a_rating_is_never_public(client):
    suggestion = make_suggestion(stage=Stage.REPLIED, has_consent=True)
    suggestion.refresh_from_db()
    factories.rate(suggestion, "five_satisfied", comment="辦得快，我是王曉梅。", now=NOW)
    release_fresh(suggestion)

    page = client.get(suggestion.get_absolute_url())

    assert ("滿意（2020年12月1日）" in page.text, "辦得快" in page.text) == (True, False)


def test_earlier_answer_stays_below_the_new_one(client):
    suggestion = make_suggestion(stage=Stage.REPLIED, has_consent=True)
    release_fresh(suggestion)
    factories.rate(suggestion, "five_dissatisfied", now=NOW)
    suggestion.refresh_from_db()
    during = client.get(suggestion.get_absolute_url())
    reply(suggestion, body="第二次答覆：已改劃車道。", now=at("2020-12-02 10:00"))

    after = client.get(suggestion.get_absolute_url())

    assert (during.context["reply"], len(during.context["earlier_replies"])) == (None, 1)
    assert after.context["reply"].body == "第二次答覆：已改劃車道。"
    assert [earlier.body for earlier in after.context["earlier_replies"]] == [
        "已增設待轉提示牌，並延長左轉放行 10 秒。"
    ]


def test_merged_one_links_to_its_main_one_and_is_listed_there(client):
    main = make_suggestion()
    merged = make_suggestion(stage=Stage.MERGED, main=main)

    assert 'href="/suggestions/2020-0001/"' in client.get(merged.get_absolute_url()).text
    assert [line.number for line in client.get(main.get_absolute_url()).context["merged_ones"]] == [merged.number]


def test_released_merged_one_does_not_tell_the_answer_of_a_stub(client):
    main = make_suggestion(stage=Stage.IN_PROGRESS)
    merged = make_suggestion(has_consent=True)
    release(merged)
    bring(merged, to=Stage.MERGED, main=main)
    main.refresh_from_db()
    reply(main)

    assert "已增設待轉提示牌" not in client.get(merged.get_absolute_url()).text


def test_page_asks_the_same_for_one_and_for_three_merged_ones(client, django_assert_num_queries):
    main = make_suggestion(stage=Stage.REPLIED, has_consent=True)
    release_fresh(main)
    make_suggestion(stage=Stage.MERGED, main=main, category=make_category())
    client.get(main.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        client.get(main.get_absolute_url())
    for _ in range(2):
        make_suggestion(stage=Stage.MERGED, main=main, category=make_category_once())

    with django_assert_num_queries(len(one)):
        client.get(main.get_absolute_url())


@pytest.mark.parametrize(("typed", "status"), [("20200001", 301), ("2020-0002", 404), ("nonsense", 404)])
def test_number_has_one_address(client, typed, status):
    make_suggestion()

    response = client.get(reverse("suggestion_detail", args=[typed]))

    assert (response.status_code, response.headers.get("Location")) == (
        status,
        "/suggestions/2020-0001/" if status == 301 else None,
    )


def test_page_is_read_in_simplified(client):
    suggestion = make_suggestion(stage=Stage.REPLIED, has_consent=True, category=make_category(name="戶政管理"))
    release_fresh(suggestion)

    with override("zh-hans"):
        page = client.get(suggestion.get_absolute_url())

    assert ("香港中路路口加待转提示" in page.text, "户政管理" in page.text) == (True, True)


def test_receipt_of_another_one_opens_nothing_here(client):
    receipt = make_receipt(**PRIVATE)

    page = client.get(f"/suggestions/{receipt.number}/?secret={receipt.secret}")

    assert PRIVATE["body"] not in page.text


def test_board_is_only_read(client):
    assert client.post(BOARD).status_code == 405


@pytest.mark.parametrize(("kind", "told"), [("other", ["其他"]), ("opinion", ["意見", "其他"])])
def test_a_kind_that_says_nothing_does_not_stand_beside_the_field(client, kind, told):
    suggestion = make_suggestion(kind=kind, category=make_category(name="其他"), has_consent=True)
    release(suggestion)
    page = client.get(suggestion.get_absolute_url()).text
    [meta] = re.findall(r'</h1>\s*(?:<meta[^>]*>)*\s*<p class="suggestion__meta">(.*?)</p>', page, re.DOTALL)
    assert re.findall(r"<span[^>]*>([^<]+)</span>", meta) == told
