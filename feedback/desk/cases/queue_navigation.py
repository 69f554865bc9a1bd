"""From one suggestion of a queue to the next: the queue goes along in the address, `?queue=`."""

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from feedback.desk.queries.queues import next_in_queue
from feedback.desk.queries.suggestions import every
from feedback.office import staff
from feedback.rules.queues import Queue, may_open


def queue_of(request):
    """The queue that the address names, if this person may open it; else None."""
    name = request.GET.get("queue", "")
    return Queue(name) if name in Queue.values and may_open(staff.roles_of(request.user), Queue(name)) else None


def carrying(address, queue):
    """`address` with the queue, if there is one."""
    return f"{address}?{urlencode({'queue': queue})}" if queue else address


class QueueNavigation:
    """Leads along a queue; a part of the suggestions' admin that comes before the page of one suggestion."""

    def _address(self, request, suggestion):
        return carrying(super()._address(request, suggestion), queue_of(request))

    def _context(self, request, suggestion, **more):
        queue = queue_of(request)
        return super()._context(request, suggestion, **more, **self._along(request, suggestion, queue))

    def _along(self, request, suggestion, queue):
        if not queue:
            return {"queue_query": ""}
        following = next_in_queue(every(), queue, suggestion, user=request.user, now=timezone.now())
        page = following and reverse("admin:feedback_suggestion_change", args=[following.pk])
        return {
            "queue": queue,
            "queue_query": f"?{urlencode({'queue': queue})}",
            "queue_address": carrying(reverse("admin:feedback_suggestion_changelist"), queue),
            "next_suggestion": following,
            "next_address": page and carrying(page, queue),
        }
