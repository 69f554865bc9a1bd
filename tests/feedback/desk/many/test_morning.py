"""集中分辦: what waits, proposed by the routes, changed in place, done by one act; what is refused stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import BulkRun, Cue, Event, Route, Suggestion
from feedback.office.calendar import working_days
from feedback.records.bulk_runs import Many
from feedback.rules.reasons import Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

MORNING = "admin:feedback_suggestion_morning"
TITLES = ("路燈不亮", "地鐵口亂停車", "辦證窗口排隊", "廣場舞太吵", "犬隻不拴繩", "校門口堵車")

pytestmark = pytest.mark.on_postgres


@pytest.fixture
def triage(client, office):
    client.force_login(office.triage_officer)
    return client


@pytest.fixture
def traffic(office):
    return factories.make_category(unit=office.unit)


def waiting(number=0, **fields):
    """One that waits; the first six are like no other."""
    title = TITLES[number % len(TITLES)]
    return factories.make_suggestion(title=f"{title}{number}", body=f"{title}，請來看。", **fields)


def shown(client, query=""):
    """{number: row} of the page."""
    return rows_of(client.get(reverse(MORNING) + query))


def rows_of(response):
    return {row.suggestion.number: row for row in response.context["rows"]}


def sent(rows, **changes):
    """What a browser sends of `rows`; `changes` are {number: {field: value}}."""
    data = {"token": "0" * 32, "rows": []}
    for number, row in rows.items():
        key, choice = row.suggestion.pk, row.choice
        data["rows"].append(f"{key}.{row.suggestion.revision}")
        fields = {
            "pick": "on" if choice.is_picked else "", "category": choice.category, "unit": choice.unit,
            "handler": choice.handler, "proposed_unit": choice.proposed[0], "proposed_handler": choice.proposed[1],
        } | changes.get(number, {})  # fmt: skip
        data |= {f"r{key}-{name}": value for name, value in fields.items() if value}
    return data


def press(client, data, query=""):
    with zeal_ignore():  # each by itself is what is wanted
        return client.post(reverse(MORNING) + query, data)


def verbs(suggestion):
    return list(suggestion.events.order_by("pk").values_list("verb", flat=True))[1:]


def stages(*suggestions):
    return [Suggestion.objects.get(pk=suggestion.pk).stage for suggestion in suggestions]


def test_a_row_says_where_it_goes_until_when_and_to_whom_it_may_be_given(triage, office, traffic):
    Route.objects.create(category=traffic, unit=office.unit, handler=office.handler)
    suggestion = waiting(category=traffic, district=factories.make_district())
    (row,) = shown(triage).values()
    assert (row.suggestion, row.choice.is_picked, row.choice.category) == (suggestion, True, traffic.pk)
    assert (row.choice.unit, row.choice.handler) == (office.unit.pk, office.handler.pk)
    assert (row.days, row.due_on, [name for _key, name in row.people]) == (
        15, suggestion.due_on, [office.handler.username],
    )  # fmt: skip


def test_what_the_words_speak_for_is_told_where_no_field_was_named_and_not_chosen(triage, traffic):
    Cue.objects.all().delete()
    Cue.objects.create(word="路燈", category=traffic)
    named, unnamed, unsaid = waiting(0, category=traffic), waiting(0), waiting(1)
    rows = shown(triage)
    assert {number: (row.field, row.choice.category) for number, row in rows.items()} == {
        named.number: (None, traffic.pk), unnamed.number: (traffic, None), unsaid.number: (None, None),
    }  # fmt: skip


def test_one_act_accepts_and_assigns_with_an_event_for_each_verb(triage, office, traffic):
    received, accepted = waiting(0, category=traffic), waiting(1, category=traffic, stage=Stage.ACCEPTED)
    response = press(triage, sent(shown(triage)))
    assert (response.status_code, response.url) == (302, reverse(MORNING))
    assert [verbs(received), verbs(accepted)] == [[Verb.ACCEPT, Verb.ASSIGN]] * 2
    assert {event.by for event in Event.objects.filter(verb=Verb.ASSIGN)} == {office.triage_officer}
    assert [str(told) for told in triage.get(response.url).context["messages"]] == [
        "辦成 2 件，每一件都記入了辦理記錄。"
    ]


def test_what_is_doubtful_is_not_ticked(triage, office, traffic, other_unit):
    proposed, alike = waiting(0, category=traffic), waiting(1, category=traffic, stage=Stage.IN_PROGRESS)
    proposed.propose_decline(Declining.NOT_OURS, "請撥 12345。", by=office.second_triage_officer, now=NOW)
    similar = factories.make_suggestion(title=alike.title, body=alike.body, category=traffic)
    bounced = waiting(2, category=factories.make_category(name="治安管理", unit=other_unit), stage=Stage.ASSIGNED)
    bounced.send_back("不歸我們。", by=office.handler, now=NOW)
    without, plain = waiting(3), waiting(4, category=traffic)
    rows = shown(triage)
    assert {number: row.choice.is_picked for number, row in rows.items()} == {
        proposed.number: False, similar.number: False, bounced.number: False, without.number: False,
        plain.number: True,
    }  # fmt: skip
    assert (rows[similar.number].alike, rows[plain.number].alike) == (alike.number, "")
    assert [one.reason for one in rows[bounced.number].returns] == ["不歸我們。"]


def test_units_fields_and_handlers_are_changed_in_place(triage, office, traffic, other_unit, other_handler):
    security = factories.make_category(name="治安管理", unit=other_unit, reply_days=5)
    moved, given = waiting(0, category=traffic), waiting(1, category=traffic)
    data = sent(
        shown(triage),
        **{
            moved.number: {"category": security.pk},
            given.number: {"unit": other_unit.pk, "handler": other_handler.pk},
        },
    )
    press(triage, data)
    moved.refresh_from_db()
    given.refresh_from_db()
    assert (verbs(moved), moved.category, moved.reply_days, moved.unit) == (
        [Verb.RECATEGORISE, Verb.ACCEPT, Verb.ASSIGN], security, 5, other_unit,
    )  # fmt: skip
    assert (verbs(given), given.category, given.unit, given.handler) == (
        [Verb.ACCEPT, Verb.ASSIGN], traffic, other_unit, other_handler,
    )  # fmt: skip


def test_a_unit_that_was_chosen_stays_whatever_the_field(triage, office, traffic, other_unit):
    security = factories.make_category(name="治安管理", unit=office.unit)
    suggestion = waiting(category=traffic)
    press(triage, sent(shown(triage), **{suggestion.number: {"category": security.pk, "unit": other_unit.pk}}))
    suggestion.refresh_from_db()
    assert (suggestion.category, suggestion.unit) == (security, other_unit)


def test_a_handler_that_was_proposed_stays_with_the_unit_that_was(triage, office, traffic, other_unit):
    Route.objects.create(category=traffic, unit=office.unit, handler=office.handler)
    suggestion = waiting(category=traffic)
    press(triage, sent(shown(triage), **{suggestion.number: {"unit": other_unit.pk}}))
    suggestion.refresh_from_db()
    assert (suggestion.unit, suggestion.handler) == (other_unit, None)


def test_the_button_aside_proposes_anew_for_another_field_and_does_nothing(triage, traffic, other_unit):
    security = factories.make_category(name="治安管理", unit=other_unit, reply_days=5)
    suggestion = waiting(category=traffic)
    suggestion.recount_days(working_days(), now=NOW)
    data = sent(shown(triage), **{suggestion.number: {"category": security.pk, "pick": ""}}) | {"aside": "propose"}
    (row,) = rows_of(press(triage, data)).values()
    assert (row.choice.category, row.choice.unit, row.choice.is_picked) == (security.pk, other_unit.pk, False)
    assert (row.days, row.due_on < suggestion.due_on, stages(suggestion)) == (5, True, [Stage.RECEIVED])


@pytest.mark.parametrize(("aside", "is_picked"), [("all", True), ("none", False)])
def test_all_are_ticked_or_none(triage, traffic, aside, is_picked):
    waiting(0, category=traffic), waiting(1)
    rows = rows_of(press(triage, sent(shown(triage)) | {"aside": aside}))
    assert {row.choice.is_picked for row in rows.values()} == {is_picked}


def refused_rows(office, traffic, other_unit, other_handler):
    """Five that cannot be done, by what is sent of them, and why."""
    changed, taken, off, nobody, wrong = (waiting(place, category=traffic) for place in range(5))
    choices = {
        off.number: {"unit": other_unit.pk}, nobody.number: {"unit": ""}, wrong.number: {"handler": other_handler.pk},
    }  # fmt: skip
    reasons = {
        changed.number: "這件建議剛剛由別人辦理過，已經變動。請看過最新情況，再決定是否提交。",
        taken.number: "這件建議現在是「轉辦」，不在這裡分辦。",
        off.number: "「治安警察支隊」已停用，請選別的承辦單位。",
        nobody.number: "請選承辦單位。",
        wrong.number: "承辦人要從「交通警察支隊」的承辦人中選。",
    }
    return (changed, taken, off), choices, reasons


def test_what_is_refused_is_listed_and_stays_with_what_was_chosen(triage, office, traffic, other_unit, other_handler):
    (changed, taken, off), choices, reasons = refused_rows(office, traffic, other_unit, other_handler)
    done = waiting(5, category=traffic)
    data = sent(shown(triage), **choices)
    changed.ask("在哪個路口？", by=office.second_triage_officer, now=NOW)
    taken.accept(by=office.second_triage_officer, now=NOW)
    taken.assign(office.unit, by=office.second_triage_officer, now=NOW)
    other_unit.is_active = False
    other_unit.save()
    response = press(triage, data)
    assert {one["number"]: one["reason"] for one in response.context["refused"]} == reasons
    rows = rows_of(response)
    assert {number: row.reason for number, row in rows.items()} == {
        number: reason for number, reason in reasons.items() if number != taken.number
    }
    assert {number: row.choice.unit or "" for number, row in rows.items() if number in choices} == {
        number: fields.get("unit", office.unit.pk) for number, fields in choices.items()
    }
    assert all(row.choice.is_picked for row in rows.values())
    assert [unit.name for unit in rows[off.number].units if not unit.is_active] == ["治安警察支隊"]
    assert (stages(done, changed), verbs(off)) == ([Stage.ASSIGNED, Stage.RECEIVED], [])


def test_what_was_refused_is_done_once_it_is_right(triage, office, traffic):
    suggestion = waiting()
    rows = rows_of(press(triage, sent(shown(triage), **{suggestion.number: {"pick": "on"}})))
    assert rows[suggestion.number].reason == "請選承辦單位。"
    data = sent(rows, **{suggestion.number: {"unit": office.unit.pk}}) | {"token": "1" * 32}
    assert (press(triage, data).status_code, stages(suggestion)) == (302, [Stage.ASSIGNED])


def test_what_was_chosen_and_not_ticked_stays_too(triage, traffic, other_unit):
    done, left = waiting(0, category=traffic), waiting(1, category=traffic)
    response = press(triage, sent(shown(triage), **{left.number: {"unit": other_unit.pk, "pick": ""}}))
    (row,) = rows_of(response).values()
    assert (row.suggestion, row.choice.unit, row.choice.is_picked) == (left, other_unit.pk, False)
    assert stages(done, left) == [Stage.ASSIGNED, Stage.RECEIVED]


def test_nothing_of_an_act_stays_that_ends_in_a_refusal(triage, office, traffic, other_unit):
    security = factories.make_category(name="治安管理")
    suggestion = waiting(category=traffic)
    response = press(triage, sent(shown(triage), **{suggestion.number: {"category": security.pk}}))
    suggestion.refresh_from_db()
    assert (suggestion.category, suggestion.stage, verbs(suggestion)) == (traffic, Stage.RECEIVED, [])
    assert rows_of(response)[suggestion.number].reason == "「治安管理」沒有可以建議的單位，請選承辦單位。"


def test_a_unit_that_sent_it_back_gets_it_only_singly(triage, office, traffic):
    bounced = waiting(category=traffic, stage=Stage.ASSIGNED)
    bounced.send_back("不歸我們。", by=office.handler, now=NOW)
    rows = shown(triage)
    response = press(triage, sent(rows, **{bounced.number: {"unit": office.unit.pk, "pick": "on"}}))
    assert rows_of(response)[bounced.number].reason == "「交通警察支隊」退回過這一件（不歸我們。），請單獨轉辦。"


def test_a_field_that_is_out_of_use_is_refused(triage, office, traffic):
    old = factories.make_category(name="老領域", unit=office.unit, is_active=False)
    suggestion = waiting(category=traffic)
    response = press(triage, sent(shown(triage), **{suggestion.number: {"category": old.pk}}))
    assert rows_of(response)[suggestion.number].reason == "所選的領域已停用，請選別的領域。"


def test_sending_twice_does_it_once_and_tells_the_same(triage, traffic):
    first, second = waiting(0, category=traffic), waiting(1)
    data = sent(shown(triage), **{second.number: {"pick": "on"}})
    told = [[one["number"] for one in press(triage, data).context["refused"]] for _ in range(2)]
    assert (told, verbs(first), BulkRun.objects.count()) == ([[second.number]] * 2, [Verb.ACCEPT, Verb.ASSIGN], 1)


def test_the_run_is_kept_with_its_result(triage, office, traffic):
    suggestion = waiting(category=traffic)
    press(triage, sent(shown(triage)))
    run = BulkRun.objects.get()
    page = triage.get(reverse("admin:feedback_suggestion_bulk_run", args=[run.pk]))
    assert (run.act, run.results, run.sent) == (Many.MORNING, [[suggestion.pk, suggestion.number, ""]], "")
    assert "集中分辦：辦理結果" in page.text


@pytest.mark.parametrize("broken", [{"token": "x"}, {"rows": ["x"]}, {"rows": []}])
def test_a_page_that_is_broken_does_nothing(triage, traffic, broken):
    suggestion = waiting(category=traffic)
    response = press(triage, sent(shown(triage)) | broken)
    assert (response.status_code, stages(suggestion), list(rows_of(response))) == (
        200, [Stage.RECEIVED], [suggestion.number],
    )  # fmt: skip


def test_keys_that_no_row_has_are_refused_in_words(triage, traffic):
    suggestion = waiting(category=traffic)
    data = sent(shown(triage), **{suggestion.number: {"unit": "9" * 30, "handler": "x", "category": "-1"}})
    response = press(triage, data)
    assert (response.status_code, stages(suggestion)) == (200, [Stage.RECEIVED])


def test_without_a_tick_nothing_is_done_and_the_choices_stay(triage, traffic, other_unit):
    suggestion = waiting(category=traffic)
    response = press(triage, sent(shown(triage), **{suggestion.number: {"pick": "", "unit": other_unit.pk}}))
    assert [str(told) for told in response.context["messages"]] == ["請先勾選要辦理的建議。"]
    assert (rows_of(response)[suggestion.number].choice.unit, BulkRun.objects.count()) == (other_unit.pk, 0)


def test_the_screen_lists_one_stage_when_asked(triage):
    received, accepted = waiting(0), waiting(1, stage=Stage.ACCEPTED)
    queries = ("", "?stage=received", "?stage=accepted", "?stage=nowhere")
    assert [list(shown(triage, query)) for query in queries] == [
        [received.number, accepted.number], [received.number], [accepted.number], [received.number, accepted.number],
    ]  # fmt: skip


@pytest.mark.parametrize("is_leader", [False, True])
def test_whoever_stands_above_the_units_sorts_what_was_sent_back_too_often(
    client, office, traffic, other_unit, is_leader
):
    waiting(0), waiting(1, stage=Stage.ACCEPTED)
    bounced = waiting(2, category=traffic, stage=Stage.ASSIGNED)
    Suggestion.objects.filter(pk=bounced.pk).update(bounce_count=2)
    Suggestion.objects.get(pk=bounced.pk).send_back("不歸我們。", by=office.handler, now=NOW)
    client.force_login(factories.make_leader() if is_leader else office.supervisor)
    rows = shown(client)
    assert (list(rows), rows[bounced.number].categories) == ([bounced.number], [])
    security = factories.make_category(name="治安管理")
    fields = {"unit": other_unit.pk, "pick": "on", "category": security.pk}
    press(client, sent(rows, **{bounced.number: fields}))
    bounced.refresh_from_db()
    assert (bounced.unit, bounced.category) == (other_unit, traffic)  # neither changes a field


def test_handlers_reviewers_and_administrators_sort_nothing(client, office, administrator):
    answers = {}
    for person in (office.handler, office.reviewer, administrator):
        client.force_login(person)
        answers[person.username] = [getattr(client, way)(reverse(MORNING)).status_code for way in ("get", "post")]
    assert set(map(tuple, answers.values())) == {(403, 403)}


def queries_of(client):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(reverse(MORNING))
    return len(captured), response


def test_it_asks_the_same_for_one_for_three_and_for_fifty(triage, office, traffic, other_unit):
    routed = factories.make_category(name="治安管理", unit=office.unit)
    Route.objects.create(category=routed, unit=other_unit, handler=None)
    for place in range(16):
        factories.make_unit(name=f"單位 {place}")
        factories.make_user(username=f"handler-of-{place}", roles=[Role.HANDLER], units=[office.unit])
    bounced = waiting(category=traffic, stage=Stage.ASSIGNED, contact="13864200000")
    bounced.send_back("不歸我們。", by=office.handler, now=NOW)
    triage.get(reverse(MORNING))
    counts = []
    for more in (0, 2, 49):
        for place in range(more):
            waiting(place, category=(traffic, routed)[place % 2], contact=f"138642{place:05}", place="香港中路")
        count, response = queries_of(triage)
        counts.append((count, len(rows_of(response))))
    assert [shown for _count, shown in counts] == [1, 3, 50]
    assert len({count for count, _shown in counts}) == 1
    assert len(response.content) < 200_000
    assert response.context["older"] == "?page=2"


def test_the_home_and_the_list_lead_to_what_a_role_may_do(client, office):
    ways = {}
    for name in ("triage_officer", "handler", "reviewer", "supervisor"):
        client.force_login(getattr(office, name))
        pages = [client.get(reverse(page)).text for page in ("admin:index", "admin:feedback_suggestion_changelist")]
        addresses = (reverse(MORNING), reverse("admin:feedback_suggestion_release_each"))
        ways[name] = [all(f'href="{address}"' in page for page in pages) for address in addresses]
    assert ways == {
        "triage_officer": [True, True], "handler": [False, False], "reviewer": [False, True],
        "supervisor": [True, False],
    }  # fmt: skip
