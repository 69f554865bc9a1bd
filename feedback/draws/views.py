"""代表抽取: all that was published of a draw, and the same for whoever redoes it."""

from pathlib import Path

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from feedback.draws.models import Draw
from feedback.draws.published import published
from feedback.draws.shown import Shown
from feedback.models import Campaign
from portal.serving.pages import for_everybody

ON_A_PAGE = 100
PROGRAM = Path(__file__).with_name("redo.program").read_text(encoding="utf-8")  # shown as it is, and run by the tests


def _found(slug, attempt=None):
    """The campaign, its announced draws, and the one of that number, else the last, else None."""
    campaign = get_object_or_404(Campaign.objects.published().filter(kind=Campaign.Kind.SANMIN), slug=slug)
    draws = list(Draw.objects.of(campaign).public())
    for draw in draws:
        draw.campaign = campaign
    wanted = [draw for draw in draws if attempt in (None, draw.attempt)]
    if attempt and not wanted:
        raise Http404
    return campaign, draws, wanted[-1] if wanted else None


@for_everybody
@require_safe
def draw_detail(request, slug, attempt=None):
    campaign, draws, draw = _found(slug, attempt)
    context = {"campaign": campaign, "draw": draw, "others": [each for each in draws if each != draw]}
    if draw:
        shown = Shown(draw)
        page = Paginator(shown.order, ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {"shown": shown, "page": page, "lines": shown.lines(page), "program": PROGRAM}
    return render(request, "draws/detail.html", context)


@for_everybody
@require_safe
def draw_json(request, slug, attempt=None):
    _campaign, _draws, draw = _found(slug, attempt)
    if not draw:
        raise Http404
    response = JsonResponse(published(draw), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="draw-{slug}-{draw.attempt}.json"'
    return response
