"""An office in which everybody can be written to, and citizens who want to be told."""

import pytest
from django.contrib.auth.models import User
from django.db.models import Value
from django.db.models.functions import Concat

from feedback.notices.models import Notice
from feedback.rules.notices import Channel, Kind, State
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories
from tests.feedback.notices.rows import follow, notice, told_citizen

NO_ADDRESS = "no-address"
WISH = {"contact": "wang@example.com", "notices_by": Channel.MAIL, "notices_in": "zh-hans"}


def write_to_everybody():
    at_home = Concat("username", Value("@example.com"))
    User.objects.exclude(username=NO_ADDRESS).filter(email="").update(email=at_home)


@pytest.fixture
def staff(office, other_handler):
    """The office and another unit, each person with an address; who is out of use is never told anything."""
    factories.make_user(
        username="gone", roles=[Role.HANDLER, Role.REVIEWER, Role.TRIAGE, Role.SUPERVISOR], units=[office.unit],
        is_active=False,
    )  # fmt: skip
    write_to_everybody()
    factories.make_user(username=NO_ADDRESS, roles=[Role.HANDLER, Role.REVIEWER], units=[office.unit])
    return office


def rows(**filters):
    """{(kind, whom)}: of staff the role in the user name, of citizens the number."""
    notices = Notice.objects.filter(state=State.WAITING, **filters).select_related("staff", "citizen")
    return sorted((str(one.kind), one.staff.username if one.staff else one.citizen.number) for one in notices)


def told_by(act, **filters):
    """The same of what `act` writes."""
    before = set(Notice.objects.values_list("pk", flat=True))
    act()
    new = [pk for pk in Notice.objects.values_list("pk", flat=True) if pk not in before]
    return rows(pk__in=new, **filters)


# What notices say, and where they are shown.

CANARY = "丹頂鶴"


@pytest.fixture
def reader(office, handler):
    """A suggestion that is answered and released, and {who: to whom rows about it go} beside its citizen."""
    suggestion = told_citizen(stage=Stage.REPLIED, has_consent=True)
    factories.release(suggestion)
    handler.email = "chengban@example.com"
    handler.save()
    Notice.objects.all().delete()
    return suggestion, {"staff": handler, "follow": follow(suggestion)}


@pytest.fixture
def row(reader):
    """A row of a kind to whomever such rows go."""
    suggestion, readers = reader

    def made(kind, **fields):
        Notice.objects.filter(kind=kind).delete()
        return notice(Kind(kind), suggestion, **readers | fields)

    return made
