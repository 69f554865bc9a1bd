"""The filter of the desk's list, kept in the address."""

from typing import NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.lists.columns import CHOICES as COLUMN_CHOICES
from feedback.desk.lists.columns import shown as shown_columns
from feedback.desk.queries.lists import Order, named_rows
from feedback.office import staff
from feedback.office.outcomes import outcomes
from feedback.parts.fields import DayField, LineField
from feedback.rules.answering.reviewing import Drafting
from feedback.rules.counted.ratings import OPEN, RATED, WITHOUT_LEVEL
from feedback.rules.deadlines import Card
from feedback.rules.kinds import Kind
from feedback.rules.lateness import Lateness
from feedback.rules.queues import Age, Queue, Whose, may_open
from feedback.rules.ratings import Meaning
from feedback.rules.workflow import Stage
from portal.reading.languages import reading
from portal.reading.readers import name_shown

SIZES = (50, 100, 200, 500)
NONE = NO_UNIT = "none"
ME = "me"
# By what a level means, whatever it is called.
RATINGS = (
    (Meaning.CONTENT, _("基本滿意及以上")), (Meaning.LOW, _("不滿意及以下")), (OPEN, _("不滿意，還沒有結果")),
    (RATED, _("已經評議")), (WITHOUT_LEVEL, _("沒有評議")),
)  # fmt: skip
# {what the list asks by: the fields of its first and its last day}
SPANS = {
    "received": ("received_from", "received_to"),
    "answered": ("answered_from", "answered_to"),
    "due_on": ("due_from", "due_to"),
}
DAYS = [name for span in SPANS.values() for name in span]
IN_SIGHT = ("q", "queue", "stage", "unit", "handler", "category", "late", "order")
LOOKS = ("order", "size", "columns", "saved")  # how it is shown, not what
ROWS = ("unit", "category", "district", "label", "channel", "campaign", "handler")
MOST_SENT = 3000  # characters of an address that is taken along or kept


class Chip(NamedTuple):
    """A filter that is set, its value, and the address of the list without it."""

    name: str
    label: str
    value: str
    address: str


# The queues that have an order of their own; the others begin with the eldest.
ORDERS = {Queue.INSTRUCTED: Order.INSTRUCTED}


def _choice(label, choices, empty):
    return forms.ChoiceField(label=label, choices=[("", empty), *choices], required=False)


class ListForm(forms.Form):
    """What is not valid is told and left out; whoever sees the own units only is offered no others."""

    q = LineField(label=_("編號或文字"), required=False, max_length=100)
    queue = _choice(_("待辦"), (), _("不限"))
    whose = _choice(_("由誰承辦"), Whose.choices, _("不限"))
    stage = _choice(_("階段"), [("open", _("未辦結")), *Stage.choices], _("全部"))
    unit = _choice(_("承辦單位"), (), _("全部"))
    handler = _choice(_("承辦人"), [(ME, _("我")), (NONE, _("沒有指定"))], _("全部"))
    category = _choice(_("領域"), (), _("全部"))
    late = _choice(_("逾期"), Lateness.choices, _("不限"))
    order = _choice(_("次序"), Order.choices, _("默認"))
    received_from = DayField(label=_("收到日期從"))
    received_to = DayField(label=_("收到日期到"))
    answered_from = DayField(label=_("答覆日期從"))
    answered_to = DayField(label=_("答覆日期到"))
    due_from = DayField(label=_("期限從"))
    due_to = DayField(label=_("期限到"))
    kind = _choice(_("類別"), Kind.choices, _("全部"))
    channel = _choice(_("來源"), (), _("全部"))
    district = _choice(_("區市"), (), _("全部"))
    campaign = _choice(_("活動"), (), _("全部"))
    label = _choice(_("標籤"), (), _("全部"))
    card = _choice(_("亮牌"), [choice for choice in Card.choices if choice[0]], _("不限"))
    supervised = _choice(_("督辦"), [("1", _("列入督辦的"))], _("不限"))
    outcome = _choice(_("採納情況"), (), _("不限"))
    rating = _choice(_("市民評議"), RATINGS, _("不限"))
    drafting = _choice(_("答覆草稿"), Drafting.choices, _("不限"))
    age = _choice(_("收到至今"), Age.choices, _("不限"))
    size = forms.TypedChoiceField(
        label=_("每頁"), choices=[(size, size) for size in SIZES], coerce=int, empty_value=SIZES[0], required=False
    )
    columns = forms.MultipleChoiceField(
        label=_("顯示的列"), choices=COLUMN_CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    saved = forms.IntegerField(min_value=1, max_value=2**53, required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.user = user
        roles, rows = staff.roles_of(user), named_rows(user)
        self.fields["queue"].choices += [(queue.value, queue.label) for queue in Queue if may_open(roles, queue)]
        if staff.sees_every(user):
            self.fields["unit"].choices += [(NO_UNIT, _("尚未轉辦"))]
        for kind in ROWS:
            self.fields[kind].choices += [(key, name_shown(name)) for key, name in rows[kind]]
        self.fields["outcome"].choices += [(code, reading(row)) for code, row in outcomes().items()]
        if not staff.units_of(user):
            del self.fields["whose"]
        for kind in ("label", "unit", "district"):
            if len(self.fields[kind].choices) == 1:
                del self.fields[kind]

    @classmethod
    def of_query(cls, query, *, user):
        """The list whose address ends in `query`, as `user` may read it, validated."""
        form = cls(QueryDict(query.removeprefix("?")[:MOST_SENT]), user=user)
        form.is_valid()
        return form

    def clean(self):
        for first, last in SPANS.values():
            begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
            if begins and ends and begins > ends:
                told = gettext("「%(first)s」晚於「%(last)s」，沒有按這兩個日期篩選。")
                places = {"first": self.fields[first].label, "last": self.fields[last].label}
                self.cleaned_data |= dict.fromkeys((first, last))
                self.add_error(None, told % places)

    def chosen(self):
        """The filters that are set and valid, without the words and the looks; asks for validation first."""
        self.is_valid()
        not_asked = ("q", "size", "columns", "saved", *DAYS)
        chosen = {name: value for name, value in self.cleaned_data.items() if value and name not in not_asked}
        for kind in ("unit", "handler"):
            if chosen.get(kind) == NONE:
                chosen[f"{kind}__isnull"] = bool(chosen.pop(kind))
        if chosen.get("handler") == ME:
            chosen["handler"] = self.user.pk
        if "label" in chosen:
            chosen["labels"] = chosen.pop("label")
        chosen |= {what: tuple(self.cleaned_data.get(name) for name in span) for what, span in SPANS.items()}
        chosen.setdefault("order", ORDERS.get(queue := chosen.get("queue"), Order.OLDEST if queue else Order.NEWEST))
        return chosen

    @property
    def words(self):
        return self.cleaned_data.get("q", "")

    @property
    def page_size(self):
        return self.cleaned_data.get("size") or SIZES[0]

    @property
    def shown(self):
        """The columns that the list shows."""
        return shown_columns(self.cleaned_data.get("columns"))

    @property
    def chosen_queue(self):
        """The queue that is listed, or None."""
        queue = self.cleaned_data.get("queue")
        return Queue(queue) if queue else None

    @property
    def tells_handlers(self):
        """Whether each line says whose it is: in what is one's own there may be what one does for somebody else."""
        return self.chosen_queue == Queue.MINE or bool(self.cleaned_data.get("whose"))

    @property
    def is_mine(self):
        """Whether it lists what is one's own, and what others hold for whom one stands in."""
        whose = self.cleaned_data.get("whose")
        return whose == Whose.MINE or (self.chosen_queue == Queue.MINE and not whose)

    def views(self):
        """[(label, address, whether it is this one)] of the two views of a queue: one's own and the unit's."""
        queue = self.chosen_queue
        if not queue or "whose" not in self.fields:
            return []
        now = self.cleaned_data.get("whose") or (Whose.MINE if queue == Queue.MINE else Whose.UNIT)
        return [(whose.label, self.query(whose=whose), whose == now) for whose in Whose]

    def ignored(self):
        """The labels of the filters that were left out."""
        return [self.fields[name].label for name in self.errors if name != "__all__"]

    def told(self):
        """What is said of what was left out, beside its label."""
        return [*self.errors.get("q", ()), *self.non_field_errors()]

    def in_sight(self):
        return [self[name] for name in IN_SIGHT if name in self.fields]

    def further(self):
        """The filters that stand behind a fold."""
        return [self[name] for name in self.fields if name not in (*IN_SIGHT, "columns", "saved")]

    @property
    def is_unfolded(self):
        """Whether one of the further filters is set, or was set wrongly."""
        names = {field.name for field in self.further()}
        return bool(names & ({chip.name for chip in self.chips()} | set(self.errors)) or self.non_field_errors())

    def chips(self):
        return [
            Chip(name, str(self.fields[name].label), self._said(name, value), self.query(**{name: None}))
            for name, value in self.cleaned_data.items()
            if value and name not in LOOKS
        ]

    def _said(self, name, value):
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))

    @property
    def is_of_queue_alone(self):
        """Whether nothing is asked but for what waits in a queue."""
        return list(self._kept()) == ["queue"]

    def query(self, **changes):
        """The address of this list, from `?` on, with `changes`: further parameters, or None for what is left out."""
        parameters = self._kept() | changes
        parameters = {name: value for name, value in parameters.items() if value}
        return f"?{urlencode(parameters, doseq=True)}" if parameters else "?"

    def _kept(self):
        return {name: value for name, value in self.cleaned_data.items() if value and value != SIZES[0]}
