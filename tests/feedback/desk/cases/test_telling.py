"""Each verb's page says what will be told and to whom, and which status comes of it."""

import pytest
from django.urls import reverse

from feedback.desk.cases.offered import verbs_for
from feedback.rules.reach import RECEIPT_VERBS
from feedback.rules.reasons import Declining
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.on_postgres

DO = "admin:feedback_suggestion_do"


def told(client, suggestion, verb, **typed):
    address = reverse(DO, args=[suggestion.pk, verb])
    response = client.post(address, typed) if typed else client.get(address)
    told = response.context["verb_preview"]
    return str(told["status"]), told["lines"]


@pytest.mark.parametrize(
    ("stage", "who", "verb", "status", "sentence"),
    [
        (Stage.RECEIVED, "triage_officer", Verb.ACCEPT, "已受理", "予以受理"),
        (Stage.RECEIVED, "triage_officer", Verb.MERGE, "已併案", "與 〔主件編號〕 內容相同，併案辦理"),
        (Stage.ACCEPTED, "triage_officer", Verb.ASSIGN, "已轉辦", "轉交交通警察支隊辦理"),
        (Stage.ASSIGNED, "handler", Verb.SEND_BACK, "已受理", "交通警察支隊退回，重新確定承辦單位"),
        (Stage.ASSIGNED, "handler", Verb.START, "辦理中", "交通警察支隊開始辦理"),
        (Stage.CLOSED, "supervisor", Verb.REOPEN, "辦理中", "重新辦理（第二次辦理，答覆期限 2020年12月22日）"),
    ],
)
def test_what_everybody_will_read(client, request, office, time_machine, stage, who, verb, status, sentence):
    time_machine.move_to(NOW, tick=False)
    category = factories.make_category(unit=office.unit)
    suggestion = factories.make_suggestion(stage=stage, has_consent=True, category=category)
    factories.release(suggestion)
    client.force_login(request.getfixturevalue(who))
    assert told(client, suggestion, verb) == (status, [("市民和公眾看到", sentence)])


def test_of_one_that_is_not_public_the_public_reads_less(client, handler):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    client.force_login(handler)
    assert told(client, suggestion, Verb.START) == (
        "辦理中", [("市民憑回執看到", "交通警察支隊開始辦理"), ("公眾看到", "承辦單位開始辦理")],
    )  # fmt: skip


def test_what_the_citizen_alone_reads_and_what_nobody_does(client, triage_officer):
    suggestion = factories.make_suggestion()
    factories.make_category(name="戶政管理")
    client.force_login(triage_officer)
    assert told(client, suggestion, Verb.RECATEGORISE) == ("None", [("市民憑回執看到", "領域改為「〔所選領域〕」")])
    assert told(client, suggestion, Verb.CHASE) == ("None", [])


def test_what_was_filled_in_stands_in_the_sentence_when_the_form_comes_back(client, handler):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(handler)
    address = reverse(DO, args=[suggestion.pk, Verb.ASK_EXTENSION])
    preview = client.post(address, {"days": "5", "note": ""}).context["verb_preview"]
    assert preview["later"][0] == ("市民和公眾看到", "延長 5 個工作日答覆，至 2020年12月29日")


def test_a_refusal_is_previewed_with_its_reason_and_what_was_written(client, office):
    suggestion = factories.make_suggestion()
    suggestion.propose_decline(Declining.NOT_OURS, "請找城管。", by=office.triage_officer, now=NOW)
    client.force_login(office.second_triage_officer)
    response = client.get(reverse(DO, args=[suggestion.pk, Verb.DECLINE]))
    assert (response.context["verb_preview"]["lines"][0][1], response.context["verb_preview"]["note"]) == (
        "不予受理：不屬於公安機關職責", "對市民的說明",
    )  # fmt: skip


def test_parted_it_goes_back_to_the_status_it_had(client, triage_officer):
    suggestion, main = factories.make_suggestion(stage=Stage.ACCEPTED), factories.make_suggestion()
    suggestion.merge(main, by=triage_officer, now=NOW)
    client.force_login(triage_officer)
    status, lines = told(client, suggestion, Verb.UNMERGE)
    assert (status, lines[0][1]) == ("已受理", f"撤銷與 {main.number} 的併案，單獨辦理")


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.WITHDRAWN])
def test_every_page_of_a_verb_opens_and_tells_what_the_citizen_reads(client, admin_user, office, stage):
    suggestion = factories.make_suggestion(stage=stage, has_consent=True)
    office.unit.members.add(admin_user)
    if stage == Stage.RECEIVED:
        suggestion.propose_decline(Declining.NOT_OURS, "請找城管。", by=office.triage_officer, now=NOW)
    elif stage == Stage.IN_PROGRESS:
        factories.draft(suggestion)
    elif stage in (Stage.REPLIED, Stage.CLOSED):
        factories.correct(suggestion)
    client.force_login(admin_user)
    verbs = [verb for verb in verbs_for(admin_user, suggestion) if verb != Verb.READ_CONTACT]
    has_lines = {verb: bool(told(client, suggestion, verb)[1]) for verb in verbs}
    assert has_lines == {verb: verb in RECEIPT_VERBS for verb in verbs}


def test_the_old_and_the_new_status_are_told_when_it_is_done(client, handler):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    client.force_login(handler)
    address = reverse(DO, args=[suggestion.pk, Verb.START])
    response = client.post(address, {"revision": suggestion.revision}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        f"{suggestion.number}：「開始辦理」已完成，由「已轉辦」變為「辦理中」。"
    ]
