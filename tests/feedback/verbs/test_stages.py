"""Every verb tried on a suggestion in every stage: allowed or refused, and leading, as the regulation says."""

import contextlib

import pytest
from django.contrib.auth.models import User

from feedback.attachments import releasing
from feedback.attachments.adding import add
from feedback.attachments.erasing import erase_file
from feedback.attachments.reading import read_original
from feedback.models import Campaign, Instruction, Level, Rating, Suggestion
from feedback.notes.verbs import write
from feedback.office.calendar import working_days
from feedback.office.statuses import first_status
from feedback.records.counters import Recounted
from feedback.rules.contacts import addresses_in
from feedback.rules.deadlines import Card
from feedback.rules.erasing import ErasureReason
from feedback.rules.ratings import Solved
from feedback.rules.reasons import Adoption, Declining, Lifting
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused, Stage, Verb
from tests import factories
from tests.factories import NOW, at
from tests.feedback.rules.regulation import ALLOWED, LEADS_TO
from tests.feedback.verbs.reading import fresh, last

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


CONTACT = "13864210975"


def what_comes_before(verb, suggestion, office):
    """What the verb needs besides its stage, or None: a proposal, a question, a draft, a public text, 督辦."""
    match verb:
        case Verb.DROP_DECLINE | Verb.DECLINE:
            suggestion.propose_decline(Declining.NOT_OURS, "", by=office.second_triage_officer, now=NOW)
        case Verb.ANSWER:
            suggestion.ask("在哪個路口？", by=office.triage_officer, now=NOW)
        case Verb.REVIEW_REPLY:
            Campaign.objects.update(needs_two_reviews=True)
            (factories.draft if suggestion.stage == Stage.IN_PROGRESS else factories.correct)(suggestion)
        case Verb.REFUSE_EXTENSION | Verb.LAPSE_EXTENSION | Verb.EXTEND:
            factories.ask_extension(suggestion)
            Suggestion.objects.filter(pk=suggestion.pk).update(due_on="2020-12-22")
        case Verb.RETURN_REPLY | Verb.APPROVE_REPLY if suggestion.stage == Stage.IN_PROGRESS:
            factories.draft(suggestion)
        case Verb.RETURN_REPLY | Verb.APPROVE_CORRECTION:
            factories.correct(suggestion)
        case Verb.CONTRIBUTE | Verb.EXCUSE:
            unit = factories.make_unit(name=f"會辦單位 {suggestion.pk}")
            factories.take_part(suggestion, unit)
            factories.office(unit=unit)
        case Verb.LIFT_SUPERVISION:
            suggestion.supervise(now=NOW)
        case Verb.FULFIL_INSTRUCTION:
            Instruction.objects.create(
                suggestion=suggestion, text="請辦。", due_on=NOW.date(), leader="示例局長", by=office.supervisor, at=NOW
            )
        case Verb.DROP_ERASURE | Verb.ERASE:
            factories.propose_erasure(suggestion)
        case Verb.TAKE_BACK:
            suggestion.release("標題", "內容", by=office.triage_officer, now=NOW)
        case Verb.READ_FILE | Verb.ERASE_FILE:
            factories.attach(suggestion)
        case Verb.RELEASE_FILE | Verb.TAKE_BACK_FILE:
            attachment = factories.attach(suggestion)
            suggestion.release("標題", "內容", by=office.triage_officer, now=NOW)
            if verb == Verb.TAKE_BACK_FILE:
                released(attachment, office)
        case Verb.NOTE_UNREACHABLE | Verb.RELEASE_COMMENT | Verb.TAKE_BACK_COMMENT:
            rated_before(suggestion, public_comment="堵。" if verb == Verb.TAKE_BACK_COMMENT else "")
            if verb == Verb.RELEASE_COMMENT and suggestion.stage != Stage.WITHDRAWN:
                suggestion.release("標題", "內容", by=office.triage_officer, now=NOW)


def released(attachment, office):
    seen = releasing.seen_of(attachment.pages.all())
    releasing.release(attachment, "路口", seen, by=office.triage_officer, now=NOW)


def rated_before(suggestion, **fields):
    """It rated an answer when it was merged into another one, and the comment may be shown."""
    elsewhere, level = factories.make_suggestion(stage=Stage.REPLIED), Level.objects.get(pk="five_dissatisfied")
    suggestion.refresh_from_db()
    counts = Recounted(suggestion)
    Rating.objects.create(
        suggestion=suggestion, reply=elsewhere.replies.get(), ordinal=suggestion.ratings.count() + 1, level=level,
        solved=Solved.UNSOLVED, comment="還是堵。", has_consent=True, round=0, rated_at=NOW, **fields,
    )  # fmt: skip
    suggestion.level = level
    suggestion.save()
    counts.record()


def second_supervisor():
    known = User.objects.filter(username="supervisor-2").first()
    return known or factories.make_user(username="supervisor-2", roles=[Role.SUPERVISOR])


def do(verb, suggestion, office):
    """Call the verb as the person whose business it is."""
    act = getattr(suggestion, verb, None)  # a note is written by its own app
    further, attachment = suggestion.contributions.last(), suggestion.attachments.last()
    triage, handler, reviewer, supervisor = (
        {"by": person, "now": NOW}
        for person in (office.triage_officer, office.handler, office.reviewer, office.supervisor)
    )
    grants = reviewer if suggestion.unit else {"by": second_supervisor(), "now": NOW}
    calls = {
        Verb.ACCEPT: lambda: act(**triage),
        Verb.PROPOSE_DECLINE: lambda: act(Declining.NOT_OURS, "", **triage),
        Verb.DROP_DECLINE: lambda: act(**triage),
        Verb.DECLINE: lambda: act(**triage),
        Verb.OBJECT: lambda: act("請再看一次。", now=NOW),
        Verb.REVOKE_DECLINE: lambda: act("應當由公安機關辦理。", **supervisor),
        Verb.MERGE: lambda: act(factories.receive(), **triage),
        Verb.UNMERGE: lambda: act(**triage),
        Verb.TAKE_MAIN: lambda: act(status=first_status(Stage.REPLIED), unit=office.unit, stays_public=True, now=NOW),
        Verb.ASSIGN: lambda: act(factories.make_unit(name=f"單位 {suggestion.pk}"), **triage),
        Verb.RECALL: lambda: act(**triage),
        Verb.HAND_OVER: lambda: act(office.handler, **handler),
        Verb.PASS_ON: lambda: act(unit=office.unit, by=None, now=NOW),
        Verb.SEND_BACK: lambda: act("不歸我們。", **handler),
        Verb.GIVE_BACK: lambda: act(by=None, now=NOW),
        Verb.INVOLVE: lambda: act(factories.make_unit(name=f"單位 {suggestion.pk}"), NOW.date(), **handler),
        Verb.CONTRIBUTE: lambda: act(
            further.unit, "護欄已報修。", by=factories.office(unit=further.unit).handler, now=NOW
        ),
        Verb.EXCUSE: lambda: act(further.unit, **triage),
        Verb.NOTE: lambda: write(suggestion, "下午去看現場。", **triage),
        Verb.START: lambda: act(**handler),
        Verb.ASK: lambda: act("在哪個路口？", **triage),
        Verb.ANSWER: lambda: act("東海路。", now=NOW),
        Verb.DRAFT_REPLY: lambda: act("已辦。", Adoption.ADOPTED, **handler),
        Verb.RETURN_REPLY: lambda: act("寫清楚。", **reviewer),
        Verb.REVIEW_REPLY: lambda: act(**reviewer),
        Verb.APPROVE_REPLY: lambda: act(**reviewer),
        Verb.CORRECT_REPLY: lambda: act("更正。", Adoption.ADOPTED, note="日期寫錯。", **handler),
        Verb.APPROVE_CORRECTION: lambda: act(**reviewer),
        Verb.RATE: lambda: factories.rate(suggestion, now=NOW),
        Verb.NOTE_UNREACHABLE: lambda: act("打過三次電話。", **triage),
        Verb.RELEASE_COMMENT: lambda: act(suggestion.ratings.last(), "堵。", **triage),
        Verb.TAKE_BACK_COMMENT: lambda: act(suggestion.ratings.last(), "", **triage),
        Verb.REDO: lambda: act(now=NOW),
        Verb.CHASE: lambda: act("請儘快。", **supervisor),
        Verb.SUPERVISE: lambda: act(now=NOW),
        Verb.LIFT_SUPERVISION: lambda: act(Lifting.CALENDAR, now=NOW),
        Verb.INSTRUCT: lambda: act("請辦。", NOW.date(), leader="示例局長", **supervisor),
        Verb.FULFIL_INSTRUCTION: lambda: act(suggestion.instructions.get(), **supervisor),
        Verb.CLOSE: lambda: act(now=at("2020-12-17 06:10")),
        Verb.REOPEN: lambda: act("又壞了。", **supervisor),
        Verb.WITHDRAW: lambda: act(now=NOW),
        Verb.RELEASE: lambda: act("標題", "內容", **triage),
        Verb.TAKE_BACK: lambda: act("", **triage),
        Verb.RECATEGORISE: lambda: act(factories.make_category(name=f"領域 {suggestion.pk}"), **triage),
        Verb.CORRECT_INTAKE: lambda: act("聽錯了。", title="更正的標題", **triage),
        Verb.ASK_EXTENSION: lambda: act(5, "要聯合踏勘。", **supervisor),
        Verb.REFUSE_EXTENSION: lambda: act("不必。", **grants),
        Verb.LAPSE_EXTENSION: lambda: act(now=at("2020-12-23 06:10")),
        Verb.EXTEND: lambda: act(**grants),
        Verb.RECOUNT_DAYS: lambda: act(working_days(), now=NOW),
        Verb.DEAL_CARD: lambda: act(Card.YELLOW, now=NOW),
        Verb.SET_STATUS: lambda: act(first_status(suggestion.stage), **triage),
        Verb.LABEL: lambda: act(add=[factories.make_label(name=f"標籤 {suggestion.pk}")], **triage),
        Verb.READ_CONTACT: lambda: act(**triage),
        Verb.CHOOSE_NOTICES: lambda: act(addresses_in(CONTACT).channels[0], language="zh-hant", now=NOW),
        Verb.ADD_FILE: lambda: add(suggestion, factories.upload(), **triage),
        Verb.READ_FILE: lambda: read_original(attachment, **triage),
        Verb.RELEASE_FILE: lambda: released(attachment, office),
        Verb.TAKE_BACK_FILE: lambda: releasing.take_back(attachment, "有車牌。", **triage),
        Verb.ERASE_FILE: lambda: erase_file(attachment, "市民要求。", **triage),
        Verb.PROPOSE_ERASURE: lambda: act(ErasureReason.ASKED, "本人要求。", **triage),
        Verb.DROP_ERASURE: lambda: act(**triage),
        Verb.ERASE: lambda: act(**supervisor),
        Verb.REISSUE_RECEIPT: lambda: act(CONTACT, flow=f"another of {suggestion.pk}", **triage),
    }
    calls[verb]()


def attempt(verb, stage, office):
    """The stage the verb led to from `stage`, or None when it was refused, nothing having changed."""
    Campaign.objects.update(needs_two_reviews=False)
    main = factories.make_suggestion(stage=Stage.REPLIED) if stage == Stage.MERGED else None
    make = factories.make_registered if verb == Verb.CORRECT_INTAKE else factories.make_suggestion
    suggestion = make(stage=stage, main=main, has_consent=True, contact=CONTACT)
    with contextlib.suppress(Refused):
        what_comes_before(verb, suggestion, office)
    suggestion, before = fresh(suggestion), last(suggestion)
    try:
        do(verb, suggestion, office)
    except Refused:
        assert (fresh(suggestion).stage, last(suggestion)) == (stage, before)
        return None
    recorded = suggestion.events.filter(verb=verb).order_by("pk").last()
    assert recorded.from_stage == stage
    return recorded.to_stage


def expected(verb, stage):
    on = Stage.ASSIGNED if stage == Stage.ACCEPTED else stage
    back = {"where it was": Stage.RECEIVED, "where the main one was": Stage.REPLIED}
    by_history = back | {"stays": stage, "stays, or on": on}
    return by_history.get(LEADS_TO[verb], LEADS_TO[verb]) if stage in ALLOWED[verb] else None


THE_FIRST = {Verb.RECEIVE, Verb.REGISTER}  # they make it
# Its text left the public when it was withdrawn, and its files with it.
NOTHING_TO_TAKE_BACK = {(Verb.TAKE_BACK, Stage.WITHDRAWN), (Verb.TAKE_BACK_FILE, Stage.WITHDRAWN)}


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb not in THE_FIRST])
def test_a_verb_in_every_stage(verb, office):
    stages = [stage for stage in Stage if (verb, stage) not in NOTHING_TO_TAKE_BACK]
    results = {stage: attempt(verb, stage, office) for stage in stages}
    assert results == {stage: expected(verb, stage) for stage in stages}


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_is_entered_with_its_first_status(stage, office):
    suggestion = fresh(factories.make_suggestion(stage=stage))
    assert (suggestion.stage, suggestion.status) == (stage, first_status(stage))
