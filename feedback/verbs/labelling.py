"""The verb that puts labels on a suggestion and takes them off."""

from django.utils.translation import gettext

from feedback.rules.workflow import Refused, Verb


def label(suggestion, *, add=(), remove=(), by, now):
    """Put on the labels of `add`, take off those of `remove`; refused when nothing would change."""
    with suggestion.doing(Verb.LABEL, by=by, now=now) as event:
        has = set(suggestion.labels.all())
        added = [label for label in add if label not in has]
        removed = [label for label in remove if label in has]
        if not added and not removed:
            raise Refused(gettext("標籤沒有變化，請選要加上或者去掉的標籤。"))
        suggestion.labels.add(*added)
        suggestion.labels.remove(*removed)
        event.details = {"added": [each.name for each in added], "removed": [each.name for each in removed]}
