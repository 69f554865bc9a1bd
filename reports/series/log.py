"""What was done to series is written where the desk writes down what it does."""

from django.contrib.admin.models import CHANGE, LogEntry

from portal.accounts.records import as_written


def log(by, rows, words, **places):
    """Note that `by` did what `words` say to each of `rows`; `places` is what stands in them."""
    with as_written():
        LogEntry.objects.log_actions(by.pk, rows, CHANGE, str(words) % places if places else str(words))
