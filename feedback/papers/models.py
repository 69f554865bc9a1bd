"""週報、月報 have no table of their own: each is counted when somebody asks, of a unit or of all of them.

Who is told that there is a new one stands in `Delivery`.
"""

from django.utils.translation import gettext_lazy as _

from feedback.office.units import Unit
from feedback.papers.delivery import Delivery

__all__ = ["Delivery", "Paper"]


class Paper(Unit):
    """A unit, under the name that its papers have at the desk."""

    class Meta:
        proxy = True
        default_permissions = ()  # who sees a unit's suggestions sees its papers
        verbose_name = _("週報、月報")
        verbose_name_plural = _("週報、月報")
