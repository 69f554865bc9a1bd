"""What roles are called is the office's; which there are and what they may do is not."""

import pytest
from django.urls import reverse

from feedback.models import RoleName
from feedback.rules.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def change(client, role, **fields):
    return client.post(reverse("admin:feedback_rolename_change", args=[role.value]), fields)


def test_every_role_has_a_name_from_the_first_day_on():
    assert [row.code for row in RoleName.objects.all()] == list(Role)


def test_an_administrator_renames_a_role_and_accounts_show_the_new_name(client, administrator, office):
    client.force_login(administrator)
    change(client, Role.HANDLER, name="經辦民警", name_en="Officer")
    accounts = client.get(reverse("admin:auth_user_changelist")).text
    form = client.get(reverse("admin:auth_user_change", args=[office.handler.pk])).text
    assert [("經辦民警" in page, "承辦人</" in page) for page in (accounts, form)] == [(True, False)] * 2


def test_a_renamed_role_may_what_it_could(client, administrator, office):
    client.force_login(administrator)
    change(client, Role.HANDLER, name="經辦民警")
    assert office.unit.handlers().contains(office.handler)


def test_nobody_adds_or_deletes_one(client, admin_user):
    client.force_login(admin_user)
    addresses = [
        reverse("admin:feedback_rolename_add"), reverse("admin:feedback_rolename_delete", args=[Role.TRIAGE.value]),
    ]  # fmt: skip
    assert [client.post(address, {"post": "yes"}).status_code for address in addresses] == [403, 403]


def test_a_supervisor_does_not_rename_any(client, supervisor):
    client.force_login(supervisor)
    assert change(client, Role.HANDLER, name="別的").status_code == 403
