"""What staff did that is no verb of a suggestion, written down: exports, imports, what happened to accounts."""

from contextlib import contextmanager

from django.conf import settings
from django.contrib.admin.models import CHANGE
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import override

from portal.reading.readers import apart
from portal.tables.staff import StaffRecord


@contextmanager
def as_written():
    """Inside, rows are called as they were entered: what a record says does not hang on who made it."""
    with apart(wants_original=True), override(settings.LANGUAGE_CODE):
        yield


def record(by, words, about=None, **places):
    """Note that `by` did what `words` say, in one sentence without personal data; `about` is the row it was done to.

    `words` are translated lazily, in the language of records; `places` is what stands in them.
    """
    with as_written():
        told = str(words) % places if places else str(words)
    StaffRecord.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(about) if about else None,
        object_id=about.pk if about else None,
        object_repr=told[:200],
        action_flag=CHANGE,
    )
