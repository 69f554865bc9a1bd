"""What staff typed wrongly when they registered something is mended; what a citizen typed never is."""

import pytest

from feedback.desk.queries.suggestions import every
from feedback.parts.timeline import sentence, wordings
from feedback.records.contact_keys import contact_key
from feedback.rules.kinds import Kind
from feedback.rules.reach import PUBLIC_VERBS, RECEIPT_VERBS
from feedback.rules.workflow import Stage, Verb
from portal.search import Query
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, last, refusal

pytestmark = pytest.mark.django_db


def registered(**fields):
    return factories.make_registered(title="香港路加牌", body="左轉的車排到了直行道。", place="香港路", **fields)


def test_both_wordings_are_kept(triage_officer):
    suggestion = registered()
    district = factories.make_district()
    suggestion.correct_intake(
        "路名聽錯了。", title="香港中路加牌", kind=Kind.OPINION, district=district, place="香港路", by=triage_officer,
        now=NOW,
    )  # fmt: skip
    suggestion, event = fresh(suggestion), last(suggestion)
    assert (suggestion.title, suggestion.kind, suggestion.district) == ("香港中路加牌", Kind.OPINION, district)
    assert event.details == {
        "fields": ["title", "kind", "district"],
        "before": {"title": "香港路加牌", "kind": "suggestion", "district": ""},
        "after": {"title": "香港中路加牌", "kind": "opinion", "district": "市南區"},
    }
    assert (event.note, sentence(event)) == ("路名聽錯了。", "工作人員更正了登記的標題、類別、區市")
    assert wordings(event) == [
        ("標題", "香港路加牌", "香港中路加牌"), ("類別", "建議", "意見"), ("區市", "", "市南區"),
    ]  # fmt: skip


def test_the_citizen_is_told_and_the_public_is_not():
    assert (Verb.CORRECT_INTAKE in RECEIPT_VERBS, Verb.CORRECT_INTAKE in PUBLIC_VERBS) == (True, False)


def test_of_name_and_contact_nothing_is_kept_but_that_they_changed(triage_officer):
    suggestion = registered(name="王曉梅", contact="13864210975")
    suggestion.correct_intake("聽錯了。", name="王小梅", contact="13864210976", by=triage_officer, now=NOW)
    suggestion, event = fresh(suggestion), last(suggestion)
    assert (suggestion.name, suggestion.contact, suggestion.contact_key) == (
        "王小梅", "13864210976", contact_key("13864210976"),
    )  # fmt: skip
    assert event.details == {"fields": ["name", "contact"], "before": {}, "after": {}}


@pytest.mark.parametrize(
    ("fields", "is_public"),
    [
        ({"title": "香港中路加牌"}, False),
        ({"body": "左轉的車排到了直行道上。"}, False),
        ({"name": "王小梅"}, False),
        ({"place": "香港中路"}, True),
        ({"contact": "13864210976"}, True),
    ],
)
def test_what_was_released_by_other_words_is_released_anew(triage_officer, fields, is_public):
    suggestion = registered(has_consent=True)
    factories.release(suggestion)
    fresh(suggestion).correct_intake("聽錯了。", **fields, by=triage_officer, now=NOW)
    assert fresh(suggestion).is_public is is_public


def test_it_is_found_by_the_words_it_has_now(triage_officer):
    suggestion = registered()
    suggestion.correct_intake("聽錯了。", body="右轉的箭頭燈太短。", by=triage_officer, now=NOW)
    found = [list(every().mentioning_at_desk(Query(words))) for words in ("箭頭燈", "直行道")]
    assert found == [[suggestion], []]


def test_a_citizens_own_words_are_never_mended(triage_officer):
    suggestion = factories.make_suggestion()
    told = refusal(lambda: suggestion.correct_intake("錯字。", title="別的", by=triage_officer, now=NOW))
    assert (told, fresh(suggestion).title == "別的") == ("這件建議是市民自己提交的，原文不能更改。", False)


def test_it_takes_a_reason_and_a_change(triage_officer):
    suggestion = registered(stage=Stage.CLOSED)
    told = [
        refusal(lambda: fresh(suggestion).correct_intake("", title="別的", by=triage_officer, now=NOW)),
        refusal(lambda: fresh(suggestion).correct_intake("錯字。", title="香港路加牌", by=triage_officer, now=NOW)),
    ]
    assert told == ["更正登記要寫明原因，市民憑回執看到。", "登記的內容沒有變化，無須更正。"]
