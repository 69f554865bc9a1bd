"""Suggestions of one contact, found by keys, without reading it; former keys are asked too while any is left."""

from django.db.models import Min

from feedback.office import staff
from feedback.records.contact_keys import AFTER_FORMER, contact_key, keys_of
from feedback.rules.workflow import Verb


class ContactKeys:
    """Which suggestions are of one contact; a part of the desk's QuerySet."""

    def with_former_contact_key(self):
        return self.filter(contact_key__gt="", contact_key__lt=AFTER_FORMER)

    def contact_keys_of(self, suggestion):
        """The keys to look for when others of the contact of `suggestion` are asked for; none without a contact.

        Without a former key anywhere its own is enough, and the contact is not read.
        """
        if not suggestion.contact_key:
            return []
        if not type(self)(self.model).with_former_contact_key().exists():
            return [suggestion.contact_key]
        return keys_of(suggestion.contact)

    def of_contact(self, contact, *, user):
        """Those of one contact, however it was written, whose contact `user` may read, newest first."""
        rows = self.visible_to(user).filter(contact_key__in=keys_of(contact))
        if not staff.may_for_every_unit(user, Verb.READ_CONTACT):
            rows = rows.filter(unit__in=staff.units_of(user))
        return rows.for_list()

    def mark_repeats(self, lines, *, user):
        """Set `is_repeat` of those `lines` whose contact wrote before under another key, former or new.

        Once no former key is left, what the database said when the lines were read (`for_lines`) is complete.
        """
        unsure = [
            line
            for line in lines
            if line.contact_key and not line.is_repeat and staff.may(user, Verb.READ_CONTACT, line)
        ]
        if not unsure or not self.with_former_contact_key().exists():
            return
        contacts = self.filter(pk__in=[line.pk for line in unsure]).values_list("pk", "contact")
        keys = {pk: keys_of(contact) for pk, contact in contacts}
        asked = self.filter(contact_key__in=set().union(*keys.values())).order_by().values("contact_key")
        first = dict(asked.annotate(first=Min("received_at")).values_list("contact_key", "first"))
        for line in unsure:
            line.is_repeat = any(first.get(key, line.received_at) < line.received_at for key in keys[line.pk])

    def renew_contact_keys(self, most):
        """Make up to `most` former keys anew, each by itself, so that nobody waits; the number of those found."""
        rows = self.with_former_contact_key().order_by("contact_key").only("contact", "contact_key")[:most]
        for row in rows:
            self.filter(pk=row.pk, contact_key=row.contact_key).update(contact_key=contact_key(row.contact))
        return len(rows)
