"""The link in a mail to one of the staff stops its kind; that of a digest, whatever the digest brings."""

from django.contrib.auth.models import User
from django.utils.translation import gettext

from feedback.notices import wishes
from feedback.notices.models import StaffWish
from feedback.notices.stopping import Stoppable, stopped
from feedback.rules.cadence import DEFAULTS, Cadence
from feedback.rules.notices import Kind, Who

DIGEST = "digest"  # no kind has this name


def _key(notice):
    return f"{notice.staff_id}-{DIGEST if notice.is_for_digest else notice.kind}"


@stopped(Who.STAFF, _key)
def notices_of_a_kind(key):
    """The mails of one kind, or the daily digest, to one of the staff; None where no such mail goes out any more."""
    pk, _dash, what = key.partition("-")
    user = User.objects.filter(pk=pk, is_active=True).first()
    if not user:
        return None
    cadences = StaffWish.objects.of(user)
    if what == DIGEST:
        told, kinds = gettext("每日彙總"), [kind for kind in DEFAULTS if cadences[kind] == Cadence.DIGEST]
    else:
        told = gettext("「%(kind)s」的工作通知") % {"kind": Kind(what).label}
        kinds = [kind for kind in DEFAULTS if kind == what and cadences[kind] != Cadence.NONE]
    if not kinds:
        return None
    return Stoppable(told, lambda now: wishes.choose(user, dict.fromkeys(kinds, Cadence.NONE), now=now))
