"""Drafted by one, published by a second who read it, linked, unlinked, withdrawn with a reason; citizens are told."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from feedback.measures import verbs
from feedback.measures.models import Measure
from feedback.notices import letters
from feedback.notices.models import Notice
from feedback.rules.notices import Channel, Kind, State
from feedback.rules.workflow import Refused, Stage
from portal.serving import generation
from tests import factories
from tests.factories import NOW, at
from tests.feedback.measures.rows import DONE_ON, draft, hidden, make_measure, public, publish

pytestmark = pytest.mark.django_db

WISH = {"contact": "wang@example.com", "notices_by": Channel.MAIL, "notices_in": "zh-hant"}


@pytest.fixture(autouse=True)
def _by_mail(settings):
    settings.NOTICE_CHANNELS = ("mail", "sms")


def refusal(verb, *given, by):
    try:
        verb(*given, by=by, now=NOW)
    except Refused as refused:
        return str(refused)
    return None


def told():
    rows = Notice.objects.filter(kind=Kind.MEASURE).order_by("pk")
    return [(one.citizen.number, one.details) for one in rows]


def test_a_draft_says_who_wrote_it_and_who_linked_what(office, triage_officer):
    first, second = public(), public()
    measure = draft(answers=[first])
    verbs.draft(measure, [first, second], by=triage_officer, now=at("2020-12-02 10:00"))
    links = [(link.suggestion, link.by, link.at) for link in measure.links.all()]

    assert links == [(first, office.handler, NOW), (second, triage_officer, at("2020-12-02 10:00"))]
    assert (measure.drafted_by, measure.changed_by, measure.revision) == (office.handler, triage_officer, 2)
    assert list(Measure.objects.public()) == []


def test_who_is_of_another_unit_drafts_nothing_for_this_one(office, other_handler):
    with pytest.raises(Refused, match="沒有這一項權限"):
        draft(by=other_handler)
    assert Measure.objects.count() == 0


def test_a_second_person_publishes_and_the_pages_are_made_anew(office, reviewer):
    before = generation.current()
    measure = publish(draft())
    generation.forget()
    assert (list(Measure.objects.public()), measure.published_by, measure.published_at) == ([measure], reviewer, NOW)
    assert generation.current() != before


def test_whoever_drafted_or_changed_it_last_does_not(office, reviewer, triage_officer, other_handler):
    measure = draft(by=reviewer)
    own = refusal(verbs.publish, measure, 1, by=reviewer)
    verbs.draft(measure, [], by=triage_officer, now=NOW)
    assert [own, refusal(verbs.publish, measure, 2, by=triage_officer)] == [
        "公布要由另一個人來做：您起草了這項舉措，或者最後修改了它。"
    ] * 2
    assert refusal(verbs.publish, measure, 2, by=office.handler) == "您的崗位沒有這一項權限。"
    assert refusal(verbs.publish, measure, 2, by=other_handler) == "您的崗位沒有這一項權限。"


def test_what_was_changed_meanwhile_is_read_again(reviewer):
    measure = draft()
    verbs.draft(measure, [], by=factories.office().handler, now=NOW)
    assert refusal(verbs.publish, measure, 1, by=reviewer) == "這項舉措剛剛改過，請看過現在的內容再公布。"


def test_what_is_not_done_yet_is_not_published(reviewer):
    measure = draft(done_on=date(2020, 12, 2))
    told = refusal(verbs.publish, measure, 1, by=reviewer)
    assert told == "完成日期不能晚於今天：還沒有做到的，請登記為承諾。"


def test_what_is_published_stays_as_it_is(office, reviewer):
    measure = make_measure()
    told = [refusal(verbs.draft, measure, [], by=office.handler), refusal(verbs.publish, measure, 1, by=reviewer)]
    assert told == ["這項舉措已經公布，不能再改；內容有誤的，請撤回後重新登記。"] * 2


def test_it_is_withdrawn_once_with_a_reason(reviewer, office):
    measure = make_measure()
    without = refusal(verbs.withdraw, measure, " ", by=reviewer)
    by_handler = refusal(verbs.withdraw, measure, "日期有誤。", by=office.handler)
    verbs.withdraw(measure, "日期有誤。", by=reviewer, now=NOW)
    again = refusal(verbs.withdraw, measure, "日期有誤。", by=reviewer)

    assert [without, by_handler, again] == [
        "請寫明原因，原因會公開。", "您的崗位沒有這一項權限。", "這項舉措還沒有公布，或者已經撤回。",
    ]  # fmt: skip
    assert [(one.reason, one.withdrawn_by) for one in Measure.objects.withdrawn()] == [("日期有誤。", reviewer)]


def test_what_is_declined_cannot_be_linked(office):
    declined = factories.make_suggestion(stage=Stage.DECLINED)
    with pytest.raises(Refused, match="不能用舉措來回應"):
        draft(answers=[declined])


def test_the_database_refuses_a_publisher_who_wrote_it(office):
    measure = draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(published_by=office.handler, published_at=NOW)


def test_evidence_is_of_one_kind():
    measure = draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        measure.evidence.create(kind="figure", label="報告裡的數", url="https://example.org/")


# Who is told.


def test_the_citizens_behind_it_are_told_once_it_is_published(office):
    wants, silent = hidden(**WISH), hidden()
    merged = factories.make_suggestion(stage=Stage.MERGED, main=wants, **WISH)
    measure = draft(answers=[wants, silent])
    before = told()
    publish(measure)

    details = {"title": "香港中路增設待轉提示牌", "mark": measure.pk}
    assert (before, told()) == ([], [(wants.number, details), (merged.number, details)])


def test_the_letter_names_the_measure_and_leads_to_the_status_page(office):
    one = hidden(**WISH)
    make_measure(answers=[one])
    notice = Notice.objects.get(kind=Kind.MEASURE)
    notice.message_id = "<1@example.com>"
    letter = letters.compose([notice], NOW)
    assert letter.subject == f"回應您的建議 {one.number} 的舉措已經公布"
    assert f"我們公布了一項舉措「香港中路增設待轉提示牌」，回應了您的建議（編號 {one.number}）。" in letter.text
    assert f"/status/?number={one.number}" in letter.text


def test_no_sms_at_night(office):
    one = hidden(contact="13864210975", notices_by=Channel.SMS)
    publish(draft(answers=[one]), now=at("2020-12-01 22:00"))
    assert Notice.objects.get(kind=Kind.MEASURE).due_at == at("2020-12-02 08:00")


def test_what_is_linked_later_is_told_and_what_was_told_is_not_again(reviewer):
    first, second = hidden(**WISH), hidden(**WISH)
    measure = make_measure(answers=[first])
    verbs.link(measure, [first, second], by=reviewer, now=NOW)
    again = refusal(verbs.link, measure, [second], by=reviewer)
    assert ([number for number, _details in told()], again) == (
        [first.number, second.number], "這些意見建議已經關聯過了。"
    )  # fmt: skip


def test_what_was_linked_by_mistake_is_told_no_more(reviewer):
    first, second = hidden(**WISH), hidden(**WISH)
    measure = make_measure(answers=[first, second])
    verbs.unlink(measure, [first], by=reviewer, now=NOW)
    left = told()
    again = refusal(verbs.unlink, measure, [first], by=reviewer)
    assert ([number for number, _details in left], again) == ([second.number], "這些意見建議沒有關聯到這項舉措。")
    assert [link.suggestion for link in measure.links.all()] == [second]


def test_what_was_withdrawn_is_told_to_nobody_who_was_not_told_yet(reviewer):
    sent, waits = hidden(**WISH), hidden(**WISH)
    measure = make_measure(answers=[sent, waits])
    Notice.objects.filter(citizen=sent).update(state=State.SENT, ended_at=NOW)
    verbs.withdraw(measure, "日期有誤。", by=reviewer, now=NOW)
    assert [number for number, _details in told()] == [sent.number]


def test_done_on_is_kept(office):
    assert make_measure().done_on == DONE_ON
