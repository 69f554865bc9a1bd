"""附件: a photo or a PDF; whose it is, where its sealed original lies, what was drawn anew, what was released."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.attachments.queries import AttachmentQuerySet
from feedback.attachments.shown import ShowingPages
from feedback.rules.files import State
from portal.pictures.refusals import Refusal
from portal.tables.encrypted import EncryptedBytesField, EncryptedTextField


class Attachment(models.Model):
    """One file. While it is unsent it belongs to the draft of `flow_digest`; afterwards to a suggestion, for good."""

    name = models.CharField(max_length=32, unique=True)  # random; what stands in addresses
    flow_digest = models.CharField(max_length=64, blank=True, default="")
    suggestion = models.ForeignKey(
        "feedback.Suggestion", on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    question = models.ForeignKey("feedback.Question", on_delete=models.PROTECT, null=True, related_name="attachments")
    reply = models.ForeignKey("feedback.Reply", on_delete=models.PROTECT, null=True, related_name="attachments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = EncryptedTextField(blank=True)  # as its sender called it: it may name somebody
    caption = models.CharField(_("說明"), max_length=60, blank=True, default="")  # what is seen, for who cannot see it
    added_at = models.DateTimeField(_("添加時間"))
    size = models.PositiveIntegerField(_("大小"))  # bytes of the original
    digest = models.CharField(max_length=64)  # SHA-256 of the original, hexadecimal
    content = models.CharField(max_length=8)  # jpeg, png, webp, heic, pdf: by what it holds, not by its name
    original = models.CharField(max_length=120, blank=True)  # name in the sealed storage
    key = EncryptedBytesField(null=True)  # opens the original and the drawn pages; erasing empties it
    state = models.CharField(_("狀態"), max_length=8, choices=State, default=State.ARRIVED)
    why = models.CharField(max_length=20, blank=True, default="")  # why it was refused: `portal.pictures`
    released_at = models.DateTimeField(_("公開時間"), null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(_("銷毀時間"), null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(state=State.DRAWN, erased_at__isnull=True),
                name="attachment_released_only_as_drawn",
            ),
            models.CheckConstraint(
                condition=Q(suggestion__isnull=False) | ~Q(flow_digest=""), name="attachment_belongs_to_something"
            ),
        ]
        indexes = [
            models.Index(fields=["flow_digest"], condition=Q(suggestion__isnull=True), name="attachment_unsent"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_refused(self):
        return self.state == State.REFUSED

    @property
    def is_looked_at(self):
        """Whether the worker has not drawn it yet."""
        return self.state == State.ARRIVED

    @property
    def told_why(self):
        """Why it cannot be used, in words for whoever sent it."""
        return Refusal(self.why).label if self.why in Refusal.values else ""


class Page(models.Model):
    """One page of an attachment as it was drawn anew: a photo has one. Public is what was made of it on release."""

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()  # from 1
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    drawn = models.CharField(max_length=120, blank=True)  # name in the sealed storage, under the attachment's key
    digest = models.CharField(max_length=64)  # SHA-256 of the drawn page: a release is bound to it
    # What is covered when it is released: [[left, top, width, height], …] in pixels of the drawn page.
    covers = models.JSONField(default=list, blank=True)
    public = models.CharField(max_length=120, blank=True, default="")  # names in the storage of what was released
    thumb = models.CharField(max_length=120, blank=True, default="")

    objects = ShowingPages.as_manager()

    class Meta:
        verbose_name = _("頁")
        verbose_name_plural = _("頁")
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["attachment", "number"], name="page_number_once")]

    def __str__(self):
        return f"{self.attachment_id}/{self.number}"
