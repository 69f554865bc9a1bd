"""在線懇談: the page of a talk, what is asked of it every few seconds, and what hangs in the hall."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.talks.forms import OrderForm
from feedback.talks.live import live
from feedback.talks.models import Talk
from feedback.talks.pulse import pulse_of
from feedback.talks.record.shown import RECORDED
from feedback.talks.rules import TalkPhase
from feedback.talks.track import polled_every, track
from portal.frame import TALK_HEAD, TALK_PAGE
from portal.serving.pages import for_everybody, kept_by

# Before that there is nothing to see; afterwards the record has it all.
SHOWN_LIVE = frozenset({TalkPhase.ASKING, TalkPhase.LIVE})
TIME_FIRST = "by=time"
SECONDS_COUNTED = 5  # so long the counts may be behind: a new question touches no talk


@for_everybody
@require_safe
def talk_detail(request, slug):
    talk, now = _talk(slug), timezone.now()
    phase = talk.phase(now)
    context = _live(request, talk, now) if phase in SHOWN_LIVE else {"talk": talk, "phase": phase}
    context |= {"track": track(talk, now), "guests": talk.guests.all(), "is_past": phase in RECORDED}
    context |= {"head": TALK_HEAD.made(talk, now), "blocks": TALK_PAGE.made(talk, now)}
    return render(request, "talks/detail.html", context)


@for_everybody
@require_safe
@kept_by(pulse_of, seconds=SECONDS_COUNTED)
def talk_now(request, slug):
    """The live part of the page alone; what changed in the talk is in it within a second, on every process.

    It has two addresses and no more: each is kept, and is asked for by thousands.
    """
    if request.META["QUERY_STRING"] not in ("", TIME_FIRST):
        order = OrderForm(request.GET).order()
        return redirect(f"{request.path}?{TIME_FIRST}" if order == "time" else request.path)
    response = render(request, "talks/_now.html", _live(request, _talk(slug), timezone.now()))
    response["X-Robots-Tag"] = "noindex"
    return response


@for_everybody
@require_safe
def talk_screen(request, slug):
    talk, now = _talk(slug), timezone.now()
    return render(request, "talks/screen.html", _live(request, talk, now) | {"guests": talk.guests.all()})


def _talk(slug):
    return get_object_or_404(Talk.objects.published().for_page(), campaign__slug=slug)


def _live(request, talk, now):
    phase = talk.phase(now)
    return {
        "talk": talk,
        "phase": phase,
        "every": polled_every(phase),
        "live": live(talk, now, OrderForm(request.GET).order()),
    }
