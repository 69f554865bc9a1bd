"""Whether what is published of a draw agrees with itself, and with the digest that somebody wrote down before it."""

import hashlib
import json

from feedback.draws import lotteries, quotas, vrs

SPLIT = (",", ":")


def canonical(announcement):
    """The text of an announcement of which the digest is made: JSON with sorted names and no spaces."""
    return json.dumps(announcement, ensure_ascii=False, sort_keys=True, separators=SPLIT)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(before, turn):
    """The seal of a selection: the digest of all that is published of it, and of the seal or digest before it."""
    return digest(before + canonical({name: value for name, value in turn.items() if name != "seal"}))


def faults(draw, noted=""):
    """What does not agree in a published `draw`, as sentences; none when all does.

    `noted` is the digest of the announcement, or the seal of a selection, as somebody noted it at the time: without
    it, a draw that was replaced together with everything that follows from it would be found by nobody.
    """
    try:
        found = list(_announced(draw, noted))
        return found or list(_drawn(draw))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [f"This is no draw as the portal publishes it: {error!r}."]


def _announced(draw, noted):
    told = draw["announcement"]
    if digest(canonical(told)) != draw["digest"]:
        yield "The announcement is not the one that its digest was made of."
    if noted and noted.lower() not in [draw["digest"], *(turn["seal"] for turn in draw["turns"])]:
        yield "Neither the announcement nor a selection has the digest that you noted."
    for name, groups in told["quotas"].items():
        if sum(groups.values()) != told["seats"]:
            yield f"The quotas by {name} do not come to {told['seats']} seats."
    if draw["numbers"] and len(draw["numbers"]) != len(told["lotteries"]):
        yield "There are not the numbers of each lottery."
    for lottery, numbers in zip(told["lotteries"], draw["numbers"], strict=False):
        if not _can_draw(lottery, numbers):
            yield f"{lottery['name']} cannot have drawn {numbers}."
    if (
        draw["secret"]
        and vrs.commitment(bytes.fromhex(draw["secret"]), told["chain_length"]).hex() != told["commitment"]
    ):
        yield "The secret that was revealed is not the one that was committed to."
    if draw["numbers"] and [entry["numbers"] for entry in draw["entries"]].count(draw["numbers"]) < 2:
        yield "The numbers are not those that two people typed."
    if draw["turns"] and not draw["numbers"]:
        yield "Somebody was drawn without numbers."


def _can_draw(lottery, numbers):
    kind = lotteries.Kind(**{name: lottery[name] for name in lotteries.Kind._fields})
    try:
        return lotteries.read(kind, " ".join(map(str, numbers))) == numbers
    except ValueError:
        return False


def _drawn(draw):
    told = draw["announcement"]
    last, taken = bytes.fromhex(told["commitment"]), []
    seal, randomness = draw["digest"], lotteries.encoded(draw["numbers"])
    for place, turn in enumerate(draw["turns"], 1):
        code = bytes.fromhex(turn["code"])
        if not vrs.follows(code, last) or turn["number"] != place or place >= told["chain_length"]:
            yield f"Selection {place}: its code is not the next one of the chain."
        if (place == 1) != (not turn["leaves"]) or (place == 1 and turn["out"]):
            yield f"Selection {place}: the first is among all, each later one is for a seat that somebody left."
        if turn["leaves"] and turn["leaves"] not in taken:
            yield f"Selection {place}: {turn['leaves']} had no seat to leave."
        found = selection(told, randomness, code, turn["leaves"], {*taken, *turn["out"]})
        if found != (turn["order"], turn["chosen"]):
            yield f"Selection {place}: the order or the result is another one."
        seal = sealed(seal, turn)
        if seal != turn["seal"]:
            yield f"Selection {place}: something else was published of it."
        last, taken = code, [*taken, *turn["chosen"]]
    if draw["seal"] != seal:
        yield "Selections are missing, or there are more than were published."


def selection(told, randomness, code, leaves="", without=()):
    """(order, chosen) of one selection among the announced pool, for all seats or for the one that `leaves` leaves.

    The order is [label, position] as published: whole for the first selection, else down to the one who was chosen.
    """
    pool = told["pool"]
    order = [list(each) for each in vrs.order(code, randomness, {*pool} - {*without})]
    for each in order:
        each[1] = each[1][: vrs.SHOWN]
    labels = [label for label, _position in order]
    if not leaves:
        return order, quotas.fill(labels, pool, told["quotas"], told["seats"])
    chosen = quotas.fill(labels, pool, quotas.of_successor(pool[leaves]), 1)
    return order[: labels.index(chosen[0]) + 1] if chosen else order, chosen
