"""What a verb's page previews is what then happens: unit, status, due day, card, and what is read by whom."""

import pytest
from django.urls import reverse

from feedback.desk.cases.act_forms import form_class
from feedback.desk.cases.preview import verb_preview
from feedback.desk.cases.verb_form import FORMS
from feedback.desk.queries.suggestions import every
from feedback.office.calendar import working_days
from feedback.parts.timeline import coded_sentence, given_to, sentence
from feedback.rules.acts import Act
from feedback.rules.marks import Marks
from feedback.rules.reach import PUBLIC_VERBS, RECEIPT_VERBS
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW
from tests.feedback.desk.matrix.prepared import prepared

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

ELSEWHERE = {Verb.READ_CONTACT, Verb.CLOSE, Verb.REISSUE_RECEIPT}  # a button, the list, a page of the intake
DO = "admin:feedback_suggestion_do"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def read(suggestion):
    """The suggestion as the desk reads it."""
    return every().for_desk_page().get(pk=suggestion.pk)


def will(verb, suggestion, fields, user):
    """The preview once the form holds `fields`."""
    form = form_class(verb)({"revision": suggestion.revision, **fields}, suggestion=suggestion, user=user)
    assert form.is_valid(), form.errors
    return verb_preview(verb, suggestion, form, NOW.date())


def does(verb, suggestion, fields, user, client):
    """The same, told by what happened when the form was sent."""
    seen = suggestion.events.count()
    client.force_login(user)
    answer = client.post(reverse(DO, args=[suggestion.pk, verb]), {"revision": suggestion.revision, **fields})
    assert answer.status_code == 302
    after, marks = read(suggestion), Marks(NOW.date(), working_days())
    events = list(suggestion.events.in_order())[seen:]
    rows = [
        ("承辦單位", str(suggestion.unit or "待定"), str(after.unit or "待定")),
        ("期限", str(suggestion.next_due_on or "無"), str(after.next_due_on or "無")),
        ("亮牌", str(marks.card(suggestion).label), str(marks.card(after).label)),
    ]
    if verb in (Verb.CORRECT_INTAKE, Verb.RELEASE, Act.RELEASE_AND_ACCEPT):
        taken = "未公開，須重新審核公開" if suggestion.is_public else "尚未公開"
        rows.append(
            ("公開文字", "已公開" if suggestion.is_public else "尚未公開", "已公開" if after.is_public else taken)
        )
    if verb == Verb.ERASE:
        rows.append(("公開文字", "已公開" if suggestion.is_public else "尚未公開", "已依法銷毀"))
    return {
        "status": after.status,
        "changes": [row for row in rows if row[1] != row[2]],
        "lines": told_of(events, suggestion),
        "shown": client.get(after.get_absolute_url()).text,
    }


def told_of(events, suggestion):
    """The lines of each, by what of it was public when it happened."""
    found, is_public = [], suggestion.is_public
    for event in events:
        found += lines(event, is_public=is_public)
        is_public = is_public or event.verb == Verb.RELEASE
    return found


def lines(event, *, is_public):
    if event.verb not in RECEIPT_VERBS:
        return []
    if event.verb not in PUBLIC_VERBS:
        return [("市民憑回執看到", sentence(event))]
    if is_public or sentence(event) == coded_sentence(event):
        return [("市民和公眾看到", sentence(event))]
    return [("市民憑回執看到", sentence(event)), ("公眾看到", coded_sentence(event))]


def agree(verb, suggestion, fields, user, client):
    suggestion = read(suggestion)
    told = will(verb, suggestion, fields, user)
    done = does(verb, suggestion, fields, user, client)
    if not told["is_chosen"]:
        assert (told["status"] or suggestion.status) == done["status"]
    assert (told["changes"], told["lines"]) == (done["changes"], done["lines"])
    public = [words for reader, words in told["lines"] if "公眾" in reader]
    assert [words for words in public if words not in done["shown"]] == []
    return told


@pytest.mark.parametrize("is_public", [True, False])
@pytest.mark.parametrize("verb", [*(verb for verb in FORMS if verb not in ELSEWHERE), *Act])
def test_what_is_previewed_happens(client, admin_user, office, verb, is_public):
    office.unit.members.add(admin_user)
    suggestion, fields = prepared(verb, office.unit, office)
    if verb == Verb.CONTRIBUTE:  # to one that another unit has
        suggestion, fields = prepared(verb, factories.make_unit(name="主辦單位"), office)
        factories.take_part(suggestion, office.unit)
    suggestion.refresh_from_db()
    if is_public and not suggestion.is_public and verb not in (Verb.RELEASE, Verb.UNMERGE):
        if verb == Act.RELEASE_AND_ACCEPT:
            return  # of words that are public already there is nothing to accept them with
        factories.release(suggestion)
    agree(verb, suggestion, fields, admin_user, client)


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS])
def test_assigning_from_every_stage(client, admin_user, office, other_unit, stage):
    suggestion = factories.make_suggestion(stage=stage)
    told = agree(Verb.ASSIGN, suggestion, {"unit": other_unit.pk}, admin_user, client)
    before = "待定" if stage == Stage.ACCEPTED else "交通警察支隊"
    assert told["changes"] == [("承辦單位", before, "治安警察支隊")]


def test_another_field_moves_the_due_day_and_says_so(client, admin_user):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    suggestion.recount_days(working_days(), now=NOW)
    quick = factories.make_category(name="戶政管理", reply_days=1)
    told = agree(Verb.RECATEGORISE, suggestion, {"category": quick.pk}, admin_user, client)
    assert told["changes"] == [("期限", "2020-12-22", "2020-12-02"), ("亮牌", "未亮牌", "黃牌")]


def test_the_third_return_calls_the_supervisor(client, office):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    for _ in range(2):
        suggestion.send_back("不歸我們。", by=office.handler, now=NOW)
        suggestion.assign(office.unit, by=office.triage_officer, now=NOW)
    told = agree(Verb.SEND_BACK, suggestion, {"remark": "還是不歸我們。"}, office.handler, client)
    assert told["lines"][2:] == [
        ("市民憑回執看到", "多次退回，承辦單位未定，列入督辦"), ("公眾看到", "列入督辦"),
    ]  # fmt: skip


@pytest.mark.parametrize("verb", [Verb.REOPEN, Verb.UNMERGE])
def test_what_comes_back_to_a_dissolved_unit_goes_on_to_triage(client, admin_user, office, verb):
    if verb == Verb.REOPEN:
        suggestion, fields = factories.make_suggestion(stage=Stage.CLOSED), {"note": "又壞了。"}
    else:
        suggestion, fields = factories.make_suggestion(stage=Stage.IN_PROGRESS), {}
        suggestion.merge(factories.make_suggestion(), by=office.triage_officer, now=NOW)
    office.unit.dissolve(by=admin_user, now=NOW)
    told = agree(verb, suggestion, fields, admin_user, client)
    assert (told["status"].name, told["changes"][0]) == ("已受理", ("承辦單位", "交通警察支隊", "待定"))


@pytest.mark.parametrize("verb", [Verb.ASSIGN, Verb.HAND_OVER, Verb.START])
def test_who_stands_in_is_foretold_as_staff_then_read_it(client, office, admin_user, verb):
    away, deputy = (
        factories.make_user(username=name, roles=[Role.HANDLER], units=[office.unit]) for name in ("away", "deputy")
    )
    office.unit.members.add(admin_user)
    stages = {Verb.ASSIGN: Stage.ACCEPTED, Verb.HAND_OVER: Stage.IN_PROGRESS, Verb.START: Stage.ACCEPTED}
    suggestion = factories.make_suggestion(stage=stages[verb])
    if verb == Verb.START:
        suggestion.assign(office.unit, handler=away, by=office.triage_officer, now=NOW)
    factories.make_absence(person=away, deputy=deputy, begins_on=NOW.date())
    fields = {Verb.ASSIGN: {"unit": office.unit.pk, "handler": away.pk}, Verb.HAND_OVER: {"handler": away.pk}}
    told = agree(verb, suggestion, fields.get(verb, {}), admin_user, client)
    event = suggestion.events.in_order().last()
    said = sentence(event) if verb == Verb.HAND_OVER else given_to(event)
    assert (told["given_to"], read(suggestion).handler) == (said, deputy)
    assert said in ("由代理人deputy承辦（代away）", "交由代理人deputy承辦（代away）")


def test_the_only_handler_of_a_unit_is_foretold(client, office, other_unit, other_handler, admin_user):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    told = agree(Verb.ASSIGN, suggestion, {"unit": other_unit.pk}, admin_user, client)
    assert told["given_to"] == f"由{other_handler.username}承辦"


# What nobody has chosen yet.


def asked(client, suggestion, verb, **sent):
    address = reverse(DO, args=[suggestion.pk, verb])
    return (client.post(address, sent) if sent else client.get(address)).context


def test_reassigning_without_a_choice_names_no_unit(client, triage_officer, office):
    """The field's own unit is the one that has it: it is no choice."""
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, category=factories.make_category(unit=office.unit))
    client.force_login(triage_officer)
    context = asked(client, suggestion, Verb.ASSIGN)
    assert context["verb_preview"]["lines"][0] == ("市民憑回執看到", "轉交〔承辦單位〕辦理")
    assert context["verb_preview"]["changes"] == [("承辦單位", "交通警察支隊", "〔承辦單位〕")]
    assert context["form"].fields["unit"].help_text == "按領域「道路交通管理」沒有別的單位可以建議，請選一個。"


def test_a_choice_that_was_taken_away_is_not_previewed_when_the_form_comes_back(client, triage_officer, office):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, category=factories.make_category(unit=office.unit))
    client.force_login(triage_officer)
    proposed = asked(client, suggestion, Verb.ASSIGN)["verb_preview"]["lines"][0][1]
    emptied = asked(client, suggestion, Verb.ASSIGN, revision=suggestion.revision, unit="")["verb_preview"]["lines"][0][
        1
    ]
    assert (proposed, emptied) == ("轉交交通警察支隊辦理", "轉交〔承辦單位〕辦理")


def test_days_that_are_no_days_are_not_previewed(client, handler):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(handler)
    told = asked(client, suggestion, Verb.ASK_EXTENSION, revision=suggestion.revision, days="99", note="要踏勘。")[
        "verb_preview"
    ]
    assert told["later"] == [("市民和公眾看到", "延長〔幾個〕工作日答覆")]
