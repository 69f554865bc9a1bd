"""What a mail says to followers: what is followed, and how much there was of it, in coded words of ours."""

from datetime import date

from django.utils.translation import gettext, ngettext

from feedback.rules.phases import PhaseKind, day_told


def called(subject):
    """What is followed, as it stands in the middle of a sentence."""
    if subject.kind == "suggestion":
        return gettext("建議 %(name)s") % {"name": subject.name}
    return gettext("%(kind)s「%(name)s」") % {"kind": subject.label, "name": subject.name}


def news(details):
    """The `details` that `days` wrote, in the language that is active; nothing for none."""
    told = []
    if count := details.get("released"):
        told.append(ngettext("新公開 %(count)s 件", "新公開 %(count)s 件", count) % {"count": count})
    if count := details.get("answered"):
        told.append(ngettext("新答覆 %(count)s 件", "新答覆 %(count)s 件", count) % {"count": count})
    for talk_on in details.get("talks", ()):
        told.append(gettext("將於%(day)s舉行在線懇談") % {"day": day_told(date.fromisoformat(talk_on))})
    for kind in details.get("phases", ()):
        told.append(gettext("「%(phase)s」環節已經開始") % {"phase": PhaseKind(kind).label})
    if details.get("closed"):
        told.append(gettext("活動已經結束"))
    return gettext("，").join(told)
