"""A leave of the sample (請假與代理): a colleague of the traffic police is away, its handler stands in."""

from datetime import timedelta

from django.utils import timezone

from feedback.models import Absence, Suggestion, Unit, Writing
from feedback.rules.roles import Role
from feedback.sample import staff
from feedback.sample.days import Clock, workdays_before

UNIT = "交警支隊"
HELD = "公交專用道時段牌子字小又被樹擋著"  # the title of what the colleague holds, and has begun to answer
KEPT_REPLY = """香港中路的公交專用道，我們逐塊看過。被樹葉遮住的牌子，已經與園林部門約好一次剪清；路面上的字，"""
DAYS_AHEAD = 6


def load(cast, now):
    """The colleague is handed a suggestion, keeps the beginning of an answer, and goes on leave."""
    unit, today = Unit.objects.get(name=UNIT), timezone.localdate(now)
    deputy = cast.handler(unit)
    colleague = staff.add(f"handler-{unit.pk}-2", f"示例承辦人乙（{unit.name}）", Role.HANDLER, unit.name)
    suggestion = Suggestion.objects.get(campaign__slug="open", title=HELD)
    clock = Clock.behind(suggestion, 0, now)
    suggestion.hand_over(colleague, by=deputy, now=clock.after(6))
    words = {"body": KEPT_REPLY}
    Writing.objects.keep(suggestion, colleague, words, is_correction=False, now=clock.after(7))
    Absence.objects.create(
        person=colleague, deputy=deputy, begins_on=workdays_before(today, 1),
        ends_on=today + timedelta(days=DAYS_AHEAD), entered_by=colleague, entered_at=clock.after(7),
    )  # fmt: skip
