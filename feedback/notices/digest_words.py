"""What a digest says: what happened meanwhile, grouped by suggestion."""

from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from feedback.notices.places import about, values
from feedback.notices.texts import Said, in_use


class Part(NamedTuple):
    """One suggestion of a digest, or what is about none: its lines, in the order in which they happened."""

    heading: str
    lines: list
    link: str


def digest_said(notices, link_of):
    """(`Said`, list of `Part`) of the rows of one person; each line is what the subject of its own letter would be."""
    texts = {text.kind: text for text in in_use()}
    groups = {}
    for notice in sorted(notices, key=lambda notice: (notice.created_at, notice.pk)):
        groups.setdefault(getattr(about(notice), "pk", None), []).append(notice)
    parts = [_part(group, texts, link_of) for group in groups.values()]
    count = len(notices)
    subject = ngettext("工作彙總：%(count)s 條通知", "工作彙總：%(count)s 條通知", count) % {"count": count}
    return Said(subject, gettext("上一次彙總以來，有這些新情況："), ""), parts


def _part(group, texts, link_of):
    suggestion = about(group[0])
    heading = gettext("建議 %(number)s") % {"number": suggestion.number} if suggestion else gettext("其他")
    lines = [texts[notice.kind].said(values(notice)).subject for notice in group]
    return Part(heading, list(dict.fromkeys(lines)), link_of(group[0]))
