"""The queues of the desk: what waits for whom; and the spans of age that open suggestions are looked at by."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.roles import Role
from feedback.rules.workflow import UNANSWERED_STAGES, Stage


class Queue(TextChoices):
    """Named lists of suggestions; the first ones are work that waits, those after `SILENT` stand behind a number."""

    MINE = "mine", _("我承辦的")
    TO_ACCEPT = "to_accept", _("待受理")
    TO_CONFIRM = "to_confirm", _("待確認不予受理")
    TO_ASSIGN = "to_assign", _("待轉辦")
    NEW = "new", _("新轉來的")
    IN_PROGRESS = "in_progress", _("正在辦理")
    RETURNED = "returned", _("退回我修改的答覆")
    TO_APPROVE = "to_approve", _("待審核的答覆")
    TO_CONTRIBUTE = "to_contribute", _("待提交會辦意見")
    TO_GRANT = "to_grant", _("待批的延長")
    TO_ERASE = "to_erase", _("待確認銷毀")
    ANSWERED = "answered", _("市民已回答詢問")
    DUE_TODAY = "due_today", _("今天到期")
    YELLOW = "yellow", _("黃牌")
    RED = "red", _("紅牌")
    REDO = "redo", _("重辦")
    INSTRUCTED = "instructed", _("領導批示")
    SUPERVISED = "supervised", _("督辦")
    UNRELEASED = "unreleased", _("文字待公開")
    RATING_OVER = "rating_over", _("評議期滿待辦結")
    LOW_OPEN = "low_open", _("不滿意，還沒有結果")
    SILENT = "silent", _("久無動靜")
    MONTH_REPLIED = "month_answered", _("本月首次答覆")
    MONTH_ON_TIME = "month_on_time", _("本月按期答覆")
    MONTH_LATE = "month_late", _("本月逾期答覆")
    MONTH_REDONE = "month_redone", _("本月發回重辦")
    MONTH_RETURN_ON_TIME = "month_return_on_time", _("本月重辦按期答覆")
    MONTH_RETURN_LATE = "month_return_late", _("本月重辦逾期答覆")


# What another unit holds and an own one takes part in: listed there and nowhere else.
OF_OTHERS = frozenset({Queue.TO_CONTRIBUTE})
FIGURES = frozenset(queue for queue in Queue if queue.startswith("month_"))

_CASEWORK = frozenset({Role.TRIAGE, Role.HANDLER, Role.REVIEWER, Role.SUPERVISOR, Role.LEADER})
ROLES = {
    Queue.MINE: frozenset({Role.HANDLER}),
    Queue.TO_ACCEPT: frozenset({Role.TRIAGE}),
    Queue.TO_CONFIRM: frozenset({Role.TRIAGE, Role.SUPERVISOR}),
    Queue.TO_ASSIGN: frozenset({Role.TRIAGE, Role.SUPERVISOR}),
    Queue.NEW: frozenset({Role.HANDLER}),
    Queue.IN_PROGRESS: frozenset({Role.HANDLER}),
    Queue.RETURNED: frozenset({Role.HANDLER, Role.REVIEWER}),
    Queue.TO_APPROVE: frozenset({Role.REVIEWER}),
    Queue.TO_CONTRIBUTE: frozenset({Role.HANDLER, Role.REVIEWER}),
    Queue.TO_GRANT: frozenset({Role.REVIEWER, Role.SUPERVISOR}),
    Queue.TO_ERASE: frozenset({Role.SUPERVISOR, Role.LEADER}),
    Queue.ANSWERED: frozenset({Role.TRIAGE, Role.HANDLER}),
    Queue.DUE_TODAY: _CASEWORK,
    Queue.YELLOW: _CASEWORK,
    Queue.RED: _CASEWORK,
    Queue.REDO: _CASEWORK - {Role.TRIAGE},
    Queue.INSTRUCTED: _CASEWORK,
    Queue.SUPERVISED: _CASEWORK - {Role.TRIAGE},
    Queue.UNRELEASED: frozenset({Role.TRIAGE, Role.REVIEWER}),
    Queue.RATING_OVER: frozenset({Role.SUPERVISOR}),
    Queue.LOW_OPEN: _CASEWORK - {Role.TRIAGE},
    Queue.SILENT: _CASEWORK,
    **dict.fromkeys(FIGURES, _CASEWORK),
}

# Whose turn it is in a stage that the clock runs in: the days of triage, of the unit, and all of them for supervisors.
TRIAGE_STAGES = frozenset({Stage.RECEIVED, Stage.ACCEPTED})
UNIT_STAGES = UNANSWERED_STAGES - TRIAGE_STAGES


def queues_for(roles):
    """The queues of work of somebody with `roles`, in the order of `Queue`."""
    return [queue for queue in Queue if queue not in FIGURES and ROLES[queue] & roles]


def may_open(roles, queue):
    return bool(ROLES[queue] & roles)


class Whose(TextChoices):
    """The two views of what the own units have in hand: what is given to oneself, and all of it."""

    MINE = "mine", _("我的")
    UNIT = "unit", _("本單位的")


class Age(TextChoices):
    """How many working days an open suggestion has been here."""

    WEEK = "0-5", _("5 個工作日以內")
    FORTNIGHT = "6-10", _("6 至 10 個工作日")
    LIMIT = "11-15", _("11 至 15 個工作日")
    BEYOND = "16-", _("超過 15 個工作日")


# From that many working days on, up to where the next one begins.
AGE_BEGINS = {Age.WEEK: 0, Age.FORTNIGHT: 6, Age.LIMIT: 11, Age.BEYOND: 16}
