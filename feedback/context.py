"""Whether what the visitor sees is sample content."""

from django.utils.functional import SimpleLazyObject

from feedback.models import Campaign
from portal.generation import Kept
from reports.models import Report


def sample(request):
    return {"is_sample": SimpleLazyObject(_is_sample.get)}  # the desk does not say it, and does not ask


def _has_sample():
    return Campaign.objects.filter(is_sample=True).exists() or Report.objects.filter(is_sample=True).exists()


_is_sample = Kept(_has_sample)
