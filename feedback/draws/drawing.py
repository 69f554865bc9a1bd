"""After the lotteries: two people type the numbers, and with the second the draw is made, once.

Nobody chooses the moment between knowing the numbers and drawing: the entry that agrees with another person's draws.
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.draws import check, ledger, lotteries, seating, vrs
from feedback.draws.announcing import held
from feedback.draws.models import Entry, Selection
from feedback.draws.published import seal_of, turn
from feedback.draws.rules import State, Why
from feedback.rules.phases import day_told
from feedback.rules.workflow import Refused
from portal.accounts.records import record


def enter_numbers(draw, numbers, *, by, now):
    """Keep what `by` typed, a list of numbers for each lottery; returns whether it agreed with another person's.

    Every entry is kept, and shown once the draw is made. Of each person the last entry counts. Once two
    people agree the draw is made, and nothing more is taken.
    """
    with held(draw.campaign):
        draw.refresh_from_db()
        _require_time(draw, now)
        _require_possible(draw, numbers)
        last = {each.by_id: each.numbers for each in draw.entries.order_by("pk")}
        Entry(draw=draw, by=by, at=now, numbers=numbers).save()
        record(by, _("錄入開獎號碼：%(draw)s"), about=draw, draw=draw)
        if numbers not in [typed for person, typed in last.items() if person != by.pk]:
            return False
        _draw(draw, numbers, now)
    return True


def _require_time(draw, now):
    if draw.state == State.PREPARED:
        raise Refused(gettext("這次抽取還沒有公告。"))
    if draw.state != State.ANNOUNCED:
        raise Refused(gettext("這次抽取%(state)s，號碼不能再錄入。") % {"state": draw.get_state_display()})
    last = date.fromisoformat(draw.last_day)
    if timezone.localdate(now) <= last:
        raise Refused(gettext("開獎號碼從%(day)s的第二天起錄入。") % {"day": day_told(last)})


def _require_possible(draw, numbers):
    kinds = draw.kinds
    if len(numbers) != len(kinds):
        raise Refused(gettext("請錄入每一次開獎的號碼。"))
    for kind, typed in zip(kinds, numbers, strict=True):
        try:
            is_possible = lotteries.read(kind, " ".join(map(str, typed))) == typed
        except ValueError:
            is_possible = False
        if not is_possible:
            raise Refused(gettext("「%(lottery)s」開不出這樣的號碼，請核對。") % {"lottery": kind.name})


def _draw(draw, numbers, now):
    """The first selection is among all that were announced; who is not to be had any more is followed at once."""
    draw.numbers, draw.state, draw.drawn_at = numbers, State.DRAWN, now
    draw.save()
    chosen = select(draw, now=now).chosen
    free = seating.available(draw.campaign)
    for label in [each for each in chosen if each not in free]:
        if draw.selections.count() + 1 == draw.told["chain_length"] or not free - _taken(draw):
            break  # the seat stays empty; the page says so
        chosen = [*chosen, *select(draw, leaves=label, why=Why.GONE, now=now).chosen]
    seating.seat(draw.campaign, [label for label in chosen if label in free], now)


def select(draw, *, leaves="", why="", now):
    """One selection with the next code, for all seats or for the one that `leaves` leaves; returns it.

    Raises `Refused` when the codes are used up or nobody is left who could follow.
    """
    told, number = draw.told, draw.selections.count() + 1
    if number >= told["chain_length"]:
        raise Refused(gettext("公告的 %(count)s 個一次性代碼已經用完，不能再抽候補。") % {"count": number - 1})
    code = vrs.code(bytes.fromhex(draw.secret), told["chain_length"], number)
    taken = _taken(draw)
    out = sorted({*told["pool"]} - taken - seating.available(draw.campaign)) if leaves else []
    order, chosen = check.selection(told, lotteries.encoded(draw.numbers), code, leaves, {*taken, *out})
    if not chosen:
        raise Refused(gettext("已經沒有可以接替的人。"))
    selection = Selection(
        draw=draw, number=number, code=code.hex(), leaves=leaves, why=why, out=out, order=order, chosen=chosen, at=now
    )
    selection.seal = check.sealed(seal_of(draw), turn(selection))
    selection.save()
    ledger.SELECTED.write(selection, now)
    return selection


def _taken(draw):
    """Who was drawn in any selection, whether they serve or not."""
    return {label for chosen in draw.selections.values_list("chosen", flat=True) for label in chosen}
