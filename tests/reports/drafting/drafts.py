"""Drafts without a database, for tests."""

from reports.drafting.draft import drafted
from reports.importer import parse

TEXT = """某市公安局2021年工作報告
一、守護平安
全年偵破案件120起，抓獲人員30名。群眾滿意。
巡邏出動3.5萬人次。
二、服務群眾
新增便民窗口15個。
"""


def draft_of(text=TEXT, year=2021):
    return drafted(parse(text, year=year, bureau="某市公安局"))


def key_of(draft, text):
    """The key of the figure of these words."""
    return next(figure.key for _section, figure in draft.figures if figure.text == text)


def section_key(draft, heading):
    return next(section.key for section in draft.sections if section.heading == heading)


def told(draft):
    """Each figure as (section, name, value as a text, where it stands), which is where its words stand."""
    assert all(
        section.paragraphs[figure.paragraph][figure.start : figure.end] == figure.text
        for section, figure in draft.figures
    )
    return [
        (section.heading, figure.name, f"{figure.number}{figure.unit}", (figure.paragraph, figure.start))
        for section, figure in draft.figures
    ]


def outline(draft):
    return [(section.level, section.label, section.paragraphs) for section in draft.sections]
