"""The three sentences that open the statistics, in every state of what they tell."""

from datetime import date

import pytest

from feedback.data.sentences import Piece, pieces, sentences
from feedback.data.tables import Scope
from feedback.rules.counted.ratings import Ratings
from feedback.rules.counted.statistics import Group, Statistics
from feedback.rules.counted.tally import Tally
from feedback.rules.periods import Promptness
from feedback.rules.ratings import RatingOutcome
from tests.factories import NOW
from tests.feedback.data.saying import ratings


def scope(tally=None, promptness=None, days=None, ratings=None, **parameters):
    group = Group(tally or Tally(open=1), promptness or {}, days or {})
    statistics = Statistics(moment=NOW, total=group, groups={}, outcomes={}, closings={}, ratings=ratings or Ratings())
    return Scope(statistics, date(2020, 12, 1), parameters)


def told(place, scope):
    return "".join(piece.text for sentence in sentences(scope)[place] for piece in sentence)


def links(place, scope):
    return {piece.text: piece.url for sentence in sentences(scope)[place] for piece in sentence if piece.url}


@pytest.mark.parametrize(
    ("tally", "sentence"),
    [
        (Tally(open=1), "收到 1 件：在辦 1 件。"),
        (Tally(closed=1), "收到 1 件：辦結 1 件。"),
        (Tally(closed=170), "收到 170 件，全部辦結。"),
        (Tally(open=2), "收到 2 件，全部在辦。"),
        (Tally(declined=2), "收到 2 件，全部不予受理。"),
        (Tally(withdrawn=2), "收到 2 件，全部撤回。"),
        (Tally(merged=2, merged_closed=1), "收到 2 件，全部併案。"),
        (Tally(closed=1, withdrawn=1), "收到 2 件：辦結 1 件，撤回 1 件。"),
        (
            Tally(open=32, closed=178, declined=4, merged=2, withdrawn=2),
            "收到 218 件：辦結 178 件，在辦 32 件，併案 2 件，不予受理 4 件，撤回 2 件。",
        ),
    ],
)
def test_what_became_of_all(tally, sentence):
    assert told(0, scope(tally)) == sentence


ON_TIME, LATE, OVERDUE, NOT_YET = Promptness


@pytest.mark.parametrize(
    ("promptness", "sentence"),
    [
        ({}, "還沒有一件可以判斷是否按期答覆。"),
        ({NOT_YET: 3}, "還沒有一件可以判斷是否按期答覆。"),
        (
            {ON_TIME: 1, NOT_YET: 3},
            "已經答覆或已過期限的 1 件：按期答覆 1 件（100%），逾期答覆 0 件，逾期未答覆 0 件。",
        ),
        ({ON_TIME: 2}, "已經答覆或已過期限的 2 件，全部按期答覆，沒有逾期的。"),
        ({LATE: 2}, "已經答覆或已過期限的 2 件：按期答覆 0 件（0%），逾期答覆 2 件，逾期未答覆 0 件。"),
        (
            {ON_TIME: 184, LATE: 1, OVERDUE: 2, NOT_YET: 24},
            "已經答覆或已過期限的 187 件：按期答覆 184 件（98.3%），逾期答覆 1 件，逾期未答覆 2 件。",
        ),
    ],
)
def test_how_many_were_answered_in_time(promptness, sentence):
    assert told(1, scope(promptness=promptness)) == sentence


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({}, ""),
        ({3: 1}, "有首次答覆的 1 件（併案、撤回和不予受理的不計），用了 3 個工作日。"),
        ({0: 1}, "有首次答覆的 1 件（併案、撤回和不予受理的不計），用了 0 個工作日。"),
        (
            {3: 1, 6: 1},
            "有首次答覆的 2 件（併案、撤回和不予受理的不計），用時的中位數是 4.5 個工作日，九成不超過 6 個。",
        ),
        (
            {8: 9, 30: 1},
            "有首次答覆的 10 件（併案、撤回和不予受理的不計），用時的中位數是 8 個工作日，九成不超過 8 個。",
        ),
    ],
)
def test_how_long_it_took(days, sentence):
    assert told(1, scope(days=days)) == "還沒有一件可以判斷是否按期答覆。" + sentence


PUBLIC = "看內容公開的評議"
MERGED_TOO = "（併案隨主件得到答覆的也算）"
NO_STAFF = "憑工作人員開具的回執評議的有 0 件。"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (ratings(), "還沒有一件得到過答覆，所以還沒有評議。"),
        (ratings(silent=1), f"得到過答覆的 1 件{MERGED_TOO}，還沒有一件評議。"),
        (
            ratings(good=1),
            f"得到過答覆的 1 件{MERGED_TOO}，"
            f"評議過的 1 件，最後在基本滿意及以上的 1 件（100%）。{NO_STAFF}得到過答覆的都評議了。{PUBLIC}",
        ),
        (
            ratings(good=1, fair=1, silent=1),
            f"得到過答覆的 3 件{MERGED_TOO}，"
            f"評議過的 2 件，最後都在基本滿意及以上。{NO_STAFF}沒有評議的 1 件。{PUBLIC}",
        ),
        (
            ratings(bad=2),
            f"得到過答覆的 2 件{MERGED_TOO}，"
            f"評議過的 2 件，最後在基本滿意及以上的 0 件（0%）。{NO_STAFF}得到過答覆的都評議了。"
            f"不滿意的評議 2 次：還沒有結果 2 次。{PUBLIC}",
        ),
        (
            ratings(good=80, staffed=4, fair=40, bad=9, silent=52, outcome=RatingOutcome.LOW_AFTER_REDO),
            f"得到過答覆的 185 件{MERGED_TOO}，"
            f"評議過的 133 件，最後在基本滿意及以上的 124 件（93.2%）。憑工作人員開具的回執評議的有 4 件。"
            f"沒有評議的 52 件。不滿意的評議 9 次：重辦後仍不滿意 9 次。{PUBLIC}",
        ),
    ],
)
def test_how_many_were_content_and_how_many_did_not_say(said, sentence):
    assert told(2, scope(ratings=said)) == sentence


def test_numbers_open_their_lists_under_the_filters_and_nothing_opens_an_empty_one():
    some = scope(Tally(closed=2, declined=1), {ON_TIME: 4, OVERDUE: 1}, campaign="open")

    assert links(0, some) == {
        "3": "/suggestions/?campaign=open&tally=received",
        "2": "/suggestions/?campaign=open&tally=closed",
        "1": "/suggestions/?campaign=open&tally=declined",
    }
    assert links(1, some) == {
        "4": "/suggestions/?campaign=open&promptness=on_time",
        "1": "/suggestions/?campaign=open&promptness=overdue",
    }


def test_a_year_is_a_list_of_the_days_of_receipt():
    assert links(0, scope(Tally(closed=2), year=2020)) == {
        "2": "/suggestions/?received_from=2020-01-01&received_to=2020-12-31&tally=closed"
    }


def test_where_the_list_would_hold_fewer_than_were_counted_nothing_is_linked():
    """By ratings only those are listed whose text is public; here all are counted."""
    assert links(2, scope(ratings=ratings(good=2, silent=1))) == {"看內容公開的評議": "/suggestions/?rating=rated"}


def test_a_sentence_is_cut_at_its_places():
    cut = pieces("收到 %(received)s 件：%(parts)s。", received=Piece("3", "/list/"), parts=pieces("辦結 %(n)s", n=3))

    assert cut == [Piece("收到 "), Piece("3", "/list/"), Piece(" 件："), Piece("辦結 "), Piece("3"), Piece("。")]
