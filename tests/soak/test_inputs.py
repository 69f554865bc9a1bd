"""Thousands of inputs that nobody means to send, over every address, as every role: no 500, nothing stored damaged.

`make test` sends a few hundred, `make soak` twenty thousand on each database and says which cost the most: how long the
thread worked on it, against an ordinary request.
"""

import os
import random
import traceback
from collections import Counter
from statistics import median

import pytest
from django.core.signals import got_request_exception
from django.test import Client
from zeal import zeal_ignore

from feedback.management.commands.check_counts import differences
from feedback.models import Draft, Event, Suggestion
from feedback.rules.workflow import Stage
from portal.reading.text import cleaned
from tests import factories
from tests.journeys.pages import make_portal
from tests.soak import addresses, mutations
from tests.soak.pages import forms
from tests.soak.visitor import Visitor

INPUTS = int(os.environ.get("SOAK_INPUTS", 400))
IS_SOAK = "SOAK_INPUTS" in os.environ  # only then a time is a verdict: it is of the processor, and a ratio
SLOW, MOST = 5, 20  # times an ordinary request
ORDINARY = "/suggestions/"
KEPT_FORMS = 300
CSRF = "a1b2c3d4" * 4  # the cookie of every browser here, however often it begins anew

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def with_token(luck, sent):
    """The fields with the token that belongs to the cookie; now and then with whatever they have."""
    others = [(name, text) for name, text in sent if name != "csrfmiddlewaretoken"]
    return sent if luck.random() < 0.03 else [*others, ("csrfmiddlewaretoken", CSRF)]


def make_visitors():
    """Functions that give each role anew: it may have signed out, sent its draft or ended its look-up."""
    portal = make_portal()
    office = factories.office()
    administrator = factories.make_user(username="soak-administrator", roles=[factories.Role.ADMINISTRATOR])
    root = factories.make_user(username="soak-root", is_superuser=True)
    staff = {
        "triage": office.triage_officer, "handler": office.handler, "reviewer": office.reviewer,
        "supervisor": office.supervisor, "administrator": administrator, "superuser": root,
    }  # fmt: skip
    citizens = ["", "writer", "beginner", "long", "asked", "declined", "merged", "repeater", "sender"]
    anew = {f"citizen {name}": (lambda name=name: dict(portal.cookies[name])) for name in citizens}
    return anew | {name: (lambda user=user: signed_in(user)) for name, user in staff.items()}


@pytest.fixture
def failures():
    """What a request raised and nobody caught."""
    seen = []

    def note(sender, request=None, **kwargs):
        seen.append(traceback.format_exc(limit=-4))

    got_request_exception.connect(note)
    yield seen
    got_request_exception.disconnect(note)


def one_input(luck, visitor, names, pool):
    """Send one: a page looked at, or one of the forms seen so far, sent now, perhaps long after it was read."""
    client = f"10.{luck.randrange(256)}.{luck.randrange(256)}.{luck.randrange(256)}"
    headers = {}
    if luck.random() < 0.1:
        header = luck.choice([*mutations.HEADERS])
        headers[header] = luck.choice(mutations.HEADERS[header]).encode().decode("latin-1")
    if pool and luck.random() < 0.55:
        form = luck.choice(pool)
        content_type, body = mutations.body(luck, with_token(luck, mutations.fields(luck, form)))
        return visitor.ask("POST", form.address, content_type=content_type, body=body, headers=headers, client=client)
    public, desk = names
    is_at_desk = luck.random() < (0.05 if visitor.name.startswith("citizen") else 0.9)
    address = addresses.draw(luck, desk if is_at_desk else public)
    query = mutations.query(luck, ["status", "category", "after", "number", "section", "next"])
    method = luck.choice(["GET"] * 12 + ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
    whole = f"{address}?{query}" if query else address
    answer = visitor.ask(method, whole, headers=headers, client=client)
    if answer.status == 200 and answer.is_page and method == "GET":
        found = forms(answer.content.decode(), address) if not answer.headers.get("content-encoding") else []
        pool.extend(form for form in found if form.method == "post" and "logout" not in form.address)
        del pool[:-KEPT_FORMS]
    return answer


def cost(answer, ordinary):
    """How many ordinary requests it took; a slow one is asked again, for what is made or cleared away once."""
    taken = answer.cpu
    if taken > SLOW * ordinary:
        taken = min(taken, answer.again().cpu, answer.again().cpu)
    return taken / ordinary


def damage():
    """What is stored and should not be as it is."""
    wrong = [f"counts: {line}" for line in differences()]
    years = Counter(Suggestion.objects.order_by().values_list("year", flat=True))
    for year, count in years.items():
        last = Suggestion.objects.filter(year=year).order_by("-sequence").first().sequence
        wrong += [f"{last - count} numbers of {year} are missing"] if last != count else []
    for one in Suggestion.objects.all():
        texts = (one.title, one.body, one.place, one.public_title, one.public_body, one.name)
        wrong += [f"{one.number}: {text[:40]!r}" for text in texts if cleaned(text) != text]
        stage = ""
        for event in Event.objects.filter(suggestion=one).in_order():
            wrong += (
                [f"{one.number}: {event.verb} from {event.from_stage}, not {stage}"]
                if event.from_stage != stage
                else []
            )
            stage = event.to_stage
        wrong += [f"{one.number} stands at {one.stage}, its history at {stage}"] if stage != one.stage else []
        wrong += [f"{one.number} was withdrawn and is public"] if one.stage == Stage.WITHDRAWN and one.is_public else []
    wrong += [f"draft {draft.pk}" for draft in Draft.objects.all() if not isinstance(draft.filled, dict)]
    return wrong


def test_no_input_is_a_500_or_damages_what_is_stored(failures, capsys, settings):
    luck = random.Random(20261126)
    names = addresses.all_names()
    with zeal_ignore():
        fresh = make_visitors()
        everybody = {name: Visitor(name, cookies() | {"csrftoken": CSRF}) for name, cookies in fresh.items()}
        ordinary = median(Visitor("reader").ask("GET", ORDINARY).cpu for _ in range(30))
        pools, seen, costs = {name: [] for name in everybody}, Counter(), []
        for _number in range(INPUTS):
            name = luck.choice([*everybody])
            answer = one_input(luck, everybody[name], names, pools[name])
            seen[answer.status] += 1
            costs.append((cost(answer, ordinary), name, answer.asked))
            if answer.status == 500:
                failures.append(f"{name}: {answer.asked}")
            if luck.random() < 0.03:
                everybody[name].cookies = fresh[name]() | {"csrftoken": CSRF}
        wrong = damage()
    slowest = sorted(costs, reverse=True)[:8]
    with capsys.disabled():
        print(f"\n{INPUTS} inputs: {dict(sorted(seen.items()))}; the slowest, times an ordinary request:")  # noqa: T201
        print("\n".join(f"  {ratio:.1f} {name}: {asked}" for ratio, name, asked in slowest))  # noqa: T201
    assert (failures, wrong) == ([], [])
    assert not IS_SOAK or slowest[0][0] <= MOST
