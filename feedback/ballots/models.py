"""代表評議: what is asked, who has a code, the sealed slots of the voting days, and the answers after the close.

No row of a code, a slot or an answer holds a moment, and none of their keys tells in which order anything came.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from feedback.ballots.rules import Subject
from feedback.models import Campaign, Unit
from feedback.office.named import IN_ENGLISH, english_field
from feedback.representatives.models import Representative
from portal.reading.readers import english_or
from portal.tables.encrypted import EncryptedTextField

DEFAULT = _("默認值，可調整。")


class BallotQuerySet(models.QuerySet):
    def for_public(self):
        """Those whose questions are published: of a campaign that everybody sees, and opened."""
        return self.filter(campaign__in=Campaign.objects.published()).exclude(state=Ballot.State.DRAFT)

    def uncounted(self):
        return self.exclude(state=Ballot.State.CLOSED)

    def uncompacted(self):
        """Closed, and not yet known to be gone from the pages of the database too."""
        return self.filter(state=Ballot.State.CLOSED, compacted_at=None)


class Ballot(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("準備中")
        OPENED = "opened", _("已公布問題")
        CLOSED = "closed", _("已計票")

    campaign = models.OneToOneField(
        Campaign, verbose_name=_("活動"), on_delete=models.PROTECT, related_name="ballot"
    )  # fmt: skip
    state = models.CharField(_("狀態"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    representatives_weight = models.PositiveSmallIntegerField(
        _("代表評議所占（%）"), default=80, help_text=DEFAULT
    )  # fmt: skip
    daily_weight = models.PositiveSmallIntegerField(
        _("日常評議所占（%）"), default=20, help_text=_("默認值，可調整；兩項合計 100。")
    )
    public_key = models.CharField(
        _("公鑰"), max_length=64, blank=True,
        help_text=_(
            "在不聯網的電腦上執行 manage.py ballot_key，把公鑰抄在這裡；三份私鑰交給三個人，計票以前不要輸入系統。"
        ),
    )  # fmt: skip
    key_parts_seen = models.BooleanField(
        _("三份私鑰已經分別交到三個人手裡"), default=False,
        help_text=_("計票時要其中任意兩份；只剩一份，票就再也打不開。"),
    )  # fmt: skip
    # {code of a level: points}: of 日常評議 as they were at the opening, and of levels added between it and the close.
    daily_points = models.JSONField(default=dict, editable=False)
    later_points = models.JSONField(default=dict, editable=False)
    questions_digest = models.CharField(_("問題的 SHA-256"), max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField(_("公布問題的時間"), null=True, editable=False)
    closed_at = models.DateTimeField(_("計票時間"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    # The part that the first of two people typed for the close waits here for the second; alone it opens nothing.
    first_part = EncryptedTextField(blank=True, editable=False)
    first_part_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    first_part_at = models.DateTimeField(null=True, editable=False)
    # At the close.
    invited = models.PositiveIntegerField(_("發出的投票碼"), null=True, editable=False)
    codes_used = models.PositiveIntegerField(_("用過的投票碼"), null=True, editable=False)
    cast = models.PositiveIntegerField(_("收到的票"), null=True, editable=False)
    unreadable = models.PositiveIntegerField(_("打不開的票"), null=True, editable=False)
    compacted_at = models.DateTimeField(_("清理完成的時間"), null=True, editable=False)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = _("代表評議")
        verbose_name_plural = _("代表評議")
        ordering = ("-campaign__year", "pk")
        permissions = [
            ("open_ballot", _("公布代表評議的問題")),
            ("issue_codes", _("發投票碼")),
            ("close_ballot", _("為代表評議計票")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(representatives_weight=100 - F("daily_weight")), name="ballot_weights_make_a_hundred"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", questions_digest="", opened_at=None)
                | (~Q(state="draft") & ~Q(questions_digest="") & ~Q(public_key="") & Q(opened_at__isnull=False)),
                name="ballot_opened_with_key_and_digest",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, cast__isnull=False, unreadable__lte=F("cast"))
                | (~Q(state="closed") & Q(closed_at=None, cast=None, unreadable=None)),
                name="ballot_counted_once_closed",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(first_part=""), name="ballot_keeps_no_part_of_key_after_close"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("closed_by")), name="ballot_closed_by_two_people"
            ),
        ]

    def __str__(self):
        return str(self.campaign)

    def turnout(self):
        """(how many voted, how many may): as counted at the close, else as it is now."""
        return (self.codes_used, self.invited) if self.is_closed else self.codes.turnout()

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_opened(self):
        return self.state == self.State.OPENED

    @property
    def is_closed(self):
        return self.state == self.State.CLOSED


class Question(models.Model):
    Subject = Subject

    ballot = models.ForeignKey(
        Ballot, verbose_name=_("代表評議"), on_delete=models.CASCADE, related_name="questions"
    )  # fmt: skip
    subject = models.CharField(_("評議什麼"), max_length=8, choices=Subject)
    unit = models.ForeignKey(Unit, verbose_name=_("單位"), on_delete=models.PROTECT, null=True, blank=True)
    text = models.CharField(_("問題"), max_length=120)
    text_en = english_field(_("英文問題"), 240)
    order = models.PositiveSmallIntegerField(_("順序"), default=0)

    class Meta:
        verbose_name = _("評議的問題")
        verbose_name_plural = _("評議的問題")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "subject"], condition=~Q(subject="unit"), name="question_of_each_subject_once"
            ),
            models.UniqueConstraint(fields=["ballot", "unit"], name="question_of_each_unit_once"),
            models.CheckConstraint(
                condition=Q(subject="unit", unit__isnull=False) | (~Q(subject="unit") & Q(unit=None)),
                name="question_of_a_unit_names_it",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def shown_text(self):
        return english_or(self.text, self.text_en)


class Option(models.Model):
    question = models.ForeignKey(
        Question, verbose_name=_("問題"), on_delete=models.CASCADE, related_name="options"
    )  # fmt: skip
    text = models.CharField(_("選項"), max_length=40)
    text_en = models.CharField(_("英文選項"), max_length=80, blank=True, help_text=IN_ENGLISH)
    weight = models.PositiveSmallIntegerField(
        _("分值（0 到 100）"), default=100, help_text=DEFAULT
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("順序"), default=0)

    class Meta:
        verbose_name = _("選項")
        verbose_name_plural = _("選項")
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(weight__lte=100), name="option_weighs_a_hundred_at_most"),
            models.UniqueConstraint(fields=["question", "text"], name="option_stands_once_in_a_question"),
        ]

    def __str__(self):
        return self.text

    @property
    def shown_text(self):
        return english_or(self.text, self.text_en)


class CodeQuerySet(models.QuerySet):
    def counted(self):
        """Of those who may vote, or did before they ceased to serve."""
        return self.filter(Q(is_used=True) | Q(representative__is_active=True))

    def turnout(self):
        """(how many voted, how many may)."""
        found = self.counted().aggregate(voted=Count("pk", filter=Q(is_used=True)), invited=Count("pk"))
        return found["voted"], found["invited"]


class Code(models.Model):
    """That a representative may vote once, and whether that was done: never when, and never how.

    The close writes these rows anew with other keys and in another order, and without digests.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="codes")
    representative = models.OneToOneField(Representative, on_delete=models.PROTECT, related_name="ballot_code")
    digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  none after the close; several are
    is_used = models.BooleanField(_("已投票"), default=False)

    objects = CodeQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.representative)


class Slot(models.Model):
    """A place for one sealed vote: made before anybody votes, full of random bytes, as long as a vote is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="slots")
    sealed = models.BinaryField()
    is_filled = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.pk)


class Answer(models.Model):
    """One answer to one question, after the close. Nothing says which answers to other questions it came with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, null=True, related_name="answers")  # none: left blank

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.pk)
