"""報告段落 ⇄ 承諾 ⇄ 舉措 ⇄ 意見 ⇄ 答覆 ⇄ 評議: the whole of it from each end, and nothing that is not public."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.measures.rules import EvidenceKind
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.measures.rows import draft, hidden, make_measure, promise, public
from tests.reports.factories import make_report, make_staff, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def report(db):
    return make_report(published_by=make_staff(permissions=["publish_report"]))


@pytest.fixture
def section(report):
    return report.sections.get(heading__contains="服務群眾")


class Whole:
    """One of each: a section and its figure, a promise in it, a measure that keeps it, a suggestion with its answer."""

    def __init__(self, section):
        self.section, self.figure = section, section.figures.get()
        self.suggestion = public()
        self.reply = self.suggestion.replies.get()
        self.commitment = promise(section=section)
        self.measure = make_measure(answers=[self.suggestion, hidden()], commitment=self.commitment, section=section)
        self.measure.evidence.create(kind=EvidenceKind.FIGURE, label="窗口", figure=self.figure)

    def ends(self):
        """{kind: address of its chain}"""
        keys = {
            "section": f"{self.section.report.year}-{self.section.anchor}", "figure": self.figure.pk,
            "commitment": self.commitment.pk, "measure": self.measure.pk, "suggestion": self.suggestion.number,
            "reply": self.reply.pk,
        }  # fmt: skip
        return {kind: f"/chain/{kind}/{key}/" for kind, key in keys.items()}


@pytest.fixture
def whole(section):
    return Whole(section)


def ways(page):
    """The chains that a page leads to."""
    return set(re.findall(r'href="(/chain/[^"]+)"', page.text.partition("<main")[2]))


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2].partition("</main>")[0]))


@pytest.mark.parametrize("kind", ["section", "figure", "commitment", "measure", "suggestion", "reply"])
def test_from_each_end_the_whole_chain_is_there_and_walks_on(client, whole, kind):
    ends = whole.ends()
    page = client.get(ends[kind])
    text = text_of(page)
    titles = ("服務群眾", "新增便民窗口", "二季度改造路口", "香港中路增設待轉提示牌", "香港中路路口加待轉提示")

    assert ways(page) == {*ends.values()} - {ends[kind]}
    assert [title for title in (*titles, "採納", "另有 1 件內容不公開，只計件數。") if title not in text] == []
    assert "內容公開、已有答覆的 1 件裡：基本滿意及以上 1 件，不滿意及以下 0 件，沒有評議 0 件。" in text


def test_every_end_is_reached_from_every_other_over_the_pages_alone(client, whole):
    ends = {*whole.ends().values()}
    for first in ends:
        seen, waiting = set(), [first]
        while waiting:
            address = waiting.pop()
            if address not in seen:
                seen.add(address)
                waiting += ways(client.get(address))
        assert seen == ends


def test_the_pages_of_the_ends_lead_to_their_chains(client, whole):
    ends = whole.ends()
    pages = {
        "section": "/reports/2021/", "figure": whole.figure.get_absolute_url(),
        "commitment": whole.commitment.get_absolute_url(), "measure": whole.measure.get_absolute_url(),
        "suggestion": whole.suggestion.get_absolute_url(),
    }  # fmt: skip
    assert {kind: ways(client.get(page)) for kind, page in pages.items()} == {kind: {ends[kind]} for kind in pages}


def test_a_promise_of_a_reply_hangs_together_with_its_suggestion(client):
    one = public()
    made = promise(reply=one.replies.get())
    assert ways(client.get(f"/chain/suggestion/{one.number}/")) == {
        f"/chain/commitment/{made.pk}/", f"/chain/reply/{one.replies.get().pk}/",
    }  # fmt: skip
    assert f"/chain/suggestion/{one.number}/" in ways(client.get(f"/chain/commitment/{made.pk}/"))


def test_who_did_not_rate_is_counted(client):
    rated, silent, low = public(), public(stage=Stage.REPLIED), public(stage=Stage.REPLIED)
    factories.rate(low, "five_dissatisfied")
    measure = make_measure(answers=[rated, silent, low])
    told = "內容公開、已有答覆的 3 件裡：基本滿意及以上 1 件，不滿意及以下 1 件，沒有評議 1 件。"
    assert told in text_of(client.get(f"/chain/measure/{measure.pk}/"))


def test_a_merged_one_has_the_answer_of_its_main_one(client):
    main = public(title="主件的標題")
    merged = public(stage=Stage.MERGED, main=main, title="併入的標題")
    measure = make_measure(answers=[main])
    page = client.get(f"/chain/suggestion/{merged.number}/")
    assert {f"/chain/measure/{measure.pk}/", f"/chain/reply/{main.replies.get().pk}/"} <= ways(page)


def test_what_is_not_public_is_not_found(client, section, reviewer):
    stub, drafted = hidden(), draft()
    unapproved = public(stage=Stage.IN_PROGRESS)
    factories.draft(unapproved)
    proposed = promise(section=section, is_confirmed=False)
    other = make_report(text="某市公安局2020年工作報告\n\n一、服務群眾\n新增窗口9個。\n", year=2020)
    unpublished = other.sections.get(heading__contains="服務群眾")
    pages = (
        f"suggestion/{stub.number}", f"reply/{stub.replies.get().pk}", f"reply/{unapproved.replies.get().pk}",
        f"measure/{drafted.pk}", f"commitment/{proposed.pk}", f"section/2020-{unpublished.anchor}",
        f"figure/{unpublished.figures.get().pk}",
    )  # fmt: skip
    nowhere = (
        "suggestion/2020-9999",
        "reply/0",
        f"measure/{10**20}",
        "section/2021-none",
        "section/x",
        "cat/1",
    )
    spelled = (f"measure/0{make_measure().pk}", f"section/02021-{section.anchor}")
    codes = {page: client.get(f"/chain/{page}/").status_code for page in (*pages, *nowhere, *spelled)}
    assert codes == dict.fromkeys(codes, 404)


def test_what_is_withdrawn_stands_in_no_chain(client, whole):
    withdraw(whole.section.report, by=make_staff(username="withdraws", permissions=["publish_report"]))
    page = client.get(f"/chain/measure/{whole.measure.pk}/")
    ends = whole.ends()
    assert ways(page) == {ends["suggestion"], ends["reply"]}


def test_words_that_were_not_released_are_nowhere(client, section):
    words = {"title": "我的原標題", "body": "我的原話", "name": "王曉梅", "contact": "13864210975"}
    stub, released = factories.make_suggestion(stage=Stage.CLOSED, **words), public(**words | {"title": "公開標題"})
    measure = make_measure(answers=[stub, released], section=section)
    pages = [f"measure/{measure.pk}", f"suggestion/{released.number}", f"section/2021-{section.anchor}"]
    texts = [client.get(f"/chain/{page}/").text for page in pages]
    hidden_words = (words["title"], words["body"], words["name"], words["contact"], stub.number)
    assert [word for word in hidden_words for text in texts if word in text] == []


@pytest.mark.parametrize("kind", ["section", "figure", "commitment", "measure", "suggestion", "reply"])
def test_a_long_chain_takes_as_many_queries_as_a_short_one(client, whole, kind):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(whole.ends()[kind]).status_code == 200
        return len(found)

    queries()
    one = queries()
    for title in ("乙", "丙"):
        more = make_measure(
            title=title, answers=[whole.suggestion, public(), hidden()], commitment=whole.commitment,
            section=whole.section,
        )  # fmt: skip
        more.evidence.create(kind=EvidenceKind.FIGURE, label="窗口", figure=whole.figure)
        promise(section=whole.section, title=title)
    assert queries() == one
