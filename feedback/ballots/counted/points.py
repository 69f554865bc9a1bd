"""What each level of 日常評議 counts in a ballot: fixed when the questions are published, whatever it counts later."""

from feedback.office.levels import Level


def points_now():
    """{code of a level: points} of all levels there are."""
    return dict(Level.objects.order_by("pk").values_list("pk", "points"))


def points_of(ballot):
    """{code of a level: points} in a ballot; a level that came after the count is not in it, and does not count."""
    return ballot.later_points | ballot.daily_points
