"""Where a line of a heading may end."""

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override

from portal.reading.phrases import with_breaks

CLAUSE = re.compile('<span class="clause">|</span>')
TITLE = Template("<h1>{% breaks %}{{ title }}{% endbreaks %}</h1>")


def shown(html, language="zh-hant"):
    with override(language):
        return CLAUSE.sub("", with_breaks(html)).replace("<wbr>", "|")


@pytest.mark.parametrize(
    "broken",
    [
        "向市民|報告，|聽市民|意見，|請市民|評議",
        "子女|在外地，|如何|替獨居|父親|防電話|詐騙",
        "看建議",  # of one character nobody makes a line
        "名字裡|有生僻字",
        "2021年|報告",
        "考C5駕照|去哪裡|體檢報名",
        "未滿 14 周歲的",  # at a blank a line may end by itself
        "（一）|夜間|照明",
    ],
)
def test_a_line_ends_between_phrases(broken):
    assert shown(broken.replace("|", "")) == broken


def test_simplified_text_has_a_model_of_its_own():
    assert shown("各派出所捡到的失物能在网上一起查", "zh-hans") == "各派出所|捡到的|失物|能在网上|一起查"


def test_clauses_stay_together_while_there_is_room():
    with override("zh-hant"):
        told = [
            with_breaks(html) for html in ("打110，被問了四遍", "<a>打110，被問了四遍</a>", "打<b>110</b>，被問了四遍")
        ]
    clauses = '<span class="clause">打110，</span><wbr><span class="clause">被問了<wbr>四遍</span>'
    assert told == [clauses, "<a>打110，<wbr>被問了<wbr>四遍</a>", "打<b>110</b>，<wbr>被問了<wbr>四遍"]


def test_english_stays_as_it_is():
    assert shown("Report to the public, listen to the public", "en") == "Report to the public, listen to the public"


def test_chinese_titles_break_alike_on_english_pages():
    assert shown("各派出所撿到的失物能在網上一起查", "en") == shown("各派出所撿到的失物能在網上一起查")


@pytest.mark.parametrize(
    ("html", "broken"),
    [
        ('<a href="/看建議/最新答覆/">最新答覆</a>', '<a href="/看建議/最新答覆/">最新|答覆</a>'),
        ("最新<mark>答覆</mark>", "最新<mark>|答覆</mark>"),
        ("建議&amp;答覆&lt;b&gt;", "建議&amp;答覆&lt;b&gt;"),
        ("最新<wbr>答覆", "最新|答覆"),
    ],
)
def test_only_text_is_marked(html, broken):
    assert shown(html) == broken


def test_what_is_marked_already_is_not_marked_again():
    once = with_breaks("向市民報告，聽市民意見")
    assert with_breaks(once) == once


@pytest.mark.usefixtures("marked_headings")
def test_the_tag_marks_what_it_encloses_and_escapes_it():
    with override("zh-hant"):
        assert TITLE.render(Context({"title": "<最新答覆>"})) == "<h1>&lt;最新<wbr>答覆&gt;</h1>"


@pytest.mark.parametrize("word", ["派出所", "身份證", "電動車", "斑馬線", "戶口簿", "居住證", "網約車", "意見", "評議"])
def test_words_of_the_office_are_whole(word):
    for sentence in (f"請在{word}旁邊張貼提醒", f"希望{word}也能在手機上查到", f"為什麼沒有{word}的說明"):
        assert word in shown(sentence)


@pytest.mark.parametrize(
    ("language", "parted"), [("zh-hant", "一。二。"), ("zh-hans", "一。二。"), ("en", "一。 二。")]
)
def test_two_sentences_are_parted_as_their_language_does(language, parted):
    with override(language):
        assert Template("一。{% gap %}二。").render(Context()) == parted
