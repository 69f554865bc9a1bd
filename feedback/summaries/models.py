"""辦理情況報告: its sentences, the summary as it was frozen, and what was corrected beside it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign
from feedback.records.written_once import WrittenOnce
from feedback.rules.workflow import Refused
from feedback.summaries.rules import Piece, Place, digest, places_of, wrong_with
from portal.reading.readers import shown


class SummaryTemplateQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True).order_by("order", "pk")


class SummaryTemplate(models.Model):
    """A sentence of the summary with named numbers; one whose number there is none of is left out."""

    name = models.CharField(_("名稱"), max_length=40, unique=True)
    text = models.TextField(
        _("句子"), max_length=600,
        help_text=_("數字寫成位置，例如「{收到}」；沒有這個數字的，整句不寫。「{全部}」只在有效的都辦結了時才填上。"),
    )  # fmt: skip
    instead = models.TextField(
        _("沒有全部辦結時的句子"), max_length=600, blank=True, help_text=_("用了「{全部}」的句子要填。")
    )
    text_en = models.TextField(
        _("英文句子"), max_length=1200, blank=True, help_text=_("位置仍寫中文名稱；不填的，英文版不寫這一句。")
    )
    instead_en = models.TextField(_("沒有全部辦結時的英文句子"), max_length=1200, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    order = models.PositiveIntegerField(_("排序"), default=0)

    objects = SummaryTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("報告句子")
        verbose_name_plural = _("報告句子")
        ordering = ("order", "pk")

    def __str__(self):
        return shown(self.name)

    def clean(self):
        errors = {}
        for field in ("text", "instead", "text_en", "instead_en"):
            wrong = wrong_with(getattr(self, field))
            if wrong:
                errors[field] = wrong
        for field, other in (("text", "instead"), ("text_en", "instead_en")):
            is_of_all, instead = Place.ALL in places_of(getattr(self, field)), getattr(self, other)
            if is_of_all and not instead:
                errors.setdefault(other, gettext("句子裡有「{全部}」，請填沒有全部辦結時怎麼寫。"))
            if Place.ALL in places_of(instead):
                errors.setdefault(other, gettext("這一句是沒有全部辦結時用的，不能寫「{全部}」。"))
        if errors:
            raise ValidationError(errors)

    def words(self, language):
        """(the sentence, the one instead of it) in `zh` or `en`."""
        return (self.text_en, self.instead_en) if language == "en" else (self.text, self.instead)


class Summary(WrittenOnce):
    """What was frozen when a campaign closed: its numbers, its sentences, and the list of its items.

    `numbers` are {key: number} and `named` the names, as `feedback.summaries.numbers` counts them; the names are stored
    as a list, which keeps their order. `sentences` are {language: [[[text, key of the number that it is], …], …]}.
    `items` is the file that anybody can download, and `items_digest` the SHA-256 of its bytes.
    """

    not_changed = not_deleted = _("已經定稿，不能更改，也不能刪除；有錯的，另寫更正。")

    campaign = models.OneToOneField(
        Campaign, verbose_name=_("活動"), on_delete=models.PROTECT, related_name="frozen_summary"
    )
    frozen_at = models.DateTimeField(_("定稿時間"))
    numbers = models.JSONField()
    names = models.JSONField()  # [key, name, English name]
    sentences = models.JSONField()
    items = models.TextField()
    items_digest = models.CharField(_("清單的摘要（SHA-256）"), max_length=64)

    class Meta:
        verbose_name = _("辦理情況報告")
        verbose_name_plural = _("辦理情況報告")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(items_digest__regex=r"^[0-9a-f]{64}$"), name="summary_has_a_digest"),
        ]

    def __str__(self):
        return str(self.campaign)

    def save(self, *args, **kwargs):
        self.items_digest = digest(self.file)
        super().save(*args, **kwargs)

    @property
    def named(self):
        """{key of a row or level: [name, English name]} in the order of the page."""
        return {key: names for key, *names in self.names}

    @property
    def file(self):
        """The bytes of the list as they are downloaded, with the mark that spreadsheet programs look for."""
        return self.items.encode("utf-8-sig")

    def said(self, language):
        """The sentences in a language, each a list of `Piece`."""
        return [[Piece(*piece) for piece in sentence] for sentence in self.sentences.get(language, [])]


class CorrectionQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(approved_at__isnull=False).order_by("approved_at", "pk")


class Correction(models.Model):
    """What was wrong in a frozen summary, written by one person and approved by another; it stands beside it."""

    summary = models.ForeignKey(
        Summary, verbose_name=_("辦理情況報告"), on_delete=models.PROTECT, related_name="corrections"
    )
    text = models.TextField(_("更正"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("起草人"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("起草時間"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("審核人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("公開時間"), null=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("報告更正")
        verbose_name_plural = _("報告更正")
        ordering = ("-at", "-pk")
        default_permissions = ("view", "add")
        permissions = [("approve_correction", _("審核報告更正"))]
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("approved_by")), name="correction_approved_by_a_second_person"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="correction_approved_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.summary}：{self.text[:20]}"

    def delete(self, *args, **kwargs):
        raise Refused(gettext("更正只增不刪。"))
