"""The list that a reader of the board has before them, as a table to download."""

from itertools import chain, islice

from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.board.forms import BoardForm
from feedback.board.listed import listed
from feedback.office.calendar import working_days
from feedback.office.names import names
from feedback.parts import items
from feedback.rules.lateness import LateOn
from feedback.suggestions.paging import hits_within_reach
from portal.files import spreadsheet
from portal.serving.pages import for_everybody

MOST = 10_000  # rows, the first ones of the list


@for_everybody
@require_safe
def suggestion_csv(request):
    """What the same words and filters leave on the board, in the same order, without its pages."""
    form, today = BoardForm(request.GET, names=names()), timezone.localdate()
    _suggestions, parts = listed(form, today)
    found = chain.from_iterable(hits[:MOST].facts() for hits in hits_within_reach(parts, form.order))
    rows = items.rows(islice(found, MOST), late_on=LateOn(today, working_days()))
    return spreadsheet.stream(f"suggestions-{today:%Y%m%d}", items.headings(), (cells for _tile, cells in rows))
