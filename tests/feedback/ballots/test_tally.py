"""The tally: exact, rounded only to be shown, and the same from the published table alone; no database."""

import csv
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from feedback.ballots.counted import answers_csv
from feedback.ballots.counted.answers_csv import Unreadable
from feedback.ballots.counted.tally import Chosen, Counted, Score, Weights, mean, score, told
from feedback.ballots.rules import Subject

WEIGHTS = Weights(80, 20)


def counted(*numbers, subject=Subject.UNIT, levels=(), blank=0, text="您滿意嗎？"):
    """Chosen with the weights 100, 50 and 0 by so many; levels likewise."""
    options = [Chosen(name, weight, number) for (name, weight), number in zip(OPTIONS, numbers, strict=False)]
    given_levels = [Chosen(name, weight, number) for (name, weight), number in zip(OPTIONS, levels, strict=False)]
    return Counted(subject, "unit" if subject == Subject.UNIT else "", text, tuple(options), blank, tuple(given_levels))


OPTIONS = [("滿意", 100), ("一般", 50), ("不滿意", 0)]


@pytest.mark.parametrize(
    ("asked", "scored"),
    [
        (counted(6, 2, 2, levels=(3, 2, 0)), Score(Fraction(70), Fraction(80), Fraction(72), WEIGHTS)),
        (counted(6, 2, 2, levels=(2, 2, 0)), Score(Fraction(70), None, Fraction(70), Weights(100, 0))),
        (counted(6, 2, 2, blank=90), Score(Fraction(70), None, Fraction(70), Weights(100, 0))),
        (
            counted(6, 2, 2, subject=Subject.REPORT, levels=(9, 0, 0)),
            Score(Fraction(70), None, Fraction(70), Weights(100, 0)),
        ),
        (counted(2, 2, 0, levels=(9, 0, 0)), Score(None, Fraction(100), None, WEIGHTS)),
        (counted(0, 0, 0, blank=9), Score(None, None, None, Weights(100, 0))),
        (counted(0, 0, 5, levels=(0, 0, 5)), Score(0, 0, 0, WEIGHTS)),
    ],
    ids=["both", "few daily", "no daily, blanks outside", "report", "few answers", "blanks alone", "nothing but zeros"],
)
def test_what_a_question_scores(asked, scored):
    assert score(asked, WEIGHTS) == scored


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "—"), (Fraction(0), "0.00"), (Fraction(100), "100.00"), (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"), (Fraction(1, 200), "0.01"), (Fraction(8345, 1000), "8.35"),
        (Fraction(9999, 100) + Fraction(499, 100000), "99.99"), (Fraction(99995, 1000), "100.00"),
    ],
)  # fmt: skip
def test_a_score_is_shown_to_two_places_half_up(value, shown):
    assert told(value) == shown


def written(asked, weights=WEIGHTS):
    """The file, each question's answers in some order."""
    texts = [
        [option.text for option in one.options for _each in range(option.number)] + [""] * one.blank for one in asked
    ]
    file = StringIO()
    table = csv.writer(file)
    table.writerow(answers_csv.COLUMNS)
    table.writerows(answers_csv.rows(asked, weights, texts))
    return file.getvalue()


def read(text):
    return answers_csv.read(csv.DictReader(StringIO(text)))


NUMBERS = st.integers(0, 30)
THREE = st.tuples(NUMBERS, NUMBERS, NUMBERS)
QUESTIONS = st.builds(
    lambda numbers, subject, levels, blank: counted(*numbers, subject=subject, levels=levels, blank=blank),
    THREE, st.sampled_from(Subject), THREE, NUMBERS,
)  # fmt: skip


@given(st.lists(QUESTIONS, min_size=1, max_size=5), st.integers(0, 100))
def test_the_table_says_all_that_the_scores_need(asked, daily):
    weights = Weights(100 - daily, daily)
    assert read(written(asked, weights)) == (asked, weights)


@given(THREE, NUMBERS)
def test_a_mean_lies_among_what_was_chosen_and_what_is_blank_does_not_move_it(numbers, blank):
    asked = counted(*numbers, blank=blank)
    found = mean(asked.options)
    assert found is None if sum(numbers) < 5 else 0 <= found <= 100


@pytest.mark.parametrize(
    ("change", "told_of"),
    [
        (lambda text: "", "Line 1"),
        (lambda text: text.replace("kind,", "sort,"), "Line 1"),
        (lambda text: text.replace("representatives,80", "representatives,90"), "make 100 together"),
        (lambda text: text.replace("representatives,80", "representatives,many"), "Line 2: a number"),
        (lambda text: text.replace("answer,1,,,滿意", "answer,1,,,優秀"), "no such option: 優秀"),
        (lambda text: text.replace("question,1", "query,1"), "no such kind"),
        (lambda text: "".join(line for line in text.splitlines(True) if "question,1" not in line), "its question"),
    ],
)
def test_what_is_no_such_table_is_told(change, told_of):
    with pytest.raises(Unreadable, match=told_of):
        read(change(written([counted(6, 2, 2)])))


def test_the_command_counts_question_by_question(tmp_path):
    file = tmp_path / "ballots.csv"
    text = written([
        counted(6, 2, 2, blank=1, subject=Subject.REPORT, text="報告？"), counted(5, 0, 0, levels=(0, 5, 0)),
    ])  # fmt: skip
    file.write_text("\ufeff" + text, encoding="utf-8")
    out = StringIO()
    call_command("recount", str(file), stdout=out)
    assert out.getvalue().splitlines() == [
        "報告？", "  滿意 (100): 6", "  一般 (50): 2", "  不滿意 (0): 2", "  blank: 1",
        "  representatives 70.00 x 100%, daily — x 0%: 70.00",
        "您滿意嗎？", "  滿意 (100): 5", "  一般 (50): 0", "  不滿意 (0): 0", "  blank: 0",
        "  daily 滿意 (100): 0", "  daily 一般 (50): 5", "  daily 不滿意 (0): 0",
        "  representatives 100.00 x 80%, daily 50.00 x 20%: 90.00",
    ]  # fmt: skip


def test_the_command_says_which_file_it_cannot_read(tmp_path):
    with pytest.raises(CommandError, match="nowhere.csv"):
        call_command("recount", str(tmp_path / "nowhere.csv"))
