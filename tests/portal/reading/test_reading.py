"""Content in the reader's script, in the original, and the language it is said to be in."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import override

from portal.desk.word_form import TryWordForm
from portal.reading import protected
from portal.reading.readers import current, reader
from portal.tables.words import ProtectedWord, ProtectedWordQuerySet

pytestmark = pytest.mark.django_db

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
        ("en", "養犬登記", "養犬登記"),
        ("en", "养犬登记", "養犬登記"),
    ],
)
def test_content_is_shown_in_the_readers_script(language, text, shown):
    with override(language):
        assert TEMPLATE.render(Context({"text": text})) == shown


def test_what_one_caller_marked_safe_stays_escaped_for_the_next():
    TEMPLATE.render(Context({"text": mark_safe("<b>標題</b>")}))
    assert TEMPLATE.render(Context({"text": "<b>標題</b>"})) == "&lt;b&gt;標題&lt;/b&gt;"


def read(rf, source, text, *, language, query=""):
    """What a request to read `text` by the template `source` shows."""
    page = Template("{% load reading %}" + source)

    def view(request):
        return HttpResponse(page.render(Context({"text": text, "request": request})))

    with override(language):
        return reader(view)(rf.get(f"/about/{query}")).text


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_the_original_is_what_was_written(rf, language):
    assert read(rf, "{{ text|reading }}", "关于台東", language=language, query="?original=1") == "关于台東"


@pytest.mark.parametrize(
    ("language", "query", "text", "switch"),
    [
        ("zh-hans", "", "養犬登記", "False /about/?original=1"),
        ("zh-hans", "?page=2", "養犬登記", "False /about/?page=2&amp;original=1"),
        ("zh-hans", "?original=1&page=2", "養犬登記", "True /about/?page=2"),
        ("zh-hant", "", "養犬登記", ""),
        ("zh-hant", "", "养犬登记", "False /about/?original=1"),
        ("zh-hans", "", "110", ""),
    ],
)
def test_the_original_is_one_click_away_where_something_was_converted(rf, language, query, text, switch):
    source = (
        "{% if text|reading %}{% original_switch as s %}{% if s %}{{ s.is_original }} {{ s.url }}{% endif %}{% endif %}"
    )
    assert read(rf, source, text, language=language, query=query) == switch


def test_one_request_leaves_nothing_to_the_next(rf):
    read(rf, "{{ text|reading }}", "養犬登記", language="zh-hans", query="?original=1")
    assert (current().wants_original, current().met_converted) == (False, False)


@pytest.mark.parametrize(
    ("language", "query", "text", "lang"),
    [
        ("en", "", "養犬登記", ' lang="zh-Hant"'),
        ("en", "", "110", ""),
        ("en", "", "Traffic", ""),
        ("zh-hans", "", "養犬登記", ""),
        ("zh-hans", "?original=1", "養犬登記", ' lang="zh-Hant"'),
        ("zh-hant", "?original=1", "养犬登记", ' lang="zh-Hans"'),
        ("zh-hant", "", "养犬登记", ""),
        ("en", "", None, ""),
    ],
)
def test_an_element_says_its_language_where_it_is_not_the_pages(rf, language, query, text, lang):
    assert read(rf, "<p{% lang_of text %}>", text, language=language, query=query) == f"<p{lang}>"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", '<span lang="zh-Hant">&lt;市公安局</span>'), ("zh-hant", "&lt;市公安局"), ("zh-hans", "&lt;市公安局")],
)
def test_content_within_a_sentence_says_its_language(rf, language, shown):
    assert read(rf, "{{ text|spoken }}", "<市公安局", language=language) == shown


FIRST = ("乾隆", "里院", "台東", "複議", "復議", "于先生")


def test_the_usual_victims_are_protected_from_the_start():
    assert set(FIRST) <= {word for word, _ in ProtectedWord.objects.pairs()}


def test_a_new_word_is_in_force_after_half_a_minute():
    kept = protected.InForce()
    before = kept.at(0).in_script("浮山后边的丰先生", "zh-hant")
    ProtectedWord.objects.create(word="丰先生")
    after = [kept.at(moment).in_script("浮山后边的丰先生", "zh-hant") for moment in (29, 30)]
    assert (before, after) == ("浮山後邊的豐先生", ["浮山後邊的豐先生", "浮山後邊的丰先生"])


def test_what_was_converted_is_kept_while_the_words_stay_the_same():
    kept = protected.InForce()
    assert kept.at(0) is kept.at(30)


def test_a_database_that_does_not_answer_stops_no_reading(monkeypatch):
    def fail(self):
        raise OperationalError

    monkeypatch.setattr(ProtectedWordQuerySet, "pairs", fail)
    assert protected.InForce().at(0).in_script("養犬登記", "zh-hans") == "养犬登记"


SENTENCE = "丰经理住在浮山后"


@pytest.mark.parametrize(
    ("word", "sentence", "read"),
    [
        ("丰经理", SENTENCE, {"zh-hant": ("豐經理住在浮山後", "丰经理住在浮山後"), "zh-hans": (SENTENCE, SENTENCE)}),
        (
            "於潛",
            "於潛路的燈壞了",
            {"zh-hant": ("於潛路的燈壞了", "於潛路的燈壞了"), "zh-hans": ("於潜路的灯坏了", "於潛路的灯坏了")},
        ),
    ],
)
def test_a_word_is_tried_before_it_is_protected(word, sentence, read):
    assert protected.tried(sentence, word) == read
    assert not ProtectedWord.objects.filter(word=word).exists()


def test_a_word_of_the_list_is_tried_as_if_it_were_not_there():
    assert protected.tried("台东的路", "台東", "台东")["zh-hant"] == ("臺東的路", "台東的路")


TRY = "admin:portal_protectedword_try"


def test_the_desk_tries_a_sentence_and_leads_on_with_the_word(client, administrator):
    client.force_login(administrator)
    typed = {"word": "豐經理", "simplified": "丰经理", "sentence": SENTENCE}
    response = client.post(reverse(TRY), typed)
    assert response.context["readings"] == [
        ("繁體", "zh-Hant", "豐經理住在浮山後", "豐經理住在浮山後"),
        ("简体", "zh-Hans", SENTENCE, SENTENCE),
    ]
    assert client.get(response.context["add"]).context["adminform"].form.initial == {
        "word": "豐經理", "simplified": "丰经理",
    }  # fmt: skip


def test_what_is_not_right_to_try_stays_as_it_was_typed(client, administrator):
    client.force_login(administrator)
    response = client.post(reverse(TRY), {"word": "", "sentence": SENTENCE})
    assert (sorted(response.context["form"].errors), "readings" in response.context) == (["word"], False)
    assert SENTENCE in response.text


def test_one_character_is_no_word_to_try_as_it_is_none_to_protect():
    form = TryWordForm({"word": "於", "simplified": "于", "sentence": "至於"})
    assert sorted(form.errors) == ["simplified", "word"]
