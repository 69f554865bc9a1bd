"""Whoever a paper is meant for is told once that it can be read: the day after its last one."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from feedback.notices.writing import tell_staff
from feedback.papers.forms import query_of
from feedback.papers.models import Delivery
from feedback.papers.rules import Span
from feedback.rules.notices import Kind


def tell_of_papers(now):
    """Tell of each paper that is over and was not told yet, also where days were missed; a second run tells nobody."""
    today = timezone.localdate(now)
    for delivery in Delivery.objects.select_related("unit"):
        span = Span.of(delivery.kind, today, today).before()
        with transaction.atomic():
            if delivery.claim(span.first):
                _tell(delivery, span, now)


def _tell(delivery, span, now):
    path = reverse("admin:papers_paper_changelist") + query_of(span, delivery.unit)
    keys = [person.pk for person in delivery.readers()]
    tell_staff(keys, Kind.PAPER, details={"path": path}, at=now)
