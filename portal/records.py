"""What staff did that is no verb of a suggestion, written down: exports, imports, what happened to accounts."""

from django.contrib.admin.models import CHANGE
from django.contrib.contenttypes.models import ContentType

from portal.models import StaffRecord


def record(by, words, about=None):
    """Note that `by` did what `words` say, in one sentence without personal data; `about` is the row it was done to."""
    StaffRecord.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(about) if about else None,
        object_id=about.pk if about else None,
        object_repr=words[:200],
        action_flag=CHANGE,
    )
