"""Ratings counted: first and last words, who said nothing, receipts of staff, and how low ones ended."""

from datetime import date

from feedback.rules.counted.ratings import Given, Ratings, Said, Told, divided, said_with
from feedback.rules.counted.statistics import Course
from feedback.rules.ratings import Meaning, RatingOutcome, Solved
from feedback.rules.workflow import Stage

SATISFIED, UNSATISFIED = "five_satisfied", "five_dissatisfied"
REDONE, EXPLAINED = RatingOutcome.CONTENT_AFTER_REDO, RatingOutcome.EXPLAINED


def good(level=SATISFIED, solved=Solved.SOLVED, *, staffed=False):
    return Given(level, solved, "", staffed, Meaning.CONTENT)


def bad(outcome="", solved=Solved.UNSOLVED, *, staffed=False):
    return Given(UNSATISFIED, solved, outcome, staffed, Meaning.LOW)


def ratings(*receipts):
    """Of receipts that were answered, each the ratings that it gave."""
    counts = {}
    for receipt in receipts:
        for said in said_with(receipt, was_answered=True):
            counts[said] = counts.get(said, 0) + 1
    return Ratings(counts)


def test_one_word_is_the_first_and_the_last():
    assert said_with((good(),), was_answered=True) == [
        Said(SATISFIED, Solved.SOLVED, "", False, True, True, False, Meaning.CONTENT)
    ]


def test_who_was_answered_and_said_nothing_is_counted_and_who_was_not_answered_is_not():
    assert said_with((), was_answered=True) == [Said(None, is_first=True, is_last=True)]
    assert said_with((), was_answered=False) == []


def test_a_word_counts_where_the_answer_is_not_theirs_any_more():
    """Rated with the main one, then parted from it."""
    assert len(said_with((good(),), was_answered=False)) == 1


def test_first_words_and_last_ones_are_counted_beside_each_other():
    counted = ratings((bad(REDONE), good()), (good(),), ())

    assert (counted.replied, counted.not_rated) == (3, 1)
    assert (counted.first.rated, counted.first.levels) == (2, {UNSATISFIED: 1, SATISFIED: 1})
    assert (counted.final.rated, counted.final.levels) == (2, {SATISFIED: 2})
    assert [(told.content, told.low) for told in (counted.first, counted.final)] == [(1, 1), (2, 0)]


def test_a_word_in_between_counts_by_how_it_ended_alone():
    counted = ratings((good(), bad(EXPLAINED), good()))

    assert (counted.replied, counted.first.levels, counted.final.levels, counted.lows) == (
        1, {SATISFIED: 1}, {SATISFIED: 1}, {EXPLAINED: 1},
    )  # fmt: skip


def test_low_ratings_are_counted_and_the_receipts_that_have_one():
    counted = ratings((bad(EXPLAINED), bad(EXPLAINED), bad()), (bad(EXPLAINED),), (good(), bad()))

    assert counted.lows == {EXPLAINED: 3, "": 2}
    assert counted.low_receipts == {EXPLAINED: 2, "": 2}


def test_a_good_word_is_no_earlier_one_of_a_low_one_that_is_open():
    assert [said.is_repeat for said in said_with((good(), bad(), good()), was_answered=True)] == [False] * 3


def test_receipts_of_staff_are_counted_and_told_apart():
    counted = ratings((good(),), (good(staffed=True),), (bad(staffed=True),))

    assert (counted.final.levels, counted.final.levels_staffed, counted.final.by_citizens, counted.final.staffed) == (
        {SATISFIED: 2, UNSATISFIED: 1}, {SATISFIED: 1, UNSATISFIED: 1}, {SATISFIED: 1}, 2,
    )  # fmt: skip
    assert counted.final.solved_staffed == {Solved.SOLVED: 1, Solved.UNSOLVED: 1}


def test_who_was_not_asked_whether_it_is_solved_is_told_and_in_no_share():
    counted = ratings((good(),), (good(solved=Solved.NOT_ASKED),), ())

    assert (counted.final.solved, counted.final.asked) == ({Solved.SOLVED: 1, Solved.NOT_ASKED: 1}, 1)


def test_nothing_is_counted_of_nothing():
    assert (Ratings().replied, Ratings().final, Ratings().lows, Told().rated) == (0, Told(), {}, 0)


def test_what_is_counted_is_divided_by_subjects_and_their_values():
    said, silent = Said(SATISFIED, meaning=Meaning.CONTENT), Said()
    counts = {("all", "", said): 3, ("unit", "2", said): 2, ("unit", "2", silent): 1, ("unit", "", said): 1}

    assert divided(counts) == {
        "all": {"": Ratings({said: 3})},
        "unit": {"2": Ratings({said: 2, silent: 1}), "": Ratings({said: 1})},
    }


def test_the_number_behind_each_filter_of_the_board_is_of_receipts():
    counted = ratings((bad(REDONE), good()), (bad(EXPLAINED), bad(EXPLAINED)), (bad(),), ())
    asked = [
        *(("rating", what) for what in (SATISFIED, UNSATISFIED, "other", "content", "low", "rated", "none")),
        *(("solved", what) for what in (Solved.SOLVED, Solved.UNSOLVED, Solved.PARTLY)),
        *(("low", what) for what in (REDONE, EXPLAINED, "open", RatingOutcome.UNREACHABLE)),
    ]  # fmt: skip

    assert [counted.number(*each) for each in asked] == [1, 2, 0, 1, 2, 3, 1, 1, 2, 0, 1, 1, 1, 0]


DAY = date(2020, 12, 1)


def told(course):
    return [(subject, value, said.level) for subject, value, said in course.said()]


def test_what_a_suggestion_adds_is_by_its_answer_or_that_of_its_main_one():
    silent = Course(Stage.MERGED, DAY, has_main_reply=True, unit=2)

    assert told(silent) == [("all", "", None), ("unit", "2", None), ("category", "", None)]
    assert told(Course(Stage.RECEIVED, DAY, unit=2)) == []


def test_of_a_stub_nobody_is_told_the_district():
    rated = {"replied_on": DAY, "ratings": (good(),), "district": 3}
    of_a_stub = [("all", ""), ("unit", ""), ("category", "")]
    of_a_public_one = [("all", ""), ("public", ""), ("unit", ""), ("category", ""), ("district", "3")]

    assert [
        [row[:2] for row in told(Course(Stage.CLOSED, DAY, **rated, is_public=is_public))]
        for is_public in (False, True)
    ] == [of_a_stub, of_a_public_one]
