"""The sample's ballots: one of 2020 in which 300 representatives voted, counted; one that runs, with codes to try."""

import random
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from feedback.ballots import closing, codes, verbs
from feedback.ballots.models import Ballot, Code, Slot
from feedback.ballots.published import questions_of
from feedback.ballots.sealed import parts_of_key, sealing
from feedback.models import Campaign, Phase
from feedback.representatives import verbs as representatives
from feedback.representatives.erasure import erase_due
from feedback.representatives.models import Representative, Terms
from feedback.sample.days import moment
from feedback.sample.parts import sample_part

VOTERS, INVITED = 300, 320
FEW = 10  # who represent where no draw was made
PRINTED = 3
SATISFIED = (46, 31, 14, 6, 3, 4)  # of a hundred or so: from very satisfied to very dissatisfied, and left blank


@sample_part(50)
def load(cast, now):
    """Returns what is printed: some codes of the ballot that runs, and two parts of its key."""
    administrator = User.objects.get(username="administrator")
    _past(Campaign.objects.get(slug="sanmin-2020"), cast, administrator)
    return _running(Campaign.objects.get(slug=f"sanmin-{timezone.localdate(now).year}"), cast, administrator, now)


def _past(campaign, cast, administrator):
    """Cast on the days of the phase, counted by two people in the week after it."""
    phase = campaign.phases.filter(kind=Phase.Kind.RATE).latest("ends_on")
    opened_at = moment(phase.starts_on - timedelta(days=3), 2)
    Terms.objects.create(campaign=campaign, seats=INVITED, substitutes=0, by_district=False, by_age_band=False)
    _enter(campaign, INVITED, by=cast.triage, now=opened_at)
    ballot, parts = _opened(campaign, administrator, opened_at)
    issued = verbs.issue(ballot, by=cast.triage)
    _cast(ballot, [representative for representative, _code in issued[:VOTERS]])
    counted_at = moment(phase.ends_on + timedelta(days=4), 3)
    closing.close(ballot, parts[:2], by=administrator, confirmed_by=cast.supervisor, now=counted_at)
    erase_due(timezone.now())  # years ago as it is, nothing personal of it is kept


def _cast(ballot, voters):
    """What `verbs.cast` does for each of `voters`, for all of them at once."""
    known = random.Random(2020)  # noqa: S311  the same sample each time
    questions = list(questions_of(ballot))
    key = bytes.fromhex(ballot.public_key)
    slots = known.sample(list(ballot.slots.all()), len(voters))
    for slot in slots:
        places = [_choice(known, question) for question in questions]
        slot.sealed, slot.is_filled = sealing.seal(places, key, ballot.questions_digest), True
    Slot.objects.bulk_update(slots, ["sealed", "is_filled"])
    Code.objects.filter(ballot=ballot, representative__in=voters).update(is_used=True)


def _choice(known, question):
    places = range(1, len(question.options.all()) + 1)
    return known.choices([*places, sealing.BLANK], SATISFIED)[0]


def _running(campaign, cast, administrator, now):
    phase = campaign.phases.filter(kind=Phase.Kind.RATE).latest("ends_on")
    opened_at = min(moment(phase.starts_on - timedelta(days=3), 2), now)
    if not Representative.objects.of(campaign).active().exists():
        _enter(campaign, FEW, by=cast.triage, now=opened_at)
    ballot, parts = _opened(campaign, administrator, opened_at)
    issued = verbs.issue(ballot, by=cast.triage)
    told = [codes.grouped(code) for _representative, code in issued[:PRINTED]]
    return [
        f"Codes to vote with in the running ballot (示例): {'   '.join(told)}",
        *(f"A part of its private key (示例): {part}" for part in parts[:2]),
    ]


def _enter(campaign, count, *, by, now):
    contact = f"representative-{campaign.year}-%03d@example.org"
    rows = [
        {"name": f"示例市民{place:03}", "contact": contact % place, "district": None} for place in range(1, count + 1)
    ]
    representatives.enter(campaign, rows, by=by, now=now)


def _opened(campaign, administrator, now):
    ballot = verbs.draft(campaign)
    private, public = sealing.new_key()
    Ballot.objects.filter(pk=ballot.pk).update(public_key=public.hex(), key_parts_seen=True)
    parts = [parts_of_key.written(part) for part in parts_of_key.split(private, public)]
    return verbs.open_ballot(ballot, by=administrator, now=now), parts
