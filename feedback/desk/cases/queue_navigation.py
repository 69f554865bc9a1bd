"""From one suggestion of a queue to the next: the queue goes along in the address, `?queue=`."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from feedback.desk.queries.queues import first_in_queue, next_in_queue
from feedback.desk.queries.suggestions import every
from feedback.office import staff
from feedback.rules.queues import Queue, may_open


def queue_of(request):
    """The queue that the address carries, if this person may open it; else None."""
    return queue_called(request.GET.get("queue", ""), request.user)


def queue_called(name, user):
    return Queue(name) if name in Queue.values and may_open(staff.roles_of(user), Queue(name)) else None


def carrying(address, queue):
    """`address` with the queue, if there is one."""
    return f"{address}?{urlencode({'queue': queue})}" if queue else address


def _page_of(suggestion):
    return reverse("admin:feedback_suggestion_change", args=[suggestion.pk])


class QueueNavigation:
    """Leads along a queue; a part of the suggestions' admin that comes before the page of one suggestion."""

    def get_urls(self):
        first = self.admin_site.admin_view(self.queue_view)
        return [path("queue/<slug:name>/", first, name="feedback_suggestion_queue"), *super().get_urls()]

    @method_decorator([never_cache, require_safe])
    def queue_view(self, request, name):
        """To the one of the queue that has waited longest; to its list when nothing waits."""
        queue = queue_called(name, request.user)
        if not queue:
            raise Http404
        first = first_in_queue(every(), queue, user=request.user, now=timezone.now())
        if first:
            return HttpResponseRedirect(carrying(_page_of(first), queue))
        self.message_user(request, gettext("「%(queue)s」裡現在沒有要辦的。") % {"queue": queue.label}, messages.INFO)
        return HttpResponseRedirect(carrying(reverse("admin:feedback_suggestion_changelist"), queue))

    def _address(self, request, suggestion):
        return carrying(super()._address(request, suggestion), queue_of(request))

    def _going_along(self, request):
        queue = queue_of(request)
        return super()._going_along(request) | ({"queue": queue.value} if queue else {})

    def _onward(self, request, suggestion):
        """To the next of the queue once this one has left it; as long as it waits there, there is more to do to it."""
        queue, now = queue_of(request), timezone.now()
        if queue and not every().in_queue(queue, user=request.user, now=now).filter(pk=suggestion.pk).exists():
            following = next_in_queue(every(), queue, suggestion, user=request.user, now=now)
            if following:
                return carrying(_page_of(following), queue)
        return super()._onward(request, suggestion)

    def _context(self, request, suggestion, **more):
        queue = queue_of(request)
        return super()._context(request, suggestion, **more, **self._along(request, suggestion, queue))

    def _along(self, request, suggestion, queue):
        if not queue:
            return {"queue_query": ""}
        following = next_in_queue(every(), queue, suggestion, user=request.user, now=timezone.now())
        page = following and _page_of(following)
        return {
            "queue": queue,
            "queue_query": f"?{urlencode({'queue': queue})}",
            "queue_address": carrying(reverse("admin:feedback_suggestion_changelist"), queue),
            "next_suggestion": following,
            "next_address": page and carrying(page, queue),
        }
