"""What a receipt says of the ledger: at once a promise, on paper a second code, later the proof."""

from urllib.parse import quote

import segno

from portal.ledger import promises, proving

MASK = 4  # any of the eight can be read; drawing them all to choose is most of the work


def promise_shown(entry):
    """The promise as a text to copy, and in an address that a browser saves as a file: no server is asked for it."""
    promise = promises.promise_of(entry)
    return {"entry": entry, "promise": promise, "file": f"data:text/plain;charset=utf-8,{quote(promise)}"}


def paper_of(entry, origin):
    """The second code: plain text, never the secret; and the name and id of the key that promises.

    Nothing where the salt was erased with the words: a code without it would check none.
    """
    if not entry.salt:
        return {}
    key = promises.key_of(origin)
    code = segno.make(promises.on_paper(entry), error="m", micro=False, mask=MASK)
    return {"ledger_qr": code.svg_data_uri(border=2, omitsize=True), "key_name": key.name, "key_id": key.id.hex()}


def standing_of(entry, now):
    """Whether the proof is there, is awaited, or is missing though it was promised."""
    has_proof = proving.has_proof(entry)
    is_broken = not has_proof and proving.is_broken(entry, now)
    standing = {"entry": entry, "has_proof": has_proof, "is_broken": is_broken}
    return standing if has_proof else standing | promise_shown(entry)
