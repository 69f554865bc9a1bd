"""What the database itself refuses of events: only words, only of what is said to be erased, and only to empty them."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from feedback.models import Event
from portal.ledger.models import Erasure
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def event(citizen, office):
    """A chase whose remark holds words, and whose details hold what they never do."""
    citizen.suggestion.chase("快辦。", by=office.supervisor, now=NOW)
    return Event.objects.order_by("pk").last()


def passes(event, **values):
    try:
        with transaction.atomic():
            QuerySet(Event).filter(pk=event.pk).update(**values)
    except DatabaseError:
        return False
    return True


def erased(event):
    Erasure.objects.create(subject=event.suggestion.number, erased_at=NOW)


def test_while_it_is_not_erased_not_even_emptying_passes(event):
    assert [passes(event, **values) for values in ({"remark": ""}, {"note": "改"}, {"at": timezone.now()})] == [
        False
    ] * 3


def test_once_it_is_erased_words_may_be_emptied_and_never_replaced(event):
    erased(event)
    assert [passes(event, remark="改過"), passes(event, at=timezone.now()), passes(event, remark="")] == [
        False, False, True,
    ]  # fmt: skip


def test_that_of_another_one_stays(event, office):
    erased(event)
    other = factories.receive()
    other.chase("快辦。", by=office.supervisor, now=NOW)
    assert not passes(other.events.order_by("pk").last(), remark="")


def test_of_the_details_some_may_be_left_and_none_be_another(citizen):
    factories.release(citizen.suggestion, title="標題", body="內容")
    event = Event.objects.order_by("pk").last()
    erased(event)
    tries = ({"title": "另一個"}, {"title": "標題", "more": 1}, {"title": "標題"}, {}, {"title": "標題"})
    assert [passes(event, details=details) for details in tries] == [False, False, True, True, False]
