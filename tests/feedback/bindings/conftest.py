"""A published report that says how much came and how much of it is done, and the records that say it too."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from feedback.bindings.models import Binding
from feedback.bindings.verbs import bind
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from reports.models import Figure
from tests import factories
from tests.reports.factories import NOW, make_report, make_staff

TEXT = """某市公安局2021年工作報告

一、聽取意見
全年收到市民意見建議3件，辦結率66.6%，事故同比下降4.5%。

二、服務群眾
新增便民窗口15個。
"""


@pytest.fixture
def keeper(db):
    """Who keeps reports and their bindings."""
    return factories.make_user(username="keeper", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def records(db, time_machine):
    """Three that came before the report, of which two are done; a fourth came later."""
    time_machine.move_to(NOW, tick=False)
    before = NOW - timedelta(days=30)
    campaign = factories.make_campaign(slug="sanmin-2021", title="2021 年「三民」活動", year=2021)
    for stage in (Stage.CLOSED, Stage.CLOSED, Stage.RECEIVED):
        factories.make_suggestion(campaign=campaign, stage=stage, now=before)
    factories.make_suggestion(campaign=campaign, now=NOW + timedelta(minutes=1))
    time_machine.move_to(NOW + timedelta(minutes=2), tick=False)
    return SimpleNamespace(campaign=campaign)


@pytest.fixture
def report(records):
    return make_report(text=TEXT, published_by=make_staff(username="publisher"))


@pytest.fixture
def figures(report):
    """{text in the report: figure}."""
    return {figure.text: figure for figure in Figure.objects.of(report)}


@pytest.fixture
def bound(figures, records, keeper):
    """Binds the number with this text as of the publication."""

    def bound(text, query="received", **fields):
        given = {"campaign": records.campaign, "as_of": NOW} | fields
        return bind(Binding(figure=figures[text], query=query, **given), by=keeper, now=NOW + timedelta(minutes=2))

    return bound
