"""Facts of the office on which the words of pages depend: whether this is a sample, whether calls are taken."""

from feedback.models import Campaign, Channel
from feedback.office.channels import PHONE
from portal.serving.generation import Kept
from reports.models import Report


def sample(request):
    return {"is_sample": _is_sample.known}  # asked by the pages that say it


def _has_sample():
    return Campaign.objects.filter(is_sample=True).exists() or Report.objects.filter(is_sample=True).exists()


_is_sample = Kept(_has_sample)


def phone(request):
    return {"takes_calls": takes_calls.known}


def _has_phone():
    return Channel.objects.for_staff().filter(pk=PHONE).exists()


takes_calls = Kept(_has_phone)  # whether staff register what somebody says by phone
