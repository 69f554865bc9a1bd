"""Numbers that read well, secrets that can be made again in one browser and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules import receipts
from portal.reading.text import cleaned_secret

KEY = "a key of the tests"
OTHER_KEY = "another key"

NUMBERS = [
    (2021, 1, "2021-0001"),
    (2021, 170, "2021-0170"),
    (2021, 9999, "2021-9999"),
    (2021, 10000, "2021-10000"),  # it grows by itself
    (2021, 123456, "2021-123456"),
]


@pytest.mark.parametrize(("year", "sequence", "number"), NUMBERS)
def test_a_number_is_the_year_and_at_least_four_digits(year, sequence, number):
    assert receipts.number(year, sequence) == number


@given(st.integers(min_value=1000, max_value=9999), st.integers(min_value=1, max_value=10**9 - 1))
def test_a_number_comes_back_as_it_was_given(year, sequence):
    assert receipts.parse_number(receipts.number(year, sequence)) == (year, sequence)


TYPED = [
    "2021-0170",
    " 2021-0170 ",
    "20210170",
    "2021 0170",
    "2021 - 0170",
    "2021—0170",
    "2021－0170",
    "２０２１－０１７０",
    "2021_0170",
    "2021——0170",  # the dash of a Chinese keyboard is two
    "2021--0170",
    *(f"2021{dash}0170" for dash in "‐‑‒–—―−﹘﹣－⸺⸻〜～~∼〰ー一ㄧ㇐─━➖＿_"),
    "「编号：2021-0170。」",
    "編號：２０２１－０１７０。",
    "编号2021——0170",
    "回執編號：2021-0170",
    "No. 2021-0170",
    "№2021-0170",
    "Number: 2021-0170",
    "第 2021-0170 號",
    "（2021-0170）",
    "2021-0170\u200b",
    "20\u00ad21-01\ufe0f70",
    "٢٠٢١-٠١٧٠",
    "2021-170",
    "２０２１—170",
    "2021年170號",
    "2021 年第 170 件",
]


@pytest.mark.parametrize("text", TYPED)
def test_a_number_is_read_as_people_type_it(text):
    assert receipts.parse_number(text) == (2021, 170)


NO_NUMBERS = [
    "",
    "2021",
    "21-0170",
    "2021 170",
    "2021170",
    "2021年12",
    "2021-12-01",
    "2021-0170-1",
    "2021/0170",
    "2021-0000000001",
    "停車 2021-0170",
    "2021-0170 停車",
    "2021-0170" + " " * 60,
    "12021-0170",
]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_anything_else_is_no_number(text):
    assert receipts.parse_number(text) is None


def test_a_flow_cannot_be_guessed():
    flows = {receipts.new_flow() for _ in range(50)}
    assert (len(flows), {len(flow) for flow in flows}) == (50, {32})


def test_the_same_browser_gets_the_same_secret_again():
    assert receipts.secret_of(KEY, "a flow") == receipts.secret_of(KEY, "a flow")


def test_another_flow_or_another_key_gives_another_secret():
    secrets = {
        receipts.secret_of(KEY, "a flow"),
        receipts.secret_of(KEY, "b flow"),
        receipts.secret_of(OTHER_KEY, "a flow"),
    }
    assert len(secrets) == 3


@given(st.text(min_size=1))
def test_a_secret_is_twelve_digits_whatever_the_flow(flow):
    secret = receipts.secret_of(KEY, flow)
    assert (len(secret), secret.isdecimal(), secret.isascii()) == (12, True, True)


def test_a_secret_is_read_over_a_phone_in_groups_of_four():
    assert receipts.grouped("482915507731") == "4829 1550 7731"


SPOKEN = [
    "482915507731",
    "4829 1550 7731",
    " 4829-1550-7731 ",
    "４８２９　１５５０　７７３１",
    "4829\u00a01550\u00a07731",
    "查詢碼：4829 1550 7731",
    "4829——1550——7731。",
    "4829一1550一7731",
    "查询码为「４８２９-１５５０-７７３１」",
    "4829\u200b1550\ufeff7731",
]


@pytest.mark.parametrize("text", SPOKEN)
def test_a_secret_is_read_as_people_type_it(text):
    assert (cleaned_secret(text), receipts.has_letters(text)) == ("482915507731", False)


@pytest.mark.parametrize("text", ["4829 1550 773l", "4829 155O 7731", "我的 4829 1550 7731", "四八二九"])
def test_letters_in_a_secret_are_noticed(text):
    assert receipts.has_letters(text)


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_grouped_secret_comes_back_as_it_was(value):
    secret = str(value).zfill(12)
    assert cleaned_secret(receipts.grouped(secret)) == secret


def test_what_is_stored_tells_neither_the_secret_nor_the_flow():
    stored = receipts.secret_digest(KEY, "2021-0170", "482915507731") + receipts.flow_digest(KEY, "a flow")
    assert (len(stored), "482915507731" in stored, "a flow" in stored) == (128, False, False)


MATCHES = [
    (KEY, "2021-0170", "482915507731", True),
    (KEY, "2021-0170", "482915507732", False),
    (KEY, "2021-0170", "", False),
    (KEY, "2021-0171", "482915507731", False),  # the secret of another number
    (OTHER_KEY, "2021-0170", "482915507731", False),
]


@pytest.mark.parametrize(("key", "number", "secret", "expected"), MATCHES)
def test_a_receipt_opens_with_its_own_number_and_secret_only(key, number, secret, expected):
    digest = receipts.secret_digest(KEY, "2021-0170", "482915507731")
    assert receipts.matches(key, number, secret, digest) is expected


def test_digests_of_one_purpose_are_of_no_use_for_another():
    assert receipts.flow_digest(KEY, "2021-0170:482915507731") != receipts.secret_digest(
        KEY, "2021-0170", "482915507731"
    )


def test_what_is_kept_of_a_receipt_tells_neither_its_flow_nor_its_secret():
    digests = {receipts.unsent_digest("key", "a"), receipts.unsent_digest("key", "b"), receipts.flow_digest("key", "a")}
    assert (len(digests), {len(digest) for digest in digests}) == (3, {64})
