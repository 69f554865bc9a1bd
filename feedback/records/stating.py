"""Entries of the public ledger: written with the events they speak of, in the same transaction or not at all."""

from django.utils import timezone

from feedback.office.campaigns import Campaign
from feedback.records.alongside import alongside
from feedback.rules import ledger
from feedback.rules.ledger import Words
from feedback.rules.workflow import Actor, Stage
from portal.ledger import openings
from portal.ledger.append import Statement, append


@alongside
def state(events):
    """Write the entry of each event that has one, two queries for however many.

    If they cannot be written the change fails with them: the portal shows nothing of which the ledger does not know.
    """
    events = [event for event in events if ledger.has_entry(event.verb, event.details)]
    if events:
        known = Named(event.suggestion for event in events)
        append(*(statement(event, known) for event in events))


def statement(event, known):
    """The `Statement` of an event, its words as they are at this moment; `known` is `Named`."""
    suggestion = event.suggestion
    return Statement(
        kind=event.verb,
        subject=suggestion.number,
        at=moment(event),
        fields={} if event.commitment else ledger.fields(event.verb, words(event)),
        commitment=event.commitment,
        source=event.pk,
        campaign=known.slugs[suggestion.campaign_id],
        stage=event.to_stage,
        main=event.main.number if event.to_stage == Stage.MERGED else "",
        sequence=1 if event.verb in ledger.FILED else None,
    )


def moment(event):
    """Of staff the moment, of everybody else the day, as the pages show it."""
    return event.at if event.actor == Actor.STAFF else timezone.localdate(event.at)


def words(event):
    """The `Words` of an event that is being written."""
    return Words(
        note=event.note,
        details=event.details,
        wording=wording(event.suggestion),
        reply=event.reply if event.verb in ledger.ANSWERS else None,
    )


def wording(suggestion):
    return {name: getattr(suggestion, name) for name in ledger.WORDING}


def commitment_to(event):
    """The commitment of an event that is to be written: made before its suggestion has its number.

    While the series of numbers is held the others wait, so that what can be done before is done before.
    """
    return openings.committed(ledger.fields(event.verb, words(event)))


class Named:
    """What entries name of suggestions: the slugs of their campaigns, by the key of the campaign."""

    def __init__(self, suggestions):
        self.slugs, unknown = {}, set()
        for one in suggestions:
            if type(one).campaign.is_cached(one):
                self.slugs[one.campaign_id] = one.campaign.slug
            else:
                unknown.add(one.campaign_id)
        if unknown := unknown - self.slugs.keys():
            self.slugs |= dict(Campaign.objects.filter(pk__in=unknown).values_list("pk", "slug"))
