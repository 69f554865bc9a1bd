"""Who of the staff is told what: each verb of the table, done for real, and the whole of what it writes."""

from datetime import date, timedelta

import pytest

from feedback.notices.models import Notice, StaffWish
from feedback.rules.cadence import Cadence
from feedback.rules.notices import Kind
from feedback.rules.reasons import Adoption
from feedback.rules.roles import Role
from feedback.rules.telling import STAFF
from feedback.rules.workflow import Stage, Verb
from feedback.tasks import run_daily
from tests import factories
from tests.factories import NOW, at
from tests.feedback.notices.conftest import rows, told_by, write_to_everybody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staff")]


def people(unit):
    """Another handler and another reviewer of the unit, so that nobody is the only one."""
    second = factories.make_user(username="second-handler", roles=[Role.HANDLER], units=[unit])
    factories.make_user(username="second-reviewer", roles=[Role.REVIEWER], units=[unit])
    write_to_everybody()
    return second


@pytest.fixture
def second_handler(unit):
    return people(unit)


@pytest.fixture
def names(handler, reviewer):
    return {"handler": handler.username, "reviewer": reviewer.username}


def in_hand(**fields):
    return factories.make_suggestion(stage=Stage.IN_PROGRESS, **fields)


def rate_low(suggestion):
    factories.rate(suggestion, "five_dissatisfied")


def done(verb, office, second, other_unit):
    """What is done, by whom, after what had to be done before it; and to whom what is told."""
    handler, reviewer, triage = office.handler, office.reviewer, office.triage_officer
    match verb:
        case Verb.ASSIGN:
            one = factories.make_suggestion(stage=Stage.ACCEPTED)
            return (
                lambda: one.assign(office.unit, by=triage, now=NOW),
                [("to_unit", handler.username), ("to_unit", "second-handler")],
            )
        case Verb.HAND_OVER:
            one = in_hand()
            return lambda: one.hand_over(second, by=handler, now=NOW), [("to_me", "second-handler")]
        case Verb.PASS_ON:
            one = in_hand()
            return lambda: one.pass_on(handler=second, by=triage, now=NOW), [("to_me", "second-handler")]
        case Verb.REOPEN:
            one = factories.make_suggestion(stage=Stage.CLOSED)
            return lambda: one.reopen("又有來信。", by=office.supervisor, now=NOW), [("to_me", handler.username)]
        case Verb.SEND_BACK:
            one = factories.make_suggestion(stage=Stage.ASSIGNED)
            return (
                lambda: one.send_back("不歸我們。", by=handler, now=NOW),
                [("sent_back", "triage"), ("sent_back", "triage-2")],
            )
        case Verb.GIVE_BACK:
            in_hand()
            return (
                lambda: office.unit.dissolve(by=triage, now=NOW),
                [("sent_back", "triage-2")],  # who dissolved it needs not be told
            )
        case Verb.INVOLVE:
            one = in_hand()
            of_other = factories.office(unit=other_unit)
            return (
                lambda: one.involve(other_unit, NOW.date(), by=handler, now=NOW),
                sorted([("involved", of_other.handler.username), ("involved", of_other.reviewer.username)]),
            )
        case Verb.ANSWER:
            one = in_hand()
            one.ask("在哪個路口？", by=triage, now=NOW)
            return (
                lambda: one.answer("東口。", now=NOW),
                [("answered", handler.username), ("answered", "triage")],
            )
        case Verb.DRAFT_REPLY:
            one = in_hand()
            return (
                lambda: factories.draft(one),
                [("to_review", office.reviewer.username), ("to_review", "second-reviewer")],
            )
        case Verb.CORRECT_REPLY:
            one = factories.make_suggestion(stage=Stage.REPLIED)
            return (
                lambda: factories.correct(one),
                [("to_review", office.reviewer.username), ("to_review", "second-reviewer")],
            )
        case Verb.REVIEW_REPLY:
            campaign = factories.make_campaign(slug="twice", kind="open", year=None, needs_two_reviews=True)
            one = in_hand(campaign=campaign)
            factories.draft(one)
            return lambda: one.review_reply(by=reviewer, now=NOW), [("to_review", "second-reviewer")]
        case Verb.RETURN_REPLY:
            one = in_hand()
            factories.draft(one)
            return lambda: one.return_reply("寫清楚。", by=reviewer, now=NOW), [("returned", handler.username)]
        case Verb.ASK_EXTENSION:
            one = in_hand()
            return (
                lambda: factories.ask_extension(one),
                [("extension_asked", reviewer.username), ("extension_asked", "second-reviewer")],
            )
        case Verb.CHASE:
            one = in_hand()
            return lambda: one.chase("請儘快。", by=triage, now=NOW), [("chased", handler.username)]
        case Verb.DEAL_CARD:
            in_hand()
            return (
                lambda: run_daily(at("2020-12-21 06:10")),
                [
                    ("card", handler.username),
                    ("card", reviewer.username),
                    ("card", "second-handler"),
                    ("card", "second-reviewer"),
                ],
            )
        case Verb.SUPERVISE:
            one = in_hand()
            return (
                lambda: one.supervise(now=NOW),
                [
                    ("supervised", handler.username),
                    ("supervised", reviewer.username),
                    ("supervised", "second-handler"),
                    ("supervised", "second-reviewer"),
                    ("supervised", "supervisor"),
                ],
            )
        case Verb.RATE:
            one = factories.make_suggestion(stage=Stage.REPLIED)
            return lambda: rate_low(one), [("low_rating", handler.username), ("low_rating", "supervisor")]
        case Verb.OBJECT:
            one = factories.make_suggestion(stage=Stage.DECLINED)
            return (
                lambda: one.object("應當受理。", now=NOW),
                [("objected", "supervisor"), ("objected", "triage"), ("objected", "triage-2")],
            )
        case Verb.INSTRUCT:
            one = in_hand()
            return lambda: factories.instruct(one), [("instructed", handler.username)]


@pytest.mark.parametrize("verb", STAFF)
def test_whom_a_verb_is_told_to(verb, office, second_handler, other_unit, other_handler):
    factories.office(unit=other_unit)
    write_to_everybody()
    act, told = done(verb, office, second_handler, other_unit)
    assert told_by(act) == sorted(told)


def test_a_person_who_is_named_is_told_and_the_rest_of_the_unit_is_not(office, second_handler, triage_officer):
    one = factories.make_suggestion(stage=Stage.ACCEPTED)
    given = told_by(lambda: one.assign(office.unit, handler=second_handler, by=triage_officer, now=NOW))
    assert given == [("to_me", "second-handler")]


def test_a_good_rating_is_told_to_nobody(office):
    one = factories.make_suggestion(stage=Stage.REPLIED)
    assert told_by(lambda: factories.rate(one)) == []


def test_of_a_low_rating_on_a_merged_one_the_handler_of_its_main_one_is_told(office, handler):
    main = in_hand()
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.reply(main)
    assert told_by(lambda: rate_low(type(merged).objects.get(pk=merged.pk)), kind=Kind.LOW_RATING) == [
        ("low_rating", handler.username),
        ("low_rating", "supervisor"),
    ]
    assert set(Notice.objects.filter(kind=Kind.LOW_RATING).values_list("suggestion", flat=True)) == {main.pk}


def test_a_card_that_is_taken_away_is_told_to_nobody_and_the_one_before_is_not_sent(office):
    one = in_hand()
    run_daily(at("2020-12-21 06:10"))
    one.refresh_from_db()
    one.deal_card("", now=at("2020-12-21 06:20"))
    assert rows(kind=Kind.CARD) == []


def test_before_a_unit_has_it_triage_is_told_of_the_card():
    factories.make_suggestion()
    assert told_by(lambda: run_daily(NOW + timedelta(days=2)), kind=Kind.CARD) == [
        ("card", "triage"),
        ("card", "triage-2"),
    ]


def test_the_deputy_is_told_for_a_handler_on_leave(office, handler, second_handler, triage_officer):
    one = in_hand()
    factories.make_absence(person=handler, deputy=second_handler, begins_on=date(2020, 12, 1))
    assert told_by(lambda: one.chase("請儘快。", by=triage_officer, now=NOW)) == [("chased", "second-handler")]


def test_whoever_wants_none_of_a_kind_is_not_told_it(office, handler, second_handler, triage_officer):
    StaffWish.objects.create(user=handler, kind=Kind.TO_UNIT, cadence=Cadence.NONE)
    one = factories.make_suggestion(stage=Stage.ACCEPTED)
    given = told_by(lambda: one.assign(office.unit, by=triage_officer, now=NOW))
    assert given == [("to_unit", "second-handler")]


def cadences():
    return dict(Notice.objects.filter(staff__isnull=False).values_list("staff__username", "is_for_digest"))


def test_whoever_wants_a_kind_once_a_day_gets_it_into_the_digest(office, handler, second_handler, triage_officer):
    StaffWish.objects.create(user=handler, kind=Kind.TO_UNIT, cadence=Cadence.DIGEST)
    one = factories.make_suggestion(stage=Stage.ACCEPTED)
    one.assign(office.unit, by=triage_officer, now=NOW)
    assert cadences() == {handler.username: True, "second-handler": False}


def test_what_somebody_leaves_behind_comes_in_the_digest(office, second_handler, triage_officer):
    one = in_hand()
    Notice.objects.all().delete()
    one.pass_on(handler=second_handler, by=triage_officer, now=NOW)
    assert cadences() == {"second-handler": True}


def test_a_site_without_mail_writes_to_no_staff(office, settings, triage_officer):
    settings.NOTICE_CHANNELS = ("sms",)
    one = factories.make_suggestion(stage=Stage.ACCEPTED)
    assert told_by(lambda: one.assign(office.unit, by=triage_officer, now=NOW)) == []


def test_another_unit_hears_nothing_more_of_what_left_it(office, other_unit, triage_officer):
    one = in_hand()
    factories.draft(one)
    given = rows()
    one.assign(other_unit, by=triage_officer, now=NOW)
    new_handler = factories.office(unit=other_unit).handler.username
    assert (given, rows()) == ([("to_review", office.reviewer.username)], [("to_me", new_handler)])


def test_a_draft_that_was_approved_waits_for_nobody_in_a_digest(office):
    one = in_hand()
    factories.draft(one, outcome=Adoption.ADOPTED)
    given = rows(kind=Kind.TO_REVIEW)
    one.approve_reply(by=office.reviewer, now=NOW)
    assert (given, rows(kind=Kind.TO_REVIEW)) == ([("to_review", office.reviewer.username)], [])


def test_one_unit_of_several_is_excused_and_the_other_is_still_told(office, other_unit, handler):
    third = factories.make_unit(name="戶政管理支隊")
    one = in_hand()
    for unit in (other_unit, third):
        factories.office(unit=unit)
    write_to_everybody()
    for unit in (other_unit, third):
        factories.involve(one, unit)
    one.excuse(other_unit, by=handler, now=NOW)
    of_third = factories.office(unit=third)
    assert rows(kind=Kind.INVOLVED) == [
        ("involved", of_third.handler.username),
        ("involved", of_third.reviewer.username),
    ]


def test_a_verb_that_tells_staff_asks_five_questions_whoever_they_are(
    office, second_handler, triage_officer, django_assert_num_queries
):
    from feedback.notices.writing import write

    one = factories.make_suggestion(stage=Stage.ACCEPTED)
    one.assign(office.unit, by=triage_officer, now=NOW)
    event = one.events.in_order().last()
    event.suggestion = one
    Notice.objects.all().delete()
    with django_assert_num_queries(5):  # what is overtaken, people, absences, wishes, and the rows
        write([event])
