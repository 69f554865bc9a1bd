"""One act on many suggestions: each by itself, in its own transaction, with what was refused and why.

What came of one is written down in the transaction that did it. Whoever takes the work up again, a worker after one
that was killed or a second one beside the first, finds what is left and does none twice.
"""

import logging

from django.utils.translation import gettext

from feedback.desk.many.bulk_forms import FORMS, PAGE_FORMS
from feedback.desk.queries.suggestions import at_desk
from feedback.models import BulkRun
from feedback.rules.workflow import Refused
from portal.serving import generation

logger = logging.getLogger(__name__)

AT_ONCE = 50  # so many are done while somebody waits for the page; more are for the worker


def go_on(run, *, clock, most=None):
    """Do what is left of `run`, at most `most` of it, in order; `clock` tells the moment of each."""
    with run.in_language():
        form = form_of(run)
        form.is_valid()  # what became wrong meanwhile is told of each that is left
        done = 0
        while (most is None or done < most) and _next(run.pk, form, clock()):
            done += 1
    run.refresh_from_db()


def form_of(run):
    """The form as it was sent."""
    return (FORMS | PAGE_FORMS)[run.act](run.data, user=run.by)


def _next(pk, form, now):
    """Do the next one of the run; False when none is left."""
    with generation.publishing():
        held = BulkRun.objects.select_for_update(no_key=True, of=["self"]).select_related("by")
        run = held.filter(pk=pk).first()
        if not run.left:
            return False
        key, revision = run.left[0]
        run.note(_attempt(run, key, revision, form, now), now=now)
        return True


def _attempt(run, key, revision, form, now):
    suggestion = at_desk(run.by).filter(pk=key).first()
    if not suggestion:
        return [key, "", gettext("這一件已不在您能看到的範圍裡。")]
    number, suggestion.revision = suggestion.number, revision
    refused = _wrong(form) or form.refuses(suggestion)
    if refused:
        return [key, number, refused]
    try:
        with generation.publishing():
            form.do(run.act, suggestion, by=run.by, now=now)
    except Refused as refusal:
        return [key, number, str(refusal.reason)]
    except Exception:
        logger.exception("%s of %s in bulk failed", run.verb, number)
        return [key, number, gettext("系統出錯，沒有辦成，請稍後單獨再試。")]
    return [key, number, ""]


def _wrong(form):
    """What became wrong of the form since it was sent: its unit was switched off, say."""
    told = [(form.fields[name].label if name in form.fields else "", each) for name in form.errors
            for each in form.errors[name]]  # fmt: skip
    return " ".join(gettext("%(field)s：%(told)s") % {"field": field, "told": each} if field else each
                    for field, each in told)  # fmt: skip
