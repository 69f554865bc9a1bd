"""The desk: figures put to series many at once, acts on a series, numbers that wait for a word."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Figure
from reports.series import verbs
from reports.series.models import Difference, Point, Series
from tests.reports.desk.staff import KEEP, log_in
from tests.reports.factories import NOW, make_staff
from tests.reports.series.factories import make_year, put

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def editor(client):
    log_in(client, *KEEP, "publish_report")
    return make_staff(username="editor")


def match(client, report, **fields):
    return client.post(reverse("admin:series_report_match", args=[report.pk]), fields)


def figure(report, text):
    return Figure.objects.of(report).get(text=text)


def confirmed():
    points = Point.objects.confirmed().order_by("pk")
    return list(points.values_list("series__name", "figure__text"))


def test_each_figure_is_confirmed_made_new_put_elsewhere_or_refused_in_one_go(client, editor):
    put(make_year(2020, "偵破刑事案件500起。破獲命案5起。"), "刑事案件", "500起", by=editor)
    homicides = verbs.create("命案", by=editor, now=NOW)
    report = make_year(2021, "偵破刑事案件600起。破獲命案4起。救助群眾9人。處理投訴7件。走訪企業3家。")
    verbs.propose(report, by=editor, now=NOW)
    keys = [figure(report, text).pk for text in ("600起", "4起", "9人", "7件")]
    answer = match(
        client, report,
        **{
            f"what-{keys[0]}": "confirm",
            f"what-{keys[1]}": "other", f"words-{keys[1]}": f"命案 #{homicides.pk}",
            f"what-{keys[2]}": "new", f"words-{keys[2]}": "救助",
            f"what-{keys[3]}": "none",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert confirmed() == [("刑事案件", "500起"), ("刑事案件", "600起"), ("命案", "4起"), ("救助", "9人")]


def test_the_page_proposes_what_is_most_likely(client, editor):
    put(make_year(2020, "偵破刑事案件500起。破獲命案5起。"), "刑事案件", "500起", by=editor)
    report = make_year(2021, "偵破刑事案件600起。破獲命案4起。救助群眾9人。")
    client.post(reverse("admin:series_report_propose", args=[report.pk]))
    rows = client.get(reverse("admin:series_report_match", args=[report.pk])).context["form"].rows()
    assert [(row.figure.text, row.what.value()) for row in rows] == [
        ("600起", "confirm"), ("4起", "new"), ("9人", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "words", "told"),
    [
        ("other", "", "請填歸入哪一個。"),
        ("other", "沒有的", "沒有叫「沒有的」的歷年指標，請從列出的裡面選。"),
        ("other", "甲 #9999999999999999999", "沒有叫「甲 #9999999999999999999」的歷年指標，請從列出的裡面選。"),
        ("other", "重名", "叫「重名」的不止一個，請從列出的裡面選。"),
        ("new", "刑事案件", "已經有叫「刑事案件」的歷年指標；要歸入它，請選「歸入別的」。"),
    ],
)
def test_what_cannot_be_is_told_beside_what_was_typed(client, editor, what, words, told):
    for name in ("刑事案件", "重名", "重名"):
        verbs.create(name, by=editor, now=NOW)
    report = make_year(2021, "偵破刑事案件600起。")
    key = figure(report, "600起").pk
    page = match(client, report, **{f"what-{key}": what, f"words-{key}": words})
    form = page.context["form"]
    assert (form.errors, form[f"words-{key}"].value(), confirmed()) == ({f"words-{key}": [told]}, words, [])


def test_a_merged_one_is_known_by_where_it_leads(client, editor):
    one, other = (verbs.create(name, by=editor, now=NOW) for name in ("甲", "乙"))
    verbs.merge(one, other, by=editor, now=NOW)
    report = make_year(2021, "偵破刑事案件600起。")
    key = figure(report, "600起").pk
    match(client, report, **{f"what-{key}": "other", f"words-{key}": f"甲 #{one.pk}"})
    assert confirmed() == [("乙", "600起")]


@pytest.mark.parametrize(
    ("name", "permissions"),
    [("series_report_match", ["view_report"]), ("series_report_propose", ["view_report", "publish_report"])],
)
def test_only_who_keeps_reports_puts_figures(client, name, permissions):
    log_in(client, *permissions)
    address = reverse(f"admin:{name}", args=[make_year(2021, "偵破刑事案件600起。").pk])
    assert client.post(address).status_code == 403


def act(client, series, verb, **fields):
    return client.post(reverse("admin:series_series_do", args=[series.pk, verb]), fields)


def test_acts_are_done_and_written_down(client, editor):
    one, other, part = (verbs.create(name, by=editor, now=NOW) for name in ("甲", "乙", "分"))
    LogEntry.objects.all().delete()
    act(client, one, "describe", name="丙", definition="數的是丙。", field="治安管理")
    act(client, one, "break", year=2020, note="不含積案。")
    act(client, one, "part", part="分")
    act(client, one, "unpart", mark=one.parts.get().pk)
    act(client, one, "unbreak", mark=one.breaks.get().pk)
    answer = act(client, one, "merge", into=f"乙 #{other.pk}")
    assert answer.url == reverse("admin:series_series_change", args=[other.pk])
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == [
        "修改簡稱、口徑說明或者領域",
        "標明 2020 年起口徑有變化：不含積案。",
        "標明「分」是組成部分",
        "取消組成部分「分」",
        "取消 2020 年的口徑變化",
        f"併入「乙」（編號 {other.pk}）",
        f"併入了「丙」（編號 {one.pk}）",
    ]
    assert part.wholes.count() == 0


def test_a_refusal_keeps_what_was_typed(client, editor):
    one = verbs.create("甲", by=editor, now=NOW)
    form = act(client, one, "merge", into="甲").context["form"]
    assert (form.non_field_errors(), form["into"].value()) == (["不能併入它自己，請選擇另一個。"], "甲")


def test_a_merged_one_offers_no_act_and_an_unknown_act_is_not_found(client, editor):
    one, other = (verbs.create(name, by=editor, now=NOW) for name in ("甲", "乙"))
    verbs.merge(one, other, by=editor, now=NOW)
    page = client.get(reverse("admin:series_series_change", args=[one.pk]))
    answers = [act(client, one, "describe", name="丙").status_code, act(client, other, "delete").status_code]
    assert (page.context["acts"], answers, Series.objects.get(pk=one.pk).name) == ([], [302, 404], "甲")


def test_whoever_may_only_read_does_nothing(client, editor):
    one = verbs.create("甲", by=editor, now=NOW)
    client.logout()
    client.force_login(make_staff(username="reader", permissions=["view_report"]))
    page = client.get(reverse("admin:series_series_change", args=[one.pk]))
    assert (page.status_code, page.context["acts"], act(client, one, "describe", name="丙").status_code) == (
        200,
        [],
        403,
    )


@pytest.fixture
def difference(editor):
    report = make_year(2021, "偵破刑事案件600起，同比上升19%。")
    put(make_year(2020, "偵破刑事案件500起。"), "刑事案件", "500起", by=editor)
    put(report, "刑事案件", "600起", "19%", by=editor)
    return Difference.objects.get()


def test_the_home_tells_what_waits(client, difference):
    report = make_year(2022, "偵破刑事案件700起。")
    verbs.propose(report, by=make_staff(username="other"), now=NOW)
    page = client.get(reverse("admin:index")).text
    told = ["報告的數字有 1 處與計算不一致，等待核實", "2022 年報告有 1 個指標等待確認歸入哪個歷年指標"]
    assert [sentence for sentence in told if sentence not in page] == []


@pytest.mark.parametrize(("what", "is_public"), [("publish", True), ("set-aside", False)])
def test_a_person_decides_what_is_said(client, difference, what, is_public):
    fields = {"what": what, "note": "上年的數後來核減過。"}
    answer = client.post(reverse("admin:series_difference_decide", args=[difference.pk]), fields)
    difference.refresh_from_db()
    assert (answer.url, difference.is_public, difference.note, difference.decided_by.username) == (
        reverse("admin:series_difference_changelist"), is_public, "上年的數後來核減過。", "desk",
    )  # fmt: skip


def test_only_who_publishes_reports_decides_it(client, difference):
    client.logout()
    client.force_login(make_staff(username="keeper", permissions=KEEP))
    assert client.get(reverse("admin:series_difference_decide", args=[difference.pk])).status_code == 403


@pytest.mark.parametrize("name", ["series_series_changelist", "series_difference_changelist"])
def test_the_lists_open(client, difference, name):
    assert client.get(reverse(f"admin:{name}")).status_code == 200
    assert client.get(reverse("admin:series_difference_change", args=[difference.pk])).status_code == 200


def test_the_page_of_a_report_costs_the_same_for_one_figure_and_for_three(client, editor):
    client.get(reverse("admin:index"))  # which the session is written for
    costs = []
    for year, cases in ((2020, "偵破刑事案件500起。"), (2021, "偵破刑事案件600起。破獲命案4起。救助群眾9人。")):
        report = make_year(year, cases)
        verbs.propose(report, by=editor, now=NOW)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("admin:series_report_match", args=[report.pk]))
        costs.append(len(asked))
    assert costs[0] == costs[1]
