"""A published report that promises, a reply that promises, and how a promise is made of either."""

from datetime import date

import pytest

from feedback.commitments import verbs
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.reports.factories import make_report, make_staff

DAY = date(2021, 6, 30)
PLAN = """某市公安局2020年工作報告

一、服務群眾
全年新增便民窗口15個。

二、下一步工作打算
2021年上半年前新增停車泊位2000個。三季度前改造路口30處。
"""
IN_REPORT = "2021年上半年前新增停車泊位2000個。"
IN_REPLY = "我們將於2021年二季度前在路口加裝待轉提示牌。"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def report(db):
    return make_report(text=PLAN, year=2020, published_by=make_staff(username="publisher"))


@pytest.fixture
def section(report):
    return report.sections.get(heading="下一步工作打算")


@pytest.fixture
def second(db):
    """Another supervisor."""
    return factories.make_user(username="supervisor-b", roles=[Role.SUPERVISOR])


@pytest.fixture
def answered(office):
    """An answered suggestion of the unit; public unless it says otherwise."""

    def made(*, is_released=True, **fields):
        suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True, **fields)
        factories.reply(suggestion, body=f"您的建議已經採納。{IN_REPLY}")
        if is_released:
            factories.release(suggestion)
        return suggestion

    return made


@pytest.fixture
def promise(section, unit, handler, supervisor):
    """Marked by the handler and, unless it says otherwise, confirmed by the supervisor; of the report by default."""

    def made(*, sentence=IN_REPORT, reply=None, title="新增停車泊位2000個", promised_on=DAY, is_confirmed=True):
        where = {"reply": reply} if reply else {"section": section}
        row = verbs.propose(sentence, **where, title=title, unit=unit, promised_on=promised_on, by=handler, now=NOW)
        if is_confirmed:
            verbs.confirm(row, title=title, unit=unit, promised_on=promised_on, by=supervisor, now=NOW)
            row.refresh_from_db()
        return row

    return made


@pytest.fixture
def in_reply(promise, answered):
    """A promise of a reply, and its suggestion."""

    def made(**fields):
        suggestion = answered(**fields)
        return promise(sentence=IN_REPLY, reply=suggestion.replies.get(), title="加裝待轉提示牌"), suggestion

    return made
