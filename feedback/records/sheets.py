"""來件表: a sheet of suggestions taken elsewhere, between its upload and its filing; afterwards, who filed how many."""

import json
from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.files.sheets import Unread
from portal.tables.encrypted import EncryptedTextField

KEPT_FOR = timedelta(hours=12)


class SheetQuerySet(models.QuerySet):
    def stale(self, now):
        """Uploaded, and not filed within a working day."""
        return self.filter(filed_at__isnull=True, uploaded_at__lt=now - KEPT_FOR)

    def of(self, user):
        return self.filter(uploaded_by=user)

    @transaction.atomic
    def keep(self, rows, *, unread, name, campaign, by, now):
        """Keep `rows`, texts under the names of their fields, until `by` has looked at them.

        `unread` says what of the file was not read, as `portal.files.sheets` has it.
        """
        self.stale(now).delete()
        payload = json.dumps({"rows": rows, "unread": asdict(unread)}, ensure_ascii=False)
        return self.create(name=name, campaign=campaign, uploaded_by=by, uploaded_at=now, payload=payload)


class Sheet(models.Model):
    """The rows are kept encrypted and are gone once they are filed or old."""

    name = models.CharField(_("文件名"), max_length=120)
    campaign = models.ForeignKey("feedback.Campaign", on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上傳時間"), db_index=True)
    payload = EncryptedTextField(blank=True)
    filed_at = models.DateTimeField(_("登記時間"), null=True)
    # The keys of what it filed, for the receipts to be printed while the flow may still show them.
    keys = models.JSONField(default=list)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("來件表")
        verbose_name_plural = _("來件表")

    def __str__(self):
        return self.name

    @property
    def rows(self):
        return self._content["rows"]

    @property
    def unread(self):
        """What of the file was not read, or None when that is not known."""
        return Unread(**self._content["unread"]) if self._content["unread"] else None

    @property
    def _content(self):
        content = json.loads(self.payload) if self.payload else []
        # An earlier release kept the rows alone.
        return {"rows": content, "unread": None} if isinstance(content, list) else content
