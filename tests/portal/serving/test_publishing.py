"""One transaction publishes once, as the last thing in it; what is undone publishes nothing."""

import pytest
from django.db import connection, transaction
from django.urls import reverse

from feedback.rules.workflow import Stage
from portal.serving import generation
from portal.tables.publishing import Publishing
from tests import factories
from tests.portal.serving.publishing import Watched, publish

ONCE_AT_THE_END = (1, [-1])
NEVER = (0, [])
TABLES = ("feedback_phase", "django_admin_log", "portal_publishing")


class Crash(Exception):
    pass


def crash():
    raise Crash


def published(change):
    with generation.publishing():
        change()
        generation.bump()


def publish_and_crash():
    with generation.publishing():
        generation.bump()
        crash()


@pytest.mark.django_db
def test_what_is_published_within_is_published_once_by_the_outermost():
    with Watched() as watched, generation.publishing():
        publish()
        generation.bump()
        with generation.publishing():
            factories.make_unit()
    assert watched.published == ONCE_AT_THE_END


@pytest.mark.django_db
def test_where_nothing_was_changed_nothing_is_published():
    with Watched() as watched, generation.publishing(), generation.publishing():
        pass
    assert watched.published == NEVER


@pytest.mark.django_db
def test_what_is_undone_publishes_nothing_nor_does_what_comes_after_it():
    with Watched() as watched:
        with pytest.raises(Crash):
            publish_and_crash()
        with generation.publishing():
            factories.make_unit()
    assert watched.published == NEVER


@pytest.mark.django_db
def test_what_is_undone_within_leaves_the_rest_as_it_was():
    with Watched() as quiet, generation.publishing(), pytest.raises(Crash):
        publish_and_crash()
    with Watched() as loud, generation.publishing():
        generation.bump()
        with pytest.raises(Crash):
            publish_and_crash()
    assert (quiet.published, loud.published) == (NEVER, ONCE_AT_THE_END)


def test_nothing_is_published_outside_a_block():
    with pytest.raises(RuntimeError, match="in a block of `publishing`"):
        generation.bump()


@pytest.mark.django_db(transaction=True)
def test_a_block_in_somebody_elses_transaction_is_refused_and_the_next_one_works():
    before = Publishing.objects.count()
    with pytest.raises(RuntimeError, match="cannot be nested"), transaction.atomic():
        publish()
    publish()
    assert Publishing.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_in_the_transaction_the_generation_is_still_the_one_in_force():
    before = generation.current()
    with generation.publishing():
        generation.bump()
        generation.forget()
        within = generation.current()
    assert (within == before, generation.current() == before) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_a_process_that_ends_with_the_commit_leaves_no_page_stale(client, settings, monkeypatch):
    settings.PAGE_CACHE = 60
    unit = factories.make_unit(name="巡警支隊")
    factories.make_suggestion(stage=Stage.ASSIGNED, unit=unit)
    told = [unit.name in client.get("/suggestions/").text]
    unit.name = "騎警支隊"
    with monkeypatch.context() as ending:
        ending.setattr(connection, "run_and_clear_commit_hooks", crash)
        with pytest.raises(Crash):
            published(unit.save)
    connection.run_on_commit = []  # they died with it
    told.append(unit.name in client.get("/suggestions/").text)
    generation.forget()  # half a second later, in any process that lives
    told.append(unit.name in client.get("/suggestions/").text)
    assert told == [True, False, True]


@pytest.mark.django_db
def test_the_desk_publishes_a_campaign_with_the_phases_that_are_saved_after_it(client, administrator):
    client.force_login(administrator)
    campaign = factories.make_campaign(is_published=False)
    fields = {
        "slug": campaign.slug, "kind": campaign.kind, "title": campaign.title, "year": campaign.year,
        "events-TOTAL_FORMS": 0, "events-INITIAL_FORMS": 0, "phases-TOTAL_FORMS": 1, "phases-INITIAL_FORMS": 0,
        "phases-0-kind": "collect", "phases-0-starts_on": "2020-12-01", "phases-0-ends_on": "2020-12-31",
    }  # fmt: skip
    with Watched() as watched:
        response = client.post(reverse("admin:feedback_campaign_change", args=[campaign.pk]), fields)
    said = [query["sql"] for query in watched.captured_queries]
    places = [next(n for n, sql in enumerate(said) if f'INSERT INTO "{name}"' in sql) for name in TABLES]
    assert (response.status_code, campaign.phases.count(), watched.published[0]) == (302, 1, 1)
    assert places == sorted(places)
