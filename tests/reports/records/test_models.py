"""Publishing is a recorded verb; queries show each person what is theirs to see; figures print well."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.search import Query
from reports.article.layout import with_figures
from reports.importer.names import Anchors, key_of, plain
from reports.models import Figure, Publication, Report, Section
from reports.records.reports import ReportRefused
from tests.reports.factories import NOW, make_report, make_staff, publish, withdraw

pytestmark = pytest.mark.django_db


def record(report):
    return [(row.action, row.by.username, row.at) for row in report.publications.all()]


def refused(act):
    with pytest.raises(ReportRefused) as refusal:
        act()
    return str(refusal.value)


def test_publishing_and_withdrawing_are_recorded_with_who_proposed_and_the_reason():
    editor, colleague, report = make_staff(), make_staff(username="colleague"), make_report()
    report.propose_publish(by=colleague, now=NOW)
    report.publish(by=editor, now=NOW)
    later = NOW + timedelta(days=1)
    report.propose_withdraw("數字有誤。", by=editor, now=later)
    report.withdraw(by=colleague, now=later)
    report.refresh_from_db()
    assert report.published_at is None
    assert record(report) == [
        ("propose_publish", "colleague", NOW),
        ("publish", "editor", NOW),
        ("propose_withdraw", "editor", later),
        ("withdraw", "colleague", later),
    ]
    assert (report.withdrawal.reason, report.proposal) == ("數字有誤。", None)


def test_whoever_proposed_cannot_confirm():
    editor, report = make_staff(), make_report()
    report.propose_publish(by=editor, now=NOW)
    assert refused(lambda: report.publish(by=editor, now=NOW)) == "要由另一個人確認，不能由提請人自己確認。"
    assert (report.is_published, record(report)) == (False, [("propose_publish", "editor", NOW)])


def test_what_nobody_proposed_is_not_confirmed_nor_dropped():
    editor, report = make_staff(), make_report()
    told = "還沒有人提請，請先由一個人提請，再由另一個人確認。"
    assert [refused(partial(act, by=editor, now=NOW)) for act in (report.publish, report.drop_proposal)] == [told] * 2


def test_a_proposal_is_dropped_by_anybody_and_made_again():
    editor, colleague, report = make_staff(), make_staff(username="colleague"), make_report()
    report.propose_publish(by=editor, now=NOW)
    assert refused(lambda: report.propose_publish(by=colleague, now=NOW)) == "已經有人提請，等待另一個人確認。"
    report.drop_proposal(by=colleague, now=NOW)
    report.propose_publish(by=colleague, now=NOW)
    assert [action for action, _by, _at in record(report)] == ["propose_publish", "drop", "propose_publish"]


def test_a_report_is_withdrawn_for_a_reason_that_is_public():
    report = make_report(published_by=make_staff())
    told = refused(lambda: report.propose_withdraw(" ", by=make_staff(username="other"), now=NOW))
    assert told == "撤下報告要寫明公開的原因。"


def test_whoever_looked_at_an_older_state_is_told_to_look_again():
    editor, colleague, report = make_staff(), make_staff(username="colleague"), make_report()
    report.propose_publish(by=editor, now=NOW, seen=0)
    told = refused(lambda: report.publish(by=colleague, now=NOW, seen=0))
    assert told == "這份報告剛剛有變動。請看過最新情況，再決定是否提交。"


def test_what_is_proposed_stays_as_it_was_read():
    editor, report = make_staff(), make_report()
    names = named(report)
    report.propose_publish(by=editor, now=NOW)
    section = report.sections.in_order().first()
    acts = [
        make_report,
        lambda: report.name_figures(names),
        lambda: section.rewrite(heading=section.heading, paragraphs=["別的話。"]),
    ]
    assert [refused(act) for act in acts] == [
        "2021 年的報告已經提請公布，不能用導入的內容覆蓋；請先撤回提請。",
        "這些名稱不屬於這份報告的指標，或者報告已經公布過，名稱不能再改。",
        "這份報告已經提請公布，正文不能修改；請先撤回提請。",
    ]


def test_publishing_twice_is_refused():
    report = make_report(published_by=make_staff())
    before = record(report)
    assert refused(lambda: publish(report, by=make_staff(username="other"))) == "這份報告已經公布，不用再公布。"
    assert record(report) == before


def test_withdrawing_a_draft_is_refused():
    report = make_report()
    assert refused(lambda: withdraw(report, by=make_staff())) == "這份報告沒有公布，無須撤下。"
    assert Publication.objects.count() == 0


def test_a_report_without_text_is_not_published():
    report = Report.objects.create(year=2020, title="空白", imported_at=NOW)
    told = refused(lambda: publish(report, by=make_staff()))
    assert told == "這份報告還沒有內容，不能公布，請先導入或者填寫。"
    assert Publication.objects.count() == 0


def test_who_sees_a_draft():
    draft = make_report()
    published = make_report(year=2020, published_by=make_staff())
    reader = make_staff(username="reader", permissions=["view_report"])
    outsider = make_staff(username="outsider")
    seen = [[*Report.objects.visible_to(user).newest_first()] for user in (AnonymousUser(), outsider, reader)]
    assert seen == [[published], [published], [draft, published]]


def test_drafts_stay_out_of_published_rows():
    make_report()
    assert (Section.objects.published().count(), Figure.objects.published().count()) == (0, 0)


def test_the_pieces_of_a_paragraph_joined_are_the_paragraph():
    section = make_report().sections.get(anchor="s1-2")
    [pieces] = with_figures(section.paragraphs, section.figures.all())
    assert "".join(text for text, _ in pieces) == section.paragraphs[0]
    assert [(text, figure.number) for text, figure in pieces if figure] == [("3.5萬人次", "35000"), ("4.5%", "-4.5")]


def test_a_figure_whose_words_are_gone_is_not_marked():
    section = make_report().sections.get(anchor="s2")
    section.paragraphs = ["別的話。"]
    assert with_figures(section.paragraphs, section.figures.all()) == [[("別的話。", None)]]


def test_sections_without_heading_are_named_by_their_place():
    report = make_report(text="開頭。\n一、平安\n(一)甲。甲的話。\n(二)乙。乙的話。\n一年來，不容易。")
    assert [section.label for section in report.sections.all()] == ["前言", "一、平安", "（一）甲", "（二）乙", "結語"]


@pytest.mark.parametrize(
    ("numeral", "label"),
    [
        ("(一)", "（一）甲"),
        ("（一）", "（一）甲"),
        ("( 十二 )", "（十二）甲"),
        ("(3)", "（3）甲"),
        ("一、", "一、甲"),
        ("", "甲"),
    ],
)
def test_the_brackets_of_a_numeral_are_as_wide_as_a_character(numeral, label):
    assert Section(numeral=numeral, heading="甲", anchor="s1").label == label


@pytest.mark.parametrize(
    ("value", "text"),
    [("109000000.0000", "109000000"), ("-0.9000", "-0.9"), ("100", "100"), ("1700000000000", "1700000000000")],
)
def test_a_value_prints_in_plain_digits(value, text):
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("109000000", "109,000,000"),
        ("17287", "17,287"),
        ("9200", "9200"),
        ("-0.9", "-0.9"),
        ("-1234.5", "-1234.5"),
        ("-12345.67", "-12,345.67"),
        ("0", "0"),
    ],
)
def test_a_value_for_readers_has_commas_from_five_digits_on(value, text):
    assert Figure(value=Decimal(value)).grouped == text


def test_one_name_in_two_scripts_has_one_key():
    assert key_of("偵破“刑事”案件 ") == key_of("侦破「刑事」案件")


def test_what_is_invisible_is_not_in_a_key():
    assert [key_of(name) for name in ("\x00", "\x00偵破\x1f案件\x7f", "偵破\n案件\x85")] == ["", "侦破案件", "侦破案件"]


def test_a_free_anchor_counts_on_from_the_taken_ones():
    anchors = Anchors({"s2", "s2-b2"})
    asked = ["s1", "s1", "s1-b3", "s1", "s2"]
    assert [anchors.take(anchor) for anchor in asked] == ["s1", "s1-b2", "s1-b3", "s1-b4", "s2-b3"]


def test_figures_come_without_the_text_of_their_sections():
    report = make_report()
    asked = [Figure.objects.of(report), Figure.objects.named("偵破案件"), Figure.objects.mentioning(Query("偵破"))]
    assert ["paragraphs" in str(figures.query) for figures in asked] == [False] * 3


NAMES = ["偵破的案件", "本地的案件", "外地的案件", "巡邏", "事故", "便民窗口"]


def named(report, names=NAMES):
    return list(zip([figure.text for figure in Figure.objects.of(report)], names, strict=True))


def test_figures_get_the_names_a_person_chose_and_keep_them():
    report = make_report()
    report.name_figures(named(report))
    make_report()  # the same file once more
    figures = Figure.objects.of(report)
    assert [(figure.name, figure.key, figure.is_corrected) for figure in figures] == [
        (name, key_of(name), True) for name in NAMES
    ]
    assert list(Figure.objects.mentioning(Query("便民窗口")).values_list("text", flat=True)) == ["15個"]


def test_names_for_another_report_are_refused():
    report = make_report()
    with pytest.raises(ReportRefused, match="名稱"):
        report.name_figures([("1起", "別的"), *named(report)[1:]])
    assert Figure.objects.filter(is_corrected=True).count() == 0


def test_names_are_addresses_once_published():
    publisher = make_staff()
    report = make_report(published_by=publisher)
    withdraw(report, by=publisher, now=NOW)
    with pytest.raises(ReportRefused, match="名稱"):
        report.name_figures(named(report))
