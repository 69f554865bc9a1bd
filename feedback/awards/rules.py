"""優秀建議: the classes, and what may be awarded, by whom, how often."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.counted.statistics import NOT_VALID
from feedback.rules.workflow import Refused, Stage


class Grade(TextChoices):
    """The classes, the highest first."""

    FIRST = "first", _("一等")
    SECOND = "second", _("二等")
    THIRD = "third", _("三等")


class Consent(TextChoices):
    """How somebody agreed that the name is shown."""

    WRITTEN = "written", _("書面")
    BY_PHONE = "by_phone", _("電話")
    IN_PERSON = "in_person", _("當面")


def check_valid(number, stage):
    """Raise `Refused` unless a suggestion in `stage` counts as valid: declined and withdrawn ones do not."""
    if stage in NOT_VALID:
        told = gettext("%(number)s 現在是「%(stage)s」，優秀建議只在有效的意見建議裡評選。")
        raise Refused(told % {"number": number, "stage": Stage(stage).label})


def check_room(grade, count, most):
    """Raise `Refused` when `count` of a class are awarded already and there are to be no more than `most`."""
    if count >= most:
        told = gettext("%(grade)s最多評 %(most)s 件，已經評出 %(count)s 件。")
        raise Refused(told % {"grade": Grade(grade).label, "most": most, "count": count})


def check_second(first, second):
    """Raise `Refused` when whoever proposed it would decide as well."""
    if first == second:
        raise Refused(gettext("等次是您提出的，請由另一位同事決定。"))


def check_guardian(*, is_under_14, is_by_guardian):
    """Raise `Refused` where a child's name would be shown without the guardian's consent (個人信息保護法, art. 31)."""
    if is_under_14 and not is_by_guardian:
        raise Refused(gettext("提建議的人未滿 14 周歲，公開姓名要由監護人同意。"))
