"""What is watched of the log: each function gives a sentence for the desk, empty while all is well."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from portal.ledger import guards, sequencing, state
from portal.ledger.models import Checkpoint, Log

PENDING = timedelta(minutes=10)
CHECKPOINT = timedelta(hours=26)


def refused():
    return state.trouble()


def other_origin():
    """The origin is fixed at the first signature, whatever the settings say later."""
    first = Log.objects.order_by("number").first()
    if not first or first.origin == settings.LEDGER_ORIGIN:
        return ""
    return gettext(
        "設置中的帳本名稱（%(set)s）與首次簽署時的（%(kept)s）不同。帳本沿用原來的名稱；請把 LEDGER_ORIGIN 改回去。"
    ) % {"set": settings.LEDGER_ORIGIN, "kept": first.origin}


def late():
    """What waits for its place, or has one in a tree that could not be shown."""
    now = timezone.now()
    waiting = sequencing.pending(everywhere=False).filter(written_at__lt=now - PENDING)
    if waiting.exists() or Checkpoint.objects.unpublished().filter(signed_at__lt=now - PENDING).exists():
        return gettext("有記錄等了十多分鐘還沒有載入帳本。請告知系統管理員。")
    newest = Checkpoint.objects.published().newest()
    if newest and now - newest.signed_at > CHECKPOINT:
        return gettext("帳本已有一天多沒有簽署新的檢查點。請告知系統管理員。")
    return ""


def missing_guards():
    missing = guards.missing()
    if not missing:
        return ""
    return gettext("數據庫缺少防止改動記錄的觸發器：%(names)s。請運行 manage.py migrate。") % {
        "names": "、".join(missing)
    }
