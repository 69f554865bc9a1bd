"""The filter that shows content in the reader's script."""

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import override

TEMPLATE = Template("{% load reading %}{{ text|reading }}")


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("zh-hant", "養犬登記", "養犬登記"),
        ("zh-hans", "養犬登記", "养犬登记"),
        ("zh-hant", "养犬登记", "養犬登記"),
        ("zh-hans", "养犬登记", "养犬登记"),
        ("zh-hant", "于先生住在里院，台東的複議件", "于先生住在里院，台東的複議件"),
        ("zh-hant", None, ""),
    ],
)
def test_content_is_shown_in_the_readers_script(language, text, shown):
    with override(language):
        assert TEMPLATE.render(Context({"text": text})) == shown


def test_what_one_caller_marked_safe_stays_escaped_for_the_next():
    TEMPLATE.render(Context({"text": mark_safe("<b>標題</b>")}))
    assert TEMPLATE.render(Context({"text": "<b>標題</b>"})) == "&lt;b&gt;標題&lt;/b&gt;"
