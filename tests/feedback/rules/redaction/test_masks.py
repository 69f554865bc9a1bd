"""What a mask leaves, whatever the text."""

from hypothesis import example, given
from hypothesis import strategies as st

from feedback.rules import redaction
from tests.feedback.rules.redaction.texts import FOUND, LEFT_ALONE


def test_a_mask_says_nothing_of_what_it_hides_not_even_how_long_it_was():
    text = "我是37020219851112101X，電話 138 - 1234 - 5678，車魯B·12345。"
    assert redaction.mask(text) == "我是＊＊＊＊＊＊，電話 ＊＊＊＊＊＊，車＊＊＊＊＊＊。"


def test_a_text_without_personal_data_stays_as_it_is():
    text = "建議在香港中路與東海路路口加一塊待轉提示牌，2021-0170 也提過。"
    assert redaction.mask(text) == text


pieces = st.sampled_from([text for texts in FOUND.values() for text in texts] + LEFT_ALONE)
glue = st.text(alphabet="0123456789 -.()+@Xx魯BD號碼：，元a*＊１＠－", max_size=6)
texts = st.lists(st.one_of(pieces, glue, st.text(max_size=8)), max_size=12).map("".join)


@given(texts)
@example("13812345678@138 1234 5678")
@example("6228 4804 0256 4890 0181 138 1234 5678")
@example("魯B魯B12345")
def test_a_mask_leaves_nothing_that_would_be_found_again(text):
    assert redaction.find(redaction.mask(text)) == []


@given(texts)
def test_findings_stand_where_they_say_and_do_not_overlap(text):
    findings = redaction.find(text)
    assert [text[finding.start : finding.end] for finding in findings] == [finding.text for finding in findings]
    places = [place for finding in findings for place in (finding.start, finding.end)]
    assert places == sorted(places)


@given(texts)
def test_a_mask_changes_nothing_but_what_was_found(text):
    kept, end = [], 0
    for finding in redaction.find(text):
        kept.append(text[end : finding.start])
        end = finding.end
    kept.append(text[end:])
    stars = ["＊" * min(len(finding.text), 6) for finding in redaction.find(text)] + [""]
    assert redaction.mask(text) == "".join(part for pair in zip(kept, stars, strict=True) for part in pair)
