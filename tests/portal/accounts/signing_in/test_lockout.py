"""Wrong passwords: who is locked out, from where and for how long, and who is not."""

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from feedback.rules.roles import Role
from tests import factories
from tests.portal.accounts.signing_in.entering import PASSWORD, give_password


def test_five_wrong_passwords_lock_the_name_out_from_there(client, officer):
    answers = [give_password(client, password="wrong").status_code for _ in range(5)]
    locked = give_password(client)
    assert (answers, locked.status_code, "請過 30 分鐘再試" in locked.text) == ([200] * 4 + [429], 429, True)


def test_others_are_not_locked_out(client, officer):
    other = factories.make_user(username="handler", roles=[Role.HANDLER])
    other.set_password(PASSWORD)
    other.save()
    for _ in range(6):
        give_password(client, password="wrong")
    answers = [
        give_password(Client(), username="handler").status_code,
        give_password(Client(), REMOTE_ADDR="10.0.0.9").status_code,
    ]
    assert answers == [302, 302]


def test_after_half_an_hour_one_may_try_again(client, officer, clock):
    for _ in range(5):
        give_password(client, password="wrong")
    clock.shift(31 * 60)
    assert give_password(client).status_code == 302


def test_a_right_password_forgets_the_wrong_ones(client, officer):
    for _ in range(2):
        for _ in range(4):
            give_password(client, password="wrong")
        last = give_password(Client())
    assert last.status_code == 302


def spray(names, address, *, agent="a browser"):
    """One password tried on each name: the statuses, and the last page."""
    pages = [
        give_password(Client(), username=name, password="Winter2026!", REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
        for name in names
    ]
    return [page.status_code for page in pages], pages[-1]


def test_one_password_on_forty_names_is_slowed_and_locks_nobody(client, officer):
    answers, last = spray([f"name{number}" for number in range(40)], "198.51.100.7")
    told = "從這個網絡地址登錄失敗的次數太多，請過 30 分鐘再試。賬號沒有鎖定"
    assert (answers, told in last.text) == ([200] * 30 + [429] * 10, True)
    assert give_password(client, REMOTE_ADDR="198.51.100.8").status_code == 302


@pytest.mark.parametrize("changing", ["address", "agent"])
def test_changing_address_or_browser_within_a_network_is_no_way_around(officer, changing):
    answers = []
    for number in range(40):
        address = f"2001:db8::{number:x}" if changing == "address" else "2001:db8::1"
        agent = f"browser {number}" if changing == "agent" else "a browser"
        answers += spray([f"name{number}"], address, agent=agent)[0]
    assert answers == [200] * 30 + [429] * 10


def test_a_name_is_locked_out_from_a_whole_network(officer):
    wrong = [
        give_password(Client(), password="wrong", REMOTE_ADDR=f"2001:db8::{number:x}").status_code
        for number in range(6)
    ]
    assert (wrong[-1], give_password(Client(), REMOTE_ADDR="2001:db8:0:1::1").status_code) == (429, 302)


def test_after_half_an_hour_the_network_may_try_again(officer, clock):
    spray([f"name{number}" for number in range(31)], "198.51.100.7")
    clock.shift(31 * 60)
    assert give_password(Client(), REMOTE_ADDR="198.51.100.7").status_code == 302


def test_an_office_that_mistypes_and_then_signs_in_is_not_slowed(db):
    """Those who got in at last count no more, however many they are."""
    answers = []
    for number in range(40):
        user = factories.make_user(username=f"name{number}", roles=[Role.HANDLER])
        user.set_password(PASSWORD)
        user.save()
        answers += spray([user.username], "198.51.100.7")[0]
        answers.append(give_password(Client(), username=user.username, REMOTE_ADDR="198.51.100.7").status_code)
    assert answers == [200, 302] * 40


def test_a_stranger_cannot_make_the_code_wait(client, enrolled):
    """Wrong codes count for who gave the password; nobody else reaches the page that looks at them."""
    for number in range(20):
        Client().post(reverse("staff_code"), {"code": "000000"}, REMOTE_ADDR=f"198.51.100.{number}")
    assert TOTPDevice.objects.get().throttling_failure_count == 0
