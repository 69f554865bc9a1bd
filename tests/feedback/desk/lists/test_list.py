"""The list of the desk: its lines, its filter in the address, its pages."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feedback.desk.lists.forms import ListForm
from feedback.desk.queries import paging
from feedback.models import Suggestion
from feedback.rules.queues import Age
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.on_postgres

LIST = "admin:feedback_suggestion_changelist"


def lines(client, **query):
    return [line["suggestion"] for line in client.get(reverse(LIST), query).context["lines"]]


def choices(client, name):
    fields = client.get(reverse(LIST)).context["form"].fields
    return [str(label) for value, label in fields[name].choices if value] if name in fields else None


@pytest.fixture
def triage(client, office):
    client.force_login(office.triage_officer)
    return client


def test_each_filter_leaves_what_it_says(triage, other_unit):
    category, district, campaign = factories.make_category(), factories.make_district(), factories.make_campaign()
    label = factories.make_label()
    ours = factories.make_suggestion(
        stage=Stage.IN_PROGRESS, category=category, district=district, campaign=campaign, received_at=timezone.now()
    )
    ours.labels.add(label)
    Suggestion.objects.filter(pk=ours.pk).update(due_on="2020-12-01")
    others = [factories.make_suggestion(stage=Stage.CLOSED, unit=other_unit)]
    filters = {
        "q": ours.number, "stage": "in_progress", "unit": ours.unit.pk, "category": category.pk, "card": "red",
        "district": district.pk, "campaign": campaign.pk, "label": label.pk, "age": "0-5", "order": "due",
    }  # fmt: skip
    found = {name: lines(triage, **{name: value}) for name, value in filters.items()}
    assert found == {name: [ours] for name in filters}
    assert lines(triage, stage="open") == [ours]
    assert lines(triage, stage="in_progress", category=category.pk, unit=other_unit.pk) == []
    assert lines(triage) == [ours, *others]


def test_what_no_unit_has_is_a_choice_too(triage):
    received, _assigned = factories.make_suggestion(), factories.make_suggestion(stage=Stage.ASSIGNED)
    assert lines(triage, unit="none") == [received]


def test_a_number_is_found_however_it_is_typed(triage):
    suggestion = factories.make_suggestion()
    factories.make_suggestion()
    typed = [suggestion.number, suggestion.number.replace("-", " "), "２０２０—０００１"]
    assert [lines(triage, q=words) for words in typed] == [[suggestion]] * 3


def test_words_are_found_in_title_and_text(triage):
    in_title = factories.make_suggestion(title="路燈不亮", body="請修。")
    in_text = factories.make_suggestion(title="請修", body="小區門口的路燈不亮。")
    factories.make_suggestion(title="別的", body="別的事。")
    assert lines(triage, q="路燈", order="oldest") == [in_title, in_text]


def test_a_filter_that_is_wrong_is_told_and_left_out(triage):
    suggestion = factories.make_suggestion()
    response = triage.get(reverse(LIST), {"category": "999", "stage": "nowhere"})
    assert [line["suggestion"] for line in response.context["lines"]] == [suggestion]
    assert "「階段、領域」的條件無效，沒有採用。" in response.text


def test_a_search_too_long_is_told_how_much_is_too_much(triage):
    response = triage.get(reverse(LIST), {"q": "路" * 101})
    assert "最多 100 字，現在是 101 字，請刪去 1 字。" in response.text


@pytest.mark.parametrize("query", [{"contact__startswith": "1"}, {"contact_key": "x"}, {"status__name": "x"}])
def test_no_other_question_is_asked_by_a_made_up_address(triage, query):
    suggestion = factories.make_suggestion(contact="citizen@example.invalid")
    assert lines(triage, **query) == [suggestion]


def test_a_handler_is_offered_the_own_units_and_queues(client, office, other_unit):
    client.force_login(office.handler)
    assert (choices(client, "unit"), "待受理" in choices(client, "queue")) == ([office.unit.name], False)


def test_triage_is_offered_every_unit(triage, office, other_unit):
    assert choices(triage, "unit") == ["尚未轉辦", office.unit.name, other_unit.name]


def test_a_handler_does_not_reach_another_unit_by_its_filter(client, office, other_unit):
    ours = factories.make_suggestion(stage=Stage.ASSIGNED)
    factories.make_suggestion(stage=Stage.ASSIGNED, unit=other_unit)
    client.force_login(office.handler)
    assert [lines(client, unit=unit.pk) for unit in (office.unit, other_unit)] == [[ours], [ours]]


def test_what_was_merged_in_is_found_by_its_number(client, office):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    client.force_login(office.handler)
    assert (lines(client), lines(client, q=merged.number)) == ([main], [merged])


def test_the_list_has_three_orders(triage):
    first = factories.make_suggestion(stage=Stage.IN_PROGRESS, received_at=at("2020-11-02 09:00"))
    second = factories.make_suggestion(received_at=at("2020-11-03 09:00"))
    closed = factories.make_suggestion(stage=Stage.CLOSED, received_at=at("2020-11-04 09:00"))
    Suggestion.objects.filter(pk=first.pk).update(due_on="2020-12-09")
    Suggestion.objects.filter(pk=second.pk).update(due_on="2020-12-08")
    found = {order: lines(triage, order=order) for order in ("", "newest", "oldest", "due")}
    newest = [closed, second, first]
    assert found == {"": newest, "newest": newest, "oldest": newest[::-1], "due": [second, first]}


def test_a_queue_begins_with_what_waits_longest(triage):
    waiting = [factories.make_suggestion(received_at=at(f"2020-11-0{day} 09:00")) for day in (2, 3)]
    assert lines(triage, queue="to_accept") == waiting


def test_a_line_tells_how_many_working_days_it_has_been_here(triage, time_machine):
    time_machine.move_to(at("2020-12-01 10:00"), tick=False)
    factories.make_suggestion(stage=Stage.CLOSED, received_at=at("2020-11-02 09:00"))
    factories.make_suggestion(received_at=at("2020-11-24 09:00"))
    factories.make_suggestion(received_at=at("2020-12-01 09:00"))
    assert [line["age"] for line in triage.get(reverse(LIST)).context["lines"]] == [0, 5, None]


def test_a_letter_is_as_old_as_the_day_it_arrived_whichever_way_one_asks(triage, time_machine):
    time_machine.move_to(at("2020-12-01 10:00"), tick=False)
    arrived = {"2020-11-24": 5, "2020-11-23": 6, "2020-11-17": 10, "2020-11-16": 11, "2020-11-10": 15, "2020-11-09": 16}
    for day in arrived:
        letter = factories.make_suggestion(received_at=at("2020-11-30 09:00"))
        Suggestion.objects.filter(pk=letter.pk).update(arrived_on=day)
    factories.make_suggestion(received_at=at("2020-11-23 23:59"))
    factories.make_suggestion(received_at=at("2020-11-24 00:00"))
    shown = {age: [line["age"] for line in triage.get(reverse(LIST), {"age": age}).context["lines"]] for age in Age}
    home = dict(row[:2] for row in triage.get(reverse("admin:index")).context["open_ages"])
    ages = {Age.WEEK: [5, 5], Age.FORTNIGHT: [10, 6, 6], Age.LIMIT: [15, 11], Age.BEYOND: [16]}
    assert (shown, home) == (ages, {age.label: len(found) for age, found in ages.items()})


def test_an_earlier_one_by_the_same_contact_is_told_to_those_who_may_read_contacts(client, office):
    same = {"contact": "138 6421 0975", "stage": Stage.ASSIGNED}
    factories.make_suggestion(**same, received_at=at("2020-11-02 09:00"))
    factories.make_suggestion(**same, received_at=at("2020-11-03 09:00"))
    factories.make_suggestion(stage=Stage.ASSIGNED, received_at=at("2020-11-04 09:00"))
    marks = {}
    for person in (office.triage_officer, office.handler, office.reviewer, office.supervisor):
        client.force_login(person)
        marks[person] = [line.is_repeat for line in lines(client)]
    told, untold = [False, True, False], [False, False, False]
    assert marks == {
        office.triage_officer: told, office.handler: told, office.reviewer: untold, office.supervisor: untold,
    }  # fmt: skip


def test_the_filter_stays_in_the_address_of_the_next_page(triage):
    for _ in range(51):
        factories.receive()
    response = triage.get(reverse(LIST), {"stage": "received"})
    second = triage.get(reverse(LIST) + response.context["older"])
    assert (response.context["older"], len(second.context["lines"])) == ("?stage=received&page=2", 1)


def test_a_long_list_is_counted_to_its_limit(triage, monkeypatch):
    monkeypatch.setattr(paging, "MOST_LISTED", 2)
    for _ in range(4):
        factories.receive()
    page = triage.get(reverse(LIST)).context["page"]
    assert (page.paginator.is_capped, page.paginator.count, len(page.object_list)) == (True, 2, 2)


def test_the_boxes_of_a_page_are_ticked_without_a_script(triage):
    factories.make_suggestion()
    ticked = [triage.get(reverse(LIST), query).text.count(" checked") for query in ({}, {"all": 1})]
    assert ticked == [0, 1]


def test_nobody_without_casework_opens_the_list(client, administrator):
    client.force_login(administrator)
    assert client.get(reverse(LIST)).status_code == 403


@pytest.mark.parametrize("who", ["triage_officer", "handler"])
def test_the_list_costs_the_same_for_one_and_for_a_hundred(client, office, who):
    client.force_login(getattr(office, who))
    label = factories.make_label()
    factories.make_suggestion(stage=Stage.ASSIGNED, contact="138 6421 0975").labels.add(label)
    one = queries(client)
    rows = [factories.receive(contact="138 6421 0975") for _ in range(99)]
    status = factories.make_suggestion(stage=Stage.ASSIGNED).status
    Suggestion.objects.filter(pk__in=[row.pk for row in rows]).update(
        stage=Stage.ASSIGNED, status=status, unit=office.unit
    )
    label.suggestions.add(*rows)
    assert (len(lines(client, size=200)), queries(client) - one, one <= 12) == (101, 0, True)


def queries(client):
    client.get(reverse(LIST), {"size": 200})
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(LIST), {"size": 200})
    return len(captured)


@pytest.fixture
def lamps(monkeypatch, office):
    """Six with the word among ten, the eldest first; five are gone through where the hits are not named."""
    monkeypatch.setattr(paging, "MOST_READ", 5)
    made = []
    for number in range(10):
        title = "路燈不亮" if number in (0, 1, 2, 3, 6, 8) else "樹枝太長"
        made.append(
            factories.make_suggestion(title=title, body="請看一看。", now=at(f"2020-12-{number + 1:02d} 10:00"))
        )
    return made


def test_words_that_too_many_have_are_looked_for_among_the_first_of_the_list(triage, lamps, monkeypatch):
    named = triage.get(reverse(LIST), {"q": "路燈"})
    monkeypatch.setattr("portal.search.index.MOST_NAMED", 2)
    newest, oldest = (triage.get(reverse(LIST), {"q": "路燈", "order": order}) for order in ("newest", "oldest"))

    found = [[lamps.index(line["suggestion"]) for line in page.context["lines"]] for page in (named, newest, oldest)]
    assert found == [[8, 6, 3, 2, 1, 0], [8, 6], [0, 1, 2, 3]]
    assert ["只在排在最前的 5 件裡找過" in page.text for page in (named, newest, oldest)] == [False, True, True]


def test_a_list_that_is_short_enough_is_looked_through_whole(triage, lamps, monkeypatch):
    monkeypatch.setattr("portal.search.index.MOST_NAMED", 2)
    monkeypatch.setattr(paging, "MOST_READ", 11)
    page = triage.get(reverse(LIST), {"q": "路燈"})
    assert (len(page.context["lines"]), page.context["most_read"]) == (6, None)


def test_by_due_day_too(triage, lamps, monkeypatch):
    for number, suggestion in enumerate(lamps):
        Suggestion.objects.filter(pk=suggestion.pk).update(due_on=at(f"2021-01-{20 - number:02d} 10:00").date())
    monkeypatch.setattr("portal.search.index.MOST_NAMED", 2)
    page = triage.get(reverse(LIST), {"q": "路燈", "order": "due"})
    assert [lamps.index(line["suggestion"]) for line in page.context["lines"]] == [8, 6]


def test_an_export_holds_them_all(triage, lamps, monkeypatch, rf, office):
    monkeypatch.setattr("portal.search.index.MOST_NAMED", 2)
    request = rf.get(reverse(LIST), {"q": "路燈"})
    request.user = office.triage_officer
    form = ListForm(request.GET, user=request.user)
    form.is_valid()
    assert admin.site.get_model_admin(Suggestion).listed(request, form, timezone.now()).count() == 6
