"""The page of a summary: before the close, frozen, and beside what has changed since."""

import hashlib
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.models import Outcome
from feedback.rules.workflow import Stage
from portal.serving import generation
from tests import factories
from tests.factories import at
from tests.feedback.summaries.conftest import CLOSED

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

PAGE = "/campaigns/sanmin-2020/summary/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(CLOSED, tick=False)


def text_of(page):
    text = re.sub(r"<[^>]+>", "", page.text.partition("<main")[2].partition("</main>")[0])
    return re.sub(r"\s+", " ", text)


def test_before_the_close_it_says_so_and_counts_now(client, suggest):
    suggest()
    suggest(Stage.IN_PROGRESS)
    text = text_of(client.get(PAGE))
    assert "尚未定稿。截至 2021年3月1日 10:00，按辦理記錄算出；活動結束時定稿。" in text
    assert "有效的 2 件，已辦結 1 件，辦結率 50%，還有 1 件沒有辦結。" in text
    assert "定稿的清單" not in text


def test_all_is_said_when_all_are_closed(client, suggest):
    suggest()
    suggest(Stage.DECLINED)
    text = text_of(client.get(PAGE))
    assert (
        "截至2021年3月1日，2020 年「三民」活動共收到市民意見建議 2 件，其中不予受理 1 件，市民撤回 0 件，有效 1 件。 "
        "有效的 1 件全部辦結，其中單獨辦結 1 件，併案後隨主件辦結 0 件。 "
        "不予受理的，原因逐件公開：不屬於公安機關職責 1 件。"
    ) in text


def test_a_number_opens_its_list(client, suggest):
    suggest()
    page = client.get(PAGE).text
    assert '共收到市民意見建議 <a href="/suggestions/?campaign=sanmin-2020&amp;tally=received">1</a> 件' in page


def test_frozen_and_now_stand_side_by_side(client, suggest, close, supervisor):
    suggestion = suggest()
    close()
    same = text_of(client.get(PAGE))
    suggestion.reopen(note="要再看一次。", by=supervisor, now=at("2021-03-02 10:00"))
    text = text_of(client.get(PAGE))

    assert "2021年3月1日定稿，此後不再改動；有更正的，另列在後面。" in text
    assert "有效的 1 件全部辦結" in text
    assert ("現在的數字和定稿完全相同。" in same, "和定稿不同的，標「已變」。" in text) == (True, True)
    assert "已辦結 1 已變 0" in text


def test_what_is_frozen_goes_by_the_names_of_then(client, suggest, close):
    suggest()
    summary = close()
    with generation.publishing():
        Outcome.objects.filter(pk="adopted").update(name="照辦")
        generation.bump()
    assert ("照辦" in text_of(client.get(PAGE)), summary.named["outcome:adopted"]) == (False, ["採納", "Adopted"])


def test_anybody_computes_the_digest_from_the_list(client, suggest, close):
    suggest()
    suggest(is_released=False)
    summary = close()
    file = client.get("/campaigns/sanmin-2020/summary.csv")

    assert hashlib.sha256(file.content).hexdigest() == summary.items_digest
    assert summary.items_digest in client.get(PAGE).text


def test_the_list_tells_nothing_that_may_be_taken_back(client, suggest, close):
    district = factories.make_district()
    suggest(district=district, title="我的標題", name="王曉梅")
    close()
    text = client.get("/campaigns/sanmin-2020/summary.csv").content.decode("utf-8-sig")
    assert text.splitlines() == [
        "number,received_on,stage,main,decline_reason,category,unit,due_on,replied_on,promptness,closed_on,is_valid,"
        "is_handled",
        "2020-0001,2020-12-01,closed,,,,交通警察支隊,,2020-12-01,not_yet,2020-12-01,1,1",
    ]


def test_what_is_not_public_has_no_summary(client, campaign):
    campaign.is_published = False
    campaign.save()
    answers = [client.get(page).status_code for page in (PAGE, f"{PAGE[:-1]}.csv", "/campaigns/open/summary/")]
    assert answers == [404, 404, 404]


def test_no_list_before_the_close(client, campaign):
    assert client.get("/campaigns/sanmin-2020/summary.csv").status_code == 404


def test_of_nothing_there_is_nothing_to_count(client, campaign):
    assert "還沒有收到意見建議，所以沒有數字可列。" in text_of(client.get(PAGE))


def test_one_takes_as_many_queries_as_three(client, suggest):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(PAGE)
        return len(found)

    suggest()
    one = queries()
    suggest()
    suggest(Stage.DECLINED)
    assert queries() == one
