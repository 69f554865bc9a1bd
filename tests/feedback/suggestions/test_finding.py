"""What is found of suggestions: by everybody what was released and no more, by staff all that was written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.desk.queries.suggestions import every
from feedback.models import DeskEntry, PublicEntry, Suggestion
from feedback.rules.workflow import Stage
from feedback.suggestions.searching import count_found
from portal.search import Query
from tests import factories
from tests.factories import NOW, at

pytestmark = pytest.mark.django_db


def found(words):
    return [str(one) for one in Suggestion.objects.mentioning(Query(words)).for_list()]


def found_at_desk(words):
    return [str(one) for one in every().mentioning_at_desk(Query(words)).for_list()]


@pytest.fixture
def suggestion(db):
    """Typed, released in other words, not yet answered."""
    suggestion = factories.make_suggestion(
        stage=Stage.IN_PROGRESS, title="原標題有鴨", body="原文有鵝。", place="臺東路雞舍", has_consent=True,
        name="貓先生", contact="13864210975",
    )  # fmt: skip
    factories.release(suggestion, title="養犬登記", body="公開的內容有牛。")
    return suggestion


@pytest.mark.parametrize("words", ["養犬登記", "养犬登记", "养犬", "登記", "犬", "牛", "公开的內容"])
def test_everybody_finds_the_public_text_in_either_script(suggestion, words):
    assert found(words) == [suggestion.number]


@pytest.mark.parametrize("words", ["鴨", "鵝", "雞舍", "貓", "猫先生", "13864210975", "", "!"])
def test_nobody_finds_what_was_typed(suggestion, words):
    assert found(words) == []


def test_staff_find_all_texts_and_nothing_of_the_person(suggestion):
    factories.draft(suggestion, body="草稿有象。")
    hits = {
        words: found_at_desk(words)
        for words in ["鴨", "鹅", "鸡舍", "养犬", "牛", "象", "貓先生", "13864210975", "羊", ""]
    }
    mine = [suggestion.number]
    assert hits == {
        "鴨": mine, "鹅": mine, "鸡舍": mine, "养犬": mine, "牛": mine, "象": mine,
        "貓先生": [], "13864210975": [], "羊": [], "": [],
    }  # fmt: skip


def test_staff_find_only_what_they_may_see(suggestion, handler, other_handler):
    hits = every().mentioning_at_desk(Query("鴨"))
    assert [hits.visible_to(user).count() for user in (handler, other_handler)] == [1, 0]


def test_an_answer_is_found_once_it_is_approved(suggestion, reviewer):
    factories.draft(suggestion, body="答覆說起駱駝。")
    before = found("骆驼")
    suggestion.approve_reply(by=reviewer, now=NOW)
    assert (before, found("骆驼")) == ([], [suggestion.number])


def test_an_answer_to_a_text_that_is_not_public_is_not_found():
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.reply(suggestion, body="答覆說起駱駝。")
    assert (found("駱駝"), found_at_desk("駱駝")) == ([], [suggestion.number])


def test_it_is_not_found_once_it_was_taken_back_or_withdrawn(suggestion, triage_officer):
    suggestion.take_back("", by=triage_officer, now=NOW)
    taken_back = found("養犬")
    factories.release(suggestion, title="養犬登記")
    released = found("養犬")
    suggestion.withdraw(now=NOW)
    assert (taken_back, released, found("養犬"), found_at_desk("養犬")) == ([], [suggestion.number], [], [])
    assert found_at_desk("鴨") == [suggestion.number]


def test_a_new_wording_takes_the_place_of_the_old_one(suggestion):
    factories.release(suggestion, title="遛狗牽繩", body="公開的內容有馬。")
    assert [found(words) for words in ("養犬", "牛", "遛狗", "马")] == [
        [],
        [],
        [suggestion.number],
        [suggestion.number],
    ]


def test_the_heir_of_a_withdrawn_one_is_found_by_the_answer_it_carries_on(suggestion):
    heir = factories.make_suggestion(stage=Stage.MERGED, main=suggestion, has_consent=True)
    factories.release(heir, title="狗證辦理", body="想給狗辦證。")
    suggestion.refresh_from_db()
    factories.reply(suggestion, body="答覆說起駱駝。")
    before = found("駱駝")
    suggestion.withdraw(now=NOW)
    assert (before, found("駱駝"), found_at_desk("駱駝")) == ([suggestion.number], [heir.number], [heir.number])


def test_hits_in_titles_come_first_then_those_in_texts_each_newest_first():
    for day, (title, body) in enumerate([("路燈", "修"), ("修路燈", "暗"), ("太暗", "路燈壞"), ("樹枝", "擋路燈")]):
        factories.release(
            factories.make_suggestion(has_consent=True, now=at(f"2020-12-0{day + 1} 10:00")), title=title, body=body
        )
    query, listed = Query("路灯"), Suggestion.objects.for_list()
    titled = [one.public_title for one in listed.titled(query)]
    texts = [one.public_title for one in listed.mentioning_in_text_only(query)]
    assert (titled, texts, listed.mentioning(query).count()) == (["修路燈", "路燈"], ["樹枝", "太暗"], 4)


def test_search_and_filters_combine(suggestion):
    category = factories.make_category()
    other = factories.make_suggestion(has_consent=True, category=category)
    factories.release(other, title="養犬登記")
    hits = Suggestion.objects.mentioning(Query("養犬"))
    combined = hits.narrowed(today=NOW.date(), category=category, tally="open")
    assert [str(one) for one in combined.for_list()] == [other.number]


def test_a_list_of_hits_is_one_query_however_many_they_are(suggestion, django_assert_num_queries):
    for _ in range(3):
        factories.release(factories.make_suggestion(has_consent=True), title="養犬登記")
    with django_assert_num_queries(2):  # the index, the rows
        assert len(found("養犬")) == 4


def test_a_verb_that_changes_no_text_asks_the_index_nothing(suggestion, handler):
    with CaptureQueriesContext(connection) as queries:
        suggestion.ask_extension(3, "要看現場。", by=handler, now=NOW)
    assert [query["sql"] for query in queries if "entry" in query["sql"]] == []


def test_a_refused_verb_leaves_the_index_as_it_was(suggestion, triage_officer):
    with pytest.raises(Exception, match="公開標題和公開內容都要填寫"):
        suggestion.release("", "", by=triage_officer, now=NOW)
    assert found("養犬") == [suggestion.number]


def test_every_suggestion_is_at_the_desk_and_the_public_ones_are_public(suggestion):
    factories.make_suggestion()
    assert (DeskEntry.objects.count(), PublicEntry.objects.count()) == (2, 1)


def test_the_index_is_asked_once_for_a_page_of_hits(suggestion, django_assert_num_queries):
    query, listed = Query("養犬"), Suggestion.objects.for_list()
    with django_assert_num_queries(4):  # titles, texts, and the rows of each
        titled, texts = list(listed.titled(query)), list(listed.mentioning_in_text_only(query))
        assert (titled, texts, count_found(query)) == ([suggestion], [], 1)


def test_more_hits_than_are_named_are_found_in_the_same_order(monkeypatch):
    monkeypatch.setattr("portal.search.index.MOST_NAMED", 1)
    monkeypatch.setattr("portal.search.index.MOST_COUNTED", 3)
    for number in range(5):
        title = "養犬" if number % 2 else "遛狗"
        released = factories.make_suggestion(has_consent=True, now=at(f"2020-12-0{number + 1} 10:00"))
        factories.release(released, title=title, body=f"養犬{number}")
    query, listed = Query("养犬"), Suggestion.objects.for_list()
    lists = [listed.titled(query), listed.mentioning_in_text_only(query), listed.mentioning(query)[:2]]
    assert [[one.public_body for one in rows] for rows in lists] == [
        ["養犬3", "養犬1"], ["養犬4", "養犬2", "養犬0"], ["養犬4", "養犬3"],
    ]  # fmt: skip
    assert count_found(query) == 4
