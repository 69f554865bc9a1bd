"""What the timeline says of each step, in sentences that a citizen reads."""

import pytest

from feedback.models import Event
from feedback.notes.verbs import take_back, write
from feedback.office.calendar import working_days
from feedback.office.statuses import first_status
from feedback.parts.timeline import coded_sentence, sentence
from feedback.rules.deadlines import Card
from feedback.rules.reach import PUBLIC_VERBS
from feedback.rules.reasons import Adoption, Closing, Declining, Supervision
from feedback.rules.workflow import Stage, Verb
from feedback.verbs.erasing import OF_ERASURE
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import last

pytestmark = pytest.mark.django_db


WHY = {Verb.SUPERVISE: Supervision.LATE, Verb.LIFT_SUPERVISION: "period", Verb.CLOSE: Closing.RATED}


def said(suggestion):
    """The whole timeline, as sentences."""
    return [sentence(event) for event in suggestion.events.in_order()]


def test_the_usual_way():
    assert said(factories.make_suggestion(stage=Stage.CLOSED)) == [
        "收到市民來件",
        "予以受理",
        "轉交交通警察支隊辦理",
        "交通警察支隊開始辦理",
        "答覆草稿送審",
        "交通警察支隊作出答覆",
        "市民評議：滿意（解決了嗎：解決）",
        "市民評議滿意，辦結",
    ]


def test_a_refusal_and_its_objection():
    suggestion = factories.make_suggestion(stage=Stage.DECLINED)
    suggestion.object("路口歸交警管。", now=NOW)
    assert said(suggestion) == [
        "收到市民來件",
        "提請不予受理：不屬於公安機關職責",
        "不予受理：不屬於公安機關職責",
        "市民提出異議，重新審查（第二次辦理，答覆期限 2020年12月22日）",
    ]


def test_a_proposal_to_decline_that_was_not_agreed(citizen, triage_officer, supervisor):
    citizen.suggestion.propose_decline(Declining.ABUSIVE, "", by=triage_officer, now=NOW)
    citizen.suggestion.drop_decline(by=supervisor, now=NOW)
    assert said(citizen.suggestion)[1:] == ["提請不予受理：含有辱罵、攻擊等不當內容", "「不予受理」的提請已撤回"]


def test_two_answers_and_the_supervisors():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-02 10:00"))
    factories.reply(suggestion, now=at("2020-12-03 10:00"))
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-04 10:00"))
    suggestion.close(now=at("2020-12-19 06:10"))
    suggestion.reopen("問題仍在。", by=factories.office().supervisor, now=at("2020-12-20 10:00"))
    assert said(suggestion)[6:] == [
        "市民評議：不滿意（解決了嗎：沒有解決）",
        "市民不滿意，發回重辦（第二次辦理，答覆期限 2020年12月23日）",
        "答覆草稿送審",
        "交通警察支隊作出答覆",
        "市民評議：不滿意（解決了嗎：沒有解決）",
        "市民仍不滿意，列入督辦",
        "評議期已滿，自動辦結",
        "重新辦理（第三次辦理，答覆期限 2021年1月11日）",
    ]


def test_joined_parted_and_the_heir_of_a_withdrawn_one(triage_officer):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    heir, other, third = (factories.make_suggestion(stage=Stage.MERGED, main=main) for _ in range(3))
    third.unmerge(by=triage_officer, now=NOW)
    main.withdraw(now=at("2020-12-02 10:00"))
    assert (said(main)[-1], said(heir)[1:], said(other)[1:], said(third)[1:]) == (
        "市民撤回",
        ["與 2020-0001 內容相同，併案辦理", "2020-0001 已由市民撤回，本件接替為主件"],
        ["與 2020-0001 內容相同，併案辦理", "與 2020-0002 內容相同，併案辦理"],
        ["與 2020-0001 內容相同，併案辦理", "撤銷與 2020-0001 的併案，單獨辦理"],
    )


def test_bounces_between_units(unit, other_unit, handler, triage_officer, administrator):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    suggestion.send_back("不歸我們。", by=handler, now=NOW)
    suggestion.assign(other_unit, by=triage_officer, now=NOW)
    other_unit.dissolve(by=administrator, now=NOW)
    assert said(suggestion)[3:] == [
        "交通警察支隊退回，重新確定承辦單位",
        "轉交治安警察支隊辦理",
        "治安警察支隊已停用，重新確定承辦單位",
    ]


def test_the_work_between_start_and_answer(handler, reviewer, supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.ask("在幾點？", by=handler, now=NOW)
    suggestion.answer("七點。", now=NOW)
    suggestion.recount_days(working_days(), now=NOW)
    suggestion.deal_card(Card.RED, now=NOW)
    suggestion.deal_card(Card.NONE, now=NOW)
    factories.extend(suggestion)
    suggestion.draft_reply("已辦。", Adoption.ADOPTED, by=handler, now=NOW)
    suggestion.return_reply("寫清楚。", by=reviewer, now=NOW)
    assert said(suggestion)[4:] == [
        "交通警察支隊向市民詢問有關情況",
        "市民回答了詢問",
        "答覆期限定為 2020年12月22日",
        "亮牌提醒",
        "解除亮牌",
        "申請延長 10 個工作日答覆",
        "延長 10 個工作日答覆，至 2021年1月6日",
        "答覆草稿送審",
        "答覆退回修改",
    ]


def test_further_units_and_notes(handler, other_handler, other_unit):
    suggestion, third = factories.make_suggestion(stage=Stage.IN_PROGRESS), factories.make_unit(name="戶政支隊")
    for further in (other_unit, third):
        factories.involve(suggestion, further)
    suggestion.contribute(other_unit, "護欄已報修。", by=other_handler, now=NOW)
    suggestion.excuse(third, by=handler, now=NOW)
    note = write(suggestion, "下午去看現場。", by=handler, now=NOW)
    take_back(note, by=handler, now=NOW)
    events = suggestion.events.in_order()[4:]
    assert [(sentence(event), coded_sentence(event)) for event in events] == [
        ("請治安警察支隊會同辦理", "請別的單位會同辦理"),
        ("請戶政支隊會同辦理", "請別的單位會同辦理"),
        ("治安警察支隊已提出會辦意見", "會辦單位已提出意見"),
        ("戶政支隊不再會辦", "會辦單位有變動"),
        ("寫便箋", "寫便箋"),
        ("收回便箋", "收回便箋"),
    ]


def test_the_words_field_status_and_contact(citizen, triage_officer):
    suggestion = citizen.suggestion
    suggestion.release("標題", "內容", by=triage_officer, now=NOW)
    suggestion.take_back("", by=triage_officer, now=NOW)
    suggestion.recategorise(factories.make_category(name="戶政管理"), by=triage_officer, now=NOW)
    suggestion.set_status(first_status(Stage.RECEIVED), by=triage_officer, now=NOW)
    suggestion.read_contact(by=triage_officer, now=NOW)
    assert said(suggestion)[1:] == [
        "文字經審核後公開",
        "公開文字已收回",
        "領域改為「戶政管理」",
        "狀態改為「已收到」",
        "查看聯繫方式",
    ]


def test_handed_over_chased_corrected_and_why_under_supervision(handler, reviewer, supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.hand_over(handler, by=handler, now=NOW)
    suggestion.chase("快。", by=supervisor, now=NOW)
    for why in Supervision:
        suggestion.supervise(why, now=NOW)
    factories.reply(suggestion)
    factories.correct(suggestion)
    suggestion.approve_correction(by=reviewer, now=NOW)
    assert said(suggestion)[4:] == [
        f"交由{handler.username}承辦",
        "催辦",
        "市民仍不滿意，列入督辦",
        "多次退回，承辦單位未定，列入督辦",
        "逾期未答覆，列入督辦",
        "受理逾期，列入督辦",
        "催辦後仍無進展，列入督辦",
        "督辦部門決定督辦",
        "答覆草稿送審",
        "交通警察支隊作出答覆",
        "答覆的更正送審",
        "交通警察支隊更正了答覆",
    ]


def test_every_verb_has_a_sentence(citizen, unit):
    """Also one that a later version adds."""
    details = {"reason": "not_ours", "score": "satisfied", "instead_of": "", "from": "", "to": "", "card": ""}
    details |= {"channel": "phone", "days": 1, "due_on": "2020-12-22", "added": ["緊急"], "removed": []}
    details |= {"period": 2, "is_provisional": True, "supervised_on": "2020-12-22", "unit": "治安警察支隊"}
    details |= {"leader": "示例局長", "weight": "urgent", "fields": ["title"]}
    event = last(citizen.suggestion)
    event.details, event.unit, event.main = details, unit, citizen.suggestion
    sentences = {}
    for verb in Verb:
        event.verb, event.details["why"] = verb, WHY.get(verb, "")
        event.details["reason"] = "asked" if verb in OF_ERASURE else "not_ours"
        sentences[verb] = sentence(event)
    assert [verb for verb, words in sentences.items() if not words] == []


@pytest.mark.parametrize(
    ("verb", "words", "of_a_stub"),
    [
        (Verb.OBJECT, "市民提出異議，重新審查", "市民提出異議，重新審查"),
        (Verb.REDO, "市民不滿意，發回重辦", "發回重辦"),
        (Verb.REOPEN, "重新辦理", "重新辦理"),
    ],
)
def test_a_return_tells_the_day_of_its_period_and_an_earlier_record_none(citizen, verb, words, of_a_stub):
    event = last(citizen.suggestion)
    event.verb = verb
    told = {}
    for what, details in {
        "earlier": {},
        "now": {"period": 2, "due_on": "2020-12-22", "is_provisional": False},
        "provisional": {"period": 5, "due_on": "2020-12-22", "is_provisional": True},
    }.items():
        event.details = details
        told[what] = sentence(event), coded_sentence(event)
    day, unsure = "（第二次辦理，答覆期限 2020年12月22日）", "（第 5 次辦理，答覆期限 2020年12月22日（暫定））"
    assert told == {
        "earlier": (words, of_a_stub),
        "now": (words + day, of_a_stub + day),
        "provisional": (words + unsure, of_a_stub + unsure),
    }


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"score": "satisfied"}, "市民評議：滿意"),
        ({"score": "satisfied", "is_on_staff_receipt": True}, "市民評議：滿意（憑工作人員開具的回執）"),
        ({"level": "five_very_dissatisfied", "solved": "explained"},
         "市民評議：非常不滿意（解決了嗎：說明了暫時不能解決的原因）"),
    ],
)  # fmt: skip
def test_a_rating_is_told_as_it_was_asked(citizen, details, words):
    event = last(citizen.suggestion)
    event.verb, event.details = Verb.RATE, details
    assert (sentence(event), coded_sentence(event)) == (words, "市民作出評議")


def test_a_wrong_supervision_is_taken_back_in_words_that_everybody_reads(citizen):
    event = last(citizen.suggestion)
    event.verb, event.details = Verb.LIFT_SUPERVISION, {"why": "period", "supervised_on": "2021-01-05"}
    words = "更正：2021年1月5日列入督辦有誤，重新進入辦理後另有答覆期限，當時尚未逾期；撤銷這次督辦"
    assert (sentence(event), coded_sentence(event), Verb.LIFT_SUPERVISION in PUBLIC_VERBS) == (words, words, True)


def test_the_public_reads_no_internal_step_and_the_citizen_a_few_more():
    suggestion = factories.make_suggestion(stage=Stage.DECLINED, has_consent=True)
    suggestion.release("標題", "內容", by=factories.office().triage_officer, now=NOW)
    verbs = [
        [event.verb for event in events.in_order()]
        for events in (Event.objects.public(), Event.objects.with_receipt(), Event.objects.all())
    ]
    assert verbs == [
        ["receive", "decline"],
        ["receive", "decline", "release"],
        ["receive", "propose_decline", "decline", "release"],
    ]
