"""Importing again updates the draft in place: rows and anchors others point to stay."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from feedback.models import Suggestion
from reports.drafting import edits
from reports.drafting import outline as outline_edits
from reports.drafting.draft import drafted
from reports.importer import parse
from reports.models import Figure, Report, Section
from reports.records.reports import ReportRefused
from reports.series.models import Point, Series
from tests.reports.factories import NOW, TEXT, make_report, make_staff

pytestmark = pytest.mark.django_db


def outline(report):
    return [
        (section.anchor, section.level, section.parent and section.parent.anchor, section.numeral, section.heading)
        for section in report.sections.in_order().select_related("parent")
    ]


def rows(report):
    return {section.heading: (section.pk, section.anchor) for section in report.sections.all()}


def test_a_draft_holds_what_was_read():
    report = make_report()
    assert (report.year, report.title, report.script, report.source_name, report.imported_at, report.published_at) == (
        2021,
        "某市公安局2021年工作報告",
        "zh-hant",
        "report.txt",
        NOW,
        None,
    )
    assert outline(report) == [
        ("preface", 1, None, "", ""),
        ("s1", 1, None, "一、", "守護平安"),
        ("s1-1", 2, "s1", "(一)", "打擊犯罪"),
        ("s1-2", 2, "s1", "(二)", "防範風險"),
        ("s2", 1, None, "二、", "服務群眾"),
    ]
    assert [(str(figure), figure.text) for figure in Figure.objects.of(report)] == [
        ("偵破案件 120起", "120起"),
        ("本地 80起", "80起"),
        ("外地 40起", "40起"),
        ("巡邏出動 35000人次", "3.5萬人次"),
        ("事故 -4.5%", "4.5%"),
        ("新增便民窗口 15個", "15個"),
    ]


def test_the_script_of_a_simplified_report_is_known():
    assert make_report(text="全年侦破案件，服务群众，开展整治。").script == "zh-hans"


def test_importing_the_same_again_changes_nothing():
    report = make_report()
    before = outline(report), rows(report)
    again = make_report()
    assert (again.pk, outline(again), rows(again)) == (report.pk, *before)


def test_a_section_keeps_row_and_anchor_when_its_number_moves():
    before = rows(make_report())
    report = make_report(text=TEXT.replace("二、服務群眾", "二、深化改革\n改革的話。\n三、服務群眾"))
    assert rows(report) == before | {"深化改革": (rows(report)["深化改革"][0], "s2-b2")}
    assert Section.objects.get(anchor="s2").numeral == "三、"


def test_a_section_keeps_row_and_anchor_when_its_heading_is_reworded():
    before = rows(make_report())
    report = make_report(text=TEXT.replace("服務群眾\n", "熱心服務群眾\n"))
    assert rows(report)["熱心服務群眾"] == before["服務群眾"]


def test_a_section_that_is_gone_goes():
    make_report()
    report = make_report(text=TEXT.split("二、服務群眾")[0])
    assert [section[0] for section in outline(report)] == ["preface", "s1", "s1-1", "s1-2"]


def test_sub_sections_outlive_the_part_they_stood_in():
    before = rows(make_report())
    report = make_report(text="一、打擊犯罪\n全年偵破案件120起。\n二、服務群眾\n新增便民窗口15個。")
    assert rows(report) == {name: before[name] for name in ("打擊犯罪", "服務群眾")}
    assert outline(report) == [
        ("s1-1", 1, None, "一、", "打擊犯罪"),
        ("s2", 1, None, "二、", "服務群眾"),
    ]


def test_a_section_somebody_refers_to_is_not_dropped(citizen):
    report = make_report()
    section = report.sections.get(anchor="s2")
    Suggestion.objects.filter(pk=citizen.suggestion.pk).update(section=section)
    before = outline(report)
    with pytest.raises(ReportRefused, match="導入的文件裡沒有「二、服務群眾」一節，但已有意見建議或者評議指向它"):
        make_report(text=TEXT.split("二、服務群眾")[0])
    assert outline(report) == before


def test_a_corrected_figure_keeps_its_correction():
    report = make_report()
    Figure.objects.filter(text="120起").update(name="偵破刑事案件", key="侦破刑事案件", is_corrected=True)
    make_report(text=TEXT.replace("全年偵破", "這一年偵破"))
    names = [(figure.name, figure.is_corrected) for figure in Figure.objects.of(report)]
    assert names[:2] == [("偵破刑事案件", True), ("本地", False)]


def keys(report):
    return {figure.text: figure.pk for figure in Figure.objects.of(report)}


def test_importing_the_same_again_keeps_the_rows_of_figures():
    before = keys(make_report())
    assert keys(make_report()) == before


def test_a_figure_of_a_sentence_that_is_the_same_keeps_its_row():
    before = keys(make_report())
    after = keys(make_report(text=TEXT.replace("全年偵破", "開頭的一句3項。全年偵破").replace("15個", "16個")))
    assert after == {text: pk for text, pk in before.items() if text != "15個"} | {
        "3項": after["3項"],
        "16個": after["16個"],
    }
    assert {after["3項"], after["16個"]} & {*before.values()} == set()


def test_a_figure_of_a_section_that_is_gone_keeps_its_row_in_another():
    report = make_report()
    before = keys(report)
    draft = Report.objects.drafted(parse(TEXT, year=2021, bureau="某市公安局"))
    last = draft.sections[-1].key
    Report.objects.save_draft(outline_edits.merge_section(draft, last), source_name="report.txt", now=NOW)
    assert (keys(report), report.sections.filter(anchor="s2").exists()) == (before, False)
    assert Figure.objects.get(text="15個").section.anchor == "s1-2"


def test_two_numbers_that_read_alike_keep_their_rows_in_order():
    text = "一、工作\n破案3起。\n破案3起。"
    before = [figure.pk for figure in Figure.objects.of(make_report(text=text))]
    after = [figure.pk for figure in Figure.objects.of(make_report(text=text))]
    assert (after, len(set(after))) == (before, 2)


def test_a_figure_that_others_point_to_and_that_would_go_is_known_before():
    report = make_report()
    draft = Report.objects.drafted(parse(TEXT, year=2021, bureau="某市公安局"))
    figures = list(Figure.objects.of(report))
    series = Series.objects.create(name="破案", created_at=NOW)
    Point.objects.create(series=series, figure=figures[0], confirmed_at=NOW)
    Point.objects.create(series=series, figure=figures[1])  # nobody has confirmed it
    assert Report.objects.held_and_gone(draft) == []
    for _section, figure in draft.figures[:3]:
        draft = edits.drop_figure(draft, figure.key)
    assert Report.objects.held_and_gone(draft) == figures[:1]


def test_what_was_edited_is_saved_as_it_is():
    report = make_report()
    Figure.objects.filter(text="120起").update(name="偵破刑事案件", key="侦破刑事案件", is_corrected=True)
    Report.objects.save_draft(drafted(parse(TEXT, year=2021, bureau="某局")), source_name="", now=NOW)
    assert [(figure.name, figure.is_corrected) for figure in Figure.objects.of(report)][:1] == [("偵破案件", False)]


def test_a_number_that_was_dropped_stays_so():
    make_report()
    draft = Report.objects.drafted(parse(TEXT, year=2021, bureau="某市公安局"))
    dropped = next(figure.key for _section, figure in draft.figures if figure.text == "80起")
    report = Report.objects.save_draft(edits.drop_figure(draft, dropped), source_name="", now=NOW)
    make_report()
    assert "80起" not in keys(report)
    report.sections.get(anchor="s1-1").rewrite(
        heading="打擊犯罪", paragraphs=["全年偵破案件120起（本地80起、外地40起）。"]
    )
    assert [*keys(report)] == ["120起", "40起", "3.5萬人次", "4.5%", "15個"]


def test_a_published_report_is_not_overwritten():
    report = make_report(published_by=make_staff())
    with pytest.raises(ReportRefused, match="2021 年的報告已經公布，不能用導入的內容覆蓋；請先撤下。"):
        make_report(text="2021年，別的話。")
    assert outline(report) == outline(Report.objects.get())


def test_a_year_out_of_range_is_refused():
    parsed = parse("正文在此。", year=1066, bureau="某局")
    with pytest.raises(ReportRefused):
        Report.objects.save_draft(parsed, source_name="", now=NOW)
    assert Report.objects.count() == 0


def test_the_database_refuses_two_sections_with_one_anchor():
    report = make_report()
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(report=report, level=1, anchor="s1", order=9)


def test_rewriting_a_draft_section_reads_its_figures_anew():
    section = make_report().sections.get(anchor="s2")
    section.rewrite(heading="服務市民", paragraphs=["新增窗口20個，", "滿意率達99%。"])
    section.refresh_from_db()
    assert (section.heading, section.paragraphs) == ("服務市民", ["新增窗口20個，", "滿意率達99%。"])
    assert [(str(figure), figure.paragraph) for figure in section.figures.all()] == [
        ("新增窗口 20個", 0),
        ("滿意率 99%", 1),
    ]


def test_rewriting_reads_the_rows_of_a_table_and_the_year_that_headings_above_name():
    text = "2022年工作報告\n一、2021年回顧\n(一)交通\n事故同比下降5%。\n類別\t立案\n盜竊\t12"
    section = make_report(text=text, year=2022).sections.get(anchor="s1-1")
    told = [(figure.name, figure.number, figure.compared_year) for figure in section.figures.all()]
    section.rewrite(heading=section.heading, paragraphs=section.paragraphs)
    assert told == [("事故", "-5", 2020), ("盜竊立案", "12", None)]
    assert [(figure.name, figure.number, figure.compared_year) for figure in section.figures.all()] == told


@pytest.mark.parametrize("digits", [21, 26, 40, 200])
def test_a_number_too_long_to_save_is_refused_in_words(digits):
    report = make_report()
    section = report.sections.get(anchor="s2")
    before = outline(report), [str(figure) for figure in Figure.objects.of(report)]
    refusals = []
    for attempt in (
        lambda: section.rewrite(heading="", paragraphs=[f"破案{'9' * digits}起。"]),
        lambda: make_report(text=TEXT.replace("15", "9" * digits)),
    ):
        with pytest.raises(ReportRefused) as refused:
            attempt()
        refusals.append(str(refused.value).partition("：")[0])
    assert refusals == [f"「{('9' * digits + unit)[:40]}」不能作為指標保存" for unit in "起個"]
    assert (outline(report), [str(figure) for figure in Figure.objects.of(report)]) == before


def test_the_longest_number_that_can_be_saved():
    section = make_report().sections.get(anchor="s2")
    section.rewrite(heading="服務", paragraphs=[f"破案1{'0' * 19}起。"])
    assert [str(figure) for figure in section.figures.all()] == [f"破案 1{'0' * 19}起"]


def test_a_published_section_is_not_rewritten():
    section = make_report(published_by=make_staff()).sections.get(anchor="s2")
    with pytest.raises(ReportRefused, match="這份報告已經公布，正文不能修改；請先撤下。"):
        section.rewrite(heading="", paragraphs=[])
    assert User.objects.count() == 2
