"""Ages, bands, labels, and the day of erasure."""

from datetime import date

import pytest

from feedback.representatives import rules


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2008, 11, 27), date(2026, 11, 26), 17),
        (date(2008, 11, 27), date(2026, 11, 27), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_an_age_is_full_years(born_on, day, age):
    assert rules.age_on(born_on, day) == age


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("18,30,45,60", [18, 30, 45, 60]), ("18", [18]), ("30,18", None), ("18,18", None), ("18, 30", None),
        ("", None), ("十八", None),
    ],
)  # fmt: skip
def test_bands_are_read_from_the_ages_at_which_they_begin(text, firsts):
    assert rules.parse_bands(text) == firsts


def test_an_age_is_in_one_band():
    found = {age: rules.band_of(age, [18, 30, 60]) for age in (17, 18, 29, 30, 59, 60, 99)}
    assert found == {17: "", 18: "18-29", 29: "18-29", 30: "30-59", 59: "30-59", 60: "60+", 99: "60+"}


def test_a_band_is_read_in_words():
    assert [rules.band_name(code) for code in rules.band_codes([18, 30, 60])] == [
        "18 至 29 歲",
        "30 至 59 歲",
        "60 歲以上",
    ]


def test_a_new_label_is_three_groups_of_digits_and_reads_back():
    labels = {rules.new_label() for _ in range(50)}
    assert len(labels) == 50
    assert all(rules.parse_label(label) == label and label[0] != "0" and len(label) == 11 for label in labels)


@pytest.mark.parametrize(
    "typed", ["482915507", " 482 915 507 ", "482－915－507", "４８２９１５５０７", "482—915—507。"]
)
def test_a_label_is_read_however_it_is_typed(typed):
    assert rules.parse_label(typed) == "482-915-507"


@pytest.mark.parametrize("typed", ["", "48291550", "4829155071", "2021-0170", "abc"])
def test_what_is_no_label_is_none(typed):
    assert rules.parse_label(typed) is None


@pytest.mark.parametrize(
    ("last_day", "closed_on", "erased_on"),
    [
        (date(2026, 12, 31), None, date(2027, 1, 10)),
        (date(2026, 12, 31), date(2027, 1, 20), date(2027, 1, 10)),
        (date(2026, 12, 31), date(2026, 12, 20), date(2026, 12, 30)),
        (None, date(2027, 1, 20), date(2027, 1, 30)),
        (None, None, None),
    ],
)
def test_erasure_counts_from_the_end_of_the_round(last_day, closed_on, erased_on):
    assert rules.erased_on(last_day, closed_on, 10) == erased_on
