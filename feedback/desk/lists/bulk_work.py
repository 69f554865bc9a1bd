"""One verb on many suggestions: each by itself, in its own transaction, with what was refused and why."""

import logging

from django.utils.translation import gettext

from feedback.desk.queries.suggestions import at_desk
from feedback.records.events import Event
from feedback.rules.workflow import Refused, Verb
from portal.reading.readers import name_shown

logger = logging.getLogger(__name__)

SAVED_EVERY = 20


def do_to_each(run, picked, form, *, now):
    """Do the verb as `form` says to each of `picked`: {key: revision it was read at}, in order."""
    for place, (key, revision) in enumerate(picked.items(), start=1):
        run.results.append(_attempt(run, key, revision, form, now))
        if place % SAVED_EVERY == 0:
            run.save()
    run.is_finished = True
    run.save()


def _attempt(run, key, revision, form, now):
    suggestion = at_desk(run.by).filter(pk=key).first()
    if not suggestion:
        return [key, "", gettext("這一件已不在您能看到的範圍裡。")]
    number, suggestion.revision = suggestion.number, revision
    refused = _not_among_many(run, suggestion, form.arguments())
    if refused:
        return [key, number, refused]
    try:
        form.do(run.verb, suggestion, by=run.by, now=now)
    except Refused as refusal:
        return [key, number, str(refusal.reason)]
    except Exception:
        logger.exception("%s of %s in bulk failed", run.verb, number)
        return [key, number, gettext("系統出錯，沒有辦成，請稍後單獨再試。")]
    return [key, number, ""]


def _not_among_many(run, suggestion, arguments):
    """Why it is not done with the others: a unit that sent a suggestion back gets it again only singly."""
    if run.verb != Verb.ASSIGN:
        return ""
    for one in Event.objects.returns_of([suggestion]).get(suggestion.pk, []):
        if one.unit == arguments["unit"].pk:
            told = gettext("「%(unit)s」退回過這一件（%(reason)s），請單獨轉辦。")
            return told % {"unit": name_shown(one.name), "reason": one.reason or gettext("沒有寫原因")}
    return ""
