"""Releasing one file and taking it back: a person does it, and is bound to what that person saw."""

import json
import logging
from functools import partial
from hashlib import sha256

from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext

from feedback.attachments.changing import doing
from feedback.attachments.drawing import make_public
from feedback.attachments.models import Attachment, Page, State
from feedback.office import staff
from feedback.rules.workflow import Refused, Stale, Verb

logger = logging.getLogger(__name__)

MOST_COVERS = 40  # on one page


def seen_of(pages):
    """The digest of what somebody sees who looks at `pages`, what is covered of them included."""
    seen = [[page.number, page.digest, page.covers] for page in pages]
    return sha256(json.dumps(seen).encode()).hexdigest()


def set_covers(attachment, covers, *, by):
    """Keep what is to be covered: {number of the page: [[left, top, width, height], …]} in its pixels.

    A page that is not named is left as it is. Nothing becomes public by it, and nothing that is public changes.
    """
    staff.check(by, Verb.RELEASE_FILE, attachment.suggestion)
    with transaction.atomic():
        held = Attachment.objects.select_for_update(no_key=True).get(pk=attachment.pk)
        _require_drawn(held)
        for page in held.pages.filter(number__in=covers):
            within = [_within(page, *one) for one in covers[page.number]]
            page.covers = [one for one in within if one][:MOST_COVERS]
            page.save(update_fields=["covers"])


def _within(page, left, top, width, height):
    """As much of a rectangle as lies on the page; None where nothing does."""
    right, bottom = min(left + width, page.width), min(top + height, page.height)
    left, top = max(left, 0), max(top, 0)
    return [left, top, right - left, bottom - top] if left < right and top < bottom else None


def release(attachment, caption, seen, *, by, now):
    """Let everybody see it, with its covers burned in, under `caption`; `seen` is what `seen_of` said to that person.

    Of a citizen's file the text is public before; what the office adds to a reply may be read with the receipt alone.
    """
    with doing(attachment, Verb.RELEASE_FILE, by=by, now=now) as event:
        _require_drawn(attachment)
        if not attachment.reply_id and not attachment.suggestion.is_public:
            raise Refused(gettext("建議的文字還沒有公開，請先公開文字，再公開附件。"))
        if not caption:
            raise Refused(gettext("請寫一句說明，告訴看不到圖的人圖上是什麼。"))
        if seen != seen_of(attachment.pages.all()):
            raise Stale()
        attachment.caption, attachment.released_at, attachment.released_by = caption, event.at, by
        attachment.save(update_fields=["caption", "released_at", "released_by"])
        event.details["seen"] = seen
        make_public.enqueue(attachment.pk)


def _require_drawn(attachment):
    if attachment.erased_at:
        raise Refused(gettext("這個附件已經銷毀。"))
    if attachment.state != State.DRAWN:
        raise Refused(gettext("這個附件還沒有檢查好，請稍後再試。"))
    if attachment.released_at:
        raise Refused(gettext("這個附件已經公開；要改遮蓋的地方，請先收回。"))


def take_back(attachment, remark, *, by, now):
    with doing(attachment, Verb.TAKE_BACK_FILE, by=by, now=now, remark=remark):
        if not attachment.released_at:
            raise Refused(gettext("這個附件沒有公開，無須收回。"))
        hide(Attachment.objects.filter(pk=attachment.pk))
        attachment.released_at = attachment.released_by = None


def hide(attachments):
    """Nobody but staff sees them any more: the rows say so at once, and the pictures go as soon as that is so.

    Called in the transaction of a verb that ends the generation of public pages.
    """
    pages = Page.objects.filter(attachment__in=attachments).exclude(public="", thumb="")
    names = [name for page in pages for name in (page.public, page.thumb)]
    pages.update(public="", thumb="")
    attachments.update(released_at=None, released_by=None)
    transaction.on_commit(partial(take_away, "released", names))


# After these the text may not be public any more.
HIDING = frozenset({Verb.TAKE_BACK, Verb.WITHDRAW, Verb.TAKE_MAIN, Verb.CORRECT_INTAKE})


def follow_the_text(events):
    """Where the text is taken back, so are the citizen's files; each is released anew by a person. What came with the
    replies goes with them to the suggestion that takes the place of a withdrawn one.
    """
    for event in events:
        if event.verb not in HIDING:
            continue
        suggestion = event.suggestion
        if not suggestion.is_public:
            hide(Attachment.objects.filter(suggestion=suggestion, reply__isnull=True).released())
        if event.verb == Verb.TAKE_MAIN:
            main = type(suggestion).objects.by_number(event.details["instead_of"])
            Attachment.objects.filter(suggestion__in=main, reply__isnull=False).update(suggestion=suggestion)


def take_away(storage, names):
    """Files that no row names; one that is gone already is as wanted, and one that stays is found as an orphan.

    It is done after the commit, with what others do then: a storage that is away undoes none of that.
    """
    for name in filter(None, names):
        try:
            storages[storage].delete(name)
        except Exception:  # whatever a storage raises
            logger.exception("The file %s/%s could not be taken away", storage, name)
