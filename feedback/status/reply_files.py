"""The pictures that came with a reply, for who has its receipt: also where the text is not public."""

from django.views.decorators.http import require_safe

from feedback.attachments.models import Page
from feedback.attachments.serving import KEPT_BY_NOBODY, released
from feedback.attachments.views import file_name, page_of
from feedback.status.opened import with_receipt
from portal.serving.pages import personal


@personal
@require_safe
def status_picture(request, name, number):
    return _shown(request, lambda page: page.public, name=name, number=number)


@personal
@require_safe
def status_thumb(request, name, number):
    return _shown(request, lambda page: page.thumb, name=name, number=number)


def _shown(request, which, *, name, number):
    @with_receipt
    def show(request, suggestion):
        page = page_of(Page.objects.with_receipt(suggestion), name, number)
        return released(request, which(page), file_name(page), kept=KEPT_BY_NOBODY)

    return show(request)
