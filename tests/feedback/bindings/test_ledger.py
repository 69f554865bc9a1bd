"""What the ledger says of bindings: bound, changed, unbound; and of one that goes with its figure."""

from datetime import timedelta

import pytest

from feedback.bindings.models import Binding
from feedback.bindings.verbs import bind, unbind
from reports.models import Figure
from tests import ledger
from tests.feedback.bindings.conftest import TEXT
from tests.reports.factories import NOW, make_report, make_staff, publish, withdraw

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=2)


def test_bound_changed_and_unbound(bound, keeper):
    binding = bound("3件")
    binding.as_of = LATER
    bind(binding, by=keeper, now=LATER)
    assert [one["part"] for one in ledger.opened("binding/")] == [3, 4]
    assert (ledger.differing(), ledger.shown("binding/")) == ([], ["binding_bind"])

    unbind(binding, by=keeper, now=LATER)
    assert ledger.kinds("binding/") == ["binding_bind", "binding_bind", "binding_unbind"]
    assert (ledger.differing(), ledger.shown("binding/")) == ([], [])


def test_another_count_behind_it_is_seen(bound):
    bound("3件")
    Binding.objects.update(part=2)
    assert ledger.differing("binding/") == ["binding_bind"]


def test_one_that_goes_with_its_figure_is_told_as_it_was(bound, figures):
    bound("3件")
    Binding.objects.all().delete()
    assert (ledger.differing("binding/"), ledger.shown("binding/")) == ([], [])


def test_what_was_there_before_is_stated_once(bound):
    bound("3件")
    ledger.forget()
    assert (ledger.state(NOW, "binding/"), ledger.state(NOW)) == (["standing_binding"], [])


def test_of_a_draft_nothing_is_entered_before_it_is_published(records, keeper):
    report = make_report(text=TEXT)
    figure = Figure.objects.of(report).get(text="3件")
    given = {"query": "received", "campaign": records.campaign, "as_of": NOW}
    binding = bind(Binding(figure=figure, **given), by=keeper, now=LATER)
    assert (ledger.kinds("binding/"), ledger.state(LATER, "binding/")) == ([], [])
    publish(report, by=make_staff(username="publisher"))
    assert (ledger.kinds("binding/"), ledger.differing()) == (["binding_bind"], [])
    withdraw(report, by=make_staff(username="publisher-2"))
    unbind(binding, by=keeper, now=LATER)
    assert (ledger.kinds("binding/"), ledger.differing()) == (["binding_bind"], [])
