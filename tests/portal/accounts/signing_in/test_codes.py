"""Signing in: the password, then a code from an app or from paper."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.tables.staff import StaffRecord
from tests import factories
from tests.factories import at
from tests.portal.accounts.signing_in.entering import HOME, code_at, enrol, give_password, is_in


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
