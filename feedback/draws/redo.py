import hashlib, hmac, json, sys

draw = json.load(open(sys.argv[1], encoding="utf-8"))
told, taken = draw["announcement"], []
text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
assert hashlib.sha256(text.encode()).hexdigest() == draw["digest"], "another announcement"
numbers = "".join("".join(f"{n}." for n in each) + "/" for each in draw["numbers"])
last, pool = bytes.fromhex(told["commitment"]), told["pool"]
for turn in draw["turns"]:
    code = bytes.fromhex(turn["code"])
    assert hashlib.sha256(code).digest() == last, "another code"
    last, key, seats, left, got = code, hmac.digest(code, numbers.encode(), "sha256"), told["seats"], told["quotas"], []
    if turn["leaves"]:
        seats, left = 1, {name: {group: 1} for name, group in pool[turn["leaves"]].items()}
    order = sorted(pool, key=lambda label: hmac.digest(key, label.encode() + b"\1", "sha256"))
    for by_quota in (True, False):
        for label in order:
            free = all(left[name].get(group, 0) > 0 for name, group in pool[label].items())
            if len(got) < seats and label not in got + taken + turn["out"] and (free or not by_quota):
                got.append(label)
                for name, group in pool[label].items():
                    left[name][group] = left[name].get(group, 0) - 1
    assert got == turn["chosen"], f"another result in selection {turn['number']}"
    taken += got
    print(turn["number"], *got)
