"""通知, the outbox: one row for each recipient and event, without the address, which is decrypted when it is sent."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.notices.listing import Listing
from feedback.notices.staff_wish import StaffWish
from feedback.notices.texts import NoticeText
from feedback.rules.notices import ENDS, Channel, Kind, State, Why
from feedback.rules.sending import A_DAY

__all__ = ["Notice", "NoticeText", "StaffWish"]

NOT_SENT = sorted({State.FAILED, State.UNKNOWN})


class NoticeQuerySet(Listing):
    def due(self, channel, now):
        """What a worker may take: each by itself, a digest once its group has a Message-ID; the longest due first."""
        by_itself = Q(is_for_digest=False) | ~Q(message_id="")
        due = self.filter(by_itself, channel=channel, ended_at=None, state=State.WAITING, due_at__lte=now)
        return due.order_by("due_at", "pk")

    def held(self, channel):
        """What some worker holds, or held when it died."""
        return self.filter(channel=channel, ended_at=None, state__in=[State.CLAIMED, State.HANDING])

    def held_as(self, notices, *states):
        """Those of `notices` that their worker still holds."""
        return self.filter(pk__in=[each.pk for each in notices], held_by=notices[0].held_by, state__in=states)

    def received_lately(self, notice, now):
        """What told the contact of `notice` within a day that something was received, whatever it was about."""
        told = self.filter(
            kind=Kind.RECEIVED, created_at__gt=now - A_DAY, state__in=[State.HANDING, State.SENT, State.UNKNOWN]
        )
        return told.filter(citizen__contact_key=notice.citizen.contact_key).exclude(pk=notice.pk)

    def may_be_again(self):
        """What ended so that it may be sent again by hand, and was not yet."""
        return self.filter(state__in=NOT_SENT, again__isnull=True)

    def drop(self):
        """Delete those that still wait; what a worker took in the meantime stays. Gives how many.

        They are held in one order, so that no two that delete the same ones wait for each other.
        """
        with transaction.atomic():
            waiting = self.filter(state=State.WAITING).order_by("pk").select_for_update(of=("self",))
            return self.model.objects.filter(pk__in=[*waiting.values_list("pk", flat=True)]).delete()[0]


class Notice(models.Model):
    """One message to one recipient: the citizen with the receipt of a suggestion, one of the staff, or a follower."""

    kind = models.CharField(_("內容"), max_length=20, choices=Kind)
    # What it follows from, and what it is about; a message that confirms a follow has neither.
    event = models.ForeignKey("feedback.Event", on_delete=models.PROTECT, null=True, related_name="notices")
    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, null=True, related_name="notices")
    # To whom, one of three.
    citizen = models.ForeignKey("feedback.Suggestion", on_delete=models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    follow = models.ForeignKey("following.Follow", on_delete=models.CASCADE, null=True, related_name="notices")
    channel = models.CharField(_("方式"), max_length=8, choices=Channel)
    language = models.CharField(max_length=8)
    is_for_digest = models.BooleanField(_("每日彙總"), default=False)
    details = models.JSONField(default=dict, blank=True)  # what the text names beside the event; nothing personal

    created_at = models.DateTimeField(_("產生時間"))
    due_at = models.DateTimeField(_("發送時間"))  # not before; a retry is due later
    state = models.CharField(_("狀態"), max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("次數"), default=0)
    held_by = models.CharField(max_length=64, blank=True, default="")  # the worker that claimed it
    held_at = models.DateTimeField(null=True)
    message_id = models.CharField(
        max_length=120, blank=True, default=""
    )  # of every try; a digest gives all its rows one
    ended_at = models.DateTimeField(_("結束時間"), null=True)
    why = models.CharField(_("原因"), max_length=12, choices=Why, blank=True, default="")
    answer = models.CharField(
        _("對方代碼"), max_length=40, blank=True, default=""
    )  # a code, never words: they name people
    bounced_at = models.DateTimeField(_("退回時間"), null=True)
    again_of = models.ForeignKey(  # sent again by hand; found by its constraint, which is an index of these few
        "self", on_delete=models.PROTECT, null=True, related_name="again", db_index=False
    )
    again_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("重新發送人"), on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("寄出的通知")
        default_permissions = ("view",)
        permissions = [("send_again", _("再發送通知"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(citizen__isnull=False, staff__isnull=True, follow__isnull=True)
                | Q(citizen__isnull=True, staff__isnull=False, follow__isnull=True)
                | Q(citizen__isnull=True, staff__isnull=True, follow__isnull=False),
                name="notice_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ENDS), ended_at__isnull=False)
                | (~Q(state__in=sorted(ENDS)) & Q(ended_at__isnull=True)),
                name="notice_ends_once",
            ),
            models.CheckConstraint(condition=~Q(state=State.FAILED) | ~Q(why=""), name="notice_failed_says_why"),
            *(
                models.UniqueConstraint(
                    fields=["event", "kind", whom],
                    condition=Q(again_of__isnull=True, **{f"{whom}__isnull": False}),
                    name=f"notice_once_for_{whom}",
                )
                for whom in ("citizen", "staff", "follow")
            ),
            models.UniqueConstraint(
                fields=["again_of"], condition=Q(again_of__isnull=False), name="notice_sent_again_once"
            ),
        ]
        indexes = [
            # In the order in which they are claimed: hundreds may be due at one moment.
            models.Index(fields=["channel", "due_at", "id"], condition=Q(ended_at=None), name="notice_to_send"),
            models.Index(fields=["message_id"], condition=~Q(message_id=""), name="notice_of_message"),
            models.Index(fields=["-created_at", "-id"], name="notice_newest"),
            models.Index(fields=["-created_at", "-id"], condition=Q(state__in=NOT_SENT), name="notice_not_sent"),
        ]

    def __str__(self):
        return self.get_kind_display()
