"""活動記錄: the append-only history of a campaign, from its draft to its close."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign
from feedback.records.written_once import WrittenOnce, WrittenOnceQuerySet
from feedback.rounds.rules import CampaignVerb


class CampaignEventQuerySet(WrittenOnceQuerySet):
    def public(self):
        return self.filter(is_public=True)

    def in_order(self):
        """In the order in which they were written: a clock that was set back does not turn history around."""
        return self.order_by("pk")


class CampaignEvent(WrittenOnce):
    """What somebody of the staff did to a campaign; those that are public stand on its page.

    `details` depend on the verb: what was changed from what to what, which phase was extended, what stood in the check
    list when the campaign was closed.
    """

    Verb = CampaignVerb
    not_changed, not_deleted = _("活動記錄只增不改。"), _("活動記錄只增不刪。")

    campaign = models.ForeignKey(Campaign, verbose_name=_("活動"), on_delete=models.CASCADE, related_name="events")
    verb = models.CharField(_("動作"), max_length=16, choices=CampaignVerb)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("經辦"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("時間"))
    reason = models.CharField(_("公開的原因"), max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)
    is_public = models.BooleanField(_("公開"), default=False)

    objects = CampaignEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("活動記錄")
        verbose_name_plural = _("活動記錄")
        default_permissions = ()
        permissions = [("conduct_campaign", _("公布、延長和結束活動"))]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(verb=CampaignVerb.CLOSE), name="campaign_closed_once"
            ),
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(verb=CampaignVerb.PUBLISH), name="campaign_published_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_verb_display()} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"
