"""A draw as it is published, made by the rules alone."""

from feedback.draws import check, lotteries, quotas, vrs

SECRET, LENGTH = b"a secret that nobody knows" * 2, 5
NUMBERS = [[3, 8, 11, 20, 27, 33, 9], [7, 0, 0, 3, 9]]
KINDS = [lotteries.Kind("雙色球", 6, 1, 33, True, 1, 16), lotteries.Kind("排列5", 5, 0, 9, False)]
CELLS = {
    f"{number}-482-915": {"district": ("shinan", "laoshan")[number % 2], "age_band": ("18-29", "60+")[number % 4 // 2]}
    for number in range(100, 124)
}


def announcement():
    asked = {"district": {"shinan": 3}, "age_band": {"18-29": 2, "60+": 4}}
    pool, seats = quotas.merged(*quotas.with_the_rest(CELLS, asked, 6))
    return {
        "campaign": "sanmin-2020", "attempt": 1, "announced_at": "2020-11-20T15:00:00+08:00", "seats": 6,
        "quotas": seats, "pool": pool, "encoding": lotteries.ENCODING, "chain_length": LENGTH,
        "commitment": vrs.commitment(SECRET, LENGTH).hex(),
        "lotteries": [
            kind._asdict() | {"issue": f"202011{place}", "drawn_on": f"2020-11-2{place}"}
            for place, kind in enumerate(KINDS, 5)
        ],
    }  # fmt: skip


def drawn(*, is_over=False, **changed):
    """With two selections: for all seats, and for that of the first, while the last in the pool is not to be had."""
    told = announcement() | changed
    first = _turn(told, 1)
    second = _turn(told, 2, leaves=first["chosen"][0], taken=first["chosen"])
    digest = check.digest(check.canonical(told))
    first["seal"] = check.sealed(digest, first)
    second["seal"] = check.sealed(first["seal"], second)
    return {
        "state": "drawn", "announcement": told, "digest": digest, "seal": second["seal"],
        "entries": [{"at": "2020-11-27T09:00:00+08:00", "numbers": NUMBERS}] * 2, "numbers": NUMBERS,
        "turns": [first, second], "aborted": None, "secret": SECRET.hex() if is_over else "",
    }  # fmt: skip


def _turn(told, number, leaves="", taken=()):
    code = vrs.code(SECRET, LENGTH, number)
    out = [next(label for label in sorted(told["pool"], reverse=True) if label not in taken)] if leaves else []
    order, chosen = check.selection(told, lotteries.encoded(NUMBERS), code, leaves, {*taken, *out})
    return {
        "number": number, "at": "2020-11-27T09:10:00+08:00", "code": code.hex(), "leaves": leaves,
        "why": "resigned" if leaves else "", "out": out, "order": order, "chosen": chosen,
    }  # fmt: skip
