"""A summary as a page shows it: sentences with their links, and every number, as it was frozen and as it is now."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, gettext

from feedback.awards.rules import Grade
from feedback.rules.ratings import RatingOutcome, Solved
from feedback.summaries import numbers as counting
from feedback.summaries.rules import differences
from feedback.summaries.sentences import label_of, labelled, levels, named, scores

OF_BALLOT = ("seats", "voted", "turnout")


class Cell(NamedTuple):
    """A number: as it was frozen (None before that), as it is now, whether both differ, the list behind it today."""

    frozen: object
    live: object
    differs: bool
    url: str


class Row(NamedTuple):
    label: str
    cells: list


class Table(NamedTuple):
    title: str
    headings: list  # of the columns behind the label; nothing where there is one number in each row
    rows: list
    note: str = ""


def language():
    """In which of the languages of the sentences this reader reads them."""
    return "en" if get_language() == "en" else "zh"


class Comparison:
    """Two countings side by side: `frozen` is None while nothing is frozen."""

    def __init__(self, campaign, live, frozen=None):
        self.campaign, self.live, self.frozen = campaign, live, frozen
        self.differing = differences(frozen, live) if frozen is not None else set()

    def cell(self, key):
        frozen = None if self.frozen is None else self.frozen.get(key)
        live = self.live.get(key)
        url = self.address(key) if live else ""
        return Cell(frozen, live, key in self.differing, url)

    def address(self, key):
        if key == "awards" or key.startswith("award:"):
            return reverse("campaign_awards", args=[self.campaign.slug])
        if key in OF_BALLOT or key.startswith("score:"):
            return reverse("ballot_results", args=[self.campaign.slug])
        return counting.address(key, self.campaign)

    def row(self, label, *keys):
        """A row, unless there is none of it in either."""
        known = {**(self.frozen or {}), **self.live}
        return Row(str(label), [self.cell(key) for key in keys]) if any(key in known for key in keys) else None

    def linked(self, sentence):
        """(text, address of the list behind it) of each piece; a number that is 0 has none."""
        return [(piece.text, self.address(piece.key) if piece.key and piece.text != "0" else "") for piece in sentence]


def tables(comparison, names):
    """All numbers in tables; what there is none of is left out."""
    rate = gettext("滿意率")
    made = [
        _table(comparison, gettext("收到和辦結"), _arithmetic()),
        _table(comparison, gettext("不予受理的原因"), named("declined", names)),
        _table(comparison, gettext("是否按期答覆"), _promptness()),
        _table(comparison, gettext("採納情況"), named("outcome", names)),
        _table(comparison, gettext("市民評議"), [*_rated(), *levels("level", names), (rate, "content_rate")]),
        _table(comparison, gettext("首次評議"), [*levels("first_level", names), (rate, "first_content_rate")]),
        _table(comparison, gettext("是否解決"), labelled("solved", Solved)),
        _table(comparison, gettext("不滿意的評議怎樣了（次）"), labelled("low", RatingOutcome)),
        *(_of_rows(comparison, kind, title, names) for kind, title in _kinds()),
        _table(comparison, gettext("優秀建議"), [(gettext("合計"), "awards"), *labelled("award", Grade)]),
        _table(comparison, gettext("代表評議"), [*_ballot(), *scores(names)]),
    ]
    return [table for table in made if table.rows]


def _ballot():
    return [(gettext("市民代表（人）"), "seats"), (gettext("投票（人）"), "voted"), (gettext("投票率"), "turnout")]


def _table(comparison, title, pairs):
    rows = [comparison.row(label, key) for label, key in pairs]
    return Table(title, [], [row for row in rows if row])


def _arithmetic():
    return [
        (gettext("收到"), "received"), (gettext("不予受理"), "declined"), (gettext("撤回"), "withdrawn"),
        (gettext("有效"), "valid"), (gettext("已辦結"), "handled"), (gettext("辦結"), "closed"),
        (gettext("併案"), "merged"), (gettext("主件已經辦結的併案"), "merged_closed"), (gettext("在辦"), "open"),
        (gettext("辦結率"), "rate"),
    ]  # fmt: skip


def _promptness():
    return [
        (gettext("已經答覆或已過期限"), "judged"), (gettext("按期答覆"), "on_time"), (gettext("逾期答覆"), "late"),
        (gettext("逾期未答覆"), "overdue"), (gettext("按期答覆率"), "on_time_rate"),
        (gettext("答覆用時中位數（工作日）"), "median"), (gettext("九成不超過（工作日）"), "most"),
        (gettext("重辦已經答覆或已過期限（次）"), "returns_judged"), (gettext("重辦按期（次）"), "returns_on_time"),
    ]  # fmt: skip


def _rated():
    return [
        (gettext("得到過答覆"), "answered"), (gettext("已評議"), "rated"), (gettext("沒有評議"), "not_rated"),
        (gettext("其中憑工作人員開具的回執"), "staffed"),
    ]  # fmt: skip


def _kinds():
    return [
        ("category", gettext("按領域")), ("unit", gettext("按承辦單位")), ("district", gettext("按區市")),
    ]  # fmt: skip


def _of_rows(comparison, kind, title, names):
    keys = counting.row_keys({**(comparison.frozen or {}), **comparison.live}, names, kind)
    headings = [gettext("收到"), gettext("有效"), gettext("已辦結"), gettext("按期答覆"), gettext("按期答覆率")]
    columns = ("received", "valid", "handled", "on_time", "on_time_rate")
    rows = [comparison.row(label_of(key, names), *(f"{key}:{column}" for column in columns)) for key in keys]
    notes = {
        "unit": gettext("不足五件的，不列比率。"),
        "district": gettext("只算內容公開的：內容不公開的，是哪個區市也不公開。"),
    }
    return Table(title, headings, [row for row in rows if row], notes.get(kind, ""))
