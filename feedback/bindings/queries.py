"""The queries that a number of a report can be bound to: what the records said as of a moment, and say now."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from feedback.bindings.rules import Counted
from feedback.models import Event, Suggestion
from feedback.records import counters
from feedback.rules.counted.statistics import NOT_VALID, Group, Mark
from feedback.rules.moments import day
from feedback.rules.periods import Promptness, promptness
from feedback.rules.workflow import Stage, Verb
from portal.serving.generation import Kept


class Query(NamedTuple):
    """What is counted of a `Group`, in words, and the filters of the board that list it."""

    label: str
    meaning: str
    count: Callable
    board: dict
    is_share: bool = False


def _tally(name):
    return lambda group: Counted(getattr(group.tally, name))


# In the order in which they are offered; the names are stored. Of what campaign and field is chosen beside.
QUERIES = {
    "received": Query(_("收到"), _("收到的意見建議。"), _tally("received"), {"tally": "received"}),
    "valid": Query(_("有效"), _("收到的減去不予受理和撤回的。"), _tally("valid"), {"tally": "valid"}),
    "handled": Query(
        _("已辦結（含併案）"), _("辦結的，加上併入的主件已經辦結的。"), _tally("handled"), {"tally": "handled"}
    ),
    "open": Query(_("在辦"), _("收到以後還沒有了結的。"), _tally("open"), {"tally": "open"}),
    "declined": Query(_("不予受理"), _("審查後決定不予受理的。"), _tally("declined"), {"tally": "declined"}),
    "merged": Query(_("併案"), _("併入另一件辦理的。"), _tally("merged"), {"tally": "merged"}),
    "withdrawn": Query(_("撤回"), _("市民自己撤回的。"), _tally("withdrawn"), {"tally": "withdrawn"}),
    "rate": Query(
        _("辦結率"), _("已辦結的占有效的百分之幾。"),
        lambda group: Counted(group.tally.handled, group.tally.valid), {"tally": "handled"}, is_share=True,
    ),
    "on_time": Query(
        _("按期答覆率"), _("首次答覆按期的，占已經答覆和逾期未答覆的百分之幾。"),
        lambda group: Counted(group.on_time, group.judged), {"promptness": Promptness.ON_TIME.value}, is_share=True,
    ),
}  # fmt: skip


def counted(query, campaign, category, as_of):
    """The `Counted` of a key of `QUERIES` as the records stood at the moment `as_of`; campaign and field may be None.

    Where each stood is read from its history: its stage, and that of the main one it was merged into, after the last
    event up to then. Three things are not written down by moment, and are taken as they are now: the field (a change
    of it is recorded by names alone), the due day of the first period (an extension granted later moved it), and, of
    one that took the place of a withdrawn main one, the day of the first answer.
    """
    return QUERIES[query].count(_group_then(campaign, category, as_of))


def _last(suggestion, as_of):
    """The history of one up to a moment, the last event first: in the order of writing, as it is told."""
    return Event.objects.filter(suggestion=OuterRef(suggestion), at__lte=as_of).order_by("-pk")


def _group_then(campaign, category, as_of):
    rows = Suggestion.objects.filter(received_at__lte=as_of)
    rows = rows.filter(campaign=campaign) if campaign else rows
    rows = rows.filter(category=category) if category else rows
    # Of those that nothing moved since, which are the most, no history is read.
    has_stayed = Q(last_event_at__lte=as_of)
    stage_then = Coalesce(Subquery(_last("pk", as_of).values("to_stage")[:1]), Value(Stage.RECEIVED.value))
    main_then = Subquery(_last("pk", as_of).values("main")[:1])
    declined = Event.objects.filter(suggestion=OuterRef("pk"), verb=Verb.DECLINE, at__lte=as_of)
    replied_on = TruncDate("first_replied_at", tzinfo=timezone.get_default_timezone())
    rows = rows.annotate(
        stage_then=Case(When(has_stayed, then="stage"), default=stage_then),
        # One stays merged, into another one, when its main one is withdrawn.
        main_then=Case(When(has_stayed & ~Q(stage=Stage.MERGED), then=None), default=main_then),
        replied_on=Case(When(first_replied_at__lte=as_of, then=replied_on)),
        is_timed=Case(When(Q(is_first_counted=True) | ~Exists(declined), then=True), default=False),
    ).annotate(main_stage_then=Subquery(_last("main_then", as_of).values("to_stage")[:1]))
    names = ("stage_then", "main_stage_then", "first_due_on", "replied_on", "is_timed")
    marks = Counter()
    counts = rows.order_by().values_list(*names).annotate(number=Count("pk"))
    for stage, main_stage, due_on, replied_on, is_timed, number in counts:
        is_timed = is_timed and stage not in NOT_VALID and stage != Stage.MERGED
        mark = promptness(due_on, replied_on, day(as_of)) if is_timed else None
        marks[stage, stage == Stage.MERGED and main_stage == Stage.CLOSED, mark, None, ""] += number
    return Group.of(marks)


_prompt = Kept(
    lambda: (
        counters.Count.objects.filter(subject__in=["all", "category"], cause="")
        .exclude(promptness="")
        .sums("campaign", "subject", "value", "promptness", "due_on")
    )
)


class Now:
    """The counters read once, for all the numbers of a page."""

    @cached_property
    def _totals(self):
        return counters.totals()

    @property
    def moment(self):
        return self._totals[0]

    def counted(self, query, campaign, category):
        """What `counted` says of this moment."""
        rows = {"campaign": campaign and campaign.pk, "category": category and category.pk}
        promptness = self._promptness(**rows) if query == "on_time" else {}
        return QUERIES[query].count(Group(tally=self._totals[1].tally(**rows), promptness=promptness))

    def _promptness(self, campaign, category):
        subject, found = ("category", str(category)) if category else ("all", ""), Counter()
        for (in_campaign, *of_subject, mark, due_on), number in self._prompt.items():
            if (*of_subject,) == subject and campaign in (None, in_campaign):
                found[Mark(promptness=mark, due_on=due_on).on(day(self.moment))[2]] += number
        return dict(found)

    @cached_property
    def _prompt(self):
        return _prompt.get()
