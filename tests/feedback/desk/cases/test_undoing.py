"""What takes an act back: offered once, by its own verb, to whoever may; refused when somebody has acted since."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from feedback.models import Suggestion
from feedback.rules.acts import Act
from feedback.rules.reasons import Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.on_postgres

PAGE, DO = "admin:feedback_suggestion_change", "admin:feedback_suggestion_do"


def fresh(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


def done(client, suggestion, deed, **fields):
    """The page that follows the act."""
    data = {"revision": fresh(suggestion).revision, **fields}
    return client.post(reverse(DO, args=[suggestion.pk, deed]), data, follow=True)


def offered(response):
    """(address, fields) of the button that takes it back, as they stand on the page; None without one."""
    form = re.search(r'<form method="post" action="([^"]+)" class="desk-undo">(.*?)</form>', response.text, re.DOTALL)
    if not form:
        return None
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[2])
    data = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return form[1], {name: values for name, values in data.items() if name != "csrfmiddlewaretoken"}


def undone(client, response):
    address, fields = offered(response)
    return client.post(address, fields, follow=True)


def state(suggestion):
    """What an act may change, but for what only counts on."""
    found = fresh(suggestion)
    return {
        "stage": found.stage, "status": found.status, "unit": found.unit, "handler": found.handler, "main": found.main,
        "public": (found.public_title, found.public_body), "category": found.category, "due_on": found.due_on,
        "decline": (found.decline_reason, found.decline_note, found.decline_proposed_by),
        "is_supervised": found.is_supervised, "co_units": sorted(found.co_units),
        "labels": [label.name for label in found.labels.all()],
        "comments": [rating.public_comment for rating in found.ratings.all()],
    }  # fmt: skip


def colleague(unit):
    return factories.make_user(username="colleague", roles=[Role.HANDLER], units=[unit])


def make(deed, office, other_unit):
    """(who, a suggestion, the fields) for an act that can be taken back."""
    triage, unit = office.triage_officer, office.unit
    match deed:
        case Act.ACCEPT_AND_ASSIGN | Verb.ASSIGN:
            suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
            return triage, suggestion, {"unit": unit.pk, "handler": office.handler.pk}
        case "assign anew":
            suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
            suggestion.assign(unit, handler=office.handler, by=triage, now=NOW)
            return triage, suggestion, {"unit": other_unit.pk}
        case Verb.RECALL:
            suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
            suggestion.assign(unit, handler=office.handler, by=triage, now=NOW)
            return triage, suggestion, {}
        case Verb.PROPOSE_DECLINE:
            return triage, factories.make_suggestion(), {"reason": "not_ours", "note": "請找城管。"}
        case Verb.DROP_DECLINE:
            suggestion = factories.make_suggestion()
            suggestion.propose_decline(Declining.NOT_OURS, "請找城管。", by=triage, now=NOW)
            return triage, suggestion, {}
        case Verb.MERGE:
            main = factories.make_suggestion()
            return triage, factories.make_suggestion(), {"main": main.number, "seen": main.pk}
        case Verb.UNMERGE:
            return triage, factories.make_suggestion(stage=Stage.MERGED), {}
        case Verb.HAND_OVER:
            return office.handler, factories.make_suggestion(stage=Stage.IN_PROGRESS), {"handler": colleague(unit).pk}
        case Verb.RELEASE:
            return triage, factories.make_suggestion(has_consent=True), {"title": "標題", "body": "內容"}
        case "release anew" | Verb.TAKE_BACK:
            suggestion = factories.make_suggestion(has_consent=True)
            factories.release(suggestion)
            return triage, suggestion, {"title": "新標題", "body": "新內容", "remark": "有姓名。"}
        case Verb.RELEASE_COMMENT | Verb.TAKE_BACK_COMMENT:
            suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
            factories.release(suggestion)
            factories.rate(suggestion, comment="謝謝。", has_consent=True)
            rating = suggestion.ratings.get()
            if deed == Verb.TAKE_BACK_COMMENT:
                suggestion.release_comment(rating, "謝謝。", by=triage, now=NOW)
            return triage, suggestion, {"rating": rating.pk, "text": "謝謝。", "remark": "有姓名。"}
        case Verb.RECATEGORISE:
            suggestion = factories.make_suggestion(category=factories.make_category())
            return triage, suggestion, {"category": factories.make_category(name="戶政管理", reply_days=3).pk}
        case Verb.SET_STATUS:
            status = factories.make_status(stage=Stage.ACCEPTED, name="已登記")
            return triage, factories.make_suggestion(stage=Stage.ACCEPTED), {"status": status.pk}
        case Verb.LABEL:
            suggestion = factories.make_suggestion()
            kept, gone, new = (factories.make_label(name=name) for name in ("留", "去", "新"))
            suggestion.label(add=[kept, gone], by=triage, now=NOW)
            return triage, suggestion, {"labels": [kept.pk, new.pk]}
        case Verb.SUPERVISE:
            return office.supervisor, factories.make_suggestion(stage=Stage.IN_PROGRESS), {"remark": "盯住。"}
        case Verb.LIFT_SUPERVISION:
            suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
            suggestion.supervise(remark="盯住。", by=office.supervisor, now=NOW)
            return office.supervisor, suggestion, {"remark": "有了進展。"}
        case Verb.INVOLVE:
            suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
            return office.handler, suggestion, {"units": [other_unit.pk], "due_on": "2999-12-30"}
    raise AssertionError(deed)


DEEDS = [
    Verb.ASSIGN, "assign anew", Verb.RECALL, Verb.PROPOSE_DECLINE, Verb.DROP_DECLINE, Verb.MERGE, Verb.UNMERGE,
    Verb.HAND_OVER, Verb.RELEASE, "release anew", Verb.TAKE_BACK, Verb.RELEASE_COMMENT, Verb.TAKE_BACK_COMMENT,
    Verb.RECATEGORISE, Verb.SET_STATUS, Verb.LABEL,
]  # fmt: skip
IN_GOOD_TIME = [Verb.SUPERVISE, Verb.LIFT_SUPERVISION, Verb.INVOLVE]  # of what is overdue 督辦 is not lifted
BY_VERB = {"assign anew": Verb.ASSIGN, "release anew": Verb.RELEASE}


@pytest.mark.parametrize(
    ("deed", "due_on"), [(deed, "2020-12-22") for deed in DEEDS] + [(deed, "2999-12-31") for deed in IN_GOOD_TIME]
)
def test_taken_back_it_is_as_it_was_with_an_event_of_its_own(client, office, other_unit, deed, due_on):
    who, suggestion, fields = make(deed, office, other_unit)
    Suggestion.objects.update(due_on=due_on)  # the former as counted from the day it was received
    client.force_login(who)
    before, events = state(suggestion), suggestion.events.count()
    response = done(client, suggestion, BY_VERB.get(deed, deed), **fields)
    changed = state(suggestion)
    undone(client, response)
    assert (changed != before, state(suggestion), suggestion.events.count()) == (True, before, events + 2)


def test_accepted_and_assigned_at_once_it_goes_back_to_triage_and_stays_accepted(client, office):
    suggestion = factories.make_suggestion()
    client.force_login(office.triage_officer)
    undone(client, done(client, suggestion, Act.ACCEPT_AND_ASSIGN, unit=office.unit.pk))
    assert [event.verb for event in suggestion.events.in_order()][1:] == [Verb.ACCEPT, Verb.ASSIGN, Verb.RECALL]
    assert (fresh(suggestion).stage, fresh(suggestion).bounce_count) == (Stage.ACCEPTED, 0)


def test_it_is_offered_once(client, office):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    client.force_login(office.triage_officer)
    first = done(client, suggestion, Verb.ASSIGN, unit=office.unit.pk)
    again = client.get(reverse(PAGE, args=[suggestion.pk]))
    assert (offered(first) is not None, offered(again)) == (True, None)


def test_what_somebody_did_since_is_not_taken_back(client, office):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    client.force_login(office.triage_officer)
    response = done(client, suggestion, Verb.ASSIGN, unit=office.unit.pk)
    fresh(suggestion).hand_over(office.handler, by=office.reviewer, now=NOW)
    refused = undone(client, response)
    assert ("這件建議剛剛由別人辦理過" in refused.text, fresh(suggestion).stage) == (True, Stage.ASSIGNED)


def test_along_a_queue_the_next_one_is_shown_and_the_last_act_can_be_taken_back(client, office):
    first, second = factories.make_suggestion(stage=Stage.ACCEPTED), factories.make_suggestion(stage=Stage.ACCEPTED)
    client.force_login(office.triage_officer)
    address = reverse(DO, args=[first.pk, Verb.ASSIGN]) + "?queue=to_assign"
    response = client.post(address, {"revision": first.revision, "unit": office.unit.pk}, follow=True)
    assert response.context["suggestion"] == second
    back = undone(client, response)
    assert (back.context["suggestion"], fresh(first).stage) == (first, Stage.ACCEPTED)


@pytest.mark.parametrize(
    ("who", "stage", "verb", "fields"),
    [
        ("triage_officer", Stage.RECEIVED, Verb.ACCEPT, {}),
        ("handler", Stage.ASSIGNED, Verb.START, {}),
        ("triage_officer", Stage.RECEIVED, Verb.CHASE, {"remark": "快。"}),
        ("supervisor", Stage.CLOSED, Verb.REOPEN, {"note": "又壞了。"}),
    ],
)
def test_what_nothing_takes_back_offers_nothing(client, request, office, who, stage, verb, fields):
    suggestion = factories.make_suggestion(stage=stage)
    client.force_login(request.getfixturevalue(who))
    assert offered(done(client, suggestion, verb, **fields)) is None


def test_from_work_in_another_unit_nothing_leads_back(client, office, other_unit):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(office.triage_officer)
    assert offered(done(client, suggestion, Verb.ASSIGN, unit=other_unit.pk)) is None


def test_whoever_may_not_release_cannot_take_back_the_taking_back(client, office):
    suggestion = factories.make_suggestion(has_consent=True)
    factories.release(suggestion)
    client.force_login(office.supervisor)
    assert offered(done(client, suggestion, Verb.TAKE_BACK, remark="有姓名。")) is None


def test_a_proposal_that_somebody_else_made_is_not_made_again_in_their_words(client, office):
    suggestion = factories.make_suggestion()
    suggestion.propose_decline(Declining.NOT_OURS, "請找城管。", by=office.second_triage_officer, now=NOW)
    client.force_login(office.triage_officer)
    assert offered(done(client, suggestion, Verb.DROP_DECLINE)) is None


def test_the_words_that_it_would_bring_back_are_in_no_session_and_go_with_an_erasure(client, office):
    suggestion = factories.make_suggestion(has_consent=True)
    factories.release(suggestion, title="王小梅的路燈", body="王小梅門前的路燈不亮。")
    client.force_login(office.triage_officer)
    data = {"revision": fresh(suggestion).revision, "remark": "有姓名。"}
    client.post(reverse(DO, args=[suggestion.pk, Verb.TAKE_BACK]), data)
    kept = client.session["undo"]
    factories.erase(fresh(suggestion))
    page = client.get(reverse(PAGE, args=[suggestion.pk]))
    assert ("王小梅" in str(kept), kept["number"], offered(page)) == (False, suggestion.number, None)


def test_the_button_says_which_one_and_what_is_recorded(client, office):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    client.force_login(office.triage_officer)
    response = done(client, suggestion, Verb.ASSIGN, unit=office.unit.pk)
    assert escape(f"{suggestion.number}：剛才的記錄保留，另記一條「收回轉辦」。") in response.text
