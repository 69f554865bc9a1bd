"""Suggestions as a table to download: coded facts, and a title where one was released.

Of a stub only what its page and the board's filters tell: number, dates, stage, reason, field and unit.
"""

from itertools import islice

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Category, District, Rating, Status, Unit
from feedback.office.levels import level_names
from feedback.office.outcomes import decline_reasons, outcomes
from feedback.rules import receipts
from feedback.rules.counted.statistics import NOT_VALID, REPLIED_STAGES
from feedback.rules.moments import day
from feedback.rules.periods import Promptness
from feedback.rules.ratings import Meaning, RatingOutcome, Solved
from feedback.rules.reasons import Closing
from feedback.rules.workflow import Stage
from feedback.suggestions.late import OWED
from feedback.suggestions.tiling import tile
from portal.reading.languages import reading

AT_ONCE = 1000  # of so many the ratings are read together
HEADINGS = (
    _("編號"), _("收到日期"), _("領域"), _("承辦單位"), _("區市"), _("階段"), _("狀態"),
    _("受理日期"), _("首次辦理的答覆期限"), _("首次答覆日期"), _("第幾次辦理"), _("這次的答覆期限"),
    _("辦結日期"), _("怎樣辦結"), _("採納情況"), _("首次評議"), _("市民評議"), _("解決了嗎"),
    _("不滿意的結果"), _("憑工作人員開具的回執評議"), _("是否按期"), _("現在是否逾期"), _("已逾期（工作日）"),
    _("是否有效"), _("是否已辦結"), _("不予受理的原因"), _("併入"), _("公開標題"),
)  # fmt: skip


def headings():
    return [str(heading) for heading in HEADINGS]


def rows(items, *, late_on, after=0):
    """(its `Tile`, its cells) of each of `items`, as `late_on` sees it; the first has the place after `after`.

    The words are looked up here, in the reader's language; the rows follow while the response is sent.
    """
    return _rows(items, Words(), late_on=late_on, after=after)


def _rows(items, words, *, late_on, after):
    place, items = after, iter(items)
    while part := list(islice(items, AT_ONCE)):
        rated = Rating.objects.facts_of([item.pk for item in part if item.public_title and item.level])
        for item in part:
            place += 1
            owed = (getattr(item, name) for name in OWED)
            brick = tile(
                place, item.year, item.sequence, item.received_at, item.first_replied_at, item.first_due_on,
                item.is_first_counted, *owed, late_on=late_on,
            )  # fmt: skip
            yield brick, words.cells(brick, item, rated.get(item.pk, ()))


class Words:
    """The names of all codes, read once."""

    def __init__(self):
        self.categories, self.units, self.districts, self.statuses = (
            {row.pk: reading(row) for row in model.objects.all()} for model in (Category, Unit, District, Status)
        )
        self.stages, self.closings, self.solved, self.ends, self.marks = (
            {code: str(label) for code, label in codes.choices}
            for codes in (Stage, Closing, Solved, RatingOutcome, Promptness)
        )
        self.outcomes, self.reasons = (
            {code: reading(row) for code, row in rows.items()} for rows in (outcomes(), decline_reasons())
        )
        self.levels = {level.code: level.name for level in level_names()}
        self.is_open, self.comma = gettext("還沒有結果"), gettext("、")
        self.yes_no = {True: gettext("是"), False: gettext("否")}

    def cells(self, brick, item, ratings):
        """`ratings` are its `Given`, in order, of one that is public."""
        is_public, is_merged = bool(item.public_title), item.stage == Stage.MERGED
        is_handled = item.stage == Stage.CLOSED or (is_merged and item.main__stage == Stage.CLOSED)
        has_reply = item.stage in REPLIED_STAGES
        return [
            brick.number,
            _date(item.received_at),
            self.categories.get(item.category, ""),
            self.units.get(item.unit, ""),
            self.districts.get(item.district, "") if is_public else "",
            self.stages[item.stage],
            self.statuses[item.status],
            _date(item.accepted_at),
            item.first_due_on or "",
            _date(item.first_replied_at),
            item.period_count,
            item.due_on or "",
            _date(item.closed_at),
            self.closings.get(item.closing, ""),
            self.outcomes.get(item.outcome, "") if is_public and has_reply else "",
            *self._said(ratings),
            self.marks.get(brick.promptness, ""),
            brick.late.label if brick.late else "",
            brick.late.days if brick.late else "",
            self.yes_no[item.stage not in NOT_VALID],
            self.yes_no[is_handled],
            self.reasons.get(item.decline_reason, "") if item.stage == Stage.DECLINED else "",
            receipts.number(item.main__year, item.main__sequence) if is_merged else "",
            item.public_title,
        ]

    def _said(self, ratings):
        """First and last level, whether it is solved, how each low rating ended, whether staff issued the receipt."""
        if not ratings:
            return [""] * 5
        first, last = ratings[0], ratings[-1]
        ends = [self.ends.get(given.outcome, self.is_open) for given in ratings if given.meaning == Meaning.LOW]
        return [
            self.levels.get(first.level, first.level),
            self.levels.get(last.level, last.level),
            self.solved[last.solved],
            self.comma.join(ends),
            self.yes_no[last.is_on_staff_receipt],
        ]


def _date(moment):
    return day(moment) or ""
