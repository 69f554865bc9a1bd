"""Measures and promises for tests, by the verbs where there are any."""

from datetime import date

from feedback.commitments.models import Commitment
from feedback.measures import verbs
from feedback.measures.models import Measure
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW

DONE_ON = date(2020, 11, 20)


def draft(*, answers=(), unit=None, by=None, now=NOW, **fields):
    """A draft by the handler of its unit."""
    people = factories.office(unit=unit)
    given = {"title": "香港中路增設待轉提示牌", "body": "提示牌已立，左轉放行延長十秒。", "done_on": DONE_ON}
    measure = Measure(unit=people.unit, **given | fields)
    verbs.draft(measure, list(answers), by=by or people.handler, now=now)
    return measure


def publish(measure, *, by=None, now=NOW):
    verbs.publish(measure, measure.revision, by=by or factories.office(unit=measure.unit).reviewer, now=now)
    measure.refresh_from_db()
    return measure


def make_measure(**fields):
    return publish(draft(**fields))


def public(*, stage=Stage.CLOSED, title="香港中路路口加待轉提示", **fields):
    """A suggestion whose words everybody reads."""
    suggestion = factories.make_suggestion(stage=stage, has_consent=True, **fields)
    factories.release(suggestion, title=title)
    return suggestion


def hidden(*, stage=Stage.CLOSED, title="我的原標題", **fields):
    """One whose words nobody outside reads."""
    return factories.make_suggestion(stage=stage, title=title, **fields)


def promise(*, is_confirmed=True, **fields):
    """A promise that everybody reads, unless it is only proposed; `fields` say where it stands."""
    confirmed = {"confirmed_at": NOW, "confirmed_by": factories.office().supervisor} if is_confirmed else {}
    given = {
        "title": "二季度改造路口", "sentence": "明年二季度改造路口。", "promised_on": date(2021, 6, 30),
        "first_promised_on": date(2021, 6, 30), "proposed_at": NOW, "unit": factories.office().unit,
        "proposed_by": factories.office().supervisor,
    }  # fmt: skip
    return Commitment.objects.create(**given | confirmed | fields)
