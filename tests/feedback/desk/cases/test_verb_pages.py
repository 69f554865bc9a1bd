"""The page of a suggestion and the page of each verb: what is offered, done, refused, and kept."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from feedback.desk.cases import verb_form
from feedback.desk.cases.offered import verbs_for
from feedback.desk.cases.verb_form import FORMS
from feedback.models import Suggestion
from feedback.parts import public_words
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import FILE_VERBS, STAFF_VERBS, Stage, Verb
from tests import factories

pytestmark = pytest.mark.on_postgres

DO = "admin:feedback_suggestion_do"
PAGE = "admin:feedback_suggestion_change"


def do(client, suggestion, verb, **fields):
    suggestion.refresh_from_db()
    return client.post(reverse(DO, args=[suggestion.pk, verb]), {"revision": suggestion.revision, **fields})


def stage_of(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk).stage


def test_every_verb_of_staff_has_a_form():
    assert set(FORMS) == STAFF_VERBS - FILE_VERBS - {Verb.REGISTER}  # nothing is there yet for it to be a page of


@pytest.mark.parametrize(
    ("who", "stage", "expected"),
    [
        (
            "triage_officer",
            Stage.RECEIVED,
            [
                Verb.ACCEPT,
                Verb.PROPOSE_DECLINE,
                Verb.MERGE,
                Verb.NOTE,
                Verb.ASK,
                Verb.CHASE,
                Verb.RECATEGORISE,
                Verb.READ_CONTACT,
                Verb.REISSUE_RECEIPT,
                Verb.PROPOSE_ERASURE,
            ],
        ),
        ("handler", Stage.RECEIVED, []),
        (
            "handler",
            Stage.ASSIGNED,
            [Verb.SEND_BACK, Verb.INVOLVE, Verb.NOTE, Verb.START, Verb.ASK, Verb.ASK_EXTENSION, Verb.READ_CONTACT],
        ),
        (
            "handler",
            Stage.IN_PROGRESS,
            [Verb.INVOLVE, Verb.NOTE, Verb.ASK, Verb.DRAFT_REPLY, Verb.ASK_EXTENSION, Verb.READ_CONTACT],
        ),
        ("other_handler", Stage.IN_PROGRESS, []),
        ("reviewer", Stage.IN_PROGRESS, [Verb.INVOLVE, Verb.NOTE, Verb.DRAFT_REPLY]),
        ("handler", Stage.REPLIED, [Verb.NOTE, Verb.CORRECT_REPLY, Verb.READ_CONTACT]),
        ("reviewer", Stage.CLOSED, [Verb.NOTE, Verb.CORRECT_REPLY]),
        (
            "supervisor",
            Stage.ACCEPTED,
            [
                Verb.ASSIGN,
                Verb.NOTE,
                Verb.CHASE,
                Verb.SUPERVISE,
                Verb.INSTRUCT,
                Verb.ASK_EXTENSION,
                Verb.PROPOSE_ERASURE,
            ],
        ),
        ("leader", Stage.ACCEPTED, [Verb.ASSIGN, Verb.NOTE, Verb.CHASE, Verb.SUPERVISE, Verb.INSTRUCT]),
        ("leader", Stage.DECLINED, [Verb.REVOKE_DECLINE, Verb.NOTE]),
        ("supervisor", Stage.CLOSED, [Verb.NOTE, Verb.REOPEN, Verb.PROPOSE_ERASURE]),
        ("supervisor", Stage.WITHDRAWN, [Verb.NOTE, Verb.PROPOSE_ERASURE]),
        ("administrator", Stage.RECEIVED, []),
    ],
)
def test_the_desk_offers_what_role_stage_and_unit_allow(request, office, who, stage, expected):
    suggestion = factories.make_suggestion(stage=stage, has_consent=False)
    assert verbs_for(request.getfixturevalue(who), suggestion) == expected


def test_each_verb_offered_opens_and_stands_on_the_page(client, office, triage_officer):
    suggestion = factories.make_suggestion(has_consent=True)
    client.force_login(triage_officer)
    page = client.get(reverse(PAGE, args=[suggestion.pk])).content.decode()
    offered = [verb for verb in verbs_for(triage_officer, suggestion) if verb != Verb.READ_CONTACT]
    addresses = [reverse(DO, args=[suggestion.pk, verb]) for verb in offered]
    assert [client.get(address).status_code for address in addresses] == [200] * len(offered)
    assert [address in page for address in addresses] == [True] * len(offered)


def test_a_verb_that_is_not_offered_is_told_and_leads_back(client, triage_officer):
    suggestion = factories.make_suggestion()
    client.force_login(triage_officer)
    response = client.get(reverse(DO, args=[suggestion.pk, Verb.ASSIGN]), follow=True)
    assert [str(message) for message in response.context["messages"]] == ["這件建議現在不能「轉辦」。"]


@pytest.mark.parametrize("verb", [Verb.REDO, Verb.RATE, Verb.READ_CONTACT, "save"])
def test_what_is_no_button_has_no_page(client, triage_officer, verb):
    suggestion = factories.make_suggestion()
    client.force_login(triage_officer)
    assert do(client, suggestion, verb).status_code == 404


def test_staff_bring_a_suggestion_from_receipt_to_its_answer(client, office):
    suggestion = factories.make_suggestion(category=factories.make_category(unit=office.unit), has_consent=True)
    steps = [
        (office.triage_officer, Verb.ACCEPT, {}, Stage.ACCEPTED),
        (office.triage_officer, Verb.RELEASE, {"title": "公開標題", "body": "公開內容"}, Stage.ACCEPTED),
        (office.triage_officer, Verb.ASSIGN, {"unit": office.unit.pk}, Stage.ASSIGNED),
        (office.handler, Verb.START, {}, Stage.IN_PROGRESS),
        (office.handler, Verb.DRAFT_REPLY, {"body": "已改。", "outcome": Adoption.ADOPTED}, Stage.IN_PROGRESS),
        (office.reviewer, Verb.APPROVE_REPLY, {}, Stage.REPLIED),
    ]
    seen = []
    for person, verb, fields, _stage in steps:
        client.force_login(person)
        assert do(client, suggestion, verb, **fields).status_code == 302
        seen.append(stage_of(suggestion))
    assert seen == [stage for *_, stage in steps]


def test_the_author_of_an_answer_cannot_approve_it(client, reviewer, office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(reviewer)
    do(client, suggestion, Verb.DRAFT_REPLY, body="已改。", outcome=Adoption.ADOPTED)
    response = do(client, suggestion, Verb.APPROVE_REPLY)
    assert response.context["refused"] == ["答覆須由另一位同事審核，起草或改過這份答覆的人不能審核。"]
    assert stage_of(suggestion) == Stage.IN_PROGRESS


def test_a_refusal_needs_two_people(client, office):
    suggestion = factories.make_suggestion()
    client.force_login(office.triage_officer)
    do(client, suggestion, Verb.PROPOSE_DECLINE, reason="not_ours", note="請向城管部門反映。")
    alone = do(client, suggestion, Verb.DECLINE)
    client.force_login(office.second_triage_officer)
    together = do(client, suggestion, Verb.DECLINE)
    assert (alone.status_code, together.status_code, stage_of(suggestion)) == (200, 302, Stage.DECLINED)


def test_a_stale_page_is_refused_in_words_and_keeps_what_was_typed(client, office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    seen = suggestion.revision
    suggestion.ask("是哪個路口？", by=office.handler, now=timezone.now())
    client.force_login(office.handler)
    address = reverse(DO, args=[suggestion.pk, Verb.DRAFT_REPLY])
    response = client.post(address, {"revision": seen, "body": "我寫了半天的答覆", "outcome": Adoption.EXPLAINED})
    form = response.context["form"]
    assert form.non_field_errors() == ["這件建議剛剛由別人辦理過，已經變動。請看過最新情況，再決定是否提交。"]
    assert "我寫了半天的答覆" in response.content.decode()
    again = client.post(
        address, {"revision": form["revision"].value(), "body": "我寫了半天的答覆", "outcome": Adoption.EXPLAINED}
    )
    assert (again.status_code, suggestion.replies.get().body) == (302, "我寫了半天的答覆")


NAMED = {"name": "王曉梅", "guardian_name": "王大海", "is_under_14": True}


def test_release_masks_the_names_that_the_system_knows_and_refuses_them(client, triage_officer):
    suggestion = factories.make_suggestion(title="王晓梅的建議", body="王大海代寫。", has_consent=True, **NAMED)
    client.force_login(triage_officer)
    page = client.get(reverse(DO, args=[suggestion.pk, Verb.RELEASE]))
    form = page.context["form"]
    assert (form["title"].value(), form["body"].value()) == ("＊＊＊的建議", "＊＊＊代寫。")
    assert '<mark title="姓名">王大海</mark>代寫。' in page.text
    overlooked = do(client, suggestion, Verb.RELEASE, title=suggestion.title, body=suggestion.body)
    assert overlooked.context["form"].non_field_errors() == [
        "文中似乎還有個人信息：姓名 王晓梅、姓名 王大海。請遮去，或核對無誤後勾選最下方一項。"
    ]


@pytest.mark.parametrize(
    ("who", "stage", "verb", "fields"),
    [
        ("triage_officer", Stage.RECEIVED, Verb.PROPOSE_DECLINE, {"reason": "not_ours", "note": "王晓梅您好。"}),
        ("handler", Stage.IN_PROGRESS, Verb.ASK_EXTENSION, {"days": 5, "note": "等王晓梅補充。"}),
        ("handler", Stage.IN_PROGRESS, Verb.DRAFT_REPLY, {"body": "王晓梅您好。", "outcome": Adoption.EXPLAINED}),
        ("supervisor", Stage.CLOSED, Verb.REOPEN, {"note": "王晓梅來電。"}),
    ],
)
def test_no_public_words_of_staff_name_the_citizen(client, request, office, who, stage, verb, fields):
    suggestion = factories.make_suggestion(stage=stage, name="王曉梅")
    client.force_login(request.getfixturevalue(who))
    errors = do(client, suggestion, verb, **fields).context["form"].non_field_errors()
    assert errors == ["文中似乎還有個人信息：姓名 王晓梅。請遮去，或核對無誤後勾選最下方一項。"]


def test_public_words_over_their_limit_are_not_looked_through(client, triage_officer, monkeypatch):
    suggestion = factories.make_suggestion(has_consent=True)
    client.force_login(triage_officer)
    lengths = []
    monkeypatch.setattr(public_words, "find", lambda text, names=(): lengths.append(len(text)) or [])
    do(client, suggestion, Verb.RELEASE, title="號樓" * 100_000, body="1 " * 100_000)
    assert lengths == [0, 0]


def test_a_name_of_one_character_is_told_and_holds_nothing_up(client, triage_officer):
    suggestion = factories.make_suggestion(title="王家村的路燈", body="不亮。", has_consent=True, name="王")
    client.force_login(triage_officer)
    page = client.get(reverse(PAGE, args=[suggestion.pk]))
    assert [finding.text for finding in page.context["doubts"]] == ["王"]
    assert '<mark title="可能是姓名，沒有遮去">王</mark>家村的路燈' in page.text
    assert do(client, suggestion, Verb.RELEASE, title=suggestion.title, body=suggestion.body).status_code == 302


def test_release_proposes_masks_and_refuses_what_was_overlooked(client, triage_officer):
    suggestion = factories.make_suggestion(body="我的電話 13812345678，請回電。", has_consent=True)
    client.force_login(triage_officer)
    proposed = client.get(reverse(DO, args=[suggestion.pk, Verb.RELEASE])).context["form"]["body"].value()
    assert proposed == "我的電話 ＊＊＊＊＊＊，請回電。"
    texts = {"title": suggestion.title, "body": suggestion.body}
    overlooked = do(client, suggestion, Verb.RELEASE, **texts)
    assert overlooked.context["form"].non_field_errors() == [
        "文中似乎還有個人信息：電話號碼 13812345678。請遮去，或核對無誤後勾選最下方一項。"
    ]
    do(client, suggestion, Verb.RELEASE, **texts | {"body": proposed})
    suggestion.refresh_from_db()
    assert suggestion.public_body == proposed


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        (Verb.DRAFT_REPLY, {"body": "請撥 13812345678。", "outcome": Adoption.EXPLAINED}),
        (Verb.ASK_EXTENSION, {"days": 5, "note": "等 13812345678 回電。"}),
    ],
)
def test_words_that_become_public_are_looked_through(client, handler, verb, fields):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, now=timezone.now())
    client.force_login(handler)
    refused = do(client, suggestion, verb, **fields)
    passed = do(client, suggestion, verb, **fields, is_checked="on")
    assert (refused.status_code, passed.status_code) == (200, 302)
    assert "電話號碼 13812345678" in refused.context["form"].non_field_errors()[0]


def test_a_reason_not_to_adopt_goes_when_it_is_adopted_after_all(handler):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.draft_reply("不改。", Adoption.NOT_ADOPTED, "路窄。", by=handler, now=factories.NOW)
    suggestion.draft_reply("改。", Adoption.ADOPTED, "路窄。", by=handler, now=factories.NOW)
    assert suggestion.replies.get().outcome_reason == ""


def test_merging_wants_a_number_that_exists(client, triage_officer):
    suggestion, main = factories.make_suggestion(), factories.make_suggestion()
    client.force_login(triage_officer)
    wrong = do(client, suggestion, Verb.MERGE, main="2019-0001")
    assert wrong.context["form"].errors == {"main": ["沒有編號為「2019-0001」的建議，請核對。"]}
    do(client, suggestion, Verb.MERGE, main=main.number, seen=main.pk)
    suggestion.refresh_from_db()
    assert (suggestion.stage, suggestion.main) == (Stage.MERGED, main)


def test_a_unit_that_sends_back_is_led_to_its_list(client, handler):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED, now=timezone.now())
    client.force_login(handler)
    response = do(client, suggestion, Verb.SEND_BACK, remark="屬於治安支隊。")
    assert response.url == reverse("admin:feedback_suggestion_changelist")


def test_reading_a_contact_is_recorded(client, triage_officer):
    suggestion = factories.make_suggestion(name="示例市民", contact="citizen@example.invalid")
    client.force_login(triage_officer)
    unread = client.get(reverse(PAGE, args=[suggestion.pk])).content.decode()
    read = client.post(reverse("admin:feedback_suggestion_contact", args=[suggestion.pk])).content.decode()
    assert ("citizen@example.invalid" in unread, "citizen@example.invalid" in read) == (False, True)
    assert [event.by for event in suggestion.events.filter(verb=Verb.READ_CONTACT)] == [triage_officer]


def test_a_reviewer_may_not_read_contacts(client, reviewer):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, contact="citizen@example.invalid")
    client.force_login(reviewer)
    response = client.post(reverse("admin:feedback_suggestion_contact", args=[suggestion.pk]))
    assert (response.status_code, "citizen@example.invalid" in response.content.decode()) == (403, False)


def test_a_later_app_brings_the_form_of_its_verb(client, triage_officer, monkeypatch):
    monkeypatch.delitem(verb_form.FORMS, Verb.ACCEPT)
    asked = []

    @verb_form.form_of(Verb.ACCEPT)
    class BriefForm(verb_form.VerbForm):
        brief = verb_form.words("one field more")

        def do(self, verb, suggestion, *, by, now):
            asked.append(self.cleaned_data["brief"])
            suggestion.accept(by=by, now=now)

    suggestion = factories.make_suggestion()
    client.force_login(triage_officer)
    page = client.get(reverse(DO, args=[suggestion.pk, Verb.ACCEPT]))
    assert "one field more" in page.text
    assert do(client, suggestion, Verb.ACCEPT, brief="in short").status_code == 302
    assert (asked, stage_of(suggestion)) == (["in short"], Stage.ACCEPTED)


def test_a_verb_has_one_form():
    with pytest.raises(ImproperlyConfigured, match="cannot be the form of Verb.ACCEPT"):
        verb_form.form_of(Verb.ACCEPT)(verb_form.VerbForm)
