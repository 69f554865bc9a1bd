"""Why a suggestion closed: by a rating, by the days, by hand; told and counted alike everywhere."""

import csv
import io

import pytest
from django.db import IntegrityError, connection

from feedback.management.commands.check_counts import differences
from feedback.models import Count, Event, Status, Suggestion
from feedback.parts.timeline import coded_sentence, sentence
from feedback.rules.reasons import Closing
from feedback.rules.workflow import Refused, Stage, Verb
from tests import factories
from tests.databases import migrate
from tests.factories import NOW, at

OVER = at("2020-12-17 06:10")  # the days for rating what was answered at NOW end on 2020-12-16

TIMELINE = {
    Closing.RATED: "市民評議滿意，辦結",
    Closing.EXPIRED: "評議期已滿，自動辦結",
    Closing.BY_HAND: "評議期已滿，由工作人員辦結",
}
PAGE = {
    Closing.RATED: "市民已經評議，這件建議隨即辦結。",
    Closing.EXPIRED: "評議期已滿，這件建議已經自動辦結。",
    Closing.BY_HAND: "評議期已滿，這件建議由工作人員辦結。",
}
LABELS = {Closing.RATED: "市民已評議", Closing.EXPIRED: "評議期已滿", Closing.BY_HAND: "評議期滿，由工作人員辦結"}


def close(suggestion, why):
    """Let a suggestion that is answered close."""
    match why:
        case Closing.RATED:
            factories.rate(suggestion, "five_mostly_satisfied", now=NOW)
        case Closing.EXPIRED:
            suggestion.close(now=OVER)
        case Closing.BY_HAND:
            suggestion.close(by=factories.office().supervisor, now=OVER)
    suggestion.refresh_from_db()


def closed(why, **fields):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, **fields)
    close(suggestion, why)
    return suggestion


@pytest.mark.parametrize("why", Closing)
@pytest.mark.django_db
def test_event_and_timeline_say_why(why):
    suggestion = closed(why)
    event = suggestion.events.get(verb=Verb.CLOSE)
    assert (suggestion.closing, event.details, sentence(event)) == (why, {"why": why}, TIMELINE[why])


@pytest.mark.parametrize(("why", "said"), [*(TIMELINE | {Closing.RATED: "市民作出評議，辦結"}).items()])
@pytest.mark.django_db
def test_of_one_whose_text_is_not_public_nobody_reads_how_it_was_rated(why, said):
    assert coded_sentence(closed(why).events.get(verb=Verb.CLOSE)) == said


@pytest.mark.parametrize("why", Closing)
@pytest.mark.django_db
def test_its_page_says_that_one_reason(client, why):
    suggestion = closed(why)
    text = client.get(suggestion.get_absolute_url()).text
    assert [words for words in PAGE.values() if words in text] == [PAGE[why]]
    assert f"<dd>{LABELS[why]}</dd>" in text.replace("\n", "").replace("  ", "")


@pytest.mark.django_db
def test_one_that_is_not_closed_says_none(client):
    text = client.get(factories.make_suggestion(stage=Stage.REPLIED).get_absolute_url()).text
    assert [words for words in (*PAGE.values(), "怎樣辦結") if words in text] == []


@pytest.mark.django_db
def test_a_closed_one_is_not_said_to_be_under_supervision(client):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
    factories.release(suggestion)
    suggestion.supervise(now=NOW)
    answered = client.get(suggestion.get_absolute_url()).text
    suggestion.close(now=OVER)
    over = client.get(suggestion.get_absolute_url(), headers={"cookie": "fresh=1"}).text
    assert [("已經列入督辦，由督辦部門過問。" in text, PAGE[Closing.EXPIRED] in text) for text in (answered, over)] == [
        (True, False), (False, True),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_merged_one_says_how_its_main_one_closed(client):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    for suggestion in (main, merged):
        factories.rate(suggestion, "five_satisfied", now=NOW)
    text = client.get(merged.get_absolute_url()).text
    main.refresh_from_db()
    assert (main.closing, "主件怎樣辦結" in text, "市民已評議" in text) == (Closing.RATED, True, True)
    assert [words for words in PAGE.values() if words in text] == []


@pytest.mark.django_db
def test_the_last_of_the_merged_ones_to_be_content_closes_the_main_one_and_the_days_do_where_one_is_silent():
    pairs = []
    for raters in ("all", "main one"):
        main = factories.make_suggestion(stage=Stage.REPLIED)
        merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
        factories.rate(main, "five_satisfied", now=NOW)
        if raters == "all":
            factories.rate(merged, "five_mostly_satisfied", now=NOW)
        else:
            main.close(now=OVER)
        main.refresh_from_db()
        pairs.append(main.closing)
    assert pairs == [Closing.RATED, Closing.EXPIRED]


@pytest.mark.django_db
def test_nothing_closes_of_itself_that_nobody_rated_while_it_may_be_rated():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    with pytest.raises(Refused, match="市民可以評議到 2020年12月16日"):
        suggestion.close(now=NOW)


@pytest.mark.django_db
def test_what_is_handled_again_says_none_until_it_closes_again():
    suggestion = closed(Closing.RATED)
    suggestion.reopen("又壞了。", by=factories.office().supervisor, now=NOW)
    suggestion.refresh_from_db()
    again = suggestion.closing
    factories.reply(suggestion)
    close(suggestion, Closing.EXPIRED)
    assert (again, suggestion.closing, differences()) == ("", Closing.EXPIRED, {})


@pytest.mark.parametrize(
    ("stage", "why"), [(Stage.CLOSED, ""), (Stage.REPLIED, Closing.RATED), (Stage.CLOSED, "other")]
)
@pytest.mark.django_db
def test_the_database_refuses_a_closed_one_without_reason_and_a_reason_without_close(stage, why):
    suggestion = factories.make_suggestion(stage=stage)
    with pytest.raises(IntegrityError, match="suggestion_closed_says_why"):
        Suggestion.objects.filter(pk=suggestion.pk).update(closing=why)


def table(client, **filters):
    answer = client.get("/data/closings.csv", filters)
    return [row[:3] for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))][1:]


@pytest.mark.django_db
def test_three_counts_stand_in_the_statistics_and_a_recount_agrees(client):
    campaign = factories.make_campaign()
    for why in (Closing.RATED, Closing.RATED, Closing.EXPIRED, Closing.BY_HAND):
        closed(why)
    closed(Closing.EXPIRED, campaign=campaign)
    factories.make_suggestion(stage=Stage.MERGED, main=Suggestion.objects.filter(stage=Stage.CLOSED).first())
    (closings,) = (table for table in client.get("/data/").context["charts"] if table.name == "closings")
    assert (table(client), table(client, campaign=campaign.slug)) == (
        [["市民已評議", "2", "40%"], ["評議期已滿", "2", "40%"], ["評議期滿，由工作人員辦結", "1", "20%"]],
        [["市民已評議", "0", "0%"], ["評議期已滿", "1", "100%"], ["評議期滿，由工作人員辦結", "0", "0%"]],
    )
    assert closings.meaning.startswith("現在辦結的 5 件，")
    assert differences() == {}


BEFORE = [("feedback", "0022_synonyms")]


@pytest.fixture
def _newest():
    yield
    migrate()


def told():
    """What is known of each closing, of each suggestion, and what is counted."""
    return (
        list(Event.objects.filter(verb=Verb.CLOSE).order_by("pk").values_list("details", flat=True)),
        list(Suggestion.objects.order_by("pk").values_list("closing", flat=True)),
        Count.objects.filter(subject="closing").sums("value"),
    )


@pytest.mark.released
@pytest.mark.usefixtures("_newest")
@pytest.mark.django_db(transaction=True)
def test_stored_ones_are_told_by_their_events_forth_and_back():
    for why in Closing:
        closed(why)
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    for suggestion in (main, merged):
        factories.rate(suggestion, "five_satisfied", now=at("2020-12-02 10:00"))
    reopened = closed(Closing.EXPIRED)
    reopened.reopen("又壞了。", by=factories.office().supervisor, now=OVER)
    factories.reply(reopened, now=OVER)
    factories.rate(reopened, "five_satisfied", now=OVER)
    before = told()
    earlier = migrate(BEFORE)
    forgotten = list(
        earlier.get_model("feedback", "Event").objects.filter(verb="close").values_list("details", flat=True)
    )
    assert (forgotten, earlier.get_model("feedback", "Count").objects.filter(subject="closing").exists()) == (
        [{}] * 6, False,
    )  # fmt: skip
    migrate()
    assert told() == before
    assert before[1:] == (
        ["rated", "expired", "by_hand", "rated", "", "rated"],
        {("rated",): 3, ("expired",): 1, ("by_hand",): 1},
    )
    assert differences() == {}


@pytest.mark.released
@pytest.mark.usefixtures("_newest")
@pytest.mark.django_db(transaction=True)
def test_the_english_follows_where_nobody_edited_it():
    migrate(BEFORE)
    Status.objects.filter(stage=Stage.DECLINED).update(explanation_en="Sorry.")
    migrate()
    assert dict(
        Status.objects.filter(stage__in=[Stage.CLOSED, Stage.DECLINED]).values_list("stage", "explanation_en")
    ) == {"closed": "The handling of this suggestion has ended.", "declined": "Sorry."}


@pytest.mark.released
@pytest.mark.usefixtures("_newest")
@pytest.mark.parametrize(
    ("words", "after"),
    [("市民已評議，或評議期已滿。", "這件建議的辦理已經結束。"), ("多謝參與。", "多謝參與。")],
)
@pytest.mark.django_db(transaction=True)
def test_only_words_that_nobody_edited_change(words, after):
    migrate(BEFORE).get_model("feedback", "Status").objects.filter(stage="closed").update(explanation=words)
    migrate()
    changed = Status.objects.get(stage=Stage.CLOSED).explanation
    migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT explanation FROM feedback_status WHERE stage = 'closed'")
        (back,) = cursor.fetchone()
    assert (changed, back) == (after, words)
