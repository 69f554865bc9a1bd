"""關注 at the desk: numbers for administrators, an address forgotten on request, and nobody's address shown."""

import pytest
from django.urls import reverse

from feedback.following import verbs
from feedback.following.models import Follow
from feedback.following.subjects import Subject
from portal.tables.staff import StaffRecord
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

MAIL = "reader@example.com"


@pytest.fixture
def address():
    return reverse("admin:following_follow_changelist")


@pytest.fixture
def follows(unit):
    suggestion = factories.make_suggestion()
    for mail, kind, row, is_for_answer in [
        (MAIL, "suggestion", suggestion, True), (MAIL, "unit", unit, False), ("b@example.com", "unit", unit, False),
    ]:  # fmt: skip
        verbs.ask(Subject(kind, row), mail, language="en", now=NOW, is_for_answer=is_for_answer)
        verbs.confirm(Follow.objects.latest("pk").pk, now=NOW)
    verbs.ask(Subject("unit", unit), "c@example.com", language="en", now=NOW)


def test_an_administrator_sees_numbers_and_no_address(client, administrator, follows, address):
    client.force_login(administrator)
    page = client.get(address)
    rows = [tuple(map(str, row)) for row in page.context["rows"]]
    assert (rows, "example.com" in page.text) == (
        [
            ("一件建議", "1", "1", "0"), ("領域", "0", "0", "0"), ("承辦單位", "2", "0", "1"), ("區市", "0", "0", "0"),
            ("活動", "0", "0", "0"),
        ],
        False,
    )  # fmt: skip


def test_an_address_is_forgotten_with_all_it_follows_and_that_is_recorded(client, administrator, follows, address):
    client.force_login(administrator)
    client.post(address, {"mail": " Reader@Example.com "})
    recorded = StaffRecord.objects.latest("pk").object_repr
    left = sorted(Follow.objects.values_list("address", flat=True))
    told = [recorded, *(str(message) for message in client.get(address).context["messages"])]
    assert (left, told) == (
        ["b@example.com", "c@example.com"],
        ["應本人要求刪除郵箱的關注，刪除 2 個", "已經刪除這個郵箱的 2 個關注。"],
    )


def test_what_is_no_address_is_said(client, administrator, follows, address):
    client.force_login(administrator)
    page = client.post(address, {"mail": "x"})
    assert ("請填寫一個電子郵箱" in page.text, Follow.objects.count()) == (True, 4)


def test_nobody_else_opens_it(people, follows, address):
    opened = {name: (client.get(address).status_code, client.post(address, {"mail": MAIL}).status_code)
              for name, client in people.items()}  # fmt: skip
    allowed = {name for name, answers in opened.items() if answers == (200, 302)}
    assert (allowed, Follow.objects.count()) == ({"系統管理員", "superuser"}, 2)
