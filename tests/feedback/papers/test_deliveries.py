"""報表送閱: who is told that a paper can be read, when, and once; who may say so."""

import pytest

from feedback.notices.models import Notice
from feedback.papers.models import Delivery
from feedback.papers.telling import tell_of_papers
from feedback.rules.notices import Kind
from feedback.rules.roles import Role
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.django_db

MONDAY = at("2020-12-07 06:10")
ADD = "/desk/papers/delivery/add/"


@pytest.fixture
def reader(unit):
    return factories.make_user(username="reader", roles=[Role.REVIEWER], units=[unit], email="reader@example.com")


@pytest.fixture
def overseer():
    return factories.make_user(username="overseer", roles=[Role.SUPERVISOR], email="overseer@example.com")


def deliver(*people, kind="week", unit=None):
    delivery = Delivery.objects.create(kind=kind, unit=unit)
    delivery.people.set(people)
    return delivery


def told():
    rows = Notice.objects.filter(kind=Kind.PAPER).order_by("pk")
    return [(notice.staff.username, notice.details["path"]) for notice in rows.select_related("staff")]


def test_each_reader_is_told_with_the_way_to_the_paper(reader, overseer, unit):
    deliver(overseer)
    deliver(reader, kind="month", unit=unit)
    tell_of_papers(MONDAY)
    assert sorted(told()) == [
        ("overseer", "/desk/papers/paper/?kind=week&day=2020-11-30"),
        ("reader", f"/desk/papers/paper/?kind=month&day=2020-11-01&unit={unit.pk}"),
    ]


def test_it_is_told_once_and_the_next_one_a_week_later(overseer):
    deliver(overseer)
    for day in ("2020-12-07", "2020-12-08", "2020-12-13", "2020-12-14"):
        tell_of_papers(at(f"{day} 06:10"))
    assert [path.rpartition("=")[2] for _name, path in told()] == ["2020-11-30", "2020-12-07"]


def test_weeks_without_a_worker_are_told_by_their_last_one(overseer):
    deliver(overseer)
    tell_of_papers(MONDAY)
    tell_of_papers(at("2021-01-06 15:00"))
    assert [path.rpartition("=")[2] for _name, path in told()] == ["2020-11-30", "2020-12-28"]


def test_a_clock_that_was_set_back_tells_nothing_again(overseer):
    deliver(overseer)
    tell_of_papers(at("2020-12-14 06:10"))
    tell_of_papers(MONDAY)
    assert len(told()) == 1


def test_who_left_the_unit_or_is_out_of_use_is_not_told(reader, overseer, unit):
    deliver(reader, unit=unit)
    deliver(overseer)
    reader.units.clear()
    overseer.is_active = False
    overseer.save()
    tell_of_papers(MONDAY)
    assert told() == []


# At the desk.


def send(client, administrator, *people, **fields):
    client.force_login(administrator)
    given = {"kind": "week", "unit": "", "people": [person.pk for person in people]} | fields
    return client.post(ADD, given)


def test_an_administrator_says_who(client, administrator, overseer):
    answer = send(client, administrator, overseer)
    [delivery] = Delivery.objects.all()
    assert (answer.status_code, delivery.kind, delivery.unit, list(delivery.people.all())) == (
        302,
        "week",
        None,
        [overseer],
    )


def test_who_may_not_read_it_cannot_be_chosen(client, administrator, reader, other_unit):
    page = send(client, administrator, reader, unit=other_unit.pk)
    assert (page.context["adminform"].form.errors["people"], Delivery.objects.count()) == (
        ["reader看不到這份報表，請不要選。"],
        0,
    )


def test_one_paper_has_one_list(client, administrator, overseer):
    deliver(overseer)
    page = send(client, administrator, overseer)
    assert ("已經設置了送給誰" in page.text, Delivery.objects.count()) == (True, 1)


def test_nobody_else_says_who(client, overseer, reader):
    client.force_login(overseer)
    assert client.get(ADD).status_code == 403
