"""Time-stamps (RFC 3161): once a day an authority outside says at what time the newest checkpoint was there.

What is kept is the whole answer, which `openssl ts -verify` reads. We check that it is about our note, answers our
request and shows the time; whether its certificate is to be trusted, whoever relies on it decides.
"""

import logging
import secrets
from datetime import timedelta
from hashlib import sha256

from asn1crypto import cms, core, tsp
from django.conf import settings
from django.utils import timezone

from portal.beside import Round
from portal.ledger.models import Checkpoint, Stamp, midnight
from portal.post import asking

SOON, SELDOM = 60.0, 3600.0  # seconds to the next turn: where all is well, and at most where it is not
TIMEOUT = 20  # seconds for an answer
MOST_READ = 256 * 1024  # of an answer
APART = timedelta(hours=1)  # as far may the clock of the authority be from ours

logger = logging.getLogger(__name__)


class Unfit(Exception):
    """The authority refused, or answered something else."""


class Answer(core.Sequence):
    """A refusal comes without a token, which the library's own class does not know."""

    _fields = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


class Stamping(Round):
    """Has the newest checkpoint of each day stamped, more and more seldom while that fails."""

    pause = SOON

    def __init__(self):
        super().__init__("the time-stamps")

    def turn(self, now):
        checkpoint = to_stamp(now)
        if not checkpoint:
            return False
        try:
            stamp(checkpoint, now)
        except (asking.Unreachable, Unfit) as error:
            self.pause = min(self.pause * 2, SELDOM)
            logger.error("No time-stamp for %s; the next try is in %.0f s: %.300s", checkpoint, self.pause, error)  # noqa: TRY400
        else:
            self.pause = SOON
        return False


def to_stamp(now):
    """The newest published checkpoint, None where it has its stamp or today's has been made."""
    if Stamp.objects.filter(stamped_at__gte=midnight(timezone.localdate(now))).exists():
        return None
    checkpoint = Checkpoint.objects.published().newest()
    return None if checkpoint and Stamp.objects.filter(checkpoint=checkpoint).exists() else checkpoint


def stamp(checkpoint, now):
    """Ask for a time-stamp of the note, and keep it; raises `Unfit` where the answer is not one."""
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": sha256(checkpoint.note.encode()).digest()}
    asked = {"version": 1, "message_imprint": imprint, "nonce": secrets.randbits(63), "cert_req": True}
    url, body = settings.LEDGER_STAMP_URL, tsp.TimeStampReq(asked).dump()
    answer = asking.post(url, body, "application/timestamp-query", timeout=TIMEOUT, most=MOST_READ)
    if answer.status != 200:
        raise asking.Unreachable(f"it answers {answer.status}")
    stamped_at = _time_in(answer.body, asked)
    if abs(stamped_at - now) > APART:
        raise Unfit(f"its clock shows {stamped_at:%Y-%m-%d %H:%M:%S}")
    return Stamp.objects.get_or_create(
        checkpoint=checkpoint, defaults={"token": answer.body, "stamped_at": stamped_at}
    )[0]


def _time_in(answer, asked):
    """The time that a granted answer to our request shows."""
    try:
        read = Answer.load(answer)
        status = read["status"]["status"].native
        if status not in ("granted", "granted_with_mods"):
            raise Unfit(f"it refuses: {status}")
        told = read["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
        stamped, nonce, time = told["message_imprint"].native, told["nonce"].native, told["gen_time"].native
        if stamped["hashed_message"] != asked["message_imprint"]["hashed_message"] or nonce != asked["nonce"]:
            raise Unfit("its answer is to another request")
    except (ValueError, TypeError, KeyError) as error:
        raise Unfit(f"its answer cannot be read: {error}") from error
    return time
