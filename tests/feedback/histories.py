"""Random histories by the real verbs: some suggestions of one campaign, led on by whatever may happen to them.

    @settings(max_examples=10, phases=[Phase.explicit, Phase.generate])
    @given(STEPS)
    def test_…(steps):
        with undone():
            history = lived(steps)
            assert …

A step is (which suggestion, which of what may happen to it, how many working days later, or none). What a rule
refuses does not happen. Every level, reason and 「解決了嗎」 is chosen in turn, with receipts of citizens and of staff.
"""

from datetime import timedelta
from itertools import cycle

from django.utils import timezone
from hypothesis import strategies as st

from feedback.models import Channel, LowReason, Suggestion, Unit
from feedback.office.calendar import working_days
from feedback.office.channels import WEB
from feedback.office.levels import levels_of
from feedback.rules.kinds import Kind
from feedback.rules.ratings import ASKED
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import UNANSWERED_STAGES, Refused, Stage, Verb, can
from feedback.tasks import run_daily
from feedback.verbs import leaving
from tests import factories
from tests.factories import NOW

MOST = 8  # suggestions
# How often each is among what may happen; the others are there once.
WEIGHTS = {
    Verb.RATE: 25, Verb.APPROVE_REPLY: 8, Verb.NOTE_UNREACHABLE: 3, Verb.RELEASE: 3, Verb.MERGE: 2,
    Verb.OBJECT: 4,
}  # fmt: skip
# So many that answers are given, rated, given again and rated again.
STEPS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 999), st.integers(-6, 2)), min_size=12, max_size=25)


def lived(steps, *, campaign=None, now=NOW, check=None, is_shared=False):
    """The `History` in which `steps` were done, from `now` on; in `campaign`, else one that collects all along.

    `check` is called with it after every step; `is_shared` says whether units and people share the work as well.
    """
    history = History(campaign or collecting_campaign(now), now, is_shared=is_shared)
    for which, what, workdays in steps:
        history.step(which, what, workdays)
        if check:
            check(history)
    return history


def collecting_campaign(now):
    campaign = factories.make_campaign(slug="lived", title="歷史")
    factories.make_phase(campaign=campaign, starts_on=timezone.localdate(now))
    return campaign


class History:
    """The suggestions of a campaign, two units, fields and districts, the people, and the clock."""

    def __init__(self, campaign, now, *, is_shared=False):
        self.campaign, self.now, self.is_shared = campaign, now, is_shared
        self.units = [factories.make_unit(name=name) for name in ("交警支隊", "治安支隊")]
        self.people = {unit.pk: factories.office(unit=unit) for unit in self.units}
        self.office = self.people[self.units[0].pk]
        self.administrators = [
            factories.make_user(username=name, roles=[Role.ADMINISTRATOR]) for name in ("dissolves", "confirms")
        ]
        self.second_supervisor = factories.make_user(username="supervisor-2", roles=[Role.SUPERVISOR])
        self.categories = [
            factories.make_category(name="停車"),
            factories.make_category(name="治安", needs_two_reviews=is_shared),
        ]
        self.districts = [factories.make_district(name=name) for name in ("市南區", "市北區")]
        self.levels = cycle(levels_of(campaign))
        self.reasons, self.solved = cycle(LowReason.objects.all()), cycle(code for code, _label in ASKED)
        self.outcomes = cycle(outcome for outcome in Adoption if outcome != Adoption.NOT_ADOPTED)
        self.channel = Channel.objects.exclude(pk=WEB).first()
        self.done = []  # (number, verb) of all that happened
        for what in (1, 6, 11, 20):
            self.receive(what)

    @property
    def today(self):
        return timezone.localdate(self.now)

    def suggestions(self):
        return list(Suggestion.objects.filter(campaign=self.campaign).order_by("pk"))

    def step(self, which, what, workdays):
        self.wait(workdays)
        suggestions = self.suggestions()
        if what % 10 == 0 and len(suggestions) < MOST:
            self.receive(what)
            return
        suggestion = suggestions[which % len(suggestions)]
        acts = self.acts(suggestion)
        verb, act = acts[what % len(acts)]
        try:
            act()
        except Refused:
            return
        self.done.append((suggestion.number, verb))

    def wait(self, workdays):
        """The morning of a later day, with the daily work done."""
        if workdays > 0:
            self.now += working_days().after(self.today, workdays).day - self.today
            run_daily(self.now - timedelta(hours=3))

    def receive(self, what):
        """Another one, by a citizen or registered by staff, who issue the receipt; most are answered at once."""
        fields = {
            "campaign": self.campaign, "category": [*self.categories, None][what % 3],
            "district": [*self.districts, None][what // 3 % 3],
            "has_consent": what % 4 > 0,
        }  # fmt: skip
        if what % 7 < 5:
            suggestion = factories.receive(now=self.now, **fields)
            suggestion.recount_days(working_days(), now=self.now)
        else:
            fields |= {"kind": Kind.SUGGESTION, "title": "來電", "body": "市民來電。", "channel": self.channel}
            rows = [(f"registered {len(self.done)}", fields)]
            [suggestion] = Suggestion.objects.register(rows, by=self.office.triage_officer, now=self.now)
        if what % 4:
            self.answer(suggestion)
        self.done.append((suggestion.number, Verb.RECEIVE))

    def acts(self, suggestion):
        """[(verb, act)] of what may happen to it in its stage; what leads on is there more often."""
        triage = {"by": self.office.triage_officer, "now": self.now}
        supervisor = {"by": self.office.supervisor, "now": self.now}
        people = self.people.get(suggestion.unit_id, self.office)
        others = [one for one in self.suggestions() if one.pk != suggestion.pk]
        now = self.now
        acts = {
            Verb.ACCEPT: lambda: suggestion.accept(**triage),
            Verb.DECLINE: lambda: factories.decline(suggestion, reason=Declining.NOT_OURS, now=now),
            Verb.OBJECT: lambda: suggestion.object("歸你們。", now=now),
            Verb.REVOKE_DECLINE: lambda: suggestion.revoke_decline("應當受理。", **supervisor),
            Verb.ASSIGN: lambda: suggestion.assign(self.unit_for(suggestion), **triage),
            Verb.SEND_BACK: lambda: suggestion.send_back("不歸這裡。", **supervisor),
            Verb.START: lambda: suggestion.start(by=people.handler, now=now),
            Verb.APPROVE_REPLY: lambda: self.answer(suggestion),
            Verb.RATE: lambda: self.rate(suggestion),
            Verb.NOTE_UNREACHABLE: lambda: suggestion.note_unreachable("三次沒人接。", by=people.handler, now=now),
            Verb.CLOSE: lambda: self.let_close(suggestion),
            Verb.REOPEN: lambda: suggestion.reopen("又壞了。", **supervisor),
            Verb.MERGE: lambda: suggestion.merge(others[suggestion.revision % len(others)], **triage),
            Verb.UNMERGE: lambda: suggestion.unmerge(**triage),
            Verb.WITHDRAW: lambda: suggestion.withdraw(now=now),
            Verb.RELEASE: lambda: factories.release(suggestion, now=now),
            Verb.TAKE_BACK: lambda: suggestion.take_back("市民要求。", **triage),
            Verb.CORRECT_INTAKE: lambda: suggestion.correct_intake("聽錯了。", title=f"來電 {now:%m%d%H}", **triage),
            Verb.RECATEGORISE: lambda: suggestion.recategorise(self.categories[suggestion.revision % 2], **triage),
        }
        if self.is_shared:
            acts |= self.shared_acts(suggestion, triage, supervisor)
        allowed = [verb for verb in acts if self.has_sense(verb, suggestion)]
        return [(verb, acts[verb]) for verb in allowed for _ in range(WEIGHTS.get(verb, 1))]

    def shared_acts(self, suggestion, triage, supervisor):
        """Of several units and people: passed on, asked of further units, decided by a second person."""
        now = self.now
        return {
            Verb.RECALL: lambda: suggestion.recall(**triage),
            Verb.PASS_ON: lambda: self.dissolve(suggestion.unit),
            Verb.INVOLVE: lambda: suggestion.involve(self.other_unit(suggestion), self.today, "請看。", **triage),
            Verb.CONTRIBUTE: lambda: self.contribute(suggestion),
            Verb.EXCUSE: lambda: suggestion.excuse(self.other_unit(suggestion), **triage),
            Verb.SUPERVISE: lambda: suggestion.supervise(remark="盯緊。", **supervisor),
            Verb.LIFT_SUPERVISION: lambda: suggestion.lift_supervision(remark="不用了。", **supervisor),
            Verb.INSTRUCT: lambda: factories.instruct(suggestion, due_on=self.today, now=now),
            Verb.ASK_EXTENSION: lambda: suggestion.ask_extension(3, "要聯合踏勘。", **supervisor),
            Verb.REFUSE_EXTENSION: lambda: suggestion.refuse_extension("不必。", by=self.second_supervisor, now=now),
            Verb.EXTEND: lambda: suggestion.extend(by=self.second_supervisor, now=now),
        }

    def has_sense(self, verb, suggestion):
        if verb == Verb.APPROVE_REPLY:
            return suggestion.stage in UNANSWERED_STAGES
        if verb == Verb.RATE:
            said, main = suggestion.ratings.last(), suggestion.main_or_self
            return main.stage == Stage.REPLIED and not (said and said.rated_at >= main.replied_at)
        if verb == Verb.WITHDRAW and not (suggestion.level_id or suggestion.merged_ones.exists()):
            return False  # what is withdrawn alone and unrated has no history any more
        if verb == Verb.CORRECT_INTAKE and suggestion.channel_id == WEB:
            return False  # a citizen typed it
        if verb in (Verb.CONTRIBUTE, Verb.EXCUSE):
            return can(verb, suggestion.stage) and self.other_unit(suggestion).pk in suggestion.co_units
        if verb in (Verb.REFUSE_EXTENSION, Verb.EXTEND):
            return suggestion.extension_requests.open().exists()
        if verb in (Verb.SUPERVISE, Verb.LIFT_SUPERVISION):
            return can(verb, suggestion.stage) and suggestion.is_supervised == (verb == Verb.LIFT_SUPERVISION)
        if verb == Verb.PASS_ON and not suggestion.unit:
            return False
        return can(verb, suggestion.stage) and not (verb == Verb.RELEASE and suggestion.is_public)

    def unit_for(self, suggestion):
        return next(unit for unit in self.in_turn(suggestion) if unit.is_active)

    def other_unit(self, suggestion):
        return next(unit for unit in self.in_turn(suggestion) if unit.pk != suggestion.unit_id)

    def in_turn(self, suggestion):
        units = list(Unit.objects.filter(pk__in=self.people).order_by("pk"))
        return units if suggestion.pk % 2 else units[::-1]

    def dissolve(self, unit):
        """A unit is dissolved, in turn to the other one and to triage; first what is dissolved is taken into use."""
        gone = Unit.objects.filter(pk__in=self.people, is_active=False).first()
        if gone:
            leaving.reinstate(gone, by=self.administrators[0], now=self.now)
            return
        to = next(other for other in self.units if other.pk != unit.pk) if len(self.done) % 2 else None
        proposal = leaving.propose_dissolution(unit, to, by=self.administrators[0], now=self.now)
        leaving.confirm_dissolution(proposal, by=self.administrators[1], now=self.now)

    def contribute(self, suggestion):
        unit = self.other_unit(suggestion)
        suggestion.contribute(unit, "護欄歸我們。", by=self.people[unit.pk].handler, now=self.now)

    def answer(self, suggestion):
        """All the way to its answer, from wherever it stands on it."""
        unit = suggestion.unit or self.unit_for(suggestion)
        people = self.people[unit.pk]
        if suggestion.stage == Stage.RECEIVED:
            suggestion.accept(by=people.triage_officer, now=self.now)
        if suggestion.stage == Stage.ACCEPTED:
            suggestion.assign(unit, by=people.triage_officer, now=self.now)
        if suggestion.stage == Stage.ASSIGNED:
            suggestion.start(by=people.handler, now=self.now)
        factories.draft(suggestion, now=self.now, outcome=next(self.outcomes))
        if suggestion.needs_two_reviews:
            factories.review(suggestion, now=self.now)
        suggestion.approve_reply(by=people.reviewer, now=self.now)

    def rate(self, suggestion):
        level = next(self.levels)
        reason = next(self.reasons) if level.is_low else None
        suggestion.rate(level, next(self.solved), reason, "評語。", True, now=self.now)

    def let_close(self, suggestion):
        """The days for rating go by, and the daily work closes it."""
        over = suggestion.rating_ends_on + timedelta(days=1)
        self.now += max(over - self.today, timedelta())
        run_daily(self.now - timedelta(hours=3))
