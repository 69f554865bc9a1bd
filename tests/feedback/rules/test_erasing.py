"""When the words of a suggestion may be erased, and what is left of the details of an event."""

import pytest

from feedback.rules.erasing import ERASED, check_confirmation, check_proposal, check_words, kept_details
from feedback.rules.workflow import Refused

pytestmark = pytest.mark.pure


def refusal(check, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        check(*args, **kwargs)
    return str(refused.value)


@pytest.mark.parametrize(
    ("note", "facts", "told"),
    [
        ("", {}, "銷毀要寫明公開的說明，說明裡不要寫個人信息。"),
        ("本人要求。", {"is_proposed": True}, "已經有人提請銷毀，正在等待確認。"),
        ("本人要求。", {"is_erased": True}, "這件建議的文字已經銷毀，此後沒有新的文字。"),
    ],
)
def test_it_is_proposed_once_with_a_note_and_while_there_are_words(note, facts, told):
    assert refusal(check_proposal, note, **{"is_proposed": False, "is_erased": False} | facts) == told
    check_proposal("本人要求。", is_proposed=False, is_erased=False)


def test_another_person_confirms_what_was_proposed():
    assert [refusal(check_confirmation, None, 1), refusal(check_confirmation, 1, 1)] == [
        "還沒有人提請銷毀，請先提請。",
        "銷毀須由另一位同事確認，提請的人不能自己確認。",
    ]
    check_confirmation(1, 2)


def test_nobody_confirms_words_that_are_erased():
    assert refusal(check_words, ERASED) == "原來寫明的原因已依法銷毀，請重新提出。"
    check_words("請找城管。")


def test_of_an_event_codes_and_days_are_left_and_no_words():
    details = {
        "body": "答覆",
        "outcome": "adopted",
        "before": {"title": "舊"},
        "due_on": "2020-12-08",
        "unheard_of": "?",
    }
    assert kept_details(details) == {"outcome": "adopted", "due_on": "2020-12-08"}


def test_what_stands_instead_fits_wherever_something_has_to_stand():
    assert len(ERASED) <= 60
