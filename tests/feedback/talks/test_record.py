"""The record of a talk: every question in one list, its answer or where it stands, and the countdown."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from feedback.models import Channel
from feedback.office.calendar import working_days
from feedback.rules.workflow import Stage
from feedback.talks.listing import answered_in_full
from feedback.talks.models import Place, Turn
from feedback.talks.record.countdown import Countdown, countdown, countdowns
from feedback.talks.record.entries import entries
from feedback.talks.record.lists import counted, narrowed, record_address
from feedback.talks.record.numbers import numbers
from feedback.talks.record.shown import lists
from feedback.talks.rules import Call, Part
from tests import factories
from tests.factories import SHANGHAI, at

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 11, 29, 9, tzinfo=SHANGHAI)  # a Sunday
BEFORE, AFTER = STARTS - timedelta(hours=20), STARTS + timedelta(days=1)
DUE = date(2026, 12, 8)


@pytest.fixture
def talk(office):
    return factories.make_talk(starts_at=STARTS, unit=office.unit)


@pytest.fixture
def ask(talk, office):
    """A question that was asked on the day before and stands at `stage` on the day after."""

    def asked(stage=Stage.RECEIVED, *, is_public=True, answered_at=None, call="", channel="web", main=None, **fields):
        given = {"campaign": talk.campaign, "has_consent": is_public, "category": None} | fields
        given["channel"] = Channel.objects.get(pk=channel)
        question = factories.make_suggestion(received_at=BEFORE, now=BEFORE, **given)
        question.recount_days(working_days(), now=BEFORE)
        if is_public and stage != Stage.WITHDRAWN:
            factories.release(question, now=BEFORE, title=fields.get("title", "停車位不夠"))
        if stage != Stage.RECEIVED:
            factories.bring(question, to=stage, unit=office.unit, main=main, now=AFTER)
        if answered_at or call:
            place = Place.ANSWERED if answered_at else Place.LATER
            Turn.objects.create(
                suggestion=question, talk=talk, place=place, answered_at=answered_at, call=call, at=STARTS
            )
        return question

    return asked


@pytest.fixture
def of_each_part(ask):
    """A question in each list, {part: question}."""
    live = STARTS + timedelta(minutes=15)
    questions = {
        Part.LIVE: ask(Stage.REPLIED, answered_at=live),
        Part.AFTER: ask(Stage.REPLIED),
        Part.WRITING: ask(Stage.IN_PROGRESS, answered_at=live),
        Part.WAITING: ask(Stage.ASSIGNED),
        Part.DECLINED: ask(Stage.DECLINED),
        Part.WITHDRAWN: ask(Stage.WITHDRAWN),
    }
    return questions | {Part.MERGED: ask(Stage.MERGED, main=questions[Part.AFTER])}


def page_of(talk, client, query=""):
    return client.get(f"/talks/{talk.campaign.slug}/record/{query}")


def told(talk, today):
    return countdown(talk, today).sentences


def test_each_list_has_what_its_number_counts_and_together_they_are_all(talk, of_each_part):
    lists = {part: [row.pk for row in narrowed(talk, part)] for part in Part}
    assert lists == {part: [question.pk] for part, question in of_each_part.items()}
    assert counted(talk) == {part.value: 1 for part in Part}


def test_the_page_lists_every_question_and_its_lists_their_own(talk, of_each_part, client):
    page = page_of(talk, client)
    numbers = [question.number for question in sorted(of_each_part.values(), key=lambda question: question.pk)]
    assert [entry.line.number for entry in page.context["entries"]] == numbers
    for part, question in of_each_part.items():
        alone = client.get(record_address(talk, part)).context["entries"]
        assert [(entry.line.number, entry.part) for entry in alone] == [(question.number, part)]


def test_three_of_each_kind_cost_as_many_queries_as_one(talk, ask, settings, django_assert_num_queries):
    settings.TOTALS_CACHE = 60
    main = ask(Stage.REPLIED)

    def one_more_of_each():
        ask(Stage.REPLIED, answered_at=STARTS)
        ask(Stage.RECEIVED, is_public=False, has_consent=True)
        ask(Stage.MERGED, main=main)
        factories.rate(ask(Stage.REPLIED), now=AFTER)

    one_more_of_each()
    entries(narrowed(talk), talk, AFTER.date())
    with CaptureQueriesContext(connection) as one:
        entries(narrowed(talk), talk, AFTER.date())
    one_more_of_each()
    one_more_of_each()
    entries(narrowed(talk), talk, AFTER.date())
    with django_assert_num_queries(len(one)):
        entries(narrowed(talk), talk, AFTER.date())


def test_lists_of_calls_and_channels(talk, ask, client):
    one = ask(call=Call.BACK, channel="hotline")
    ask(channel="hotline")
    ask(channel="onsite", call=Call.BACK)
    page = client.get(record_address(talk, channel="hotline", call=Call.BACK))
    assert [entry.line.number for entry in page.context["entries"]] == [one.number]
    assert "篩選，1 件。" in page.text


def test_what_is_no_list_is_told_and_left_out(talk, ask, client):
    ask()
    page = page_of(talk, client, "?list=lost&channel=%00x&call=maybe&page=999")
    assert page.status_code == 400  # no request has a zero byte in it
    page = page_of(talk, client, "?list=lost&channel=carrier&call=maybe&page=999")
    assert ("這些篩選條件不存在，已經略過：答覆情況、來源、來電處理。" in page.text, len(page.context["entries"])) == (
        True,
        1,
    )


def test_who_reads_a_question_answered_live_sees_when_and_the_answer(talk, ask, client):
    ask(Stage.REPLIED, answered_at=STARTS + timedelta(minutes=15))
    text = page_of(talk, client).text
    assert "懇談現場 09:15 答覆，文字 2026年11月30日公布。" in text
    assert "已增設待轉提示牌，並延長左轉放行 10 秒。" in text


def test_a_stub_says_its_number_and_dates_and_neither_words_nor_answer(talk, ask, client):
    question = ask(Stage.REPLIED, is_public=False, title="秘密的標題", body="秘密的內容")
    text = page_of(talk, client).text
    assert (question.number in text, "答覆憑回執查看" in text) == (True, True)
    assert [word in text for word in ("秘密", "待轉提示牌")] == [False, False]


def test_a_merged_one_names_its_main_one(talk, ask, client):
    main = ask(Stage.REPLIED)
    ask(Stage.MERGED, main=main)
    assert f'併入 <a href="/suggestions/{main.number}/">{main.number}</a>' in page_of(talk, client).text


def test_what_became_of_it_later(talk, ask, client):
    content, again = ask(Stage.REPLIED), ask(Stage.REPLIED)
    factories.rate(content, now=AFTER)
    factories.rate(again, "five_very_dissatisfied", now=AFTER)
    corrected = ask(Stage.REPLIED)
    factories.correct(corrected, now=AFTER)
    corrected.approve_correction(by=factories.office().reviewer, now=AFTER)
    text = page_of(talk, client).text
    sentences = ["2026年11月30日辦結。", "市民評議：滿意", "此前已經答覆，正在重新辦理。", "放行的秒數寫錯。"]
    assert [sentence in text for sentence in sentences] == [True] * 4


def test_what_waits_is_counted_down_and_what_is_late_is_named_with_its_days(talk, ask):
    ask()
    ask(Stage.ASSIGNED)
    assert told(talk, date(2026, 12, 1)) == ["還有 2 件待答覆，最遲 2026年12月8日（還剩 5 個工作日）。"]
    assert told(talk, date(2026, 12, 7)) == ["還有 2 件待答覆，最遲 2026年12月8日（還剩 1 個工作日）。"]
    assert told(talk, DUE) == ["還有 2 件待答覆，最遲 2026年12月8日。"]
    assert told(talk, date(2026, 12, 10)) == ["2 件逾期未答覆，最久的已逾期 2 個工作日。"]


def test_that_all_is_answered_is_said_only_when_nothing_waits(talk, ask, office):
    ask(Stage.REPLIED)
    waiting = ask(Stage.IN_PROGRESS, answered_at=STARTS)
    assert told(talk, AFTER.date()) == ["還有 1 件待答覆，最遲 2026年12月8日（還剩 6 個工作日）。"]
    factories.reply(waiting, now=AFTER)
    assert told(talk, AFTER.date()) == ["這次懇談的提問已全部答覆。"]
    ask(Stage.DECLINED)
    assert told(talk, AFTER.date()) == ["這次懇談沒有待答覆的提問：該答覆的已全部答覆，其餘的寫明了去向。"]


def test_what_was_merged_into_something_else_that_waits_is_not_called_answered(talk, ask):
    ask(Stage.REPLIED)
    ask(Stage.MERGED, main=factories.receive(now=BEFORE))
    assert told(talk, AFTER.date()) == ["另有 1 件併入了其他意見建議，隨主件答覆。"]


def test_a_talk_without_questions_says_nothing(talk, client):
    assert (told(talk, AFTER.date()), "還沒有收到提問" in page_of(talk, client).text) == ([], True)


def test_of_many_talks_in_one_query(talk, ask, settings, django_assert_num_queries):
    settings.TOTALS_CACHE = 60
    ask()
    other = factories.make_talk(slug="another", starts_at=STARTS, unit=talk.unit)
    countdown(talk, DUE)
    with django_assert_num_queries(1):
        found = countdowns([talk, other], DUE)
    assert (found[talk.pk].unanswered, found[other.pk]) == (1, Countdown())


@pytest.mark.parametrize(
    ("moment", "shows"),
    [
        (BEFORE, (False, False)),
        (STARTS, (True, False)),
        (STARTS + timedelta(hours=3), (False, True)),
        (STARTS + timedelta(days=30), (False, True)),
    ],
)
def test_the_page_of_the_talk_has_the_way_while_it_goes_on_and_the_record_afterwards(
    talk, ask, client, time_machine, moment, shows
):
    ask()
    time_machine.move_to(moment, tick=False)
    text = client.get(talk.get_absolute_url()).text
    assert ("看本次懇談收到的全部提問" in text, 'id="record"' in text) == shows


def test_a_draft_of_a_talk_has_no_record(talk, client):
    talk.campaign.is_published = False
    talk.campaign.save()
    assert page_of(talk, client).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_record_in_other_languages(talk, of_each_part, client, language):
    with translation.override(language):
        assert client.get(record_address(talk)).status_code == 200


def test_one_that_was_answered_and_came_back_waits_again(talk, ask, client):
    question = ask(Stage.REPLIED, answered_at=STARTS + timedelta(minutes=15))
    factories.rate(question, "five_dissatisfied", now=AFTER)
    question.refresh_from_db()
    assert (question.stage, {one.part: one.count for one in lists(talk)}) == (Stage.IN_PROGRESS, {Part.WAITING: 1})
    [entry] = page_of(talk, client).context["entries"]
    assert (entry.part, "文字正在整理" in entry.standing) == (Part.WAITING, False)
    assert numbers(talk).parts[Part.WAITING] == 1


def test_words_that_came_late_are_called_late_although_the_answer_was_given_in_the_talk(talk, ask, office, client):
    question = ask(answered_at=STARTS + timedelta(minutes=15))
    factories.bring(question, to=Stage.REPLIED, unit=office.unit, now=at("2026-12-10 10:00"))
    [entry] = page_of(talk, client).context["entries"]
    assert entry.course == (
        "懇談現場 09:15 答覆，文字 2026年12月10日公布。",
        "答覆期限是 2026年12月8日，晚了 2 個工作日。",
    )


def test_what_is_told_and_sent_as_all_answered_waits_for_what_was_merged_elsewhere(talk, ask, office):
    ask(Stage.REPLIED)
    main = factories.receive(now=BEFORE)
    ask(Stage.MERGED, main=main)
    before = list(answered_in_full(AFTER))
    factories.bring(main, to=Stage.REPLIED, unit=office.unit, now=AFTER)
    assert (before, list(answered_in_full(AFTER))) == ([], [talk])
