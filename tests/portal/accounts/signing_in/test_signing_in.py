"""Signing in: password, second factor, lock-out, and the end of a session."""

import base64
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from feedback.rules.roles import Role
from portal.tables.staff import StaffRecord
from tests import factories
from tests.factories import at

PASSWORD = "a long sample password"
HOME = "admin:index"
NOW = at("2020-12-01 10:00")


@pytest.fixture(autouse=True)
def _second_factor(settings):
    settings.STAFF_TOTP = True


@pytest.fixture(autouse=True)
def clock(time_machine):
    """It stands still until a test moves it."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def officer(db):
    user = factories.make_user(username="triage", roles=[Role.TRIAGE])
    user.set_password(PASSWORD)
    user.save()
    return user


def give_password(client, *, username="triage", password=PASSWORD, **extra):
    return client.post(reverse("admin:login"), {"username": username, "password": password}, **extra)


def code_at(key, moment):
    totp = TOTP(base64.b32decode(key.replace(" ", "")))
    totp.time = moment.timestamp()
    return f"{totp.token():06d}"


def enrol(client, moment=NOW):
    """Through the page of the first login: (key, codes on paper)."""
    key = client.get(reverse("staff_enrol")).context["key"]
    response = client.post(reverse("staff_enrol"), {"code": code_at(key, moment)})
    return key, response.context["codes"]


@pytest.fixture
def enrolled(officer):
    """Who has an app and codes, and is signed out again."""
    client = Client()
    give_password(client)
    return enrol(client)


def is_in(client):
    return client.get(reverse(HOME)).status_code == 200


def test_a_password_alone_opens_no_page_of_the_desk(client, officer):
    suggestion = factories.make_suggestion()
    give_password(client)
    addresses = [
        reverse(HOME),
        reverse("admin:feedback_suggestion_changelist"),
        reverse("admin:feedback_suggestion_change", args=[suggestion.pk]),
        reverse("admin:password_change"),
        reverse("admin:login"),
        reverse("admin:jsi18n"),
        "/en" + reverse(HOME),
    ]
    answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {302}
    assert {re.sub(r"\?.*", "", answer.url) for answer in answers} == {"/desk/code/", "/en/desk/code/"}


def test_with_the_password_alone_one_is_nobody_elsewhere_too(client, officer):
    give_password(client)
    assert client.get(reverse("home")).context["user"].is_anonymous


def test_the_first_login_enrols(client, officer):
    give_password(client)
    address = client.get(reverse("admin:feedback_suggestion_changelist")).url
    page = client.get(address, follow=True)
    key, codes = enrol(client)
    assert page.redirect_chain == [
        (f"{reverse('staff_enrol')}?next=%2Fdesk%2Ffeedback%2Fsuggestion%2F", 302),
    ]
    assert (len(codes), is_in(client), StaffRecord.objects.get().object_repr) == (
        10,
        True,
        "綁定手機驗證器，領取備用碼",
    )


def test_then_each_login_asks_for_the_code_and_goes_where_one_wanted(client, enrolled, clock):
    key, _codes = enrolled
    clock.shift(60)
    give_password(client)
    wanted = reverse("admin:feedback_suggestion_changelist")
    address = client.get(wanted).url
    response = client.post(address, {"code": code_at(key, at("2020-12-01 10:01"))})
    assert (response.url, is_in(client)) == (wanted, True)


def test_no_other_site_is_gone_to(client, enrolled, clock):
    clock.shift(60)
    give_password(client)
    code = code_at(enrolled[0], at("2020-12-01 10:01"))
    response = client.post(reverse("staff_code") + "?next=https://elsewhere.example/", {"code": code})
    assert response.url == reverse(HOME)


def test_a_code_is_good_once(client, enrolled, clock):
    clock.shift(60)
    code = code_at(enrolled[0], at("2020-12-01 10:01"))
    for browser in (client, Client()):
        give_password(browser)
        response = browser.post(reverse("staff_code"), {"code": code})
    assert response.context["form"].errors == {"code": ["驗證碼不對，請用驗證器裡新出現的數字再試。"]}


def test_a_code_on_paper_is_good_once_and_says_how_many_are_left(client, enrolled):
    _key, codes = enrolled
    give_password(client)
    told = client.post(reverse("staff_code"), {"code": codes[0]}, follow=True)
    other = Client()
    give_password(other)
    other.post(reverse("staff_code"), {"code": codes[0]})
    assert ("備用碼還剩 9 個。" in told.text, is_in(client), is_in(other)) == (True, True, False)


def test_codes_on_paper_are_unreadable_in_the_database(enrolled):
    stored = {token.token for token in StaticToken.objects.all()}
    assert stored & {code.replace(" ", "") for code in enrolled[1]} == set()


def test_fresh_codes_void_the_earlier_ones(client, enrolled):
    _key, codes = enrolled
    give_password(client)
    client.post(reverse("staff_code"), {"code": codes[0]})
    fresh = client.post(reverse("staff_codes")).context["codes"]
    tries = []
    for code in (codes[1], fresh[0]):
        browser = Client()
        give_password(browser)
        browser.post(reverse("staff_code"), {"code": code})
        tries.append(is_in(browser))
        StaticToken.objects.first().device.throttle_reset()
    assert (len(fresh), tries) == (10, [False, True])


def test_wrong_codes_make_the_next_one_wait(client, enrolled, clock):
    key, _codes = enrolled
    give_password(client)
    for _ in range(4):
        response = client.post(reverse("staff_code"), {"code": "000000"})
        clock.shift(20)
    for _ in range(3):
        clock.shift(1)
        response = client.post(reverse("staff_code"), {"code": "000000"})
    now = clock.shift(1) or at("2020-12-01 10:01")
    client.post(reverse("staff_code"), {"code": code_at(key, now)})
    assert (is_in(client), "系統管理員解除鎖定" in response.text) == (False, True)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef"])
def test_what_is_no_code_is_not_tried(client, enrolled, typed):
    give_password(client)
    response = client.post(reverse("staff_code"), {"code": typed})
    assert (list(response.context["form"].errors), TOTPDevice.objects.get().throttling_failure_count) == (["code"], 0)


def test_full_width_digits_are_digits(client, enrolled, clock):
    clock.shift(60)
    give_password(client)
    code = code_at(enrolled[0], at("2020-12-01 10:01"))
    client.post(reverse("staff_code"), {"code": "".join(chr(ord(digit) + 0xFEE0) for digit in code)})
    assert is_in(client)


def test_an_app_in_use_is_not_replaced_by_whoever_knows_the_password(client, enrolled):
    give_password(client)
    answers = [client.get(reverse("staff_enrol")), client.post(reverse("staff_enrol"), {"code": "123456"})]
    assert ([answer.url for answer in answers], TOTPDevice.objects.count()) == ([reverse("staff_code")] * 2, 1)


def test_another_account_may_be_chosen(client, officer):
    give_password(client)
    client.post(reverse("staff_enrol"), {"leave": "yes"})
    assert client.get(reverse(HOME)).url == f"{reverse('admin:login')}?next=/desk/"


def test_the_pages_of_the_code_are_nothing_for_others(client, settings, officer):
    strangers = [client.get(reverse(name)).url for name in ("staff_code", "staff_enrol", "staff_codes")]
    settings.STAFF_TOTP = False
    client.force_login(officer)
    signed_in = [client.get(reverse(name)).url for name in ("staff_code", "staff_enrol", "staff_codes")]
    assert (strangers, signed_in) == ([reverse(HOME)] * 3, [reverse(HOME)] * 3)


def test_where_it_is_not_asked_the_password_is_enough(client, settings, officer):
    settings.STAFF_TOTP = False
    give_password(client)
    assert is_in(client)


# Lock-out.


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


# The end of a session.


@pytest.fixture
def signed_in(client, officer, settings):
    settings.STAFF_TOTP = False
    give_password(client)
    assert is_in(client)
    return client


def test_an_hour_without_a_request_ends_it(signed_in, clock):
    clock.shift(61 * 60)
    response = signed_in.get(reverse(HOME), follow=True)
    assert ("登錄已經超時，請重新登錄。" in response.text, is_in(signed_in)) == (True, False)


def test_whoever_works_stays_but_not_longer_than_a_day_of_work(signed_in, clock):
    stayed = []
    for _ in range(11):
        clock.shift(50 * 60)
        stayed.append(is_in(signed_in))
    assert stayed == [True] * 10 + [False]


def test_the_browser_forgets_it_when_it_is_closed(signed_in):
    assert signed_in.cookies["sessionid"]["expires"] == ""


def test_a_password_without_its_code_is_forgotten_after_ten_minutes(client, enrolled, clock):
    key, _codes = enrolled
    give_password(client)
    client.get(reverse(HOME))
    clock.shift(11 * 60)
    client.post(reverse("staff_code"), {"code": code_at(key, at("2020-12-01 10:11"))})
    assert is_in(client) is False


def test_it_is_not_written_at_each_request(signed_in):
    with CaptureQueriesContext(connection) as captured:
        signed_in.get(reverse(HOME))
    of_session = [query["sql"].split()[0] for query in captured if "django_session" in query["sql"]]
    assert of_session == ["SELECT"]


def test_a_visitor_without_a_session_is_given_none(client, db):
    response = client.get(reverse("home"))
    assert "sessionid" not in response.cookies
