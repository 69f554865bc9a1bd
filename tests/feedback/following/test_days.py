"""What followers of more than one suggestion are told: once a day how much there was, and nothing without news."""

from datetime import timedelta

import pytest

from feedback.following import days, verbs, words
from feedback.following.models import Follow
from feedback.following.subjects import Subject
from feedback.following.tasks import run_daily
from feedback.notices.models import Notice
from feedback.rules.phases import PhaseKind
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at

pytestmark = pytest.mark.django_db

MORNING = at("2020-12-02 06:10")


@pytest.fixture(autouse=True)
def _by_mail(settings):
    settings.NOTICE_CHANNELS = ("mail",)


def follow(kind, row, mail="reader@example.com", *, now=NOW):
    verbs.ask(Subject(kind, row), mail, language="zh-hant", now=now)
    return verbs.confirm(Follow.objects.latest("pk").pk, now=now)


def told():
    return list(Notice.objects.order_by("pk").values_list("follow", "details", "due_at"))


def public(unit, **fields):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=unit, has_consent=True, **fields)
    factories.release(suggestion)
    return suggestion


def test_a_day_is_told_in_one_mail_the_next_morning_and_once(unit):
    follows = [follow("unit", unit), follow("unit", unit, "second@example.com")]
    public(unit)
    factories.reply(public(unit))
    factories.reply(factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=unit))  # of a stub nothing is told
    for _time in range(2):
        run_daily(MORNING)
    assert told() == [(one.pk, {"released": 2, "answered": 1}, MORNING) for one in follows]


def test_a_day_without_news_is_not_told(unit, other_unit):
    follow("unit", other_unit)
    public(unit)
    run_daily(MORNING)
    assert told() == []


def test_a_day_that_was_missed_is_told_with_the_next(unit):
    one = follow("unit", unit)
    public(unit)
    late = MORNING + timedelta(days=3)
    run_daily(late)
    assert told() == [(one.pk, {"released": 1}, late)]


def test_what_happened_before_somebody_followed_and_what_only_got_other_words_is_no_news(unit):
    suggestion = public(unit)
    follow("unit", unit, now=NOW + timedelta(days=1))
    factories.release(suggestion, title="另一個標題", now=NOW + timedelta(days=1))
    run_daily(MORNING + timedelta(days=1))
    assert told() == []


def test_a_field_and_a_district_are_told_as_a_unit_is(unit):
    category, district = factories.make_category(), factories.make_district()
    follows = [follow("category", category), follow("district", district, "second@example.com")]
    public(unit, category=category, district=district)
    run_daily(MORNING)
    assert told() == [(one.pk, {"released": 1}, MORNING) for one in follows]


def test_of_a_campaign_the_phases_that_begin_and_its_end_are_told():
    campaign = factories.make_campaign()
    factories.make_phase(campaign=campaign, kind=PhaseKind.REPORT, starts_on=NOW.date())  # begun when it was followed
    factories.make_phase(campaign=campaign, kind=PhaseKind.RATE, starts_on=MORNING.date())
    factories.make_phase(campaign=campaign, kind=PhaseKind.HANDLE, starts_on=MORNING.date() + timedelta(days=5))
    one = follow("campaign", campaign)
    run_daily(MORNING)
    campaign.closed_at = MORNING
    campaign.save()
    later = MORNING + timedelta(days=1)
    run_daily(later)
    assert told() == [(one.pk, {"phases": ["rate"]}, MORNING), (one.pk, {"closed": True}, later)]


def test_they_are_written_in_chunks(unit, monkeypatch):
    monkeypatch.setattr(days, "AT_ONCE", 2)
    for number in range(5):
        follow("unit", unit, f"{number}@example.com")
    public(unit)
    assert (days.tell_of_days(MORNING), days.tell_of_days(MORNING), len(told())) == (5, 0, 5)


def test_a_unit_costs_as_many_questions_whether_one_follows_it_or_three(unit, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(now):
        with CaptureQueriesContext(connection) as queries:
            days.tell_of_days(now)
        return len(queries)

    follow("unit", unit)
    public(unit)
    one = asked(MORNING)
    for number in range(3):
        follow("unit", unit, f"{number}@example.com", now=MORNING)
    factories.release(factories.make_suggestion(unit=unit, stage=Stage.ASSIGNED, has_consent=True), now=MORNING)
    assert asked(MORNING + timedelta(days=1)) == one


def test_an_address_from_which_three_mails_came_back_is_forgotten(unit, other_unit):
    gone, kept = follow("unit", unit), follow("unit", other_unit, "second@example.com")
    for one, count in ((gone, 3), (kept, 2)):
        for _time in range(count):
            Notice.objects.create(
                kind="news", follow=one, channel="mail", language="en", created_at=NOW, due_at=NOW, state="sent",
                ended_at=NOW, bounced_at=NOW,
            )  # fmt: skip
    run_daily(MORNING)
    assert list(Follow.objects.all()) == [kept]


def test_the_words_of_a_day():
    details = [{"released": 2, "answered": 1}, {"phases": ["rate"], "closed": True}, {}]
    assert [words.news(one) for one in details] == [
        "新公開 2 件，新答覆 1 件", "「請市民評議」環節已經開始，活動已經結束", "",
    ]  # fmt: skip
