"""The last checkpoint that was signed, kept outside the database: a database put back from a copy forks no log.

The file is there before the first log is, with a checkpoint of size 0, and it only ever goes forward. So a database
that has a log and no such file is a copy of another one's, and a file that is ahead says that the database is old.
"""

import os

from django.conf import settings
from django.utils.translation import gettext

from portal.ledger import keys, stored
from portal.ledger.models import Checkpoint, Log
from portal.tlog import checkpoints, notes
from portal.tlog.notes import Untrusted
from portal.tlog.tree import EMPTY_ROOT


class Refused(Exception):
    """Nothing is signed: the sentence says why, and what to do."""


def read():
    """The note that is kept, empty where there is none."""
    try:
        return settings.LEDGER_STATE.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error) from error


def write(note):
    """Keep a note, whole or not at all, on the disk; whoever calls holds the row of the log."""
    path = settings.LEDGER_STATE
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the new name is on the disk as well
    finally:
        os.close(folder)


def begin(origin):
    """Keep that a log under `origin` begins; before that is committed, by whoever made its row."""
    write(notes.signed(checkpoints.Checkpoint(origin, 0, EMPTY_ROOT).text, *keys.signers(origin)))


def kept(origin):
    """The `checkpoints.Checkpoint` that is kept, None where there is none; raises `Refused` where it is not ours."""
    note = read()
    if not note:
        return None
    try:
        return checkpoints.opened(note, keys.known(origin), origin)
    except Untrusted as error:
        raise _unreadable(error) from error


def require_new(origin):
    """Raise `Refused` where a log was signed already that the database does not know."""
    last = kept(origin)
    if last and last.size:
        raise Refused(gettext("帳本的簽署記錄還在，數據庫裡卻沒有帳本。請先恢復數據庫，或者運行 recover_ledger。"))


def require_consistent(log):
    """Raise `Refused` unless the tree of the database continues what was signed last."""
    last = kept(log.origin)  # before the database is asked: what is signed meanwhile is there before it is kept
    if not last:
        raise Refused(
            gettext(
                "數據庫裡有帳本，卻沒有簽署記錄：這可能是一份複製的數據庫，所以不簽署。"
                "如果就是原來的網站，請運行 recover_ledger。"
            )
        )
    newest = Checkpoint.objects.of(log).newest()
    size = newest.size if newest else 0
    if last.size > size or last.root != stored.tree(log, last.size).root:
        raise Refused(
            gettext("數據庫裡的帳本比簽署過的舊，或者不是同一份。網站照常使用，帳本暫停簽署。請運行 recover_ledger。")
        )


def trouble():
    """Why nothing is signed, empty while all is well."""
    try:
        if log := Log.objects.newest():
            require_consistent(log)
        else:
            require_new(settings.LEDGER_ORIGIN)
    except Refused as refused:
        return str(refused)
    return ""


def _unreadable(error):
    return Refused(gettext("帳本的簽署記錄讀不出來：%(why)s") % {"why": error})
