"""The arithmetic behind the charts of a report, without a database."""

from decimal import Decimal

from reports.article import charts
from reports.article.charts import Bar


def test_the_parts_of_a_whole_stand_one_behind_the_other():
    assert charts.stacked(Decimal(9200), [Decimal(2100), Decimal(7100)]) == [
        Bar("0%", "22.83%", "11.41%", "22.8%", True),
        Bar("22.83%", "77.17%", "61.41%", "77.2%", True),
    ]


def test_a_thin_part_has_no_room_for_its_share():
    assert [bar.is_wide for bar in charts.stacked(Decimal(100), [Decimal(13), Decimal(14)])] == [False, True]


def test_a_share_is_rounded_to_one_decimal_and_says_no_more_than_it_knows():
    shares = [charts.share_of(Decimal(part), Decimal(200)) for part in (200, 40, 25, 1)]
    assert shares == ["100%", "20%", "12.5%", "0.5%"]


def test_two_years_of_a_change_start_at_one_place_and_the_larger_fills_the_room():
    assert charts.beside([Decimal(50), Decimal(80)]) == [Bar("0%", "62.5%", "31.25%"), Bar("0%", "100%", "50%")]


def test_a_year_without_a_value_keeps_its_place():
    chart = charts.columns([(2018, Decimal(50)), (2021, Decimal(100))])
    assert (chart.zero, [(one.year, one.left, one.top, one.height) for one in chart.columns]) == (
        "100%",
        [(2018, "5%", "50%", "50%"), (2021, "80%", "0%", "100%")],
    )


def test_columns_below_zero_hang_from_it():
    chart = charts.columns([(2020, Decimal(-1)), (2021, Decimal(3))])
    assert (chart.zero, [(one.top, one.height) for one in chart.columns]) == ("75%", [("75%", "25%"), ("0%", "75%")])


def test_many_years_name_every_other_one_and_the_last_value():
    chart = charts.columns([(year, Decimal(1000)) for year in range(2010, 2022)])
    assert [one.year for one in chart.columns if one.is_named] == [2011, 2013, 2015, 2017, 2019, 2021]
    assert [one.year for one in chart.columns if one.is_valued] == [2021]


def test_the_words_above_the_columns_may_be_those_of_the_report():
    chart = charts.columns([(2020, Decimal(90_000)), (2021, Decimal(94_000))], words=["9萬", "9.4萬"])
    assert [one.value for one in chart.columns] == ["9萬", "9.4萬"]
