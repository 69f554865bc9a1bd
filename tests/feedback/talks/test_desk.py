"""The talks at the desk: drafted in a form, published by a second person, moved and counted on pages of their own."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from feedback.models import Campaign
from feedback.rounds import verbs as rounds
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from feedback.talks.admin import TalkAdmin
from feedback.talks.desk import home
from feedback.talks.models import Guest, Talk
from tests.factories import make_suggestion, make_talk, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

SOON = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=5)
DAY = SOON.date()
ADD = "admin:talks_talk_add"


@pytest.fixture
def moderator(unit):
    return make_user(username="moderator", units=[unit], first_name="示例主持人")


def fields(unit, moderator, **changed):
    given = {
        "title": "示例懇談", "title_en": "", "slug": "", "summary": "在線回答市民提問。", "summary_en": "",
        "unit": unit.pk,
        "starts_at_0": DAY, "starts_at_1": "09:00", "ends_at_0": DAY, "ends_at_1": "11:00",
        "questions_open_at_0": "", "questions_open_at_1": "", "takes_web": "on", "hotline": "0532-66570000",
        "place": "", "broadcast_url": "", "moderators": [moderator.pk],
        "guests-TOTAL_FORMS": 1, "guests-INITIAL_FORMS": 0, "guests-0-name": "示例嘉賓", "guests-0-post": "支隊長",
        "guests-0-post_en": "", "guests-0-order": 10,
    }  # fmt: skip
    return given | changed


def as_it_is(talk, **changed):
    """What the change form of `talk`, which has one guest, sends."""
    guest = talk.guests.get()
    local = {name: timezone.localtime(getattr(talk, name)) for name in ("starts_at", "ends_at", "questions_open_at")}
    times = {f"{name}_{place}": f"{at:{form}}" for name, at in local.items() for place, form in ((0, "%F"), (1, "%T"))}
    return {
        "title": talk.campaign.title, "title_en": "", "slug": talk.campaign.slug, "summary": talk.campaign.summary,
        "summary_en": "", "unit": talk.unit_id, "takes_web": "on", "hotline": talk.hotline, "place": talk.place,
        "broadcast_url": talk.broadcast_url, "moderators": [one.pk for one in talk.campaign.moderators.all()],
        "guests-TOTAL_FORMS": 1, "guests-INITIAL_FORMS": 1, "guests-0-pk": guest.pk, "guests-0-id": guest.pk,
        "guests-0-talk": talk.pk, "guests-0-name": guest.name, "guests-0-post": guest.post, "guests-0-post_en": "",
        "guests-0-order": guest.order,
    } | times | changed  # fmt: skip


def published(unit, moderator, **given):
    talk = make_talk(starts_at=SOON, unit=unit, moderators=[moderator], **given)
    Guest.objects.create(talk=talk, name="示例嘉賓", post="支隊長")
    return talk


def change_page(talk):
    return reverse("admin:talks_talk_change", args=[talk.pk])


def do_page(talk, verb):
    return reverse("admin:talks_talk_do", args=[talk.pk, verb])


def errors(response):
    return response.context["adminform"].form.errors


def told(talk):
    return [(event.verb, event.by.username, event.is_public) for event in talk.campaign.events.in_order()]


def test_an_administrator_drafts_a_talk_with_its_campaign_guests_and_moderators(client, administrator, unit, moderator):
    client.force_login(administrator)
    response = client.post(reverse(ADD), fields(unit, moderator))

    talk = Talk.objects.get()
    assert response.status_code == 302
    assert (talk.campaign.slug, talk.campaign.kind, talk.campaign.talk_on, talk.campaign.is_published) == (
        f"talk-{DAY}", Campaign.Kind.LIVE, DAY, False,
    )  # fmt: skip
    assert talk.questions_open_at == (SOON - timedelta(days=1)).replace(hour=0)
    assert (list(talk.campaign.moderators.all()), [guest.name for guest in talk.guests.all()]) == (
        [moderator], ["示例嘉賓"],
    )  # fmt: skip
    assert (talk.campaign.phases.count(), told(talk)) == (2, [("draft", administrator.username, False)])


def test_a_second_talk_of_the_day_has_an_address_of_its_own(client, administrator, unit, moderator):
    client.force_login(administrator)
    for _time in range(2):
        client.post(reverse(ADD), fields(unit, moderator))
    assert sorted(Campaign.objects.filter(talk_on=DAY).values_list("slug", flat=True)) == [
        f"talk-{DAY}", f"talk-{DAY}-2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"ends_at_1": "08:00"}, "ends_at", "結束時間應當晚於開始時間。"),
        ({"ends_at_0": DAY + timedelta(days=1)}, "questions_open_at", "懇談應當在同一天開始和結束。"),
        ({"slug": "open"}, "slug", "這個網址代碼已經用過，請換一個。"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(client, administrator, unit, moderator, changed, field, why):
    client.force_login(administrator)
    response = client.post(reverse(ADD), fields(unit, moderator, **changed))
    assert (errors(response)[field], Talk.objects.count()) == ([why], 0)


def test_the_form_shows_from_when_questions_are_taken_without_more(client, administrator):
    client.force_login(administrator)
    assert "不填的，從懇談前一天零點起（按全站設置）。" in client.get(reverse(ADD)).text


def test_a_second_person_publishes_it_and_comes_back_to_the_talk(client, administrator, supervisor, unit, moderator):
    client.force_login(administrator)
    client.post(reverse(ADD), fields(unit, moderator))
    talk = Talk.objects.get()
    own = [label for label, _address in client.get(change_page(talk)).context["verbs"]]
    client.force_login(supervisor)
    page = reverse("admin:feedback_campaign_do", args=[talk.pk, "publish"])
    shown = client.get(page).context["belonging"][0].told
    response = client.post(page, {"seen": rounds.last_event(talk.campaign)})

    assert (own, response.url) == ([], change_page(talk))
    assert shown.endswith("嘉賓：支隊長 示例嘉賓；主持人：示例主持人")
    assert told(talk)[-1] == ("publish", supervisor.username, True)


def test_a_published_talk_keeps_its_topic_and_its_hours(client, administrator, unit, moderator):
    talk = published(unit, moderator)
    client.force_login(administrator)
    sent = as_it_is(talk, title="別的", slug="other", starts_at_1="20:00:00", broadcast_url="https://example.org/live")
    response = client.post(change_page(talk), sent)

    after = Talk.objects.get()
    assert (response.status_code, after.campaign.title, after.campaign.slug, after.starts_at) == (
        302, talk.campaign.title, talk.campaign.slug, talk.starts_at,
    )  # fmt: skip
    assert after.broadcast_url == "https://example.org/live"
    assert [event.details["fields"] for event in talk.campaign.events.all()] == [["直播地址"]]


def test_guests_and_moderators_may_change_and_it_is_written_down(client, administrator, unit, moderator, handler):
    talk = published(unit, moderator)
    client.force_login(administrator)
    client.post(change_page(talk), as_it_is(talk, **{"moderators": [handler.pk], "guests-0-post": "政委"}))
    assert (list(talk.campaign.moderators.all()), talk.guests.get().post) == ([handler], "政委")
    assert [event.details["fields"] for event in talk.campaign.events.all()] == [["主持人", "嘉賓"]]


def test_a_form_that_changes_nothing_writes_nothing(client, administrator, unit, moderator):
    talk = published(unit, moderator)
    client.force_login(administrator)
    assert client.post(change_page(talk), as_it_is(talk)).status_code == 302
    assert told(talk) == []


def test_who_may_only_look_reads_all_of_it(client, handler, unit, moderator):
    talk = published(unit, moderator)
    client.force_login(handler)
    page = client.get(change_page(talk))
    assert [text in page.text for text in (talk.campaign.title, talk.campaign.summary, "示例主持人", "支隊長")] == [
        True
    ] * 4
    assert client.post(change_page(talk), as_it_is(talk)).status_code == 403


def test_a_talk_is_moved_on_a_page_of_its_own(client, supervisor, unit, moderator):
    talk = published(unit, moderator)
    client.force_login(supervisor)
    later = DAY + timedelta(days=7)
    sent = {
        "seen": rounds.last_event(talk.campaign), "reason": "場地檢修，推遲一周。",
        "starts_at_0": later, "starts_at_1": "09:00", "ends_at_0": later, "ends_at_1": "11:00",
        "questions_open_at_0": DAY, "questions_open_at_1": "00:00",
    }  # fmt: skip
    page = client.get(do_page(talk, "reschedule"))
    response = client.post(do_page(talk, "reschedule"), sent)

    assert page.context["form"]["starts_at"].value() == talk.starts_at
    assert (response.url, Talk.objects.get().day, told(talk)) == (
        change_page(talk), later, [("reschedule", supervisor.username, True)],
    )  # fmt: skip


def test_a_move_that_is_refused_keeps_what_was_typed(client, supervisor, unit, moderator):
    talk = published(unit, moderator)
    client.force_login(supervisor)
    past = date(2020, 1, 1)
    sent = {
        "seen": rounds.last_event(talk.campaign), "reason": "請打 13912345678。", "is_checked": "on",
        "starts_at_0": past, "starts_at_1": "09:00", "ends_at_0": past, "ends_at_1": "11:00",
        "questions_open_at_0": past, "questions_open_at_1": "00:00",
    }  # fmt: skip
    unchecked = client.post(do_page(talk, "reschedule"), sent | {"is_checked": ""})
    refused = client.post(do_page(talk, "reschedule"), sent)
    assert unchecked.context["form"].non_field_errors()[0].startswith("文中似乎還有個人信息：電話號碼 13912345678。")
    assert refused.context["form"].non_field_errors() == ["新的開始時間應當晚於現在。"]
    assert ("請打 13912345678。" in refused.text, told(talk)) == (True, [])


def test_the_numbers_of_the_switchboard_are_entered_with_who_counted(client, administrator, unit, moderator):
    talk = make_talk(starts_at=timezone.now() - timedelta(hours=1), unit=unit, moderators=[moderator])
    client.force_login(administrator)
    sent = {"seen": rounds.last_event(talk.campaign), "calls_in": 1500, "calls_back": "", "counted_by": "指揮中心"}
    response = client.post(do_page(talk, "count-calls"), sent)
    talk = Talk.objects.get()
    assert (response.status_code, talk.calls_in, talk.calls_back, talk.calls_counted_by) == (
        302,
        1500,
        None,
        "指揮中心",
    )


@pytest.mark.parametrize(("verb", "status"), [("reschedule", 403), ("count-calls", 403), ("vanish", 404)])
def test_who_neither_conducts_nor_keeps_nor_moderates_is_refused(client, handler, unit, moderator, verb, status):
    talk = published(unit, moderator)
    client.force_login(handler)
    assert [client.get(do_page(talk, verb)).status_code, client.post(do_page(talk, verb)).status_code] == [status] * 2


def test_a_moderator_enters_the_numbers_and_moves_nothing(client, unit, moderator):
    talk = published(unit, moderator)
    client.force_login(moderator)
    assert [client.get(do_page(talk, verb)).status_code for verb in ("count-calls", "reschedule")] == [200, 403]


def test_a_draft_is_deleted_with_its_campaign_and_a_published_one_never(client, administrator, unit, moderator):
    kept = published(unit, moderator)
    dropped = make_talk(slug="draft", starts_at=SOON, unit=unit, is_published=False)
    client.force_login(administrator)
    statuses = [
        client.post(reverse("admin:talks_talk_delete", args=[talk.pk]), {"post": "yes"}).status_code
        for talk in (kept, dropped)
    ]
    assert (statuses, list(Campaign.objects.filter(kind=Campaign.Kind.LIVE))) == ([403, 302], [kept.campaign])


def test_the_campaigns_offer_no_talk_to_be_added_and_lead_to_those_there_are(client, administrator, unit, moderator):
    talk = published(unit, moderator)
    client.force_login(administrator)
    added = client.get(reverse("admin:feedback_campaign_add")).context["adminform"].form
    page = client.get(reverse("admin:feedback_campaign_change", args=[talk.pk]))
    form, names = page.context["adminform"].form, [name for name, _label in page.context["verbs"]]
    assert [value for value, _label in added.fields["kind"].choices if value] == ["sanmin", "open"]
    assert (page.context["belonging"][0].address, {"title", "summary", "kind"} & set(form.fields)) == (
        change_page(talk), set(),
    )  # fmt: skip
    assert names == ["propose-close"]  # its days are not extended by themselves


def test_an_old_campaign_of_the_kind_stays_readable(client, administrator):
    campaign = Campaign.objects.create(slug="old", kind=Campaign.Kind.LIVE, title="舊的懇談")
    client.force_login(administrator)
    page = client.get(reverse("admin:feedback_campaign_change", args=[campaign.pk]))
    assert (page.status_code, page.context["adminform"].form["kind"].value()) == (200, "live")
    assert "懇談" not in [line.label for line in page.context["belonging"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_talks_asks_as_much_for_three_as_for_one(
    client, administrator, unit, moderator, count, django_assert_max_num_queries
):
    for place in range(count):
        make_talk(slug=f"talk-{place}", starts_at=SOON, unit=unit, moderators=[moderator])
    client.force_login(administrator)
    with django_assert_max_num_queries(18):
        page = client.get(reverse("admin:talks_talk_changelist"))
    assert page.text.count("交警支隊在線懇談") == count


def now_of(talk, **later):
    return talk.ends_at + timedelta(**later)


def test_a_moderator_finds_the_talk_on_the_home_of_the_desk(client, unit, moderator):
    talk = published(unit, moderator)
    client.force_login(moderator)
    page = client.get(reverse("admin:index"))
    assert ("我主持的懇談" in page.text, talk.campaign.title in page.text) == (True, True)


def test_home_counts_what_waits_and_what_no_unit_has_yet(unit, moderator, office):
    talk = published(unit, moderator)
    during = {"campaign": talk.campaign, "received_at": SOON}
    for stage in (Stage.RECEIVED, Stage.ACCEPTED, Stage.IN_PROGRESS, Stage.REPLIED):
        make_suggestion(stage=stage, now=SOON, **during)
    [row] = home.moderated(moderator, now_of(talk, days=1))["moderated"]
    assert (row["talk"].waiting, row["talk"].not_handed_on, row["is_over"]) == (3, 2, True)


def test_home_is_empty_for_who_moderates_nothing_and_of_what_is_done(unit, moderator, handler):
    talk = published(unit, moderator)
    assert home.moderated(handler, SOON) == {}
    assert home.moderated(moderator, now_of(talk, days=1)) == {"moderated": []}


def test_roles_that_see_talks_and_the_one_that_keeps_them():
    grants = {
        role: sorted(
            make_user(username=role.name, roles=[role])
            .get_all_permissions()
            .intersection({f"talks.{action}_talk" for action in ("view", "add", "change", "delete")})
        )
        for role in Role
    }
    looks, keeps = ["talks.view_talk"], [f"talks.{action}_talk" for action in ("add", "change", "delete", "view")]
    assert grants == dict.fromkeys(Role, looks) | {Role.ADMINISTRATOR: keeps}


def test_what_moderators_did_while_the_form_was_saved_is_not_written_over(rf, administrator, unit, moderator):
    published(unit, moderator)
    [form] = TalkAdmin(Talk, admin.site).get_queryset(rf.get("/"))
    Talk.objects.update(revision=7)
    form.save()
    assert Talk.objects.get().revision == 7
