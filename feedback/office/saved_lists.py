"""保存的篩選: lists of the desk that somebody keeps under a name, alone, with a unit, or with everybody who handles."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.rules.workflow import Refused

MOST_KEPT = 30  # of one person
MOST_SHOWN = 60  # to one person, the own ones first


class SavedListQuerySet(models.QuerySet):
    def usable_by(self, user):
        """The own ones, and those that somebody who is still here shared with a unit of `user` or with everybody."""
        is_shared = Q(is_for_all=True) | Q(unit__in=staff.units_of(user))
        return self.filter(Q(owner=user) | Q(is_shared, owner__is_active=True))

    def chosen_by(self, user, pk):
        """The one of this key, if `user` may use it, else None; `pk` may be None."""
        return self.usable_by(user).filter(pk=pk).first() if pk else None

    def for_bar(self, user):
        """A list of those that `user` may use, the own ones first, each with the name of its owner."""
        is_others = models.Case(models.When(owner=user, then=0), default=1)
        named = ("name", "query", "exported", "unit", "is_for_all")
        owner = ("owner__username", "owner__first_name", "owner__last_name")
        rows = self.usable_by(user).select_related("owner").only(*named, *owner)
        return list(rows.order_by(is_others, "name", "pk")[:MOST_SHOWN])

    @transaction.atomic
    def keep(self, *, owner, **fields):
        """Keep one more; raises `Refused` when `owner` has as many as one person may have."""
        get_user_model().objects.select_for_update(no_key=True).get(pk=owner.pk)  # two at a time are not one too many
        if self.filter(owner=owner).count() >= MOST_KEPT:
            told = gettext("最多保存 %(most)s 個篩選，請先刪去不用的。")
            raise Refused(told % {"most": MOST_KEPT})
        return self.create(owner=owner, **fields)


class SavedList(models.Model):
    """A list under a name: `query` is its address without the page, read by the form of the list for whoever opens it.

    What somebody else may not filter by, the form leaves out for them: sharing gives nobody anything to see.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_lists", db_index=False
    )
    name = models.CharField(_("名稱"), max_length=30)
    query = models.CharField(max_length=3000, blank=True)
    exported = models.JSONField(default=list, blank=True)  # codes of the columns of its export; none says all
    unit = models.ForeignKey(
        "feedback.Unit", verbose_name=_("共享給"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_for_all = models.BooleanField(default=False)

    objects = SavedListQuerySet.as_manager()

    class Meta:
        verbose_name = _("保存的篩選")
        verbose_name_plural = _("保存的篩選")
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_list_name_once_per_owner"),
            models.CheckConstraint(
                condition=Q(is_for_all=False) | Q(unit=None), name="saved_list_for_a_unit_or_for_all"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_shared(self):
        return self.is_for_all or self.unit_id is not None

    @property
    def shared_with(self):
        """The choice of the form that shares it."""
        return "all" if self.is_for_all else (str(self.unit_id) if self.unit_id else "")

    @property
    def address(self):
        """From `?` on; it says which one it is."""
        return f"?{self.query}&saved={self.pk}" if self.query else f"?saved={self.pk}"

    def of_another(self, user):
        """Whether somebody else shares it with `user`."""
        return self.owner_id != user.pk
