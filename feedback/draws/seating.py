"""From a drawn label to a seat, and back: the only place where a draw touches applications and representatives."""

from feedback.representatives.models import Application, Representative
from feedback.representatives.rules import Source, State
from feedback.representatives.verbs import resign


def available(campaign):
    """The labels of those who may still take a seat: eligible, and not a representative in another way."""
    serving = Representative.objects.of(campaign).active().exclude(contact_key="").values("contact_key")
    return {*Application.objects.eligible(campaign).exclude(contact_key__in=serving).values_list("label", flat=True)}


def seat(campaign, labels, now):
    """Make representatives of those labels, in this order; returns them. Thousands are seated at once.

    Somebody whom an aborted draw had seated gets the seat of then back.
    """
    found = Application.objects.of(campaign).filter(label__in=labels).select_related("representative")
    applications = {each.label: each for each in found}
    first = Representative.objects.next_number(campaign)
    again, new = [], []
    for label in labels:
        application = applications[label]
        one = getattr(application, "representative", None)
        (again if one else new).append(one or Representative(campaign=campaign, application=application))
    for number, one in enumerate(new, first):
        one.number, one.source = number, Source.DRAWN
    for one in again + new:
        application = one.application
        one.name, one.contact, one.contact_key = application.name, application.contact, application.contact_key
        one.district_id, one.entered_at, one.is_active = application.district_id, now, True
    for one in again:
        one.save()
    Representative.objects.bulk_create(new)
    Application.objects.of(campaign).filter(label__in=labels).update(state=State.DRAWN)
    seated = {one.application.label: one for one in again + new}
    return [seated[label] for label in labels]


def holder(campaign, label):
    """Who was seated under this label and was not followed by anybody yet, whether they resigned or not; else None."""
    return Representative.objects.of(campaign).filter(application__label=label, replaced_by=None).first()


def follow(leaving, successor, *, by):
    """Let `successor` take the seat of who left, or leaves with this."""
    if leaving.is_active:
        resign(leaving, by=by, successor=successor)
    else:
        leaving.replaced_by = successor
        leaving.save(update_fields=["replaced_by"])


def unseat_all(campaign):
    """Whoever was drawn and serves becomes an applicant again: the draw does not count."""
    drawn = Representative.objects.of(campaign).active().filter(source=Source.DRAWN)
    Application.objects.of(campaign).filter(representative__in=drawn).update(state=State.ELIGIBLE)
    drawn.update(is_active=False)
