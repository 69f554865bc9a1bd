"""/talks/<slug>/record/: every question of a talk, with its answer or where it stands, by lists that add up."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import Channel
from feedback.talks.models import Talk
from feedback.talks.record.lists import A_PAGE, RecordForm, narrowed
from feedback.talks.record.shown import record
from portal.serving.pages import for_everybody


@for_everybody
@require_safe
def talk_record(request, slug):
    talk = get_object_or_404(Talk.objects.published().for_page(), campaign__slug=slug)
    form = RecordForm(request.GET, channels={channel.pk: channel for channel in Channel.objects.all()})
    page = Paginator(narrowed(talk, **form.chosen()), A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate(timezone.now())
    context = record(talk, page.object_list, today) | {
        "talk": talk, "form": form, "page": page, "trail": [(talk, talk.get_absolute_url())]
    }  # fmt: skip
    return render(request, "talks/record.html", context)
