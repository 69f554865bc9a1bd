"""Witnesses: others who sign that our log continues what they saw of it before (C2SP `tlog-witness`).

Each is asked in a thread of its own, beside the sequencer: a checkpoint is published first, and whether a witness is
slow, away or wrong holds up neither it nor the other witnesses. What a witness signed stands with the checkpoint.
"""

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from portal.beside import Round
from portal.ledger import stored
from portal.ledger.models import Checkpoint, Cosignature
from portal.post import asking
from portal.tlog import notes, witnessing
from portal.tlog.notes import Untrusted
from portal.tlog.tree import consistency_proof

SOON, SELDOM = 3.0, 600.0  # seconds to the next turn: where all is well, and at most where it is not
TIMEOUT = 20  # seconds for an answer
MOST_READ = 64 * 1024  # of an answer
AHEAD = timedelta(hours=1)  # as far may the clock of a witness be ahead of ours
BEHIND = timedelta(hours=26)  # a witness that was silent for longer is told of; there is a checkpoint a day

logger = logging.getLogger(__name__)


class Disagreeing(Exception):
    """A witness knows a tree that ours is not a continuation of: one of the two is wrong, and somebody has to look."""


class Asking(Round):
    """Has one witness cosign what was published last, more and more seldom while that fails."""

    pause = SOON

    def __init__(self, witness):
        super().__init__(f"the witness {witness.key.name}")
        self.witness = witness

    def turn(self, now):
        checkpoint = Checkpoint.objects.published().newest()
        if not checkpoint or checkpoint.cosignatures.filter(name=self.witness.key.name).exists():
            return False
        try:
            cosign(self.witness, checkpoint, now)
        except (asking.Unreachable, Untrusted, Disagreeing) as error:
            self.pause = min(self.pause * 2, SELDOM)
            told = "No cosignature of %s for %s at size %s, the next try is in %.0f s: %.300s"
            logger.error(told, self.witness.key.name, checkpoint.log.origin, checkpoint.size, self.pause, error)  # noqa: TRY400
        else:
            self.pause = SOON
        return False


def cosign(witness, checkpoint, now):
    """Ask a witness to cosign a checkpoint, and keep what it signed; None where it has seen a later one of ours."""
    old = _last_size(witness, checkpoint.log)
    answer = _asked(witness, checkpoint, old)
    if _tells_size(answer):  # it knows another size than we thought
        old = witnessing.size_in(answer.body.decode("ascii", "replace"))
        if old > checkpoint.size:
            return _ahead(checkpoint, old)
        answer = _asked(witness, checkpoint, old)
    if _tells_size(answer):  # no disagreement: another worker of ours was first, twice
        raise asking.Unreachable("it was asked for another checkpoint at the same moment")
    said = answer.body.decode("utf-8", "replace")
    if answer.status in (409, 422):
        raise Disagreeing(f"from size {old} it answers {answer.status} {said!r}: this tree and the one it knows differ")
    if answer.status != 200:
        raise asking.Unreachable(f"it answers {answer.status} {said!r}")
    return _kept(witnessing.cosignature_in(said, checkpoint.note, witness.key), checkpoint, now)


def trouble():
    """A sentence on witnesses that have not signed for a day though there was something to sign, empty if none."""
    since = timezone.now() - BEHIND
    asked = settings.LEDGER_WITNESSES
    waiting = Checkpoint.objects.filter(publication__published_at__lt=since).newest() if asked else None
    if not waiting:
        return ""
    heard = Cosignature.objects.filter(checkpoint__log=waiting.log_id, checkpoint__size__gte=waiting.size)
    names = {*heard.values_list("name", flat=True).distinct()}
    silent = [witness.key.name for witness in asked if witness.key.name not in names]
    if not silent:
        return ""
    return gettext("見證機構一天多沒有為帳本簽名：%(names)s。請看工作進程的日誌。") % {"names": "、".join(silent)}


def _last_size(witness, log):
    """Of the largest tree that the witness cosigned, as far as we know."""
    known = Checkpoint.objects.of(log).cosigned(name=witness.key.name).newest()
    return known.size if known else 0


def _asked(witness, checkpoint, old):
    proof = consistency_proof(stored.tree(checkpoint.log, checkpoint.size).span, old, checkpoint.size)
    body = witnessing.request(old, proof, checkpoint.note).encode()
    url = f"{witness.url}/add-checkpoint"
    return asking.post(url, body, "text/plain; charset=utf-8", timeout=TIMEOUT, most=MOST_READ)


def _tells_size(answer):
    return answer.status == 409 and answer.kind == witnessing.OF_A_SIZE


def _ahead(checkpoint, size):
    """The witness knows a larger tree: from another worker, or it is one that we never signed."""
    if not checkpoint.log.checkpoints.filter(size__gte=size).exists():
        raise Disagreeing(f"it knows a tree of {size}, and we have signed none as large")


def _kept(signature, checkpoint, now):
    seconds = notes.time_of(signature.signature)
    if seconds > (now + AHEAD).timestamp():
        raise Untrusted("its clock is ahead of ours")
    said = {"line": signature.line, "cosigned_at": datetime.fromtimestamp(seconds, UTC)}
    return Cosignature.objects.get_or_create(checkpoint=checkpoint, name=signature.name, defaults=said)[0]
