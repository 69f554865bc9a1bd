"""The close of a ballot: two people type two parts of the key; of the sealed votes only separate answers are left."""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.ballots import ledger
from feedback.ballots.counted.points import points_now
from feedback.ballots.models import Answer, Ballot, Code
from feedback.ballots.published import digest_of, questions_of
from feedback.ballots.sealed import parts_of_key, sealing
from feedback.ballots.tasks import clear_soon
from feedback.ballots.verbs import held
from feedback.rules.phases import Act
from feedback.rules.workflow import Refused
from portal.accounts.records import record
from portal.serving import generation

FIRST_PART_HOLDS = timedelta(hours=1)


def type_part(ballot, text, *, by, now):
    """Take a part of the key that `by` typed: the first waits an hour for the second, which somebody else types.

    Returns whether the ballot is closed now. The first part is kept encrypted; alone it opens nothing.
    """
    with generation.publishing():
        ballot = held(ballot)
        _check_over(ballot, now)
        part = _part(ballot, text)
        if waits(ballot, now) and ballot.first_part_by != by:
            parts = (ballot.first_part, parts_of_key.written(part))
            _close(ballot, parts, by=ballot.first_part_by, confirmed_by=by, now=now)
            return True
        ballot.first_part, ballot.first_part_by, ballot.first_part_at = parts_of_key.written(part), by, now
        ballot.save()
        record(by, _("為「%(campaign)s」代表評議計票輸入了一份私鑰"), ballot, campaign=ballot.campaign)
    return False


def waits(ballot, now):
    """Whether a first part was typed lately enough to be joined with a second one."""
    return bool(ballot.first_part) and now - ballot.first_part_at < FIRST_PART_HOLDS


def is_over(campaign, now):
    """Whether the votes may be counted: no day of voting is today or to come."""
    found = campaign.opening(Act.BALLOT, timezone.localdate(now))
    return bool(found.closed_on) and not found.is_open and not found.opens_on


def why_not(ballot, now):
    """The sentence that says why its votes cannot be counted yet, or not again; empty when they can."""
    try:
        _check_over(ballot, now)
    except Refused as refused:
        return str(refused.reason)
    return ""


def close(ballot, parts, *, by, confirmed_by, now):
    """Open the votes with two `parts` of the key, as they are written, and keep only answers that stand alone.

    Two people do it, once the phase is over. `Refused` changes nothing.

    What is left in the pages of the database of the rows that go, `compacting` takes away.
    """
    with generation.publishing():
        ballot = held(ballot)
        _check_over(ballot, now)
        _close(ballot, parts, by=by, confirmed_by=confirmed_by, now=now)
    return ballot


def _close(ballot, parts, *, by, confirmed_by, now):
    if by == confirmed_by:
        raise Refused(gettext("計票要兩個人，請由另一個人輸入第二份私鑰。"))
    key = _key(ballot, parts)
    questions = list(questions_of(ballot))
    if digest_of(ballot, questions) != ballot.questions_digest:
        raise Refused(gettext("問題與公布的不一致，不能計票。請先查明原因。"))
    votes = _opened(ballot, questions, key)
    ballot.cast, ballot.unreadable = len(votes), votes.count(None)
    _write_answers(questions, [vote for vote in votes if vote is not None])
    ballot.slots.all().delete()
    _write_codes_anew(ballot)
    ballot.codes_used, ballot.invited = ballot.codes.turnout()
    ballot.state, ballot.closed_at = Ballot.State.CLOSED, now
    ballot.closed_by, ballot.confirmed_by = by, confirmed_by
    ballot.first_part, ballot.first_part_by, ballot.first_part_at = "", None, None
    ballot.later_points = {code: points for code, points in points_now().items() if code not in ballot.daily_points}
    ballot.save()
    ledger.CLOSED.write(ballot, now)
    clear_soon.enqueue()
    told = _("為「%(campaign)s」代表評議計票，收到 %(cast)s 張票，打不開 %(unreadable)s 張")
    places = {"campaign": ballot.campaign, "cast": ballot.cast, "unreadable": ballot.unreadable}
    for person in (by, confirmed_by):
        record(person, told, ballot, **places)
    generation.bump()


def _check_over(ballot, now):
    if not ballot.is_opened:
        raise Refused(gettext("已經計過票了。") if ballot.is_closed else gettext("問題還沒有公布，沒有票可計。"))
    found = ballot.campaign.opening(Act.BALLOT, timezone.localdate(now))
    if found.is_open and found.closes_on:
        told = gettext("投票到%(day)s為止，過了這一天才能計票。")
        raise Refused(told % {"day": date_format(found.closes_on, "DATE_FORMAT")})
    if not is_over(ballot.campaign, now):
        raise Refused(gettext("投票還沒有結束，不能計票。"))


def _part(ballot, text):
    part = parts_of_key.read(text)
    if not parts_of_key.belongs(part, bytes.fromhex(ballot.public_key)):
        raise Refused(gettext("這份私鑰不是這次代表評議的，請核對是不是拿錯了紙條。"))
    return part


def _key(ballot, parts):
    key = parts_of_key.joined(*(_part(ballot, text) for text in parts))
    if sealing.public_of(key).hex() != ballot.public_key:
        raise Refused(gettext("這兩份合不成本次評議的私鑰，沒有計票。請核對，或者換另一份。"))
    return key


def _opened(ballot, questions, key):
    """Of each vote the option of each question, None for a blank; None in place of a vote that cannot be read."""
    options = [[None, *question.options.all()] for question in questions]

    def read(sealed):
        places = sealing.opened(sealed, key, ballot.questions_digest)
        if places is None or len(places) != len(options):
            return None
        if any(place >= len(known) for place, known in zip(places, options, strict=True)):
            return None
        return [known[place] for place, known in zip(places, options, strict=True)]

    filled = ballot.slots.filter(is_filled=True).order_by("pk")
    return [read(sealed) for sealed in filled.values_list("sealed", flat=True)]


def _write_answers(questions, votes):
    """Each question's answers by themselves, shuffled: a whole vote would be a pattern by which it could be known."""
    for place, question in enumerate(questions):
        chosen = [vote[place] for vote in votes]
        secrets.SystemRandom().shuffle(chosen)
        Answer.objects.bulk_create(Answer(question=question, option=option) for option in chosen)


def _write_codes_anew(ballot):
    """Who voted, as before, in rows that are all as old, in another order, and without the digests of codes."""
    rows = list(ballot.codes.order_by("pk").values_list("representative", "is_used"))
    secrets.SystemRandom().shuffle(rows)
    ballot.codes.all().delete()
    Code.objects.bulk_create(Code(ballot=ballot, representative_id=pk, is_used=is_used) for pk, is_used in rows)
