"""Check the public ledger without trusting the site: python3 check_ledger.py https://SITE/ledger VKEY [KEPT ...]

It downloads the log (C2SP tlog-tiles; a copied folder will do), verifies who signed it, computes the root and each tile
of the entries alone, demands that none is left out, and counts 收到, 辦結 and more. KEPT are files: checkpoints and
proofs, which a log continues, and promises, which it keeps. Give more keys and logs as needed. Exit status 0: well."""

import json
import os
import re
import sys
import urllib.request
from base64 import b64decode
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # pip install cryptography

PARTS = {"open": "未結", "closed": "辦結", "declined": "不予受理", "merged": "併案", "withdrawn": "撤回"}


def demand(is_so, otherwise):
    return is_so or sys.exit(f"有誤 WRONG: {otherwise}")


def read(place):
    with urllib.request.urlopen(place, timeout=60) if "://" in place else open(place, "rb") as file:  # noqa: S310  yours
        return file.read(1 << 25)


def tiles(log, level, hashes):  # of a level with so many hashes, or bundles of so many entries; some are read ahead
    places = []
    for first in range(0, hashes, 256):
        *above, last = (part.zfill(3) for part in f"{first // 256:,}".split(","))
        width = f".p/{hashes - first}" if hashes - first < 256 else ""
        places.append(f"{log}/tile/{level}/{''.join(f'x{part}/' for part in above)}{last}{width}")
    with ThreadPoolExecutor(8) as pool:
        for at in range(0, len(places), 64):
            yield from pool.map(read, places[at : at + 64])


def joined(hashes):  # the root over them, as RFC 6962 pairs them
    while len(hashes) > 1:
        pairs = [sha256(b"\1" + hashes[at] + hashes[at + 1]).digest() for at in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[2 * len(pairs) :]
    return hashes[0] if hashes else sha256(b"").digest()


def opened(note, vkeys):  # (lines of a checkpoint, which may end a proof, or of a promise; who of the keys signed)
    keys = {tuple(vkey.split("+")[:2]): b64decode(vkey.split("+", 2)[2]) for vkey in vkeys}
    text, lines = note.decode().split("\n\n")[-2:]
    said, signed = text.split("\n"), []
    for name, encoded in (line.split(" ")[1:] for line in lines.split("\n")[:-1]):
        key = keys.get((name, (raw := b64decode(encoded))[:4].hex()), b"\0")
        time = f"cosignature/v1\ntime {int.from_bytes(raw[4:12], 'big')}\n" if key[0] == 4 else ""  # of a witness
        if key[0] in (1, 4):
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(raw[12 if time else 4 :], f"{time}{text}\n".encode())
            signed.append(f"witness {name}" if time else name)
    demand(said[0] in signed, f"no key that you gave signed the checkpoint of {said[0]}")
    return said, signed


def checked(log, vkeys, kept, goes_on):  # {number: (sequence, campaign, stage, main one)} of its last entry
    (origin, size, root, *_), signed = opened(read(f"{log}/checkpoint"), vkeys)
    size, root, level, seen, last = int(size), b64decode(root), [], defaultdict(int), {}
    for bundle in tiles(log, "entries", size):
        while bundle:
            end = 2 + int.from_bytes(bundle[:2], "big")
            entry, bundle = bundle[2:end], bundle[end:]
            number, place, *stands = map(json.loads(entry).get, ("subject", "sequence", "campaign", "stage", "main"))
            demand(place > 0 and not seen[number] >> place & 1, f"{number} has two entries {place}")
            seen[number] |= 1 << place
            if re.fullmatch(r"\d{4}-\d{4,}", number) and place > last.get(number, [0])[0]:
                last[number] = place, *stands
            level.append(sha256(b"\0" + entry).digest())
    demand(len(level) == size and joined(level) == root, "the entries do not make the root that was signed")
    for number, places in seen.items():
        places //= places & -places if goes_on else 2  # in a log that follows another they begin anywhere
        demand(not places & (places + 1), f"an entry of {number} is left out")
    for file, (name, old, then, *leaf) in [*kept.items()]:
        if name == origin:  # a checkpoint: size and root
            is_so = len(level[: int(old)]) == int(old) and joined(level[: int(old)]) == b64decode(then)
            demand(is_so, f"it does not continue the {old} that you kept")
            print(f"接續 It continues the checkpoint of {kept.pop(file)[1]} that you kept.")
        elif leaf and b64decode(leaf[0]) in level:  # a promise: number, moment, hash of the leaf
            print(f"在冊 {kept.pop(file)[1]} is in the log, as was promised at {then}.")
    for height in range(8):
        for number, tile in enumerate(tiles(log, height, len(level))):
            demand(tile == b"".join(level[256 * number : 256 * number + 256]), f"tile {height}/{number} is another")
        level = [joined(level[at : at + 256]) for at in range(0, len(level) - 255, 256)]
    print(f"無誤 Well: {origin}, {size} 條 entries, 簽名 signed by {', '.join(signed)}\n樹根 root {root.hex()}")
    return last


if __name__ == "__main__":
    keys = [given for given in sys.argv[1:] if re.search(r"\+[0-9a-f]{8}\+", given)]
    files = [given for given in sys.argv[1:] if os.path.isfile(given)]
    logs, numbers, counts = [one for one in sys.argv[1:] if one not in keys + files], {}, defaultdict(Counter)
    demand(keys and logs, __doc__)
    try:
        kept = {file: opened(read(file), keys)[0] for file in files}
        for log in logs:
            numbers |= checked(log.rstrip("/"), keys, kept, goes_on=log != logs[0])
    except Exception as error:
        demand(False, f"{type(error).__name__} {error} {getattr(error, 'url', '')}".strip())
    for file, (_, old, then, *leaf) in kept.items():
        demand(not leaf, f"{old} was promised at {then} and is not in the log")
        demand(leaf, f"none of these logs is that of {file}")
    years = Counter(number[:4] for number in numbers)
    gone = [one for year in years for n in range(1, years[year] + 1) if (one := f"{year}-{n:04}") not in numbers]
    demand(not gone, f"numbers that were given out are gone: {', '.join(gone[:9])}")
    for _, campaign, stage, main in numbers.values():
        handled = "closed" in (stage, stage == "merged" and numbers.get(main, [""] * 3)[2])
        for of in (counts[campaign], counts["全部 all"]):
            of.update([stage if stage in PARTS else "open", *["handled"] * handled])
    for campaign, of in sorted(counts.items()):
        handled, valid = of.pop("handled", 0), of["open"] + of["closed"] + of["merged"]
        print(f"{campaign}: 收到 received {of.total()} =", " + ".join(f"{PARTS[one]} {one} {of[one]}" for one in PARTS))
        rate = f"{handled * 1000 // valid / 10:g}%" if valid else "—"
        print(f"    有效 valid {valid}, 已辦結 handled {handled}, 辦結率 rate {rate}")
