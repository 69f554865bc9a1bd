"""舉措: who may draft, publish and withdraw one, what stands as evidence, and which suggestions one may answer."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.roles import Role
from feedback.rules.workflow import Refused, Stage


class EvidenceKind(TextChoices):
    """Where everybody can see that it was done."""

    LINK = "link", _("鏈接")
    PHOTO = "photo", _("照片")
    FIGURE = "figure", _("報告指標")


# Of measures of the own units, and of those of any unit.
DRAFT_OWN, DRAFT_EVERY = frozenset({Role.HANDLER, Role.REVIEWER}), frozenset({Role.TRIAGE, Role.SUPERVISOR})
PUBLISH_OWN, PUBLISH_EVERY = frozenset({Role.REVIEWER}), frozenset({Role.TRIAGE, Role.SUPERVISOR, Role.LEADER})
# What is answered, or will be, by itself: a merged one is answered with its main one.
NOT_ANSWERABLE = frozenset({Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN})


def may_draft(roles, *, is_own):
    """Whether somebody with `roles` may write a draft; `is_own`: whether the unit is an own one."""
    return bool(roles & DRAFT_EVERY) or (is_own and bool(roles & DRAFT_OWN))


def may_publish(roles, *, is_own):
    """Whether somebody with `roles` may publish, withdraw, and change what a published one answers."""
    return bool(roles & PUBLISH_EVERY) or (is_own and bool(roles & PUBLISH_OWN))


def check_answerable(number, stage):
    if stage == Stage.MERGED:
        raise Refused(gettext("%(number)s 已經併案，請填主件的編號。") % {"number": number})
    if stage in NOT_ANSWERABLE:
        told = gettext("%(number)s 現在是「%(stage)s」，不能用舉措來回應。")
        raise Refused(told % {"number": number, "stage": Stage(stage).label})


def check_done(done_on, today):
    """A measure says what was done; what is to be done is a promise."""
    if done_on > today:
        raise Refused(gettext("完成日期不能晚於今天：還沒有做到的，請登記為承諾。"))


def check_second(writers, by):
    """`writers` are the keys of who drafted it and of who changed it last."""
    if by in writers:
        raise Refused(gettext("公布要由另一個人來做：您起草了這項舉措，或者最後修改了它。"))
