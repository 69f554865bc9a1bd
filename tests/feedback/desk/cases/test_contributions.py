"""會辦 at the desk: who sees what, the queue of a further unit, the forms, and what citizen and public read of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from zeal import zeal_ignore

from feedback.desk.queries.queues import queue_counts
from feedback.desk.queries.suggestions import at_desk, every
from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.rules.queues import Queue
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

LIST = "admin:feedback_suggestion_changelist"
PAGE = "admin:feedback_suggestion_change"
DO = "admin:feedback_suggestion_do"
WORDS = "護欄已報修，週五以前換好。"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def shared(office, other_handler, other_unit):
    """One of the first unit, in which the other one takes part."""
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.involve(suggestion, other_unit, words="請看護欄。")
    return suggestion


def sent(client, user, suggestion, verb, **fields):
    client.force_login(user)
    suggestion.refresh_from_db()
    return client.post(reverse(DO, args=[suggestion.pk, verb]), {"revision": suggestion.revision, **fields})


def waiting(user):
    counts = queue_counts(every(), user, now=NOW, calendar=working_days())
    return {queue: count for queue, count in counts.items() if count}


def test_a_further_unit_sees_it_by_number_and_in_its_queue_alone(client, shared, other_handler):
    client.force_login(other_handler)
    lists = [client.get(reverse(LIST), query) for query in ({}, {"q": shared.number}, {"queue": "to_contribute"})]
    found = [[line["suggestion"].number for line in page.context["lines"]] for page in lists]
    assert found == [[], [shared.number], [shared.number]]
    assert ([*at_desk(other_handler)], staff.may_see(other_handler, shared)) == ([shared], True)


def test_its_work_waits_until_it_is_written_or_the_answer_is_given(shared, other_handler, other_unit):
    reviewer = factories.office(unit=other_unit).reviewer
    before = [waiting(person) for person in (other_handler, reviewer)]
    shared.contribute(other_unit, WORDS, by=other_handler, now=NOW)
    written = waiting(other_handler)
    unwritten = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.involve(unwritten, other_unit)
    factories.reply(unwritten)
    assert (before, written, waiting(other_handler)) == ([{Queue.TO_CONTRIBUTE: 1}] * 2, {}, {})


def test_the_number_on_the_home_is_that_of_the_list(client, shared, other_handler):
    client.force_login(other_handler)
    home = client.get(reverse("admin:index")).context
    [url] = [item["url"] for item in home["queues"] if item["queue"] == Queue.TO_CONTRIBUTE]
    assert client.get(url).context["page"].paginator.count == 1


def test_who_was_excused_sees_it_no_longer(client, shared, other_handler, other_unit, handler):
    shared.excuse(other_unit, by=handler, now=NOW)
    client.force_login(other_handler)
    assert client.get(reverse(PAGE, args=[shared.pk])).status_code == 404
    assert staff.may_see(other_handler, shared) is False


def test_a_further_unit_reads_no_contact_and_finds_none_by_it(client, other_handler, other_unit):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, name="王曉梅", contact="13864210975")
    factories.involve(suggestion, other_unit)
    client.force_login(other_handler)
    contact = client.post(reverse("admin:feedback_suggestion_contact", args=[suggestion.pk]))
    found = client.post(reverse("admin:feedback_suggestion_by_contact"), {"contact": "13864210975"})
    page = client.get(reverse(PAGE, args=[suggestion.pk]))
    assert (contact.status_code, found.context["lines"], "13864210975" in page.text) == (403, [], False)


def test_one_act_asks_two_units_each_by_an_entry(client, office, handler, other_unit):
    suggestion, third = factories.make_suggestion(stage=Stage.IN_PROGRESS), factories.make_unit(name="戶政支隊")
    fields = {"units": [other_unit.pk, third.pk], "due_on": "2020-12-08", "words": "請看。"}
    with zeal_ignore():  # each by itself is what is wanted
        answer = sent(client, handler, suggestion, Verb.INVOLVE, **fields)
    asked = [(one.unit, one.due_on, one.asked_words) for one in suggestion.contributions.order_by("pk")]
    assert (answer.status_code, asked) == (
        302, [(other_unit, date(2020, 12, 8), "請看。"), (third, date(2020, 12, 8), "請看。")],
    )  # fmt: skip
    assert suggestion.events.filter(verb=Verb.INVOLVE).count() == 2


def test_where_one_of_two_is_refused_neither_is_asked(client, office, handler, other_unit):
    suggestion, third = factories.make_suggestion(stage=Stage.IN_PROGRESS), factories.make_unit(name="戶政支隊")
    for number in range(4):
        factories.involve(suggestion, factories.make_unit(name=f"單位 {number}"))
    fields = {"units": [other_unit.pk, third.pk], "due_on": "2020-12-08"}
    with zeal_ignore():
        page = sent(client, handler, suggestion, Verb.INVOLVE, **fields)
    assert (page.context["form"].non_field_errors(), suggestion.contributions.count()) == (
        ["一件建議最多請 5 個單位會辦。"], 4,
    )  # fmt: skip


def test_the_day_is_proposed_before_that_of_the_answer(client, handler):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.recount_days(working_days(), now=NOW)
    client.force_login(handler)
    form = client.get(reverse(DO, args=[suggestion.pk, Verb.INVOLVE])).context["form"]
    assert (suggestion.due_on, form["due_on"].value()) == (date(2020, 12, 22), date(2020, 12, 17))


def test_a_further_unit_writes_its_part_and_finds_it_in_the_form_again(client, shared, other_handler, other_unit):
    answer = sent(client, other_handler, shared, Verb.CONTRIBUTE, unit=other_unit.pk, body=WORDS)
    form = client.get(reverse(DO, args=[shared.pk, Verb.CONTRIBUTE])).context["form"]
    assert (answer.status_code, form["body"].value(), form["unit"].is_hidden) == (302, WORDS, True)
    assert WORDS in client.get(reverse(PAGE, args=[shared.pk])).text


def test_who_is_in_two_further_units_says_for_which(client, shared, other_unit):
    third = factories.make_unit(name="戶政支隊")
    factories.involve(shared, third)
    both = factories.make_user(username="both", roles=[Role.HANDLER], units=[other_unit, third])
    client.force_login(both)
    form = client.get(reverse(DO, args=[shared.pk, Verb.CONTRIBUTE])).context["form"]
    assert ([str(unit) for unit in form.fields["unit"].queryset], form["unit"].is_hidden) == (
        ["治安警察支隊", "戶政支隊"], False,
    )  # fmt: skip


def test_the_main_unit_reads_the_part_beside_its_draft(client, shared, other_handler, other_unit, handler):
    shared.contribute(other_unit, WORDS, by=other_handler, now=NOW)
    client.force_login(handler)
    pages = [client.get(reverse(PAGE, args=[shared.pk])), client.get(reverse(DO, args=[shared.pk, Verb.DRAFT_REPLY]))]
    assert [WORDS in page.text for page in pages] == [True, True]


def test_the_public_reads_who_took_part_and_not_in_what_words(client, shared, other_handler, other_unit):
    factories.release(shared)
    idle = factories.make_unit(name="戶政支隊")
    factories.involve(shared, idle)
    shared.contribute(other_unit, WORDS, by=other_handler, now=NOW)
    waiting = client.get(shared.get_absolute_url()).text
    factories.reply(shared)
    answered = client.get(shared.get_absolute_url()).text
    told = ["請治安警察支隊會同辦理", "請戶政支隊會同辦理", "治安警察支隊已提出會辦意見", "會辦單位：治安警察支隊</p>"]
    assert [[words in page for words in told] for page in (waiting, answered)] == [
        [True, True, True, False], [True, True, True, True],
    ]  # fmt: skip
    assert [words in waiting + answered for words in (WORDS, "請看護欄。")] == [False, False]


def test_of_a_stub_the_public_reads_that_others_take_part_and_not_which(client, shared, other_handler, other_unit):
    shared.contribute(other_unit, WORDS, by=other_handler, now=NOW)
    page = client.get(shared.get_absolute_url()).text
    told = ["請別的單位會同辦理", "會辦單位已提出意見", "治安警察支隊", WORDS]
    assert [words in page for words in told] == [True, True, False, False]


def test_the_citizen_reads_who_took_part_with_the_receipt(client, other_handler, other_unit):
    receipt = factories.make_receipt(stage=Stage.IN_PROGRESS)
    factories.involve(receipt.suggestion, other_unit)
    receipt.suggestion.contribute(other_unit, WORDS, by=other_handler, now=NOW)
    factories.reply(receipt.suggestion)
    client.post(reverse("status_lookup"), {"number": receipt.number, "secret": receipt.secret})
    page = client.get(reverse("status_detail")).text
    assert ("會辦單位：治安警察支隊</p>" in page, WORDS in page) == (True, False)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_page_and_queue_cost_the_same_with_one_part_and_with_three(client, settings, shared, other_handler, other_unit):
    settings.TOTALS_CACHE = 60  # names are kept, as by every process
    client.force_login(other_handler)
    addresses = [reverse(PAGE, args=[shared.pk]), f"{reverse(LIST)}?queue=to_contribute"]
    one = [queries(client, address) for address in addresses]
    for number in range(2):
        unit = factories.make_unit(name=f"單位 {number}")
        factories.involve(shared, unit)
        shared.contribute(unit, WORDS, by=factories.office(unit=unit).handler, now=NOW)
        factories.involve(factories.make_suggestion(stage=Stage.IN_PROGRESS), other_unit)
    assert [queries(client, address) for address in addresses] == one


def test_whoever_answers_reads_the_part_beside_the_form_once(client, shared, office, other_handler, other_unit):
    shared.contribute(other_unit, WORDS, by=other_handler, now=NOW)
    client.force_login(office.handler)
    page = client.get(reverse(DO, args=[shared.pk, Verb.DRAFT_REPLY])).text
    assert (page.count(WORDS), page.count('id="contributions"')) == (1, 1)


@pytest.mark.parametrize("way", [(PAGE,), (DO, Verb.APPROVE_REPLY)])
def test_whoever_approves_reads_who_took_part_as_the_public_will(
    client, shared, office, other_handler, other_unit, way
):
    shared.contribute(other_unit, WORDS, by=other_handler, now=NOW)
    factories.draft(shared)
    client.force_login(office.reviewer)
    name, *verb = way
    page = client.get(reverse(name, args=[shared.pk, *verb])).text
    assert (page.count(">會辦單位："), page.count('id="contributions"')) == (1, 1)
