"""關注: who wants to hear of something by mail; the address is encrypted, and one click ends it."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from feedback.following import tokens, words
from feedback.following.subjects import FOLLOWED, Subject
from feedback.models import Suggestion
from feedback.notices.models import Notice
from feedback.records.contact_keys import contact_key
from feedback.rules.following import CONFIRM_WITHIN, MOST_BOUNCED
from feedback.rules.notices import ENDS, Kind, State
from portal.tables.encrypted import EncryptedTextField


class FollowQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed(self):
        return self.filter(confirmed_at__isnull=True)

    def stale(self, now):
        """Asked for and not confirmed in time."""
        return self.unconfirmed().filter(asked_at__lte=now - CONFIRM_WITHIN)

    def of_address(self, address):
        return self.filter(address_key=contact_key(address))

    def of_suggestions(self, keys):
        """Who follows one of these, or one that was merged into it."""
        family = Suggestion.objects.filter(Q(pk__in=keys) | Q(main__in=keys)).order_by()
        return self.filter(suggestion__in=family.values("pk"))  # by the index of the few, not through all follows

    def of_more(self):
        """Who follows more than one suggestion: they hear once a day how much there is, not of each."""
        return self.confirmed().filter(suggestion__isnull=True, campaign__talk_on__isnull=True)

    def of_talks(self):
        """Who follows a talk: they are reminded, and hear of nothing else once a day."""
        return self.confirmed().filter(campaign__talk_on__isnull=False)

    def counts(self):
        """(kind, how many confirmed, of them for an answer alone, how many not confirmed yet) of each kind."""
        confirmed = Q(confirmed_at__isnull=False)
        counted = {
            f"{kind}_{name}": Count("pk", filter=Q(**{f"{kind}__isnull": False}) & which)
            for kind in FOLLOWED
            for name, which in (
                ("confirmed", confirmed), ("for_answer", confirmed & Q(is_for_answer=True)), ("open", ~confirmed),
            )
        }  # fmt: skip
        found = self.aggregate(**counted)
        return [(kind, *(found[f"{kind}_{name}"] for name in ("confirmed", "for_answer", "open"))) for kind in FOLLOWED]

    def told_the_answer(self):
        """Who wanted to hear the answer and nothing else, and did; what may have been lost is kept for the desk."""
        told = Notice.objects.filter(event__isnull=False, state__in=ENDS - {State.UNKNOWN}).values("follow")
        return self.confirmed().filter(is_for_answer=True, pk__in=told)

    def told_the_end(self):
        """Who heard that all of a talk is answered: there is no more to tell."""
        told = Notice.objects.filter(kind=Kind.TALK_ANSWERED, state__in=ENDS - {State.UNKNOWN}).values("follow")
        return self.of_talks().filter(pk__in=told)

    def out_of_reach(self):
        """Whose mails came back again and again."""
        came_back = Count("notices", filter=Q(notices__bounced_at__isnull=False))
        reached = self.alias(came_back=came_back).filter(came_back__gte=MOST_BOUNCED)
        return self.model.objects.filter(pk__in=reached.order_by().values("pk"))

    @transaction.atomic
    def end(self):
        """Delete these, and what was written to them or waits; returns how many they were."""
        keys = list(self.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
        notices = Notice.objects.filter(follow__in=keys)
        while notices.filter(again__isnull=True).delete()[0]:  # what was sent again goes before what it repeats
            pass
        self.model.objects.filter(pk__in=keys).delete()
        return len(keys)


class Follow(models.Model):
    """One address that follows one thing; it hears nothing before it confirmed."""

    suggestion = models.ForeignKey("feedback.Suggestion", on_delete=models.CASCADE, null=True, related_name="follows")
    category = models.ForeignKey("feedback.Category", on_delete=models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey("feedback.Unit", on_delete=models.CASCADE, null=True, related_name="+")
    district = models.ForeignKey("feedback.District", on_delete=models.CASCADE, null=True, related_name="+")
    campaign = models.ForeignKey("feedback.Campaign", on_delete=models.CASCADE, null=True, related_name="+")
    address = EncryptedTextField()
    address_key = models.CharField(max_length=64)  # `contact_key` of the address
    language = models.CharField(max_length=8)
    # 「我也遇到」: hears the answer and nothing else, once. Its moments are rounded to the hour.
    is_for_answer = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)  # of more than one suggestion: what happened before it was told

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("關注")
        verbose_name_plural = _("關注")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *(Q(**{f"{name}__isnull": name != one for name in FOLLOWED}) for one in FOLLOWED),
                    _connector=Q.OR,
                ),
                name="follow_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(is_for_answer=False) | Q(suggestion__isnull=False), name="follow_for_answer_of_a_suggestion"
            ),
            models.UniqueConstraint(
                fields=["address_key"], condition=Q(confirmed_at__isnull=True), name="follow_one_open_confirmation"
            ),
            *(
                models.UniqueConstraint(
                    fields=["address_key", name], condition=Q(**{f"{name}__isnull": False}), name=f"follow_{name}_once"
                )
                for name in FOLLOWED
            ),
        ]

    def __str__(self):
        return f"{self.pk}"

    @property
    def subject(self):
        """What is followed."""
        return next(Subject(kind, getattr(self, kind)) for kind in FOLLOWED if getattr(self, f"{kind}_id"))

    def confirm_address(self):
        """The address in the mail that asks; it opens a page with a button, in the follower's language."""
        return self._absolute(lambda: reverse("follow_confirm", args=[tokens.made(self.pk)]))

    def subject_address(self):
        """The address of the page of what is followed, in the follower's language."""
        return self._absolute(lambda: self.subject.url)

    def called(self):
        """What is followed, for the middle of a sentence in the language that is active."""
        return words.called(self.subject)

    def news(self, details):
        """What a notice with these `details` tells, in the language that is active; nothing for none."""
        return words.news(details)

    def _absolute(self, address):
        with override(self.language):
            return settings.SITE_URL + address()
