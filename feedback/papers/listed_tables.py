"""Of a paper, the tables of suggestions one by one: late ones, low ratings, the oldest open ones."""

from django.utils.translation import gettext

from feedback.papers.standing import MOST_LISTED
from feedback.papers.tables import NOTHING, Column, Table, day, numbered, texts, titled, words
from feedback.rules.lateness import LateOn, Owed
from feedback.rules.moments import day as day_of
from feedback.rules.periods import nth_time
from portal.reading.readers import name_shown


def overdue(paper, rows, total, address, calendar):
    """What waits for a reply past its day, now, with whose it is."""
    late_on = LateOn(paper.today, calendar)
    lines = []
    for one in rows:
        late = late_on.of(Owed.of(one.stage, one.accept_due_on, one.due_on))
        lines.append([
            numbered(one), titled(one),
            *texts(
                paper.unit_name(one.unit_id), paper.name_of(one.handler), nth_time(one.period_count), day(one.due_on),
                late.days,
            ),
        ])  # fmt: skip
    columns = [
        *words(
            gettext("編號"), gettext("標題"), gettext("承辦單位"), gettext("承辦人"), gettext("第幾次"),
            gettext("答覆期限"),
        ),
        Column(gettext("逾期工作日"), is_number=True),
    ]  # fmt: skip
    told = gettext("共 %(total)s 件，這裡列出期限最早的 %(count)s 件。") % {"total": total, "count": len(lines)}
    return Table(
        "overdue", gettext("現在逾期未答覆的"), columns, lines, empty=gettext("現在沒有逾期未答覆的。"),
        more=told if total > len(lines) else "", more_url=address,
    )  # fmt: skip


def low_ratings(paper, rows, total):
    """The low ratings of the span one by one, without what the citizens wrote."""
    lines = []
    for rating in rows:
        one = rating.suggestion
        came = rating.get_outcome_display() if rating.outcome else gettext("還沒有結果")
        reason = name_shown(rating.reason) or NOTHING
        facts = paper.unit_name(one.unit_id), day(day_of(rating.rated_at)), name_shown(rating.level), reason, came
        lines.append([numbered(one), titled(one), *texts(*facts)])
    columns = words(
        gettext("編號"), gettext("標題"), gettext("承辦單位"), gettext("評議日期"), gettext("評議"), gettext("原因"),
        gettext("結果"),
    )  # fmt: skip
    told = gettext("共 %(total)s 次，這裡列出最近的 %(count)s 次。") % {"total": total, "count": MOST_LISTED}
    return Table(
        "low-ratings", gettext("不滿意的評議"), columns, lines, empty=gettext("本期沒有不滿意的評議。"),
        more=told if total > len(lines) else "",
    )  # fmt: skip


def oldest(paper, rows):
    """The ten that have been open longest, now."""
    lines = [
        [
            numbered(one), titled(one),
            *texts(
                paper.unit_name(one.unit_id), paper.name_of(one.handler),
                day(one.arrived_on or day_of(one.received_at)), one.status, day(one.next_due_on),
            ),
        ]
        for one in rows
    ]  # fmt: skip
    columns = words(
        gettext("編號"), gettext("標題"), gettext("承辦單位"), gettext("承辦人"), gettext("收到"), gettext("狀態"),
        gettext("期限"),
    )  # fmt: skip
    return Table(
        "oldest", gettext("最早收到而未辦結的十件"), columns, lines, empty=gettext("現在沒有未辦結的建議。")
    )  # fmt: skip
