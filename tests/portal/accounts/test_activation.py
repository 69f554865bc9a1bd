"""開通碼: whoever has the slip sets the own password, once and in time; wrong codes are counted as wrong passwords."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from feedback.rules.roles import Role
from portal.accounts import activation
from tests import factories

pytestmark = pytest.mark.on_postgres

PASSWORD = "quite another long password"
ACTIVATE = "staff_activate"


@pytest.fixture
def awaited(db):
    """(the account, its code as it is typed)."""
    user = factories.make_user(username="zhangsan", roles=[Role.TRIAGE])
    code = activation.issue(user, now=timezone.now())
    user.save()
    return user, code


def send(client, code, *, username="zhangsan", password=PASSWORD):
    fields = {"username": username, "activation_code": code, "new_password1": password, "new_password2": password}
    return client.post(reverse(ACTIVATE), fields)


def test_a_code_sets_the_password_once(client, awaited):
    user, code = awaited
    assert send(client, code).url == reverse("admin:login")
    user.refresh_from_db()
    assert (user.check_password(PASSWORD), send(client, code).status_code) == (True, 200)


def test_neither_the_code_nor_what_is_kept_of_it_signs_anybody_in(client, awaited):
    user, code = awaited
    login = reverse("admin:login")
    tries = [client.post(login, {"username": "zhangsan", "password": text}) for text in (code, user.password)]
    assert [response.status_code for response in tries] == [200, 200]  # the form again
    assert code.replace(" ", "") not in user.password


@pytest.mark.parametrize(("username", "is_active"), [("lisi", True), ("zhangsan", False)])
def test_it_opens_no_other_account_and_none_that_is_out_of_use(client, awaited, username, is_active):
    user, code = awaited
    User.objects.filter(pk=user.pk).update(is_active=is_active)
    response = send(client, code, username=username)
    assert (response.status_code, "activation_code" in response.context["form"].errors) == (200, True)


def test_it_is_taken_for_fourteen_days(awaited):
    user, code = awaited
    digits, today = code.replace(" ", ""), timezone.localdate()
    taken = [activation.opens(user, digits, today=today + timedelta(days=days)) for days in (14, 15)]
    assert taken == [True, False]


def test_wrong_codes_lock_the_name_out_and_leave_no_secret_in_the_record(client, awaited, settings):
    for _try in range(settings.AXES_FAILURE_LIMIT):
        response = send(client, "0000 0000 0000 0000")
    kept = AccessAttempt.objects.get().post_data
    assert (response.status_code, PASSWORD in kept, "0000 0000" in kept) == (429, False, False)


def test_a_weak_password_is_told_and_leaves_the_code(client, awaited):
    user, code = awaited
    assert "new_password2" in send(client, code, password="123").context["form"].errors
    user.refresh_from_db()
    assert activation.is_awaited(user)


def test_an_administrator_gives_codes_to_others_and_not_to_the_own_account(client, administrator):
    other = factories.make_user(username="zhangsan", roles=[Role.TRIAGE])
    client.force_login(administrator)
    sent = {"action": "give_codes", ACTION_CHECKBOX_NAME: [other.pk, administrator.pk]}
    response = client.post(reverse("admin:auth_user_changelist"), sent)
    assert [person for person, _code in response.context["slips"]] == [other]
    other.refresh_from_db()
    assert (activation.is_awaited(other), "no-store" in response["Cache-Control"]) == (True, True)
