"""The states of a draw, and why somebody leaves a seat."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Forward only: what was announced stays public for ever, also when it was aborted."""

    PREPARED = "prepared", _("準備中")
    ANNOUNCED = "announced", _("已公告")
    DRAWN = "drawn", _("已抽取")
    ABORTED = "aborted", _("已中止")


class Act(TextChoices):
    """What one person proposes and another one confirms."""

    SUBSTITUTE = "substitute", _("抽取候補")
    ABORT = "abort", _("中止抽取")


class Why(TextChoices):
    """Why somebody who was drawn does not serve; published with the label."""

    RESIGNED = "resigned", _("辭去代表")
    UNREACHABLE = "unreachable", _("聯繫不上")
    UNFIT = "unfit", _("不再符合條件")
    GONE = "gone", _("公告以後撤回報名，或者不再符合條件")
