"""逐件核對公開: texts beside what the citizens wrote, released by one act where somebody ticked them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import BulkRun, Suggestion
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

RELEASE = "admin:feedback_suggestion_release_each"
WITH_NUMBER = "請打我電話 13864210975 聯繫。"

pytestmark = pytest.mark.on_postgres


@pytest.fixture
def triage(client, office):
    client.force_login(office.triage_officer)
    return client


def waiting(**fields):
    return factories.make_suggestion(**{"stage": Stage.ACCEPTED, "has_consent": True} | fields)


def rows_of(response):
    return {row.suggestion.number: row for row in response.context["rows"]}


def shown(client):
    return rows_of(client.get(reverse(RELEASE)))


def sent(rows, **changes):
    """What a browser sends of `rows`; `changes` are {number: {field: value}}."""
    data = {"token": "0" * 32, "rows": []}
    for number, row in rows.items():
        key = row.suggestion.pk
        data["rows"].append(f"{key}.{row.suggestion.revision}")
        fields = {"title": row["title"].value(), "body": row["body"].value()} | changes.get(number, {})
        data |= {f"r{key}-{name}": value for name, value in fields.items()}
    return data


def press(client, data):
    with zeal_ignore():  # each by itself is what is wanted
        return client.post(reverse(RELEASE), data)


def public(*suggestions):
    return [Suggestion.objects.get(pk=suggestion.pk).public_title for suggestion in suggestions]


PICKED = {"pick": "on"}


def test_each_text_is_proposed_masked_beside_the_citizens_own_and_none_is_ticked(triage):
    suggestion = waiting(body=WITH_NUMBER)
    response = triage.get(reverse(RELEASE))
    (row,) = rows_of(response).values()
    assert (row.is_picked, row["title"].value(), "13864210975" in row["body"].value()) == (
        False, suggestion.title, False,
    )  # fmt: skip
    assert "請打我電話 <mark" in response.text


def test_those_that_are_ticked_are_released_by_one_act(triage, office):
    first, second, left = waiting(), waiting(), waiting()
    data = sent(shown(triage), **{first.number: PICKED | {"title": "改過的標題"}, second.number: PICKED})
    response = press(triage, data)
    assert (response.status_code, response.url) == (302, reverse(RELEASE))
    assert public(first, second, left) == ["改過的標題", second.title, ""]
    event = first.events.get(verb=Verb.RELEASE)
    assert (event.by, event.details["title"]) == (office.triage_officer, "改過的標題")
    assert list(shown(triage)) == [left.number]


def test_only_those_with_consent_that_wait_are_listed(triage):
    waiting(has_consent=False), waiting(stage=Stage.RECEIVED), factories.release(waiting())
    listed = waiting()
    assert list(shown(triage)) == [listed.number]


def test_what_is_refused_and_what_was_typed_stays(triage, office):
    changed, wrong, typed, done = waiting(), waiting(body=WITH_NUMBER), waiting(), waiting()
    data = sent(
        shown(triage),
        **{
            changed.number: PICKED | {"title": "寫好的標題"}, wrong.number: PICKED | {"body": WITH_NUMBER},
            typed.number: {"body": "還沒有核對完。"}, done.number: PICKED,
        },
    )  # fmt: skip
    changed.ask("在哪個路口？", by=office.second_triage_officer, now=NOW)
    response = press(triage, data)
    rows = rows_of(response)
    assert list(rows) == [changed.number, wrong.number, typed.number]
    assert (rows[changed.number]["title"].value(), rows[changed.number].reason) == (
        "寫好的標題", "這件建議剛剛由別人辦理過，已經變動。請看過最新情況，再決定是否提交。",
    )  # fmt: skip
    assert ("13864210975" in str(rows[wrong.number].non_field_errors()), rows[typed.number]["body"].value()) == (
        True, "還沒有核對完。",
    )  # fmt: skip
    assert [rows[number].is_picked for number in rows] == [True, True, False]
    assert public(changed, wrong, typed, done) == ["", "", "", done.title]
    again = sent(rows, **{changed.number: PICKED, wrong.number: PICKED | {"is_checked": "on"}}) | {"token": "1" * 32}
    press(triage, again)
    assert public(changed, wrong) == ["寫好的標題", wrong.title]


def test_without_a_tick_nothing_is_released_and_the_words_stay(triage):
    suggestion = waiting()
    response = press(triage, sent(shown(triage), **{suggestion.number: {"title": "寫好的標題"}}))
    assert [str(told) for told in response.context["messages"]] == ["請先核對文字，再勾選要公開的建議。"]
    assert (rows_of(response)[suggestion.number]["title"].value(), public(suggestion)) == ("寫好的標題", [""])


def test_sending_twice_releases_once(triage):
    suggestion = waiting()
    data = sent(shown(triage), **{suggestion.number: PICKED})
    assert [press(triage, data).status_code for _ in range(2)] == [302, 302]
    assert (suggestion.events.filter(verb=Verb.RELEASE).count(), BulkRun.objects.get().sent) == (1, "")


def test_a_reviewer_releases_those_of_the_own_units_alone(client, office, other_unit):
    ours, theirs = (waiting(stage=Stage.ASSIGNED, unit=unit) for unit in (office.unit, other_unit))
    client.force_login(office.reviewer)
    rows = shown(client)
    assert list(rows) == [ours.number]
    data = sent(rows, **{ours.number: PICKED})
    data["rows"].append(f"{theirs.pk}.{theirs.revision}")
    press(client, data | {f"r{theirs.pk}-title": "標題", f"r{theirs.pk}-body": "內容", f"r{theirs.pk}-pick": "on"})
    assert public(ours, theirs) == [ours.title, ""]


def test_handlers_supervisors_and_administrators_release_nothing(client, office, administrator):
    for person in (office.handler, office.supervisor, administrator):
        client.force_login(person)
        assert [getattr(client, way)(reverse(RELEASE)).status_code for way in ("get", "post")] == [403, 403]


@pytest.mark.parametrize("broken", [{"token": "x"}, {"rows": ["x"]}, {"rows": []}])
def test_a_page_that_is_broken_releases_nothing(triage, broken):
    suggestion = waiting()
    response = press(triage, sent(shown(triage), **{suggestion.number: PICKED}) | broken)
    assert (response.status_code, public(suggestion)) == (200, [""])


def test_it_asks_the_same_for_one_for_three_and_for_twenty(triage):
    counts = []
    for more in (1, 2, 20):
        for _ in range(more):
            waiting()
        triage.get(reverse(RELEASE))
        with CaptureQueriesContext(connection) as captured:
            rows = shown(triage)
        counts.append((len(captured), len(rows)))
    assert ([rows for _count, rows in counts], len({count for count, _rows in counts})) == ([1, 3, 20], 1)
