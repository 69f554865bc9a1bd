"""The suggestions as only the desk may ask for them. What the public reads cannot import this."""

from django.db.models import Q

from feedback.desk.queries.cases import DeskReading
from feedback.desk.queries.contacts import ContactKeys
from feedback.desk.queries.glance import Glancing
from feedback.desk.queries.lists import DeskListing
from feedback.desk.queries.queues import Queueing
from feedback.desk.queries.words import SearchingAtDesk
from feedback.desk.queries.writing import Drafted
from feedback.office import staff
from feedback.records.contributions import Contribution
from feedback.suggestions.queries import SuggestionQuerySet
from feedback.suggestions.suggestion import Suggestion


class DeskQuerySet(
    ContactKeys, DeskListing, DeskReading, Drafted, SearchingAtDesk, Glancing, Queueing, SuggestionQuerySet
):
    def visible_to(self, user):
        """What a member of staff may see at the desk: every one by role, else what the own units have to answer, what
        they take part in as further ones, and the questions of a talk that the person moderates.
        """
        if staff.sees_every(user):
            return self
        units = staff.units_of(user)
        taking_part = Contribution.objects.of_units(units)
        own = Q(unit__in=units) | Q(main__unit__in=units) | Q(pk__in=taking_part)
        if moderated := staff.moderated_by(user):
            own |= Q(campaign__in=moderated)
        return self.filter(own)


def every():
    """All suggestions, whoever looks: only for counting, or to be narrowed by `held_for` or a queue."""
    return DeskQuerySet(Suggestion)


def at_desk(user):
    """Those that `user` may see at the desk; the way in to everything that is shown of one there."""
    return every().visible_to(user)
