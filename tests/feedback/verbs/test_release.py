"""The public text: a person's version, with the citizen's consent, taken back at any time."""

import pytest

from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, last, refusal

pytestmark = pytest.mark.django_db


def public_text(suggestion):
    row = fresh(suggestion)
    return (row.public_title, row.public_body, row.is_public)


def test_nothing_is_public_before_a_person_released_it(citizen):
    assert (citizen.suggestion.has_consent, public_text(citizen.suggestion)) == (True, ("", "", False))


def test_triage_releases_a_version_of_the_text_and_what_was_typed_stays(citizen, triage_officer):
    typed = (citizen.suggestion.title, citizen.suggestion.body)
    citizen.suggestion.release("加一塊提示牌", "電話 ＊＊＊＊＊＊。", by=triage_officer, now=NOW)
    assert public_text(citizen.suggestion) == ("加一塊提示牌", "電話 ＊＊＊＊＊＊。", True)
    assert (fresh(citizen.suggestion).title, fresh(citizen.suggestion).body) == typed
    assert (last(citizen.suggestion).verb, last(citizen.suggestion).by) == ("release", triage_officer)


def test_the_units_reviewer_releases_too(reviewer):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    suggestion.release("標題", "內容", by=reviewer, now=NOW)
    assert public_text(suggestion) == ("標題", "內容", True)


def test_without_the_citizens_consent_nothing_is_released(triage_officer):
    suggestion = factories.make_suggestion(has_consent=False)
    assert (
        refusal(suggestion.release, "標題", "內容", by=triage_officer, now=NOW)
        == "市民不同意公開這件建議，不能公開文字。"
    )
    assert public_text(suggestion) == ("", "", False)


@pytest.mark.parametrize(("title", "body"), [("", "內容"), ("標題", ""), ("", "")])
def test_a_public_text_is_whole(title, body, citizen, triage_officer):
    act = citizen.suggestion.release
    assert refusal(act, title, body, by=triage_officer, now=NOW) == "公開標題和公開內容都要填寫。"


def test_a_withdrawn_one_stays_a_stub(triage_officer):
    suggestion = factories.make_suggestion(stage=Stage.WITHDRAWN, has_consent=True)
    assert (
        refusal(suggestion.release, "標題", "內容", by=triage_officer, now=NOW)
        == "這件建議現在是「撤回」，不能「公開文字」。"
    )


def test_taken_back_it_is_a_stub_again(citizen, triage_officer, supervisor):
    citizen.suggestion.release("標題", "內容", by=triage_officer, now=NOW)
    citizen.suggestion.take_back("內有他人姓名。", by=supervisor, now=NOW)
    assert public_text(citizen.suggestion) == ("", "", False)
    assert (last(citizen.suggestion).note, last(citizen.suggestion).remark) == ("", "內有他人姓名。")


def test_what_is_not_public_cannot_be_taken_back(citizen, triage_officer):
    assert refusal(citizen.suggestion.take_back, "", by=triage_officer, now=NOW) == "這件建議的文字沒有公開，無須收回。"
