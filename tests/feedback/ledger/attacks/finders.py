"""Who may find that something was changed, each with what they keep and with the tools they have; never our word.

`found` gives {who: what they are told} of those who find something.
"""

import json
from hashlib import sha256
from io import StringIO

from django.core.management import call_command

from portal.ledger import promises, proving, witnesses
from portal.ledger.keys import receipt_signers, signers
from portal.ledger.models import Checkpoint, Entry
from tests.portal.ledger import folders
from tests.portal.ledger.test_check_ledger import run

ORIGIN = "localhost/ledger"


def keys(*more):
    """The public keys as somebody wrote them down when they got their receipt."""
    return [signers(ORIGIN)[0].key.vkey, receipt_signers(ORIGIN)[0].key.vkey, *more]


class Keeper:
    """Somebody who keeps a file, and runs the printed program on the log as it is shown to them."""

    def __init__(self, file, text):
        self.file = file
        file.write_text(text, encoding="utf-8")

    def told(self, log):
        """What the program says last where it finds something."""
        status, said = run(log, *keys(), self.file)
        return said.splitlines()[-1] if status else ""


def promised(folder, number):
    """Who has the promise of the receipt of a number, from the moment on at which it was filed."""
    return Keeper(folder / f"{number}.promise", promises.promise_of(Entry.objects.of(number).first()))


def proved(folder, number):
    return Keeper(folder / f"{number}.tlog-proof", proving.proof_of(Entry.objects.of(number).first()))


def kept(folder, checkpoint):
    return Keeper(folder / f"{checkpoint.size}.checkpoint", checkpoint.note)


class Witnessing:
    """An institution that cosigns; it is asked about what the site shows now."""

    def __init__(self, told):
        self.witness = told

    def told(self, log):
        newest = Checkpoint.objects.newest()
        try:
            witnesses.cosign(self.witness, newest, newest.signed_at)
        except witnesses.Disagreeing as disagreeing:
            return str(disagreeing)
        return ""


class Reading:
    """Somebody who opens with the public openings what the entries of a number commit to."""

    def __init__(self, client, number):
        self.client, self.number = client, number

    def told(self, log):
        for entry in Entry.objects.of(self.number):
            answer = self.client.get(f"/ledger/openings/{self.number}/{entry.sequence}.json")
            if answer.status_code == 200:
                said = json.loads(answer.content)
                opened = sha256(bytes.fromhex(said["salt"]) + said["opening"].encode()).hexdigest()
                if opened != json.loads(said["entry"])["commitment"]:
                    return f"entry {entry.sequence} commits to something else"
        return ""


class Verifying:
    """The office itself, where it is not the one who did it: `manage.py verify_ledger`."""

    def told(self, log):
        out = StringIO()
        try:
            call_command("verify_ledger", stdout=out, stderr=StringIO())
        except SystemExit:
            return out.getvalue().splitlines()[0]
        return ""


def found(finders, folder, client):
    """{who: what they are told} of those who find something in what the site shows now."""
    folders.download(folder, client)
    told = {who: finder.told(folder) for who, finder in finders.items()}
    return {who: sentence for who, sentence in told.items() if sentence}
