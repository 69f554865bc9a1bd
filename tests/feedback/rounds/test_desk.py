"""The campaigns at the desk: a form for a draft, a page for each verb."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Campaign, Phase
from feedback.rounds import verbs
from feedback.rules.roles import Role
from tests.factories import NOW, make_campaign, make_phase, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

TODAY = timezone.localdate()


@pytest.fixture
def second():
    return make_user(username="second", roles=[Role.ADMINISTRATOR])


def draft(**fields):
    campaign = make_campaign(is_published=False, **{"summary": "請市民評議。"} | fields)
    make_phase(campaign=campaign, starts_on=TODAY, ends_on=TODAY + timedelta(days=9))
    return campaign


def over(**fields):
    campaign = make_campaign(**fields)
    make_phase(campaign=campaign, starts_on=date(2020, 11, 1), ends_on=date(2020, 11, 30))
    return campaign


def page_of(verb, campaign):
    return reverse("admin:feedback_campaign_do", args=[campaign.pk, verb])


def change_page(campaign):
    return reverse("admin:feedback_campaign_change", args=[campaign.pk])


def send(client, verb, campaign, **given):
    """Press the button of the page as it is now."""
    return client.post(page_of(verb, campaign), {"seen": verbs.last_event(campaign)} | given)


def fields(**changed):
    empty = {
        f"{prefix}-{name}": 0 for prefix in ("phases", "events") for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }  # fmt: skip
    given = {"slug": "sanmin-2021", "kind": "sanmin", "title": "2021 年「三民」活動", "year": 2021, "summary": ""}
    return empty | given | changed


def told(campaign):
    return [(event.verb, event.by.username, event.is_public) for event in campaign.events.in_order()]


def offered(client, campaign):
    return [name for name, _label in client.get(change_page(campaign)).context["verbs"]]


def test_what_an_administrator_adds_is_a_draft(client, administrator):
    client.force_login(administrator)
    response = client.post(reverse("admin:feedback_campaign_add"), fields())

    campaign = Campaign.objects.get(slug="sanmin-2021")
    assert (response.status_code, campaign.is_published) == (302, False)
    assert told(campaign) == [("draft", administrator.username, False)]
    assert offered(client, campaign) == []


def test_a_second_person_reads_the_days_and_publishes(client, administrator, supervisor):
    campaign = draft()
    verbs.drafted(campaign, by=administrator, now=NOW)
    client.force_login(supervisor)

    page = client.get(page_of("publish", campaign))
    response = send(client, "publish", campaign)

    assert [row["phase"].kind for row in page.context["phases"]] == ["collect"]
    assert "日期以後只能延長，延長的原因公開；網址、種類和年度不能再改。" in page.text
    assert (response.url, Campaign.objects.get(pk=campaign.pk).is_published) == (change_page(campaign), True)


def test_what_changed_since_the_page_was_made_is_not_published(client, administrator, supervisor):
    campaign = draft()
    verbs.drafted(campaign, by=administrator, now=NOW)
    seen = verbs.last_event(campaign)
    verbs.changed(campaign, by=administrator, now=NOW, fields=["名稱"])
    client.force_login(supervisor)

    page = client.post(page_of("publish", campaign), {"seen": seen})
    again = client.post(page_of("publish", campaign), {"seen": page.context["form"]["seen"].value()})

    assert page.context["form"].non_field_errors() == ["這個活動剛剛有變動。請看過最新情況，再決定是否提交。"]
    assert again.status_code == 302


@pytest.mark.parametrize("verb", ["publish", "extend", "propose-close", "drop-close", "close", "copy"])
def test_whoever_may_not_conduct_campaigns_is_refused(client, handler, verb):
    campaign = over()
    client.force_login(handler)

    assert [client.get(page_of(verb, campaign)).status_code, send(client, verb, campaign).status_code] == [403, 403]
    assert offered(client, campaign) == []


def test_a_verb_that_does_not_exist_is_not_found(client, administrator):
    client.force_login(administrator)
    assert client.get(page_of("delete", over())).status_code == 404


def test_what_cannot_be_done_now_leads_back(client, supervisor):
    campaign = over()
    client.force_login(supervisor)
    page = client.get(page_of("publish", campaign), follow=True)

    assert page.redirect_chain == [(change_page(campaign), 302)]
    assert [str(message) for message in page.context["messages"]] == ["這個活動現在不能「公布」。"]


def test_days_of_a_draft_are_written_in_its_form_and_the_history_names_them(client, administrator):
    campaign = make_campaign(is_published=False)
    phase = {"phases-0-kind": "rate", "phases-0-starts_on": "2021-01-01", "phases-0-ends_on": "2021-01-31"}
    sent = fields(slug=campaign.slug, title=campaign.title, year=campaign.year, **{"phases-TOTAL_FORMS": 1} | phase)
    client.force_login(administrator)
    response = client.post(change_page(campaign), sent)

    assert (response.status_code, [*campaign.phases.values_list("kind", "starts_on", "ends_on")]) == (
        302, [("rate", date(2021, 1, 1), date(2021, 1, 31))],
    )  # fmt: skip
    assert campaign.events.get().details == {"fields": ["環節"]}


def test_days_of_a_published_campaign_are_read_only_and_extended_by_a_verb(client, administrator):
    campaign = make_campaign()
    phase = make_phase(campaign=campaign, starts_on=TODAY, ends_on=TODAY)
    client.force_login(administrator)

    sent = fields(
        slug="moved", kind="live", year=2019, title="改名", **{
            "phases-TOTAL_FORMS": 1, "phases-INITIAL_FORMS": 1, "phases-0-id": phase.pk, "phases-0-kind": "rate",
            "phases-0-campaign": campaign.pk, "phases-0-starts_on": "2019-01-01", "rating_days": 3,
        },
    )  # fmt: skip
    client.post(change_page(campaign), sent)

    after = Campaign.objects.get(pk=campaign.pk)
    assert (after.slug, after.kind, after.year, after.title, after.rating_days) == (
        "sanmin-2020", "sanmin", 2020, "改名", None,
    )  # fmt: skip
    assert list(after.phases.values_list("kind", "starts_on")) == [("collect", TODAY)]
    assert campaign.events.get().details == {"fields": ["名稱"]}

    later = TODAY + timedelta(days=5)
    send(client, "extend", campaign, phase=phase.pk, ends_on=later.isoformat(), reason="大雪。")
    assert Phase.objects.get().ends_on == later


def test_a_reason_that_names_somebody_is_told_and_kept(client, administrator):
    campaign = make_campaign()
    phase = make_phase(campaign=campaign, starts_on=TODAY, ends_on=TODAY)
    client.force_login(administrator)
    later = (TODAY + timedelta(days=5)).isoformat()

    page = send(client, "extend", campaign, phase=phase.pk, ends_on=later, reason="請撥 13805320000。")

    assert "文中似乎還有個人信息" in page.text
    assert (page.context["form"]["reason"].value(), page.context["form"]["ends_on"].value()) == (
        "請撥 13805320000。", later,
    )  # fmt: skip
    assert Phase.objects.get().ends_on == TODAY


def test_two_people_close_and_what_is_found_is_said_before(client, administrator, supervisor):
    campaign = over()
    client.force_login(administrator)
    first = client.get(page_of("propose-close", campaign))
    send(client, "propose-close", campaign)
    assert offered(client, campaign) == ["drop-close", "copy"]
    client.force_login(supervisor)
    assert offered(client, campaign) == ["close", "drop-close"]
    send(client, "close", campaign)

    assert "各個環節都已結束，沒有未辦完的事項。" in first.text
    assert Campaign.objects.get(pk=campaign.pk).closed_at is not None
    assert offered(client, campaign) == []
    assert client.post(change_page(campaign), fields(title="改名")).status_code == 403


def test_what_blocks_is_said_and_nothing_is_proposed(client, administrator):
    campaign = make_campaign()
    make_phase(campaign=campaign, starts_on=TODAY, ends_on=TODAY)
    client.force_login(administrator)
    page = send(client, "propose-close", campaign)

    assert page.context["form"].non_field_errors()[0].startswith("現在還不能結束：環節「聽市民意見」到")
    assert campaign.events.count() == 0


def test_next_year_is_drafted_in_one_step(client, administrator):
    campaign = over()
    client.force_login(administrator)
    page = client.get(page_of("copy", campaign))
    response = send(client, "copy", campaign)

    new = Campaign.objects.get(year=TODAY.year)  # years were left out
    days = (date(TODAY.year, 11, 1), date(TODAY.year, 11, 30))
    assert [(row["first"], row["last"]) for row in page.context["phases"]] == [days]
    assert [(phase.starts_on, phase.ends_on) for phase in new.phases.all()] == [days]
    assert (response.url, new.is_published, told(new)) == (
        change_page(new), False, [("draft", administrator.username, False)],
    )  # fmt: skip


def test_only_a_draft_is_deleted(client, administrator, second):
    kept, gone = over(), draft(slug="sanmin-2021", year=2021)
    verbs.drafted(gone, by=administrator, now=NOW)
    client.force_login(second)
    pages = [
        client.post(reverse("admin:feedback_campaign_delete", args=[row.pk]), {"post": "yes"}).status_code
        for row in (kept, gone)
    ]
    assert (pages, list(Campaign.objects.exclude(slug="open"))) == ([403, 302], [kept])


def test_what_runs_all_year_keeps_its_terms_changeable_and_says_so(client, administrator):
    opened = Campaign.objects.get(slug="open")
    client.force_login(administrator)
    client.post(change_page(opened), fields(title=opened.title, summary=opened.summary, rating_days=20))

    event = opened.events.get()
    assert (Campaign.objects.get(pk=opened.pk).rating_days, event.is_public, event.details["fields"]) == (
        20, True, ["英文名稱", "英文簡介", "評議天數"],
    )  # fmt: skip


def test_the_list_offers_next_year_once(client, administrator, supervisor):
    campaign = over()
    address = reverse("admin:feedback_campaign_changelist")
    client.force_login(supervisor)
    theirs = client.get(address).context["to_copy"]
    client.force_login(administrator)
    first = client.get(address).context["to_copy"]
    verbs.copy(campaign, by=administrator, now=NOW)

    assert (theirs, first, client.get(address).context["to_copy"]) == (None, campaign, None)


def test_who_may_only_look_sees_the_days_too(client):
    campaign = draft()
    client.force_login(make_user(username="supervisor", roles=[Role.SUPERVISOR]))
    shown = client.get(change_page(campaign)).context["inline_admin_formsets"]
    assert [str(each.opts.verbose_name_plural) for each in shown] == ["環節", "活動記錄"]


def test_each_field_and_box_of_a_phase_says_what_it_is(admin_client):
    page = admin_client.get(change_page(draft())).text
    boxes = re.findall(r'<(?:input type="(?:text|checkbox)"|select) name="phases-0-[^>]*>', page)
    assert [bool(re.search('aria-label="[^"]+"', box)) for box in boxes] == [True] * 5
