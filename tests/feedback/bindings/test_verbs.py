"""Binding writes down what the records said; what says nothing of records is refused, and who may not."""

from datetime import timedelta

import pytest

from feedback.bindings.models import Binding
from feedback.bindings.rules import Counted
from feedback.bindings.verbs import bind, unbind
from feedback.rules.workflow import Refused
from tests.reports.factories import NOW

pytestmark = pytest.mark.django_db


def test_it_says_what_the_records_said_then_and_say_now(bound):
    received, rate = bound("3件"), bound("66.6%", "rate")
    assert [(one.then, one.now, one.agrees) for one in (received, rate)] == [
        (Counted(3), Counted(4), True),
        (Counted(2, 3), Counted(2, 4), True),
    ]


def test_changed_it_is_counted_anew(bound, keeper):
    binding = bound("3件")
    binding.as_of = NOW + timedelta(minutes=2)
    bind(binding, by=keeper, now=NOW + timedelta(minutes=2))
    binding = Binding.objects.get()
    assert (binding.then, binding.agrees) == (Counted(4), False)


def test_what_is_unbound_is_gone_and_the_number_stays(bound, keeper, figures):
    unbind(bound("3件"), by=keeper, now=NOW)
    figures["3件"].refresh_from_db()
    assert (Binding.objects.count(), figures["3件"].told) == (0, "3件")


@pytest.mark.parametrize(
    ("text", "query", "fields", "reason"),
    [
        ("4.5%", "rate", {}, "升降的幅度不是記錄裡的件數或者比率，不能綁定。"),
        ("3件", "rate", {}, "百分數只能綁定辦結率、按期答覆率，件數只能綁定按件計的口徑。"),
        ("66.6%", "received", {}, "百分數只能綁定辦結率、按期答覆率，件數只能綁定按件計的口徑。"),
        ("3件", "received", {"as_of": NOW + timedelta(days=1)}, "「截至」的時間還沒有到，那時的記錄還沒有。"),
    ],
)
def test_what_says_nothing_of_records_is_refused(bound, text, query, fields, reason):
    with pytest.raises(Refused) as refused:
        bound(text, query, **fields)
    assert (str(refused.value.reason), Binding.objects.count()) == (reason, 0)


def test_who_keeps_no_reports_binds_and_unbinds_nothing(bound, figures, handler):
    binding = bound("3件")
    other = Binding(figure=figures["15個"], query="received", as_of=NOW)
    for act in (lambda: bind(other, by=handler, now=NOW), lambda: bind(binding, by=handler, now=NOW)):
        pytest.raises(Refused, act)
    pytest.raises(Refused, unbind, binding, by=handler, now=NOW)
    assert list(Binding.objects.values_list("figure", flat=True)) == [figures["3件"].pk]
