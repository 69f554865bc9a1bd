"""What people type is found: sixty searches and forty titles over the sample year, half of each by another hand.

A search is **answered** when the first page of the board has all of its right hits, in the exact list or in the one
below it, and offers each filter that it names; both where it has both. A title's similar ones are those that the form
shows to whoever wrote it. The right ones were written down from the texts before there was anything to measure.
"""

import tomllib
from pathlib import Path

import pytest

from feedback.models import Suggestion
from feedback.records.entries import PublicEntry
from feedback.rules.receipts import parse_number
from portal.search.folding import fold
from portal.search.segmentation import runs

HERE = Path(__file__).parent
BOARD = "/suggestions/"
LEAST_ANSWERED = 55
LEAST_PRECISION, LEAST_RECALL = 2 / 3, 0.7


def read(kind, hand):
    tables = tomllib.loads((HERE / f"{kind}_{hand}.toml").read_text(encoding="utf-8"))
    return tables[{"searches": "search", "titles": "title"}[kind]]


HANDS = ("a", "b")
SEARCHES, TITLES = ({hand: read(kind, hand) for hand in HANDS} for kind in ("searches", "titles"))


@pytest.fixture
def as_they_read_it(sample_year):
    """Without what was asked in talks, neither found nor learned from: the sample had none when the right ones were
    written down.
    """
    PublicEntry.objects.filter(suggestion__talk_on__isnull=False).delete()
    Suggestion.objects.filter(talk_on__isnull=False).update(public_title="", public_body="")


def lacking(search, page):
    """What of the right answer the page does not have."""
    shown = {line.number for line in (*page.context["slice"].lines, *page.context["beyond"].near)}
    offered = {(offer.kind, offer.name) for offer in page.context["beyond"].offers}
    return sorted({*search.get("hits", ())} - shown) + sorted({*search.get("filters", {}).items()} - offered)


def every(of_hands):
    return [row for hand in HANDS for row in of_hands[hand]]


def test_each_hand_wrote_half_of_sixty_searches_and_forty_titles():
    assert [(len(SEARCHES[hand]), len(TITLES[hand])) for hand in HANDS] == [(30, 20), (30, 20)]


def test_all_that_is_to_be_found_is_public(sample_year):
    public = {str(one) for one in Suggestion.objects.public()}
    rows = [*every(SEARCHES), *every(TITLES)]
    assert {number for row in rows for number in (*row.get("hits", ()), *row.get("similar", ()))} - public == set()


def test_searches_are_answered(as_they_read_it, client, capsys):
    answered = {
        hand: sum(not lacking(search, client.get(BOARD, {"q": search["query"]})) for search in SEARCHES[hand])
        for hand in HANDS
    }
    with capsys.disabled():
        print(f"\nsearches answered: {answered['a']} of 30 and {answered['b']} of 30")
    assert sum(answered.values()) >= LEAST_ANSWERED


def similar(title):
    return {one.number for one in Suggestion.objects.similar(title["title"], title.get("body", ""))}


def test_similar_ones_are_to_the_point(as_they_read_it, capsys):
    scores = {}
    for hand, titles in (*TITLES.items(), ("both", every(TITLES))):
        found = [(similar(title), {*title["similar"]}) for title in titles]
        right = sum(len(shown & wanted) for shown, wanted in found)
        scores[hand] = (right / sum(len(shown) for shown, _ in found), right / sum(len(wanted) for _, wanted in found))
    with capsys.disabled():
        told = ", ".join(f"{hand} {precision:.2f} and {recall:.2f}" for hand, (precision, recall) in scores.items())
        print(f"\nsimilar ones, precision and recall: {told}")
    precision, recall = scores["both"]
    assert (precision >= LEAST_PRECISION, recall >= LEAST_RECALL) == (True, True), scores


def stands_in(query, text):
    """Whether each run of the query stands in the text, as a reader would look it up without any index."""
    folded = fold(text)
    words = {run.text for run in runs(folded) if not run.is_han}
    return all(run.text in folded if run.is_han else run.text in words for run in runs(fold(query)))


def test_the_exact_list_is_what_has_the_words_and_nothing_else(sample_year, client):
    """Titles first, then texts and answers, each newest first: read off all the texts, for every search."""
    rows = list(Suggestion.objects.public().for_list().prefetch_related("replies"))
    found, read_off = {}, {}
    for search in every(SEARCHES):
        query = search["query"]
        titled = [row for row in rows if stands_in(query, row.public_title)]
        texts = [row for row in rows if row not in titled and stands_in(query, _whole(row))]
        number = [str(one) for one in Suggestion.objects.by_number(query)] if parse_number(query) else []
        exact = number + [str(row) for row in titled + texts if str(row) not in number]
        read_off[query] = exact[:20]
        found[query] = [line.number for line in client.get(BOARD, {"q": query}).context["slice"].lines]
    assert found == read_off


def _whole(row):
    answers = [reply.body for reply in row.replies.all() if reply.approved_at]
    return "\n".join([row.public_title, row.public_body, *answers])
