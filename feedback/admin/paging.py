"""Pages of a long list: it is counted up to a limit, and no page lies beyond it."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST_LISTED = 10_000


class CappedPaginator(Paginator):
    """Counts no more than `MOST_LISTED` rows; who looks for a row behind them narrows the list."""

    @cached_property
    def counted(self):
        return self.object_list.order_by().values("pk")[: MOST_LISTED + 1].count()

    @property
    def is_capped(self):
        return self.counted > MOST_LISTED

    @cached_property
    def count(self):
        return min(self.counted, MOST_LISTED)
