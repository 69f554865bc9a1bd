"""Pages of a long list: it is counted up to a limit, and no page lies beyond it."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST_LISTED = 10_000
MOST_READ = 20_000  # among which a page looks for words that too many have to be named
MOST_FOUND = 500  # of what words find: nobody reads further, and to count it costs more than to show it


class CappedPaginator(Paginator):
    """Counts no more than `most` rows; who looks for a row behind them narrows the list."""

    def __init__(self, rows, per_page, *, most):
        super().__init__(rows, per_page)
        self.most = most

    @cached_property
    def reached(self):
        return self.object_list.order_by().values("pk")[: self.most + 1].count()

    @property
    def is_capped(self):
        return self.reached > self.most

    @cached_property
    def count(self):
        return min(self.reached, self.most)
