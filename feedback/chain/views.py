"""The page of a chain, from whichever end it is walked."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from feedback.chain.ends import found
from feedback.chain.shown import steps, title_of
from feedback.chain.walking import walked
from portal.serving.pages import for_everybody


@for_everybody
@require_safe
def chain(request, kind, key):
    end = found(kind, key)
    if not end:
        raise Http404
    context = {"end": end, "title": title_of(end), "steps": steps(end, walked(end))}
    return render(request, "chain/chain.html", context)
