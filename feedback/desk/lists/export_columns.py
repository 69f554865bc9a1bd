"""The columns of the export: what each is called, and what a row says under it.

They hold every column of the public download, and what those who see a suggestion at the desk may read of it. What
staff tell each other (drafts, remarks, 便箋, 批示) has no column, and gets none: a file leaves the desk.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.rules.counted.statistics import NOT_VALID
from feedback.rules.workflow import Stage


class Column(NamedTuple):
    """`says` takes a row as `feedback.desk.lists.export_rows` dresses it."""

    code: str
    heading: str
    says: Callable


def _moment(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _yes(value):
    return gettext("是") if value else ""


def _yes_no(value):
    return gettext("是") if value else gettext("否")


def _card(row):
    card = row.marks.card(row)
    return card.label if card else ""


def _late(row):
    late = row.marks.late(row)
    return late.label if late else ""


def _days_late(row):
    late = row.marks.late(row)
    return late.days if late else ""


def _ending(rating):
    return rating.get_outcome_display() or gettext("還沒有結果")


def _each(said):
    return gettext("、").join(map(str, said))


def _is_handled(row):
    return row.stage == Stage.CLOSED or (row.stage == Stage.MERGED and row.main.stage == Stage.CLOSED)


def _promptness(row):
    promptness = row.course.promptness(row.today)
    return promptness.label if promptness else ""


def _outcome(row):
    return row.outcomes.get(row.newest_answer.outcome, "") if row.newest_answer else ""


def _of_answer(row, name):
    return getattr(row.newest_answer, name, "")


COLUMNS = (
    Column("number", _("編號"), lambda row: row.number),
    Column("received", _("收到時間"), lambda row: _moment(row.received_at)),
    Column("arrived", _("送達日期"), lambda row: row.arrived_on or ""),
    Column("channel", _("來源"), lambda row: row.channel),
    Column("kind", _("類別"), lambda row: row.get_kind_display()),
    Column("category", _("領域"), lambda row: row.category or ""),
    Column("title", _("標題"), lambda row: row.title),
    Column("body", _("內容"), lambda row: row.body),
    Column("district", _("區市"), lambda row: row.district or ""),
    Column("place", _("具體地點"), lambda row: row.place),
    Column("campaign", _("活動"), lambda row: row.campaign),
    Column("stage", _("階段"), lambda row: row.get_stage_display()),
    Column("status", _("狀態"), lambda row: row.status),
    Column("labels", _("標籤"), lambda row: _each(row.labels.all())),
    Column("unit", _("承辦單位"), lambda row: row.unit or ""),
    Column("handler", _("承辦人"), lambda row: staff.shown_name(row.handler) if row.handler else ""),
    Column("accept_due", _("受理期限"), lambda row: row.accept_due_on or ""),
    Column("accepted", _("受理時間"), lambda row: _moment(row.accepted_at)),
    Column("first_due", _("首次辦理的答覆期限"), lambda row: row.first_due_on or ""),
    Column("periods", _("第幾次辦理"), lambda row: row.period_count),
    Column("due", _("這次的答覆期限"), lambda row: row.due_on or ""),
    Column("provisional", _("期限暫定"), lambda row: _yes(row.is_due_provisional)),
    Column("card", _("亮牌"), _card),
    Column("late", _("現在是否逾期"), _late),
    Column("days_late", _("已逾期（工作日）"), _days_late),
    Column("first_answered", _("首次答覆時間"), lambda row: _moment(row.first_replied_at)),
    Column("promptness", _("是否按期"), _promptness),
    Column("answered", _("答覆時間"), lambda row: _moment(row.replied_at)),
    Column("outcome", _("採納情況"), _outcome),
    Column("outcome_reason", _("未採納的原因"), lambda row: _of_answer(row, "outcome_reason")),
    Column("answer", _("答覆內容"), lambda row: _of_answer(row, "body")),
    Column("closed", _("辦結時間"), lambda row: _moment(row.closed_at)),
    Column("closing", _("怎樣辦結"), lambda row: row.get_closing_display()),
    Column("valid", _("是否有效"), lambda row: _yes_no(row.stage not in NOT_VALID)),
    Column("handled", _("是否已辦結"), lambda row: _yes_no(_is_handled(row))),
    Column(
        "decline_reason", _("不予受理的原因"),
        lambda row: row.reasons.get(row.decline_reason, "") if row.stage == Stage.DECLINED else "",
    ),
    Column("first_rating", _("首次評議"), lambda row: row.levels.get(row.first_level_id, "")),
    Column("rating", _("評議"), lambda row: row.levels.get(row.level_id, "")),
    Column("solved", _("解決了嗎"), lambda row: row.said[-1].get_solved_display() if row.said else ""),
    Column("low_reason", _("不滿意的原因"), lambda row: _each(rating.reason for rating in row.said if rating.reason)),
    Column("low_outcome", _("不滿意的結果"), lambda row: _each(_ending(one) for one in row.said if one.level.is_low)),
    Column("staff_receipt_rated", _("評議憑工作人員開具的回執"), lambda row: _yes(row.is_rating_on_staff_receipt)),
    Column("consent", _("同意公開"), lambda row: _yes(row.has_consent)),
    Column("public_title", _("公開標題"), lambda row: row.public_title),
    Column("public_body", _("公開內容"), lambda row: row.public_body),
    Column("main", _("主件"), lambda row: row.main or ""),
    Column("redone", _("重辦次數"), lambda row: row.redo_count),
    Column("bounced", _("退回次數"), lambda row: row.bounce_count),
    Column("supervised", _("督辦"), lambda row: _yes(row.marks.is_supervised(row))),
    Column("staff_receipt", _("回執由工作人員開具"), lambda row: _yes(row.is_issued_by_staff)),
)  # fmt: skip
PERSON = (
    Column("name", _("姓名"), lambda row: row.name),
    Column("contact", _("聯繫方式"), lambda row: row.contact),
    Column("guardian", _("監護人"), lambda row: row.guardian_name),
)
CHOICES = [(column.code, column.heading) for column in COLUMNS]
CODES = frozenset(code for code, _heading in CHOICES)


def of_codes(codes):
    """The columns of these codes in their order; without any, all of them."""
    return [column for column in COLUMNS if column.code in codes] if codes else list(COLUMNS)
