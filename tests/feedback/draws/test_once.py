"""No step can be repeated until it pleases, by verbs, by rows, or by the database itself."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from feedback.draws import announcing, drawing, proposing
from feedback.draws.models import Draw, Entry, Selection
from feedback.draws.published import published
from feedback.draws.rules import Why
from feedback.representatives import verbs as representatives
from feedback.representatives.models import Application, Quota, Terms
from feedback.representatives.rules import Reason
from feedback.representatives.rules import State as Applied
from feedback.rules.workflow import Refused
from tests.factories import at
from tests.feedback.draws import rounds
from tests.feedback.draws.rounds import ANNOUNCED, DRAWN, LATER, NUMBERS, PREPARED

pytestmark = pytest.mark.django_db
OTHER_NUMBERS = [[4, 8, 11, 20, 27, 33, 9], *NUMBERS[1:]]


@pytest.fixture
def by():
    return rounds.staff()


def prepare_again(draw, by):
    announcing.prepare(draw.campaign, rounds.lots(date(2020, 12, 3)), by=by[0], now=draw.drawn_at or PREPARED)


def announce_again(draw, by):
    announcing.announce(draw, by=by[1], now=ANNOUNCED)


def enter_other_numbers(draw, by):
    drawing.enter_numbers(draw, OTHER_NUMBERS, by=by[0], now=DRAWN)


def follow_one_who_left_already(draw, by):
    label = draw.selections.get(number=1).chosen[0]
    proposing.propose_substitute(draw, label, why=Why.RESIGNED, by=by[0], now=LATER)


def confirm_again(draw, by):
    proposing.confirm(draw.proposals.last(), by=by[1], now=LATER)


def abort_again(draw, by):
    proposing.propose_abort(draw, reason="再來一次。", by=by[0], now=LATER)


def announced(by):
    return rounds.announced(rounds.make_round(), by)


def drawn(by):
    return rounds.drawn(rounds.make_round(), by)


def followed(by):
    draw = drawn(by)
    label = draw.selections.get().chosen[0]
    proposal = proposing.propose_substitute(draw, label, why=Why.RESIGNED, by=by[0], now=LATER)
    proposing.confirm(proposal, by=by[1], now=LATER)
    return draw


def aborted(by):
    return rounds.aborted(drawn(by), by)


@pytest.mark.parametrize(
    ("state", "again"),
    [
        (announced, prepare_again),
        (announced, announce_again),
        (drawn, prepare_again),
        (drawn, announce_again),
        (drawn, enter_other_numbers),
        (followed, follow_one_who_left_already),
        (followed, confirm_again),
        (aborted, announce_again),
        (aborted, enter_other_numbers),
        (aborted, confirm_again),
        (aborted, abort_again),
        (aborted, follow_one_who_left_already),
    ],
)
def test_no_verb_does_again_what_was_done(by, state, again):
    draw = state(by)
    before = published(draw)
    with pytest.raises(Refused):
        again(draw, by)
    draw.refresh_from_db()
    assert published(draw) == before


def test_whoever_applies_withdraws_or_gets_a_quota_afterwards_changes_nothing_that_was_announced(by):
    draw = announced(by)
    before = published(draw)
    Application.objects.filter(label="100-482-915").update(state=Applied.WITHDRAWN)
    Quota.objects.create(terms=Terms.objects.get(), dimension="district", value="laoshan", seats=1)
    Terms.objects.update(seats=1, substitutes=0)
    for person in by:
        drawing.enter_numbers(draw, NUMBERS, by=person, now=DRAWN)
    assert published(draw)["announcement"] == before["announcement"]
    assert len(draw.selections.get(number=1).chosen) == 3


def test_nobody_alone_takes_a_candidate_out_once_the_list_is_announced(by):
    campaign = rounds.make_round()
    one, other = Application.objects.filter(label__in=["100-482-915", "101-482-915"]).order_by("label")
    representatives.check(one, Reason.AGE, by=by[0], now=PREPARED)
    rounds.announced(campaign, by)
    for application, reason in ((other, Reason.AGE), (one, "")):
        with pytest.raises(Refused, match="名單已經公告"):
            representatives.check(application, reason, by=by[0], now=DRAWN)
    states = Application.objects.filter(pk__in=[one.pk, other.pk]).order_by("label").values_list("state", flat=True)
    assert [*states] == [Applied.INELIGIBLE, Applied.ELIGIBLE]


def test_a_result_is_taken_back_once_at_most(by):
    """Two people who abort and draw until they like the result come to the second one."""
    first = aborted(by)
    again, last_day = LATER + timedelta(hours=1), date(2020, 12, 5)
    draw = announcing.prepare(first.campaign, rounds.lots(last_day), by=by[0], now=again)
    announcing.announce(draw, by=by[1], now=again)
    for person in by:
        drawing.enter_numbers(draw, OTHER_NUMBERS, by=person, now=at("2020-12-06 09:00"))
    before = published(draw)
    with pytest.raises(Refused, match="不能再中止"):
        proposing.propose_abort(draw, reason="再來一次。", by=by[0], now=at("2020-12-06 10:00"))
    assert published(draw) == before


@pytest.mark.parametrize("rows", [Entry.objects, Selection.objects, Draw.objects])
def test_rows_are_neither_changed_nor_deleted(by, rows):
    followed(by)
    row = rows.first()
    tries = [rows.all().delete, row.delete, lambda: rows.update(pk=5)]
    tries += [] if isinstance(row, Draw) else [row.save]
    for attempt in tries:
        with pytest.raises(Refused):
            attempt()
    assert rows.filter(pk=row.pk).exists()


BEHIND_THE_MODELS = [
    "UPDATE draws_draw SET announcement = announcement || ' '",
    "UPDATE draws_draw SET digest = '0'",
    "UPDATE draws_draw SET announced_at = CURRENT_TIMESTAMP",
    "UPDATE draws_draw SET attempt = 2",
    "UPDATE draws_draw SET state = 'announced'",
    "UPDATE draws_draw SET state = 'prepared'",
    "UPDATE draws_draw SET numbers = '[]'",
    "UPDATE draws_draw SET drawn_at = NULL",
    "UPDATE draws_selection SET chosen = '[]'",
    "UPDATE draws_selection SET number = number + 5",
    "UPDATE draws_entry SET numbers = '[]'",
]
DELETED = ["DELETE FROM draws_selection", "DELETE FROM draws_entry", "DELETE FROM draws_draw"]


def _refused(sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("sql", BEHIND_THE_MODELS)
def test_the_database_refuses_to_change_what_was_drawn(by, sql):
    before = published(followed(by))
    _refused(sql)
    assert published(Draw.objects.get()) == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="On SQLite test databases are emptied by DELETE.")
@pytest.mark.parametrize("sql", DELETED)
def test_the_database_refuses_to_delete_what_was_drawn(by, sql):
    draw = followed(by)
    draw.proposals.all().delete()
    draw.sources.all().delete()
    _refused(sql)


def test_the_database_refuses_to_bring_an_aborted_draw_back(by):
    aborted(by)
    _refused("UPDATE draws_draw SET state = 'drawn', aborted_at = NULL, abort_reason = ''")


def test_the_database_takes_one_draw_at_a_time_and_no_announcement_by_one_person(by):
    draw = drawn(by)
    for fields in ({"attempt": 1}, {"attempt": 2}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Draw(campaign=draw.campaign, prepared_by=by[0], prepared_at=PREPARED, **fields).save()
    alone = {"prepared_by": by[0], "announced_by": by[0], "prepared_at": PREPARED, "announced_at": timezone.now()}
    draw = Draw(campaign=rounds.make_round(slug="next", year=2021), state="announced", announcement="{}", digest="0")
    draw.secret = "0"
    for name, value in alone.items():
        setattr(draw, name, value)
    with pytest.raises(DatabaseError, match="second_person"), transaction.atomic():
        draw.save()


def test_no_code_serves_twice(by):
    draw = followed(by)
    used = draw.selections.get(number=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Selection(
            draw=draw, number=3, code=used.code, leaves="x", why=Why.RESIGNED, order=[], chosen=[], at=LATER
        ).save()
