"""The working days: corrections one by one, and the whole list of a year that the package does not know yet."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules import deadlines
from feedback.rules.arrangements import is_fixed_day_off
from portal.serving import generation
from portal.serving.generation import Kept


class HolidayListQuerySet(models.QuerySet):
    @generation.publishing()
    def confirm(self, arrangement, text, *, by, now):
        """Take the whole list of a year: from now on its days count as known.

        It replaces the list that was confirmed of that year before. A day that was corrected by hand and stands in the
        list becomes the list's; other corrections stay.
        """
        self.filter(year=arrangement.year).delete()
        confirmed = self.create(year=arrangement.year, text=text, confirmed_by=by, confirmed_at=now)
        CalendarDay.objects.filter(day__in=arrangement.days).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(day=day, is_working=is_working, holiday_list=confirmed)
            for day, is_working in arrangement.days.items()
        )
        generation.bump()
        return confirmed


class HolidayList(models.Model):
    """全年放假安排: the list of a year as it was entered, and who confirmed that it is whole."""

    year = models.PositiveSmallIntegerField(_("年份"), unique=True)
    text = models.TextField(_("原文"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("核對人"), on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("核對時間"))

    objects = HolidayListQuerySet.as_manager()

    class Meta:
        verbose_name = _("全年放假安排")
        verbose_name_plural = _("全年放假安排")

    def __str__(self):
        return str(self.year)


_working_days = Kept(lambda: CalendarDay.objects.read())


def working_days():
    """The `Calendar` in force; what the desk changes of it counts on every process within half a second."""
    return _working_days.get()


class CalendarDayQuerySet(models.QuerySet):
    def read(self):
        """The `Calendar` of these corrections, in one query."""
        rows = list(self.order_by().values_list("day", "is_working", "holiday_list__year"))
        return deadlines.Calendar(
            {day: is_working for day, is_working, _year in rows},
            frozenset(year for _day, _is_working, year in rows if year is not None),
        )

    def of_year(self, year):
        return self.filter(day__year=year).order_by("day")


class CalendarDay(models.Model):
    """A correction to the working days, or a day of the list of a year that is newer than this software."""

    day = models.DateField(_("日期"), unique=True)
    is_working = models.BooleanField(
        _("上班"),
        help_text=_(
            "勾選為上班日（如調休的週末），不勾為放假。保存以後，辦理中各件的期限重新計算。新一年的放假安排，請用「錄入全年安排」一次錄入。"
        ),
    )
    note = models.CharField(
        _("依據"), max_length=120, blank=True, help_text=_("例如通知的名稱和日期，只有工作人員看到。")
    )
    holiday_list = models.ForeignKey(
        HolidayList, verbose_name=_("全年放假安排"), on_delete=models.CASCADE, null=True, blank=True, editable=False
    )

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("單日更正")
        verbose_name_plural = _("工作日")
        ordering = ("-day",)

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"

    def clean(self):
        if self.day and self.is_working and is_fixed_day_off(self.day):
            raise ValidationError({"is_working": gettext("這一天是法定假日，不能改為上班日。")})
