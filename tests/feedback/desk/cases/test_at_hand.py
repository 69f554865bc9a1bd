"""What one press does on the page of a suggestion: what is at hand for whom, what it says will follow, what it does."""

import pytest
from django.urls import reverse

from feedback.models import ReplyTemplate, Route, Suggestion
from feedback.rules.acts import Act
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.on_postgres

PAGE, DO = "admin:feedback_suggestion_change", "admin:feedback_suggestion_do"


def page(client, suggestion):
    return client.get(reverse(PAGE, args=[suggestion.pk]))


def do(client, suggestion, deed, **fields):
    address = reverse(DO, args=[suggestion.pk, deed])
    return client.post(address, {"revision": Suggestion.objects.get(pk=suggestion.pk).revision, **fields})


def at_hand(response):
    """(buttons beside the verbs, buttons of the public text)."""
    release = response.context["release"]
    return (
        [hand["words"] for hand in response.context["hands"]],
        [hand["words"] for hand in release["hands"]] if release else [],
    )


def verbs_of(suggestion):
    return [event.verb for event in suggestion.events.in_order()]


@pytest.fixture
def routed(office):
    """What a route sends to the unit."""
    return factories.make_suggestion(category=factories.make_category(unit=office.unit), has_consent=True)


# What is there for whom.


def test_triage_accepts_and_assigns_by_the_route_and_releases_where_the_text_stands(client, office, routed):
    client.force_login(office.triage_officer)
    assert at_hand(page(client, routed)) == (["受理並轉交通警察支隊"], ["公開文字", "公開並受理"])
    routed.accept(by=office.triage_officer, now=NOW)
    assert at_hand(page(client, routed)) == (["轉交通警察支隊"], ["公開文字"])


def test_the_handler_of_the_route_is_named(client, office, routed):
    Route.objects.create(category=routed.category, unit=office.unit, handler=office.handler)
    client.force_login(office.triage_officer)
    assert at_hand(page(client, routed))[0] == [f"受理並轉交通警察支隊（承辦人：{office.handler.username}）"]


def test_without_a_route_the_unit_is_chosen_on_a_page(client, office):
    suggestion = factories.make_suggestion()
    client.force_login(office.triage_officer)
    response = page(client, suggestion)
    way = reverse(DO, args=[suggestion.pk, Act.ACCEPT_AND_ASSIGN])
    assert (at_hand(response), f'href="{way}"' in response.text, client.get(way).status_code) == (([], []), True, 200)


def test_what_somebody_wants_declined_is_not_pushed_on(client, office, routed):
    routed.propose_decline(Declining.NOT_OURS, "請找城管。", by=office.second_triage_officer, now=NOW)
    client.force_login(office.triage_officer)
    assert at_hand(page(client, routed)) == ([], ["公開文字"])


def test_a_handler_starts_and_drafts(client, office):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    client.force_login(office.handler)
    assert at_hand(page(client, suggestion)) == (["開始並起草"], [])


def test_a_reviewer_reads_the_answer_and_approves_it_there(client, office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion, body="已增設提示牌。")
    client.force_login(office.reviewer)
    response = page(client, suggestion)
    assert at_hand(response)[0] == ["審核通過，公布答覆"]
    assert ("交通警察支隊的答覆" in response.text, response.text.count("已增設提示牌。")) == (True, 1)


def test_a_correction_is_approved_there_too(client, office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.correct(suggestion)
    client.force_login(office.reviewer)
    assert at_hand(page(client, suggestion))[0] == ["審核通過，公布更正"]


def test_nobody_is_asked_to_approve_what_they_wrote_nor_what_goes_back_to_its_writer(client, office):
    own, returned = (factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(2))
    own.draft_reply("我寫的。", Adoption.ADOPTED, by=office.reviewer, now=NOW)
    factories.draft(returned)
    returned.return_reply("寫清楚。", by=office.reviewer, now=NOW)
    client.force_login(office.reviewer)
    assert [at_hand(page(client, one))[0] for one in (own, returned)] == [[], []]


def test_whoever_may_not_has_nothing_at_hand(client, office, routed):
    client.force_login(office.supervisor)
    assert at_hand(page(client, routed)) == ([], [])


def test_what_follows_stands_beside_each_button(client, office, routed):
    client.force_login(office.triage_officer)
    hand = page(client, routed).context["hands"][0]
    assert hand["verb_preview"]["lines"] == [
        ("市民和公眾看到", "予以受理"),
        ("市民憑回執看到", "轉交交通警察支隊辦理"),
        ("公眾看到", "轉交承辦單位辦理"),
    ]


# What it does.


def test_accepted_and_assigned_are_one_press_and_two_events(client, office, routed):
    client.force_login(office.triage_officer)
    response = do(client, routed, Act.ACCEPT_AND_ASSIGN, unit=office.unit.pk, handler=office.handler.pk)
    routed.refresh_from_db()
    assert (response.status_code, routed.stage, routed.unit, routed.handler, verbs_of(routed)[-2:]) == (
        302, Stage.ASSIGNED, office.unit, office.handler, [Verb.ACCEPT, Verb.ASSIGN],
    )  # fmt: skip


def test_where_the_unit_was_dissolved_meanwhile_it_is_not_accepted_either(client, office, routed, administrator):
    client.force_login(office.triage_officer)
    office.unit.dissolve(by=administrator, now=NOW)
    response = do(client, routed, Act.ACCEPT_AND_ASSIGN, unit=office.unit.pk)
    routed.refresh_from_db()
    assert (response.status_code, routed.stage, list(response.context["form"].errors)) == (
        200, Stage.RECEIVED, ["unit"],
    )  # fmt: skip


def test_released_and_accepted_are_one_press(client, office, routed):
    client.force_login(office.triage_officer)
    do(client, routed, Act.RELEASE_AND_ACCEPT, title="標題", body="內容")
    routed.refresh_from_db()
    assert (routed.stage, routed.public_title, verbs_of(routed)[-2:]) == (
        Stage.ACCEPTED, "標題", [Verb.RELEASE, Verb.ACCEPT],
    )  # fmt: skip


def test_personal_data_holds_up_both(client, office, routed):
    client.force_login(office.triage_officer)
    response = do(client, routed, Act.RELEASE_AND_ACCEPT, title="標題", body="請打 13864210975。")
    routed.refresh_from_db()
    assert (routed.stage, routed.is_public, "電話號碼 13864210975" in response.text) == (Stage.RECEIVED, False, True)


def test_the_start_leads_to_the_draft_filled_from_the_template(client, office):
    template = factories.make_reply_template(name="辦畢", body="{編號}辦畢。", outcome_id=Adoption.ADOPTED)
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    client.force_login(office.handler)
    started = do(client, suggestion, Act.START_AND_DRAFT, template=template.pk)
    form = client.get(started.url).context["form"]
    suggestion.refresh_from_db()
    assert started.url == reverse(DO, args=[suggestion.pk, Verb.DRAFT_REPLY]) + f"?template={template.pk}"
    assert (suggestion.stage, suggestion.handler, form["body"].value(), form["outcome"].value()) == (
        Stage.IN_PROGRESS, office.handler, f"{suggestion.number}辦畢。", Adoption.ADOPTED,
    )  # fmt: skip


def test_without_a_template_the_draft_is_empty(client, office):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    client.force_login(office.handler)
    started = do(client, suggestion, Act.START_AND_DRAFT, template="")
    assert (started.url, client.get(started.url).context["form"]["body"].value()) == (
        reverse(DO, args=[suggestion.pk, Verb.DRAFT_REPLY]), None,
    )  # fmt: skip


@pytest.mark.parametrize("key", ["x", "99999", "-1", ""])
def test_an_address_that_names_no_template_opens_the_form(client, office, key):
    factories.make_reply_template(name="辦畢", body="辦畢。")
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(office.handler)
    response = client.get(reverse(DO, args=[suggestion.pk, Verb.DRAFT_REPLY]), {"template": key})
    assert (response.status_code, response.context["form"]["body"].value()) == (200, None)


def test_a_template_follows_what_was_drafted_and_changes_no_outcome_that_was_chosen(client, office):
    template = ReplyTemplate.objects.create(name="辦畢", body="辦畢。", outcome_id=Adoption.ADOPTED)
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion, body="先寫的。", outcome=Adoption.EXPLAINED)
    client.force_login(office.handler)
    form = client.get(reverse(DO, args=[suggestion.pk, Verb.DRAFT_REPLY]), {"template": template.pk}).context["form"]
    assert (form["body"].value(), form["outcome"].value()) == ("先寫的。\n\n辦畢。", Adoption.EXPLAINED)


@pytest.mark.parametrize("act", Act)
def test_an_act_in_the_wrong_stage_is_told_and_leads_back(client, office, act):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    client.force_login(office.triage_officer)
    opened = client.get(reverse(DO, args=[suggestion.pk, act]), follow=True)
    sent = do(client, suggestion, act)
    assert [str(message) for message in opened.context["messages"]] == [f"這件建議現在不能「{act.label}」。"]
    assert (sent.status_code, "這件建議現在是「答覆」" in sent.text) == (200, True)


@pytest.mark.parametrize(
    ("act", "stage", "who", "fields"),
    [
        (Act.ACCEPT_AND_ASSIGN, Stage.RECEIVED, "supervisor", {}),
        (Act.START_AND_DRAFT, Stage.ASSIGNED, "reviewer", {}),
        (Act.RELEASE_AND_ACCEPT, Stage.RECEIVED, "supervisor", {"title": "標題", "body": "內容"}),
    ],
)
def test_who_may_not_do_every_verb_of_an_act_does_none(client, request, office, act, stage, who, fields):
    suggestion = factories.make_suggestion(stage=stage, has_consent=True)
    client.force_login(request.getfixturevalue(who))
    before = verbs_of(suggestion)
    response = do(client, suggestion, act, **{"unit": office.unit.pk, **fields})
    assert ("您的崗位沒有" in response.text, verbs_of(suggestion)) == (True, before)


def test_a_stale_page_is_refused(client, office, routed):
    client.force_login(office.triage_officer)
    seen = routed.revision
    routed.chase("快。", by=office.supervisor, now=NOW)
    address = reverse(DO, args=[routed.pk, Act.ACCEPT_AND_ASSIGN])
    response = client.post(address, {"revision": seen, "unit": office.unit.pk})
    routed.refresh_from_db()
    assert (routed.stage, "這件建議剛剛由別人辦理過" in response.text) == (Stage.RECEIVED, True)
