"""The rules of the checking page in a browser: hashes and signatures of its own, against what others make of them."""

import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.ledger.checking import known_keys
from tests.journeys.checker import ADDRESS, LACKS, lacking, run
from tests.portal.ledger.evidence import Evidence

ORDER = 2**252 + 27742317777372353535851937790883648493
P = 2**255 - 19
# RFC 8032, section 7.1: seed, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
]
IS_SIGNATURE = "await Promise.all(argument.map((signed) => isSignature(...signed.map(fromHex))))"
IS_POINT = "argument.map((one) => pointOf(fromHex(one)) !== null)"
DIGESTS = """await Promise.all(argument.map(fromHex).map(async (text) => [
  hex(await sha256(text)), hex(await sha512(text)),
]))"""


@pytest.fixture(params=LACKS)
def rules(request, open_page, transactional_db):
    """`rules(expression, argument)`, in a browser that has everything, knows no Ed25519, or no WebCrypto at all."""
    page = open_page()
    lacking(page, request.param)
    page.goto(ADDRESS)
    return lambda expression, argument=None: run(page, expression, argument)


def test_what_is_long_is_written_too(rules):
    assert rules("base64(new Uint8Array(900_000)).length") == 1_200_000


def little(number):
    return number.to_bytes(32, "little").hex()


def test_the_signatures_of_the_rfc_are_right(rules):
    made = [Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32) for seed in range(20)]
    asked = [[key, text, by] for _seed, key, text, by in VECTORS]
    asked += [
        [key.public_key().public_bytes_raw().hex(), (b"%d" % at * at).hex(), key.sign(b"%d" % at * at).hex()]
        for at, key in enumerate(made)
    ]
    assert rules(IS_SIGNATURE, asked) == [True] * 22


def test_one_bit_more_or_less_is_wrong(rules):
    _seed, key, text, by = VECTORS[1]
    raw = bytes.fromhex(by)
    turned = [(raw[:at] + bytes([raw[at] ^ 1 << at % 8]) + raw[at + 1 :]).hex() for at in range(64)]
    asked = [[key, text, one] for one in turned]
    asked += [[key, text + "00", by], [VECTORS[0][1], text, by], [key, text, by[:-2]], [key, text, by + "00"]]
    assert rules(IS_SIGNATURE, asked) == [False] * 68


def test_what_others_let_pass_is_no_signature(rules):
    """A signature written in a second way, points that are not written as they are, and keys that sign everything."""
    _seed, key, text, by = VECTORS[1]
    s = int.from_bytes(bytes.fromhex(by[64:]), "little")
    neutral, nothing = little(1), little(0)
    asked = {
        "S and the order": [key, text, by[:64] + little(s + ORDER)],
        "R beyond the field": [neutral, text, little(P + 1) + nothing],
        "a key that signs everything": [neutral, text, neutral + nothing],
        "the same, beyond the field": [little(P + 1), text, neutral + nothing],
        "a key of order two": [little(P - 1), text, neutral + nothing],
        "a key of order four": [nothing, text, neutral + nothing],
        "a zero with a sign": [little(1 | 1 << 255), text, neutral + nothing],
        "no point": [little(2), text, by],
        "a short key": [key[:-2], text, by],
    }
    assert dict(zip(asked, rules(IS_SIGNATURE, [*asked.values()]), strict=True)) == dict.fromkeys(asked, False)


def test_a_point_is_written_in_one_way(rules):
    small = [*range(1, 19)]
    written = rules(IS_POINT, [little(y) for y in small])
    beyond = rules(IS_POINT, [little(y + P) for y in small])
    signed = rules(IS_POINT, [little(1), little(1 | 1 << 255), little(P - 1), little(P - 1 | 1 << 255), "01"])
    assert (True in written, set(beyond), signed) == (True, {False}, [True, False, True, False, False])


def test_digests_are_those_of_others(rules):
    whole = bytes(range(256)) * 2
    texts = [whole[:length] for length in (*range(20), *range(54, 66), *range(110, 130), 300, 512)]
    assert rules(DIGESTS, [text.hex() for text in texts]) == [
        [hashlib.sha256(text).hexdigest(), hashlib.sha512(text).hexdigest()] for text in texts
    ]


VERDICTS = """await Promise.all(argument[0].map(async (text) => {
  try { text = strictText(fromHex(text)); } catch { return "wrong"; }
  return verdictOf((await judged({ pieces: [withLf(text)], keys: "", own: "" }, argument[1])).lines);
}))"""


def test_a_good_file_is_whole_whatever_its_place(open_page, transactional_db):
    page = open_page()
    page.goto(ADDRESS)
    places = [(size, index) for size in (1, 2, 3, 6, 7, 8, 9) for index in range(size)]
    files = [Evidence(size=size, index=index).proof.encode().hex() for size, index in places]
    assert run(page, VERDICTS, [files, known_keys()]) == ["whole"] * len(places)


def test_no_file_with_another_byte_is_anything_but_wrong(open_page, transactional_db):
    """Each kind of place, many times: 400 files with one byte replaced, taken out or added."""
    page = open_page()
    page.goto(ADDRESS)
    good = Evidence().proof.encode()
    files = set()

    @settings(max_examples=400)
    @given(at=st.integers(0, len(good) - 1), byte=st.integers(0, 255), less=st.integers(0, 1), more=st.booleans())
    def change(at, byte, less, more):
        changed = good[:at] + bytes([byte] if more else []) + good[at + less :]
        if changed != good:
            files.add(changed.hex())

    change()
    verdicts = run(page, VERDICTS, [[*files], known_keys()])
    passed = [bytes.fromhex(file) for file, verdict in zip(files, verdicts, strict=True) if verdict != "wrong"]
    assert (passed, len(files) > 200) == ([], True)


def spare_bits(text):
    """Base64 that others read as the same bytes: the last letter before `=` has bits that stand for nothing."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    at = len(text.rstrip("=")) - 1
    return text[:at] + letters[letters.index(text[at]) + 1] + text[at + 1 :]


def respelled(text, encoded):
    return text.replace(encoded, spare_bits(encoded))


def with_extra(proof, change):
    """The file with what `change` makes of its extra."""
    line = proof.split("\n")[1]
    changed = change(base64.b64decode(line.removeprefix("extra ")).decode()).encode()
    return proof.replace(line, f"extra {base64.b64encode(changed).decode()}")


def test_nor_is_one_that_says_the_same_in_another_way(open_page, transactional_db):
    """Only line ends may be written as a letter or another system writes them."""
    page = open_page()
    page.goto(ADDRESS)
    good = Evidence().proof
    hash_, signature = good.split("\n")[3], good.split()[-1]
    said = json.loads(base64.b64decode(good.split("\n")[1][6:]))
    promised = json.dumps(said["promise"].split()[-1])[1:-1]
    others = {
        "bits of a hash": respelled(good, hash_),
        "bits of a signature": respelled(good, signature),
        "bits of the promise": with_extra(good, lambda extra: respelled(extra, promised)),
        "blanks": with_extra(good, lambda extra: extra.replace(",", ", ", 1)),
        "another order": with_extra(good, lambda extra: json.dumps(dict(reversed(json.loads(extra).items())))),
        "escapes": with_extra(good, lambda extra: extra.replace("entry", "\\u0065ntry", 1)),
        "one thing twice": with_extra(good, lambda extra: extra.replace("{", f'{{"salt":"{"0" * 64}",', 1)),
        "one thing more": with_extra(good, lambda extra: extra.replace("{", '{"a":1,', 1)),
        "a mark at its start": "\ufeff" + good,
        "a line more": good + "\n",
        "a line less": good.removesuffix("\n"),
        "a blank": good.replace("\n\n", "\n \n", 1),
        "a place with a zero": good.replace("index 5", "index 05"),
        "line ends of the oldest": good.replace("\n", "\r"),
        "line ends of a letter": good.replace("\n", "\r\n"),
    }
    verdicts = run(page, VERDICTS, [[other.encode().hex() for other in others.values()], known_keys()])
    assert dict(zip(others, verdicts, strict=True)) == dict.fromkeys(others, "wrong") | {
        "line ends of a letter": "whole"
    }


def test_nor_is_one_that_was_cut_off(open_page, transactional_db):
    page = open_page()
    page.goto(ADDRESS)
    good = Evidence().proof.encode()
    files = [good[:length].hex() for length in range(1, len(good), 29)]
    assert set(run(page, VERDICTS, [files, known_keys()])) == {"wrong"}
