"""Moments of the sample: office hours on working days, the same at every loading."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from feedback.rules.deadlines import Calendar

CALENDAR = Calendar()


def moment(day, place):
    """A moment of `day` between eight and half past five, another one for every `place` in the sample."""
    minutes = place * 37 % 570
    return timezone.make_aware(datetime.combine(day, time(8)) + timedelta(minutes=minutes))


def workdays_before(day, count):
    for _ in range(count):
        day = CALENDAR.before(day)
    return day


class Clock:
    """The moments of one suggestion's way: later each time, never later than `now`."""

    def __init__(self, received_at, place, now):
        self.received_on = timezone.localdate(received_at)
        self.last, self.place, self.now = received_at, place, now

    @classmethod
    def behind(cls, suggestion, place, now):
        """Of one whose way was told so far."""
        clock = cls(suggestion.received_at, place, now)
        clock.last = suggestion.events.order_by("-at").values_list("at", flat=True)[0]
        return clock

    def age(self):
        """How many working days the suggestion has been there."""
        return CALENDAR.between(self.received_on, timezone.localdate(self.now))

    def after(self, workdays):
        """A moment `workdays` working days after receipt, or as near to it as order and `now` allow."""
        self.place += 11
        day = CALENDAR.after(self.received_on, workdays).day if workdays else self.received_on
        return self.at(moment(day, self.place))

    def at(self, wanted):
        earliest = self.last + min(timedelta(minutes=2), (self.now - self.last) / 8)
        self.last = max(earliest, min(wanted, self.now - timedelta(minutes=1)))
        return self.last
