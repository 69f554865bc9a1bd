"""One suggestion on one page, for a meeting: where it stands, the words, the way in short, the answer.

A paper leaves the desk, in a bag or on a table. So it holds no name and no contact, what the citizen wrote with the
personal data masked that is found in it, of the timeline what the citizen may read too, without remarks, and the answer
that was approved: no draft, no question to the citizen, nothing that staff tell each other.
"""

from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from feedback.desk.cases.page import marks_on, reach
from feedback.models import Reply
from feedback.office.calendar import working_days
from feedback.parts.timeline import sentence
from feedback.rules.redaction import mask
from feedback.rules.workflow import UNANSWERED_STAGES

# Of a long way its beginning and its end.
FIRST_TOLD, LAST_TOLD = 3, 9


class PrintedCase:
    """The page to be printed of one suggestion; a part of the suggestions' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.print_view)
        return [path("<int:pk>/print/", view, name="feedback_suggestion_print"), *super().get_urls()]

    @method_decorator([never_cache, require_safe])
    def print_view(self, request, pk):
        suggestion, moment = self._suggestion(request, pk), timezone.now()
        names, answer = suggestion.known_names, next(iter(Reply.objects.public_with(suggestion)), None)
        context = self._context(
            request,
            suggestion,
            title=gettext("建議 %(number)s") % {"number": suggestion.number},
            moment=moment,
            words={name: mask(getattr(suggestion, name), names) for name in ("title", "body", "place")},
            answer=answer,
            is_again=suggestion.main_or_self.stage in UNANSWERED_STAGES,
            rating=suggestion.ratings.for_reading().last(),
            file_count=suggestion.attachments.standing().count(),
            merged_count=suggestion.merged_ones.count(),
            told=told(suggestion),
            **marks_on(suggestion, timezone.localdate(moment), working_days()),
        )
        return TemplateResponse(request, "admin/feedback/suggestion/print.html", context)


def told(suggestion):
    """(moment, sentence) of what its citizen may read: the first ones, how many are left out, and the last ones."""
    events = suggestion.events.select_related("unit", "main", "status").in_order()
    way = [(event.at, sentence(event)) for event in events if reach(event) != "internal"]
    if len(way) <= FIRST_TOLD + LAST_TOLD:
        return {"first": way, "left_out": 0, "last": []}
    return {"first": way[:FIRST_TOLD], "left_out": len(way) - FIRST_TOLD - LAST_TOLD, "last": way[-LAST_TOLD:]}
