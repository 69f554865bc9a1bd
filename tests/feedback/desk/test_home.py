"""The home of the desk: what waits first, then the bureau at a glance; each number opens its list."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feedback.desk.queries.suggestions import every
from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.rules.queues import Age, Queue
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at

pytestmark = pytest.mark.on_postgres

HOME = "admin:index"


def number_of_listed(client, address):
    return client.get(address).context["page"].paginator.count


def file_some(office):
    """Something in every stage that is shown, received a while ago and today."""
    now = timezone.now()
    for stage in (Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPLIED, Stage.CLOSED):
        factories.make_suggestion(stage=stage, now=now, received_at=now - timedelta(days=12))
    factories.make_suggestion(now=now)
    Suggestion.objects.update(due_on=timezone.localdate(now))
    dissatisfied = factories.make_suggestion(stage=Stage.REPLIED, now=now)
    factories.rate(dissatisfied, "five_dissatisfied", now=now)


@pytest.mark.parametrize("who", ["triage_officer", "handler", "reviewer", "supervisor"])
def test_each_number_opens_the_list_of_what_it_counts(client, office, who):
    file_some(office)
    client.force_login(getattr(office, who))
    home = client.get(reverse(HOME)).context
    told = {item["url"]: item["count"] for item in home["queues"]}
    told |= {url: count for row in home["open_rows"] for count, url in row["cells"]}
    told |= {row["row"].url: row["total"] for row in home["open_rows"]}
    told |= {url: count for _label, count, url, _tone in home["open_ages"]}
    told |= {home["open_url"]: home["open_total"]}
    told |= {url: number for number, _name, _note, url in home["figures"] if isinstance(number, int)}
    assert {address: number_of_listed(client, address) for address in told} == told


def test_what_is_open_is_counted_by_unit_and_by_working_days(office, other_unit):
    factories.make_suggestion(received_at=at("2020-12-01 09:00"))
    factories.make_suggestion(stage=Stage.ASSIGNED, received_at=at("2020-11-23 09:00"))  # six working days
    factories.make_suggestion(stage=Stage.ASSIGNED, received_at=at("2020-11-24 09:00"))  # five
    factories.make_suggestion(stage=Stage.REPLIED, unit=other_unit, received_at=at("2020-11-09 09:00"))  # sixteen
    factories.make_suggestion(stage=Stage.CLOSED)
    glance = every().glance(NOW, working_days())
    assert glance.open == [
        ((None, ""), {Age.WEEK: 1}),
        ((office.unit.pk, office.unit.name), {Age.WEEK: 1, Age.FORTNIGHT: 1}),
        ((other_unit.pk, other_unit.name), {Age.BEYOND: 1}),
    ]


def test_the_month_is_told_of_first_answers(office):
    on_time = factories.make_suggestion(stage=Stage.REPLIED, received_at=at("2020-11-26 09:00"))  # three working days
    late = factories.make_suggestion(stage=Stage.REPLIED, received_at=at("2020-11-24 09:00"))  # five
    Suggestion.objects.filter(pk=on_time.pk).update(first_due_on="2020-12-01")
    Suggestion.objects.filter(pk=late.pk).update(first_due_on="2020-11-30")
    late.refresh_from_db()
    factories.rate(late, "five_dissatisfied", now=NOW)
    glance = every().glance(NOW, working_days())
    month = glance.month
    told = (glance.replied, month.on_time, glance.late, month.on_time_rate, glance.median_days, glance.redone)
    assert told == (2, 1, 1, Fraction(1, 2), Fraction(4), 1)


def test_what_came_back_is_told_beside_it_and_opens_its_list(client, office):
    for answered in ("2020-12-23 10:00", "2020-12-24 10:00"):  # sent back on the 2nd, due on the 23rd
        suggestion = factories.make_suggestion(stage=Stage.REPLIED)
        factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-02 10:00"))
        factories.reply(suggestion, now=at(answered))
    now = at("2020-12-28 10:00")
    glance = every().glance(now, working_days())
    assert (glance.returns_on_time, glance.returns_late, glance.whole.returns_on_time_rate) == (1, 1, Fraction(1, 2))
    listed = {
        queue: [row.sequence for row in every().in_queue(queue, user=office.supervisor, now=now)]
        for queue in (Queue.MONTH_RETURN_ON_TIME, Queue.MONTH_RETURN_LATE)
    }
    assert listed == {Queue.MONTH_RETURN_ON_TIME: [1], Queue.MONTH_RETURN_LATE: [2]}


def test_a_month_without_an_answer_has_no_rate(client, office):
    factories.make_suggestion(now=timezone.now())
    client.force_login(office.supervisor)
    figures = client.get(reverse(HOME)).context["figures"]
    assert [number for number, *_ in figures] == [0, "—", 0, "—", 0, "—", 0, "—", 0, 0]


def test_a_unit_sees_its_own_figures_alone(client, office, other_handler):
    file_some(office)
    seen = []
    for person in (office.handler, other_handler):
        client.force_login(person)
        home = client.get(reverse(HOME)).context
        seen.append([(block["open_total"], block["scope"]) for _template, block in home["blocks"] if "scope" in block])
    assert seen == [[(4, "本單位")], []]


@pytest.mark.parametrize(
    ("who", "told"), [("supervisor", "還沒有收到意見建議。"), ("handler", "還沒有轉給本單位的意見建議。")]
)
def test_before_the_first_one_the_home_says_a_sentence_in_place_of_zeros(client, office, who, told):
    client.force_login(getattr(office, who))
    response = client.get(reverse(HOME))
    assert (told in response.text, "desk-queue__count" in response.text) == (True, False)


def test_an_administrator_has_reference_data_and_no_casework(client, office, administrator):
    factories.make_suggestion()
    client.force_login(administrator)
    response = client.get(reverse(HOME))
    assert ("queues" in response.context, reverse("admin:feedback_label_changelist") in response.text) == (False, True)


def test_whoever_is_no_staff_is_sent_to_the_login(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("stranger"))
    assert client.get(reverse(HOME)).url.startswith(reverse("admin:login"))


@pytest.mark.parametrize(("who", "most"), [("triage_officer", 34), ("handler", 34), ("supervisor", 37)])
def test_the_home_costs_the_same_for_some_and_for_many(client, office, who, most):
    client.force_login(getattr(office, who))
    file_some(office)
    some = queries(client)
    file_some(office)
    # Eight of them ask how the ledger is, one for words that were kept, two what does not run, one what is left of a
    # counted ballot, one whether files lie as they should, two which notices wait or did not arrive, one what the
    # public statistics count, two what was answered again, one what notes say to this person, one the lists under a
    # name, for those who publish reports one which of their numbers differ, for those who bind them one which no longer
    # agree with the records, for who handles two what waits of promises, for those who register calls one which talks
    # take them.
    assert (queries(client) - some, some <= most) == (0, True)


def queries(client):
    client.get(reverse(HOME))
    caches["kept"].clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(HOME))
    return len(captured)
