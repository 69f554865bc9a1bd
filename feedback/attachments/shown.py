"""Which attachments who may see: everybody what was released, the receipt what was released with its reply."""

from django.db import models
from django.db.models import Q


class Showing(models.QuerySet):
    def of(self, suggestion):
        """Those of one suggestion as the desk lists them, in the order in which they came."""
        return self.filter(suggestion=suggestion).select_related("by").prefetch_related("pages").order_by("pk")

    def standing(self):
        """Those that were not destroyed."""
        return self.filter(erased_at__isnull=True)

    def released(self):
        return self.filter(released_at__isnull=False)


class ShowingPages(models.QuerySet):
    """Pages of released files. What was released is not shown before its picture was drawn."""

    def drawn_for_all(self):
        shown = self.filter(attachment__released_at__isnull=False).exclude(public="").exclude(thumb="")
        return shown.select_related("attachment").order_by("attachment", "number")

    def public(self):
        """What everybody may see: of a suggestion whose text is public; of a reply, once that is."""
        is_said = Q(attachment__reply__isnull=True) | Q(attachment__reply__approved_at__isnull=False)
        return self.drawn_for_all().filter(is_said).exclude(attachment__suggestion__public_title="")

    def of(self, files):
        return self.filter(attachment__in=files)

    def public_with(self, suggestion):
        """What stands under its words on its public page."""
        return self.public().filter(attachment__reply__isnull=True, attachment__suggestion=suggestion)

    def public_with_replies(self, suggestion):
        """What stands under the replies on its public page, its main one's too."""
        whose = {suggestion.pk, suggestion.main_or_self.pk}
        return self.public().filter(attachment__reply__isnull=False, attachment__suggestion__in=whose)

    def with_receipt(self, suggestion):
        """What came with the replies that its citizen reads, whether its text is public or not."""
        whose = {suggestion.pk, suggestion.main_or_self.pk}
        return self.drawn_for_all().filter(
            attachment__suggestion__in=whose, attachment__reply__approved_at__isnull=False
        )


def has_released(suggestion):
    """Whether anything was released of its files or of its main one's: asked before the pages are, which costs more."""
    whose = {suggestion.pk, suggestion.main_id or suggestion.pk}
    return suggestion.attachments.model.objects.filter(suggestion_id__in=whose).released().exists()
