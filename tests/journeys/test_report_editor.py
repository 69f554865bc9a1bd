"""A report in a provincial layout, corrected by keyboard alone before it is saved, and imported once more."""

from pathlib import Path

import pytest
from django.urls import reverse

from reports.models import Figure, Report, Upload
from tests.journeys import desk
from tests.journeys.test_every_page import sideways, violations
from tests.reports.factories import make_staff

ADD = reverse("admin:reports_report_add")
LABELLED = Path(__file__).parents[1] / "reports/importer/labelled/provincial.txt"
OWN = """某省公安廳2024年工作報告
——2025年1月15日在全省公安工作會議上

各位代表：

一、2024年工作回顧

（一）社會大局持續平穩。全省刑事警情同比下降12.5%，偵辦各類案件1.2萬起，追回被騙資金3.6億元。
開展集中行動24次，走訪企業900家。
（二）服務群眾更加便捷。新增便民窗口45個，網上辦結業務310萬件。
群眾滿意度達96.8%，連續三年提高。

二、2025年工作安排

（一）守住安全底線。力爭破案率再提高2個百分點。
"""
MOST_STOPS = 1_000  # of Tab on the page of a long report
LEADS = 2  # characters of a sentence that are marked


@pytest.fixture
def person(open_page, transactional_db):
    """Somebody who imports reports and never touches the mouse."""
    user = make_staff(username="imports", permissions=["view_report", "add_report", "change_report"])
    page = open_page()
    desk.sign_in(page, user)
    return Keyboard(page)


class Keyboard:
    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def upload(self, text, name):
        self.page.goto(ADD)
        file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
        self.page.get_by_label("文件").set_input_files(file)
        self.page.get_by_label("文件").focus()
        self.tab_to("上傳並核對")
        return Upload.objects.exclude(state=Upload.State.SAVED).get().opened

    def tab_to(self, words):
        """Go on with Tab until the button of these words has the focus, and press it."""
        for _time in range(MOST_STOPS):
            self.press("Tab")
            if self.page.evaluate("() => document.activeElement.value") == words:
                with self.page.expect_navigation():
                    return self.press("Enter")
        pytest.fail(f"Tab never comes to {words}")

    def go(self, to, back, forth, mark):
        """Press `back` to the beginning, then `forth` until what `mark` finds is in hand."""
        self.press(*[back] * 40)
        for _time in range(200):
            if self.page.locator(mark).count():
                return
            self.press(forth)
        pytest.fail(f"{to} is never in hand")

    def to_figure(self, figure):
        self.go(figure.text, "k", "j", f"#l-{figure.key}.is-current")

    def to_section(self, key):
        self.go(key, "p", "n", f"[data-section='{key}'].is-current")

    def type_over(self, words):
        self.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(words)

    def told(self, words):
        self.page.locator("[data-told]", has_text=words).wait_for()

    def form(self, words):
        self.page.locator(".draft__form h2", has_text=words).wait_for()

    def outline(self):
        return [(one.label, one.paragraphs) for one in Upload.objects.get(state=Upload.State.READ).opened.sections]


def look(page):
    findings = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        findings += [f"{width}: {what}" for what in sideways(page) + violations(page)]
    return findings


def test_a_report_is_corrected_by_keyboard_and_imported_again(person):
    text = LABELLED.read_text() if LABELLED.exists() else OWN
    draft = person.upload(text, "report.txt")
    person.press("o")  # in the order of the text
    person.page.get_by_text("把要核對的排在前面").wait_for()
    wrong, none, kept = (figure for _section, figure in draft.figures[:3])

    person.to_figure(wrong)
    person.press("Enter")
    person.form("更正指標")
    person.type_over("更正的名稱")
    person.press("Tab")
    person.type_over("3.8億")
    person.press("Control+Enter")
    person.told("更正指標「更正的名稱」")

    person.to_figure(none)
    person.press("x")
    person.told("去掉指標")
    person.to_figure(kept)
    person.press("x")
    person.told(f"去掉指標「{kept.name}」")
    person.press("u")
    person.told("撤銷上一步")
    assert person.page.locator(f"#l-{kept.key}").count() == 1

    section, sentence = sentence_to_mark(draft, text)
    person.to_section(section.key)
    person.press("a")
    person.form("添加指標")
    findings = look(person.page)
    person.press("Shift+ArrowRight", "Shift+ArrowRight", "Enter")
    person.page.locator(f"[name=words][value='{sentence[:LEADS]}']").wait_for()
    person.press("Tab", "Tab")
    person.type_over("添加的名稱")
    person.press("Tab")
    person.type_over("2/3")
    person.press("Control+Enter")
    person.told("添加指標「添加的名稱」")

    before = person.outline()
    place = next(place for place, one in enumerate(draft.sections) if place and one.heading and one.level == 2)
    merged, into = draft.sections[place], draft.sections[place - 1]
    person.to_section(merged.key)
    person.press("m")
    person.told("併入上一節")
    person.to_section(into.key)
    person.press("s")
    person.form("從這裡分成兩節")
    person.type_over(str(len(into.paragraphs) + 1))
    person.press("Tab", "Space", "Control+Enter")
    person.told("分成兩節")
    assert person.outline() == before

    findings += look(person.page)
    person.tab_to("存為草稿")
    assert findings == []
    report = Report.objects.get()
    person.page.goto(report.get_absolute_url())
    assert merged.heading in person.page.locator("main").inner_text()
    person.page.goto(reverse("figure_list", args=[report.year]))
    said = person.page.locator("main").inner_text()
    saved = {(figure.name, figure.text) for figure in Figure.objects.of(report)}
    assert ["更正的名稱" in said, "添加的名稱" in said, (none.name, none.text) in saved] == [True, True, False]

    changed = f"{sentence[:LEADS]}今年{sentence[LEADS:]}"
    again = person.upload(text.replace(sentence, changed, 1), "again.txt")
    names = [(figure.name, figure.text) for _section, figure in again.figures]
    assert [("更正的名稱", wrong.text) in names, (none.name, none.text) in names] == [True, False]
    assert "添加的名稱" not in {name for name, _text in names}
    assert person.page.locator("[data-earlier] li").count() == 1
    assert changed in person.page.locator("[data-earlier]").inner_text()


def sentence_to_mark(draft, text):
    """(section, its first sentence) of one in which nothing else is corrected, and which stands so in the file."""
    for section in reversed(draft.sections):
        sentence = section.paragraphs and section.paragraphs[0].partition("。")[0]
        is_alone = sentence and text.count(sentence) == 1 and section is not draft.figures[0][0]
        if is_alone and not any(one.start < LEADS and one.paragraph == 0 for one in section.figures):
            return section, sentence
    pytest.fail("no sentence to mark")
