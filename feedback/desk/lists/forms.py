"""The filter of the desk's list, kept in the address."""

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from feedback.desk.queries.lists import Order, named_rows
from feedback.office import staff
from feedback.parts.fields import LineField
from feedback.rules.counted.ratings import OPEN, RATED, WITHOUT_LEVEL
from feedback.rules.deadlines import Card
from feedback.rules.lateness import Lateness
from feedback.rules.queues import Age, Queue, Whose, may_open
from feedback.rules.ratings import Meaning
from feedback.rules.reviewing import Drafting
from feedback.rules.workflow import Stage
from portal.reading.readers import name_shown

SIZES = (50, 100, 200, 500)
NO_UNIT = "none"
# By what a level means, whatever it is called.
RATINGS = (
    (Meaning.CONTENT, _("基本滿意及以上")), (Meaning.LOW, _("不滿意及以下")), (OPEN, _("不滿意，還沒有結果")),
    (RATED, _("已經評議")), (WITHOUT_LEVEL, _("沒有評議")),
)  # fmt: skip

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
    category = _choice(_("領域"), (), _("全部"))
    district = _choice(_("區市"), (), _("全部"))
    campaign = _choice(_("活動"), (), _("全部"))
    label = _choice(_("標籤"), (), _("全部"))
    card = _choice(_("亮牌"), [choice for choice in Card.choices if choice[0]], _("不限"))
    late = _choice(_("逾期"), Lateness.choices, _("不限"))
    rating = _choice(_("市民評議"), RATINGS, _("不限"))
    drafting = _choice(_("答覆草稿"), Drafting.choices, _("不限"))
    age = _choice(_("收到至今"), Age.choices, _("不限"))
    order = _choice(_("次序"), Order.choices, _("默認"))
    size = forms.TypedChoiceField(
        label=_("每頁"), choices=[(size, size) for size in SIZES], coerce=int, empty_value=SIZES[0], required=False
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        roles, rows = staff.roles_of(user), named_rows()
        self.fields["queue"].choices += [(queue.value, queue.label) for queue in Queue if may_open(roles, queue)]
        if not staff.sees_every(user):
            rows["unit"] = [row for row in rows["unit"] if row[0] in staff.units_of(user)]
        else:
            self.fields["unit"].choices += [(NO_UNIT, _("尚未轉辦"))]
        for kind, named in rows.items():
            self.fields[kind].choices += [(key, name_shown(name)) for key, name in named]
        if not staff.units_of(user):
            del self.fields["whose"]
        for kind in ("label", "unit", "district"):
            if len(self.fields[kind].choices) == 1:
                del self.fields[kind]

    def chosen(self):
        """The filters that are set and valid, without the words and the size; asks for validation first."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value and name not in ("q", "size")}
        if chosen.get("unit") == NO_UNIT:
            chosen["unit__isnull"] = bool(chosen.pop("unit"))
        if "label" in chosen:
            chosen["labels"] = chosen.pop("label")
        chosen.setdefault("order", ORDERS.get(queue := chosen.get("queue"), Order.OLDEST if queue else Order.NEWEST))
        return chosen

    @property
    def words(self):
        return self.cleaned_data.get("q", "")

    @property
    def page_size(self):
        return self.cleaned_data.get("size") or SIZES[0]

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
        return [self.fields[name].label for name in self.errors]

    def query(self, **more):
        """The address of this list, from `?` on, with `more` parameters."""
        kept = {name: value for name, value in self.cleaned_data.items() if value and value != SIZES[0]}
        parameters = kept | {name: value for name, value in more.items() if value}
        return f"?{urlencode(parameters)}" if parameters else "?"
