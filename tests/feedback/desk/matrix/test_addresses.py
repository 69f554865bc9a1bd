"""Every address of the desk, walked with a person of each role and with nobody."""

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import BulkRun
from feedback.rules.roles import MATRIX, Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.databases import undone
from tests.feedback.desk.matrix.doors import DOORS, NEEDS, address_of, addresses, make_rows, models
from tests.feedback.desk.matrix.roles import SUPERUSER

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def holders(permission):
    return {role for role in Role if permission in MATRIX[role].permissions} | SUPERUSER


def doors(name):
    """(who by GET, who by POST) for an address; a page of a model opens with the permission for it."""
    if name in DOORS:
        return DOORS[name]
    model, _, page = name.rpartition("_")
    is_plain = model in models() and page in NEEDS
    assert is_plain, f"say in DOORS who may open {name}"
    options = models()[model]._meta
    return tuple(holders(f"{options.app_label}.{action}_{options.model_name}") for action in NEEDS[page])


def is_open(response):
    """Whether it let the person in: a page, or a way on that leads neither to the login nor home."""
    way = response.get("Location", "")
    return response.status_code < 400 and "/login/" not in way and way != reverse("admin:index")


def tried(client, method, address):
    """Whether `client` was let in; what it may have changed is taken back."""
    with undone(), zeal_ignore():
        return is_open(getattr(client, method)(address))


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_opens_to_whom_the_matrix_says(people, office, administrator, method):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    make_rows()
    run = BulkRun.objects.create(token="0" * 32, verb=Verb.ACCEPT, by=administrator, at=factories.NOW)
    wrong = {}
    for name in addresses():
        expected = doors(name)[method == "post"]
        address = address_of(name, suggestion, run)
        opened = {person for person, client in people.items() if tried(client, method, address)}
        # Some rows must not be deleted, by nobody, and queued work is only looked at.
        is_kept_shut = name.endswith("_delete") or "dbtaskresult" in name
        is_right = opened <= expected if is_kept_shut else opened == expected
        if not is_right:
            wrong[name] = (sorted(opened), sorted(expected))
    assert wrong == {}
