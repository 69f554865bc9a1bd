"""What was released, for everybody: the pictures that were drawn for it, and no other file."""

from django.http import Http404
from django.views.decorators.http import require_safe

from feedback.attachments.models import Page
from feedback.attachments.serving import KEPT, released
from portal.serving.pages import for_everybody


@for_everybody
@require_safe
def file_picture(request, name, number):
    page = page_of(Page.objects.public(), name, number)
    return released(request, page.public, file_name(page), kept=KEPT)


@for_everybody
@require_safe
def file_thumb(request, name, number):
    page = page_of(Page.objects.public(), name, number)
    return released(request, page.thumb, file_name(page), kept=KEPT)


def page_of(pages, name, number):
    page = pages.filter(attachment__name=name, number=number).first()
    if not page:
        raise Http404
    return page


def file_name(page):
    return f"{page.attachment.name[:8]}-{page.number}.jpg"
