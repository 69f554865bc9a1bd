"""What can be done about following by mail: ask, confirm, end; of asking nobody learns whether an address is known."""

from django.db import IntegrityError, transaction

from feedback.following.models import Follow
from feedback.following.news import is_by_mail
from feedback.following.talks import remind
from feedback.notices.models import Notice
from feedback.records.contact_keys import contact_key
from feedback.rules.following import ASKED_WITHIN, MOST_ASKED, is_open, mailbox_of
from feedback.rules.moments import day, hour, midnight
from feedback.rules.notices import Channel, Kind
from portal.serving import throttle


def ask(subject, address, *, language, now, is_for_answer=False):
    """Send `address` the one mail that asks whether it really wants to hear of `subject`; True if one is on its way.

    None goes to whoever follows it already, to whoever has not answered the last one yet, or was asked too often.
    """
    key = contact_key(address)
    limit = f"follow:{contact_key(mailbox_of(address))}"
    if throttle.how_often(limit, now=now) >= MOST_ASKED:
        return False
    asked_at = hour(now) if is_for_answer else now
    try:
        with transaction.atomic():
            Follow.objects.filter(address_key=key).stale(now).end()
            follow = Follow.objects.create(
                **{subject.kind: subject.row}, address=address, address_key=key, language=language,
                is_for_answer=is_for_answer, asked_at=asked_at,
            )  # fmt: skip
            Notice.objects.create(
                kind=Kind.CONFIRM, follow=follow, channel=Channel.MAIL, language=language, created_at=asked_at,
                due_at=asked_at,
            )  # fmt: skip
    except IntegrityError:
        return False
    throttle.count(limit, now=now, lasting=ASKED_WITHIN)
    return True


@transaction.atomic
def confirm(key, *, now):
    """The `Follow` of that key, from now on heard of; None where it is gone, or was asked for too long ago.

    The mail that asked is forgotten: nothing is left that says to the second when somebody asked.
    """
    follow = Follow.objects.select_for_update().filter(pk=key).first()
    if not follow or not (follow.confirmed_at or is_open(follow.asked_at, now)):
        return None
    if not follow.confirmed_at:
        follow.confirmed_at = hour(now) if follow.is_for_answer else now
        follow.told_until = midnight(day(now))
        follow.save(update_fields=["confirmed_at", "told_until"])
        notices = follow.notices.filter(kind=Kind.CONFIRM)
        while notices.filter(again__isnull=True).delete()[0]:
            pass
        if follow.campaign_id and is_by_mail():
            remind(follow, now)
    return follow


def forget(address):
    """Delete all that `address` follows or was asked about; returns how much that was."""
    return Follow.objects.of_address(address).end()
