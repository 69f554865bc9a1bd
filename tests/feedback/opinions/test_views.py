"""The pages of 開放評議: what they show to whom, and what a press on one of their buttons does."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Phase, Support
from feedback.opinions import verbs
from feedback.opinions.models import OpinionCount, Participant, SectionOpinion
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.opinions.factories import TODAY, bureau, first_section, make_round
from tests.reports.factories import withdraw
from tests.statements.reading import said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
LABEL = "開放評議，不代表抽樣"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def listed(campaign):
    return reverse("rate_list", args=[campaign.slug])


def move(campaign, first, last):
    """Its phase begins and ends so many days from today."""
    campaign.phases.update(starts_on=TODAY + timedelta(days=first), ends_on=TODAY + timedelta(days=last))


def counts():
    return {(one.question, one.answer): one.number for one in OpinionCount.objects.filter(number__gt=0)}


def rated(campaign, *browsers, answer="yes"):
    for browser in browsers:
        verbs.say(campaign, first_section(campaign).section, "useful", answer, browser, now=NOW)


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_a_press_counts_shows_the_result_and_the_same_press_takes_it_back(client):
    section = first_section(make_round())
    rated(section.campaign, "a", "b", "c", "d", answer="no")
    before = client.get(section.get_absolute_url())
    after = client.post(section.get_absolute_url(), {"say": "useful-yes"}, follow=True)
    shown = counts()
    client.post(section.get_absolute_url(), {"say": "useful-none"})
    assert ("沒用 4 人" in before.text, "有用 1 人（20%）" in after.text, "沒用 4 人（80%）" in after.text) == (
        False, True, True,
    )  # fmt: skip
    assert (shown, counts()) == ({("useful", "no"): 4, ("useful", "yes"): 1}, {("useful", "no"): 4})


def test_the_result_of_one_question_is_shown_to_who_answered_that_one_alone(client):
    section = first_section(make_round())
    for question in ("useful", "clear"):
        verbs.say(section.campaign, section.section, question, "no", "other", now=NOW)
    page = client.post(section.get_absolute_url(), {"say": "useful-no"}, follow=True)
    assert ("沒用 2 人" in page.text, "不清楚 1 人" in page.text) == (True, False)


def test_the_bureau_is_rated_in_the_same_way(client):
    subject = bureau(make_round())
    page = client.post(subject.get_absolute_url(), {"say": "work-unsure"}, follow=True)
    assert ("說不清 1 人" in page.text, counts()) == (True, {("work", "unsure"): 1})


def test_the_cookie_says_nothing_of_who_it_is_and_nothing_of_it_is_kept(client):
    section = first_section(make_round())
    response = client.post(section.get_absolute_url(), {"say": "useful-yes"})
    cookie = response.cookies["browser"]
    token = cookie.value.split(":")[0]
    assert (cookie["httponly"], cookie["samesite"], token in Participant.objects.get().browser_digest) == (
        True, "Lax", False,
    )  # fmt: skip


def test_what_is_kept_of_a_browser_links_neither_rounds_nor_what_it_supports(client):
    campaign = make_round()
    other = factories.make_campaign(slug="other", year=2019, report=campaign.report)
    factories.make_phase(campaign=other, kind=Phase.Kind.RATE, starts_on=TODAY)
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True)
    factories.release(suggestion)
    for each in (campaign, other):
        client.post(bureau(each).get_absolute_url(), {"say": "work-yes"})
    client.post(reverse("suggestion_support", args=[suggestion.number]))
    kept = [*Participant.objects.values_list("browser_digest", flat=True)]
    kept += Support.objects.values_list("browser_digest", flat=True)
    assert len({*kept}) == 3


def test_a_button_pressed_twice_before_the_answer_comes_counts_once():
    section = first_section(make_round())
    first, second = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    token = str(first.get(section.get_absolute_url()).context["csrf_token"])
    second.cookies["csrftoken"] = first.cookies["csrftoken"].value
    for each in (first, second):
        each.post(section.get_absolute_url(), {"csrfmiddlewaretoken": token, "say": "useful-yes"})
    assert (counts(), Participant.objects.count()) == ({("useful", "yes"): 1}, 1)


@pytest.mark.parametrize("sent", [{}, {"say": "useful-unsure"}, {"say": "work-yes"}, {"say": "x"}, {"say": "useful-"}])
def test_what_is_no_answer_is_told(client, sent):
    section = first_section(make_round())
    response = client.post(section.get_absolute_url(), sent, follow=True)
    assert (len(told(response)), SectionOpinion.objects.count()) == (1, 0)


def test_who_presses_too_often_is_refused(client, settings):
    settings.OPINIONS_PER_HOUR_BROWSER = settings.OPINIONS_PER_HOUR_NETWORK = 0
    settings.OPINIONS_PER_HOUR_EACH = 2
    section = first_section(make_round())
    answers = [
        client.post(section.get_absolute_url(), {"say": say}).status_code
        for say in ("useful-yes", "clear-yes", "agrees-yes", "useful-none")
    ]
    assert (answers, counts()) == ([302, 302, 429, 302], {("clear", "yes"): 1})


def test_a_vote_after_the_last_day_is_told_and_counts_nothing(client, time_machine):
    section = first_section(make_round(last=0))
    time_machine.move_to(factories.at("2020-12-02 00:00"), tick=False)
    response = client.post(section.get_absolute_url(), {"say": "useful-yes"}, follow=True)
    assert told(response) == ["在2020 年「三民」活動中評議報告章節，已於2020年12月1日截止。"]
    assert ("browser" in client.cookies, counts()) == (False, {})


@pytest.mark.parametrize(
    ("first", "last", "is_shown"), [(-5, 5, False), (1, 5, False), (-5, -1, True)], ids=["open", "waiting", "over"]
)
def test_everybody_sees_the_numbers_once_it_is_over_and_not_before(client, first, last, is_shown):
    campaign = make_round()
    rated(campaign, "a", "b", "c", "d", "e")
    move(campaign, first, last)
    section = first_section(campaign)
    pages = [client.get(address) for address in (listed(campaign), section.get_absolute_url())]
    report = client.get(campaign.report.get_absolute_url())
    assert ["有用 5 人（100%）" in page.text for page in (*pages, report)] == [is_shown] * 3
    assert [LABEL in page.text for page in pages] == [True, True]


def test_the_pages_for_everybody_carry_no_token_and_set_no_cookie(client):
    campaign = make_round()
    client.post(first_section(campaign).get_absolute_url(), {"say": "useful-yes"})
    for address in (listed(campaign), campaign.report.get_absolute_url(), campaign.get_absolute_url()):
        page, stranger = client.get(address), Client().get(address)
        assert (page.content == stranger.content, dict(page.cookies), "csrfmiddlewaretoken" in page.text) == (
            True, {}, False,
        )  # fmt: skip


def test_the_report_leads_to_the_form_of_each_section_with_a_text(client):
    campaign = make_round()
    page = client.get(campaign.report.get_absolute_url())
    anchors = [section.anchor for section in campaign.report.sections.in_order() if section.paragraphs]
    assert page.text.count("data-press=") == len(anchors) == 4
    assert [reverse("rate_subject", args=[campaign.slug, anchor]) in page.text for anchor in anchors] == [True] * 4


def test_a_report_asks_the_database_once_more_when_it_is_over_however_many_sections_it_has(client):
    campaign = make_round()
    found = []
    for first, last in ((-5, 5), (-5, -1)):
        move(campaign, first, last)
        client.get(campaign.report.get_absolute_url())  # what is kept is there
        with CaptureQueriesContext(connection) as queries:
            client.get(campaign.report.get_absolute_url())
        found.append(len(queries))
    assert found[1] == found[0] + 1


def test_the_campaign_leads_there_and_says_how_many_took_part(client):
    campaign = make_round()
    rated(campaign, "a", "b")
    page = client.get(campaign.get_absolute_url())
    assert (listed(campaign) in page.text, "2 人參加。" in page.text) == (True, True)


def test_nobody_is_counted_before_it_begins(client):
    campaign = make_round()
    move(campaign, 1, 5)
    pages = [client.get(address).text for address in (campaign.get_absolute_url(), listed(campaign))]
    assert [(LABEL in page, "人參加" in page) for page in pages] == [(True, False), (True, False)]


def test_of_a_round_that_was_over_before_anybody_could_rate_nothing_is_told(client):
    """As of one that was kept before there was 開放評議."""
    campaign = make_round()
    move(campaign, -9, -1)
    pages = [client.get(address) for address in (listed(campaign), bureau(campaign).get_absolute_url())]
    pages.append(client.get(campaign.get_absolute_url()))
    assert [page.status_code for page in pages] == [404, 200, 200]
    assert [f'href="{listed(campaign)}"' in page.text for page in pages[1:]] == [False, False]


def test_a_campaign_that_asks_nobody_has_no_page_and_no_link(client):
    campaign = factories.make_campaign()
    pages = [client.get(address) for address in (listed(campaign), bureau(campaign).get_absolute_url())]
    assert ([page.status_code for page in pages], LABEL in client.get(campaign.get_absolute_url()).text) == (
        [404, 404], False,
    )  # fmt: skip


def test_a_draft_has_no_page(client):
    campaign = make_round(is_published=False)
    section = first_section(campaign)
    pages = [client.get(address) for address in (listed(campaign), section.get_absolute_url())]
    assert [page.status_code for page in pages] == [404, 404]
    assert "data-press" not in client.get(campaign.report.get_absolute_url()).text


def test_a_section_that_is_not_there_has_no_page_and_of_a_withdrawn_report_none_has(client):
    campaign = make_round()
    section = first_section(campaign)
    nowhere = client.get(reverse("rate_subject", args=[campaign.slug, "nowhere"]))
    withdraw(campaign.report, by=factories.make_user(username="w"), now=NOW)
    pages = [nowhere, client.get(section.get_absolute_url()), client.get(bureau(campaign).get_absolute_url())]
    assert [page.status_code for page in pages] == [404, 404, 200]


@pytest.mark.parametrize("name", ["rate_list", "rate_subject"])
def test_other_methods_are_refused(client, name):
    section = first_section(make_round())
    address = listed(section.campaign) if name == "rate_list" else section.get_absolute_url()
    assert client.put(address).status_code == 405


def test_the_desk_reads_the_numbers_and_changes_none(client, supervisor, handler):
    campaign = make_round()
    rated(campaign, "a", "b")
    address = reverse("admin:opinions_opinioncount_changelist")
    client.force_login(supervisor)
    page = client.get(address)
    added = client.get(reverse("admin:opinions_opinioncount_add"))
    client.force_login(handler)
    assert (">2<" in page.text, added.status_code, client.get(address).status_code) == (True, 403, 403)
    assert said(page, "有用嗎？") == ["有用嗎？"]
