"""Every verb sent from a page that is a step old: the fresh page and the sentence, the words typed, nothing changed."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from feedback.desk.cases.offered import verbs_for
from feedback.desk.cases.verb_form import FORMS
from feedback.models import Event, Suggestion
from feedback.rules.erasing import ErasureReason
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.databases import undone
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

STALE = "這件建議剛剛由別人辦理過，已經變動。請看過最新情況，再決定是否提交。"
WORDS = "踏勘了兩個早高峰才寫下的一段話。"
TEXTS = ("title", "body", "note", "remark", "outcome_reason", "words")


def address(suggestion, verb):
    return reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb])


def posted(client, suggestion, verb, *, read_at, **fields):
    return client.post(address(suggestion, verb), {"revision": read_at, **fields})


def stored(suggestion):
    """All that a verb could have changed."""
    row = Suggestion.objects.filter(pk=suggestion.pk).values().get()
    return row, Event.objects.filter(suggestion=suggestion).count(), list(suggestion.replies.values())


VERB_PAGES = {"admin/feedback/suggestion/verb.html", "admin/feedback/suggestion/reissue.html"}


@pytest.fixture
def everybody(office):
    """Who may do all there is, in the unit that handles."""
    person = factories.make_user(username="everybody", roles=list(Role), units=[office.unit])
    person.groups.set(Group.objects.all())
    return person


def make_fields(suggestion):
    """What the forms of all verbs hold when all of it is filled in."""
    other, main = factories.make_unit(name="第二單位"), factories.receive()
    return dict.fromkeys(TEXTS, WORDS) | {
        "reason": Declining.NOT_OURS,
        "main": main.number,
        "seen": main.pk,
        "unit": other.pk,
        "units": [other.pk],
        "due_on": "2999-12-31",
        "handler": suggestion.unit.handlers().last().pk if suggestion.unit else "",
        "outcome": Adoption.EXPLAINED,
        "category": factories.make_category().pk,
        "status": factories.make_status(stage=suggestion.stage, name="另一個狀態").pk,
        "labels": factories.make_label().pk,
        "days": 5,
        "contact": "13864210975",
        "flow": "page",
        "text": WORDS,
        "weight": "urgent",
        "leader": "示例局長",
    }


def fields_of(verb, every_field):
    """Those of one verb; a handler is chosen by one verb alone, and what is erased has reasons of its own."""
    if verb == Verb.PROPOSE_ERASURE:
        every_field = every_field | {"reason": ErasureReason.ASKED}
    return every_field if verb == Verb.HAND_OVER else every_field | {"handler": ""}


@pytest.mark.parametrize("stage", Stage)
def test_every_verb_on_every_stage_with_a_page_that_is_one_step_old(client, everybody, stage):
    client.force_login(everybody)
    suggestion = factories.make_suggestion(stage=stage, has_consent=True, contact="13864210975")
    factories.release(suggestion) if stage != Stage.WITHDRAWN else None
    suggestion.chase("請儘快。", by=everybody, now=NOW) if stage == Stage.ASSIGNED else None
    suggestion = Suggestion.objects.get(pk=suggestion.pk)
    every_field = make_fields(suggestion)
    found, expected = {}, {}
    for verb in sorted(set(FORMS) - {Verb.READ_CONTACT, Verb.NOTE}):  # no page is too old for a note
        with undone():
            fields, before = fields_of(verb, every_field), stored(suggestion)
            response = posted(client, suggestion, verb, read_at=suggestion.revision - 1, **fields)
            page = response.text
            is_previewed = verb in verbs_for(everybody, suggestion)  # a verb that may still act, may be previewed
            wants_words = bool(set(FORMS[verb].base_fields) & {*TEXTS})
            found[verb] = (
                response.status_code,
                STALE in page,
                (WORDS in page) or not wants_words,
                not VERB_PAGES.isdisjoint(template.name for template in response.templates),
                stored(suggestion) == before,
            )
            expected[verb] = (200, True, True, is_previewed, True)
    assert found == expected


@pytest.mark.parametrize("stage", Stage)
def test_with_a_page_of_now_what_may_not_act_is_refused_in_its_own_words(client, everybody, stage):
    client.force_login(everybody)
    suggestion = Suggestion.objects.get(pk=factories.make_suggestion(stage=stage).pk)
    every_field = make_fields(suggestion)
    found = {}
    for verb in sorted(set(FORMS) - {Verb.READ_CONTACT}):
        with undone():
            fields, before = fields_of(verb, every_field), stored(suggestion)
            if verb in verbs_for(everybody, Suggestion.objects.get(pk=suggestion.pk)):
                continue
            if (
                verb == Verb.CLOSE and stage == Stage.REPLIED
            ):  # not offered, but taken once the days for rating are over
                Suggestion.objects.filter(pk=suggestion.pk).update(rating_ends_on="2999-12-31")
                before = stored(suggestion)
            response = posted(client, suggestion, verb, read_at=suggestion.revision, **fields)
            found[verb] = (
                response.status_code,
                bool(response.context["refused"]),
                STALE in response.text,
                stored(suggestion) == before,
            )
    assert found == dict.fromkeys(found, (200, True, False, True))


# What was seen in ordinary teamwork.


def test_two_officers_have_a_merged_one_open_and_both_part_it(client, office):
    suggestion = factories.make_suggestion(stage=Stage.MERGED)
    seen = suggestion.revision
    suggestion.unmerge(by=office.second_triage_officer, now=NOW)
    client.force_login(office.triage_officer)
    response = posted(client, suggestion, Verb.UNMERGE, read_at=seen, remark=WORDS)
    assert (response.status_code, response.context["refused"], response.context["typed"]) == (
        200,
        [STALE, "這件建議現在是「收到」，不能「撤銷併案」。"],
        [("內部備註", WORDS)],
    )


def test_a_refusal_is_confirmed_after_it_was_dropped(client, office):
    suggestion = factories.make_suggestion()
    suggestion.propose_decline(Declining.NOT_OURS, "", by=office.triage_officer, now=NOW)
    seen = suggestion.revision
    suggestion.drop_decline(by=office.triage_officer, now=NOW)
    client.force_login(office.second_triage_officer)
    response = posted(client, suggestion, Verb.DECLINE, read_at=seen)
    assert (response.status_code, response.context["refused"]) == (
        200,
        [STALE, "這件建議現在不能「確認不予受理」。"],
    )


@pytest.mark.parametrize("verb", [Verb.SEND_BACK, Verb.HAND_OVER])
def test_it_is_sent_back_while_a_colleague_has_it_open(client, office, everybody, verb):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    seen = suggestion.revision
    suggestion.send_back("不歸我們。", by=office.handler, now=NOW)
    client.force_login(everybody)
    response = posted(client, suggestion, verb, read_at=seen, remark=WORDS, handler=office.handler.pk)
    told = f"這件建議現在是「受理」，不能「{verb.label}」。"
    assert (response.status_code, response.context["refused"]) == (200, [STALE, told])


def test_whose_unit_lost_it_gets_the_words_back(client, office):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    seen = suggestion.revision
    suggestion.send_back("不歸我們。", by=office.handler, now=NOW)
    client.force_login(office.handler)
    response = posted(client, suggestion, Verb.SEND_BACK, read_at=seen, remark=WORDS)
    assert (response.status_code, WORDS in response.text) == (404, True)


def test_an_answer_is_approved_while_another_reviewer_returns_it(client, office, everybody):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion)
    seen = suggestion.revision
    suggestion.approve_reply(by=office.reviewer, now=NOW)
    client.force_login(everybody)
    response = posted(client, suggestion, Verb.RETURN_REPLY, read_at=seen, remark=WORDS)
    assert (response.context["refused"], response.context["typed"]) == (
        [STALE, "這件建議現在不能「退回修改」。"],
        [("內部備註", WORDS)],
    )


@pytest.mark.parametrize("aside", ["preview", "template"])
def test_a_draft_is_looked_at_after_the_answer_was_given(client, office, everybody, aside):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    seen = suggestion.revision
    factories.reply(suggestion)
    client.force_login(everybody)
    response = posted(client, suggestion, Verb.DRAFT_REPLY, read_at=seen, aside=aside, body=WORDS)
    told = "這件建議現在是「答覆」，不能「起草答覆」。"
    assert (response.context["refused"], response.context["typed"]) == ([STALE, told], [("答覆內容", WORDS)])


def test_the_links_of_the_page_that_comes_back_lead_to_the_suggestion(client, office):
    suggestion = factories.make_suggestion(stage=Stage.MERGED)
    suggestion.unmerge(by=office.second_triage_officer, now=NOW)
    client.force_login(office.triage_officer)
    page = posted(client, suggestion, Verb.UNMERGE, read_at=0).text
    assert f'href="{reverse("admin:feedback_suggestion_change", args=[suggestion.pk])}?similar=1"' in page


def test_what_is_previewed_of_an_extension_counts_from_the_day_of_arrival(client, office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    Suggestion.objects.filter(pk=suggestion.pk).update(arrived_on="2020-11-24")
    client.force_login(office.handler)
    told = client.get(address(suggestion, Verb.ASK_EXTENSION)).context["verb_preview"]["later"][0][1]
    assert told == "延長 10 個工作日答覆，至 2020年12月29日"
