"""Citizens behind a promise hear when it moves: once of each change, in words that everybody may read."""

from datetime import date

import pytest

from feedback.commitments import verbs
from feedback.notices.letters import compose
from feedback.notices.models import Notice
from feedback.rules.commitments import State
from feedback.rules.notices import Kind
from feedback.rules.notices import State as Sending
from tests import factories
from tests.factories import NOW, at

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

WANTED = {"contact": "wang@example.com", "notices_by": "mail"}


def told():
    found = Notice.objects.filter(kind=Kind.COMMITMENT).order_by("pk")
    return [(one.citizen_id, one.details["state"], one.details["promised_on"]) for one in found]


def test_the_citizen_hears_that_it_moved_and_was_put_off(in_reply, handler):
    commitment, suggestion = in_reply(**WANTED)
    before = told()
    verbs.move(commitment, State.LIMITED, reason="已經定做。", by=handler, now=NOW)
    Notice.objects.filter(kind=Kind.COMMITMENT).update(state=Sending.SENT, ended_at=NOW)
    verbs.reschedule(commitment, date(2021, 9, 30), reason="雨季停工。", by=handler, now=NOW)
    assert (before, told()) == (
        [], [(suggestion.pk, "limited", "2021-06-30"), (suggestion.pk, "limited", "2021-09-30")],
    )  # fmt: skip


def test_of_changes_that_follow_each_other_the_last_one_is_told(in_reply, handler):
    commitment, suggestion = in_reply(**WANTED)
    verbs.move(commitment, State.LIMITED, by=handler, now=NOW)
    verbs.move(commitment, State.SUBSTANTIAL, by=handler, now=NOW)
    assert told() == [(suggestion.pk, "substantial", "2021-06-30")]


def test_the_citizen_of_one_that_was_merged_hears_it_too(in_reply, handler, triage_officer):
    commitment, suggestion = in_reply()
    other = factories.make_suggestion(**WANTED)
    other.merge(suggestion, by=triage_officer, now=NOW)
    verbs.move(commitment, State.LIMITED, by=handler, now=NOW)
    assert told() == [(other.pk, "limited", "2021-06-30")]


def test_who_asked_for_nothing_hears_nothing_and_a_report_has_no_citizen(in_reply, promise, handler):
    verbs.move(in_reply()[0], State.LIMITED, by=handler, now=NOW)
    verbs.move(promise(), State.LIMITED, by=handler, now=NOW)
    assert told() == []


def test_an_end_is_told_once_it_is_decided(in_reply, handler, reviewer):
    commitment, suggestion = in_reply(**WANTED)
    seen = verbs.propose_end(commitment, State.COMPLETE, reason="已經裝好。", by=handler, now=NOW).pk
    before = told()
    verbs.decide_end(commitment, is_agreed=True, seen=seen, by=reviewer, now=NOW)
    assert (before, told()) == ([], [(suggestion.pk, "complete", "2021-06-30")])


def test_by_sms_nobody_is_woken(in_reply, handler, settings):
    settings.NOTICE_CHANNELS = ("mail", "sms")
    commitment, _suggestion = in_reply(contact="13800000000", notices_by="sms")
    verbs.move(commitment, State.LIMITED, by=handler, now=at("2020-12-01 22:00"))
    assert Notice.objects.get(kind=Kind.COMMITMENT).due_at == at("2020-12-02 08:00")


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        (
            "zh-hant", "您的建議 {number} 的答覆裡有一項承諾有進展",
            "承諾的「加裝待轉提示牌」有了進展：現在是「有限進展」，承諾完成的日期是 2021年6月30日。說明：已經定做。",
        ),
        (
            "zh-hans", "您的建议 {number} 的答复里有一项承诺有进展",
            "答复您的建议“香港中路路口加待转提示”（编号 2020-0001）时承诺的“加装待转提示牌”有了进展",
        ),
        ("en", "A promise in the reply to {number} has moved", "to be done by 30 June 2021"),
    ],
)  # fmt: skip
def test_the_letter_says_how_far_it_is(in_reply, handler, language, subject, words):
    commitment, suggestion = in_reply(**WANTED, notices_in=language)
    verbs.move(commitment, State.LIMITED, reason="已經定做。", by=handler, now=NOW)
    letter = compose([Notice.objects.get(kind=Kind.COMMITMENT)], NOW)
    assert (letter.subject, words in letter.text) == (subject.format(number=suggestion.number), True)
