"""At the desk: one page on which the figures of a report are put to their series, many at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.giving_back import fill, typed_at
from reports.models import Figure, Report
from reports.series import verbs
from reports.series.desk.fields import LIST, offered
from reports.series.desk.matching_form import MatchingForm
from reports.series.differences import SeriesRefused
from reports.series.models import Point, Series

PER_PAGE = 60


class Matching:
    """A part of the admin of series."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("report/<int:pk>/", view(self.match_view), name="series_report_match"),
            path("report/<int:pk>/propose/", view(self.propose_view), name="series_report_propose"),
            *super().get_urls(),
        ]

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def match_view(self, request, pk):
        report = _report(request, pk)
        every = Figure.objects.of(report).select_related("point__series")
        page = Paginator(every, PER_PAGE).get_page(request.GET.get("page"))
        figures = list(page.object_list)
        if request.method == "POST":
            form = MatchingForm(request.POST, figures=figures)
            if form.is_valid() and self._decide(request, report, form):
                return HttpResponseRedirect(_next(report, page))
        else:
            form = fill(MatchingForm(figures=figures, recurring=_recurring(report, figures)), request)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("核對歷年指標"),
            "report": report,
            "form": form,
            "page": page,
            "list": LIST,
            "series": [offered(one) for one in Series.objects.standing()],
            "open_count": Point.objects.proposed().filter(figure__section__report=report).count(),
        }
        return TemplateResponse(request, "admin/series/matching.html", context)

    def _decide(self, request, report, form):
        """Whether it was saved; a refusal is told in the form, which keeps what was typed."""
        try:
            verbs.decide(report, form.choices, by=request.user, now=timezone.now())
        except SeriesRefused as refused:
            form.add_error(None, str(refused))
            return False
        count = len(form.choices)
        told = ngettext("已保存 %(count)s 個指標。", "已保存 %(count)s 個指標。", count) % {"count": count}
        self.message_user(request, told, messages.SUCCESS)
        return True

    @method_decorator([never_cache, require_POST])
    def propose_view(self, request, pk):
        report = _report(request, pk)
        count = verbs.propose(report, by=request.user, now=timezone.now())
        told = ngettext(
            "%(count)s 個指標像是以前的歷年指標，請逐個核對。",
            "%(count)s 個指標像是以前的歷年指標，請逐個核對。",
            count,
        )
        self.message_user(request, told % {"count": count} if count else gettext("沒有新的指標像是以前的歷年指標。"))
        return HttpResponseRedirect(reverse("admin:series_report_match", args=[pk]))


def _report(request, pk):
    if not request.user.has_perm("reports.change_report"):
        raise PermissionDenied
    return get_object_or_404(Report, pk=pk)


def _recurring(report, figures):
    """The keys of those names that figures of other reports have as well."""
    keys = {figure.key for figure in figures if not hasattr(figure, "point")}
    others = Figure.objects.exclude(section__report=report).filter(key__in=keys)
    return set(others.values_list("key", flat=True))


def _next(report, page):
    number = page.next_page_number() if page.has_next() else page.number
    return f"{reverse('admin:series_report_match', args=[report.pk])}?page={number}"


def _typed(arguments, fields):
    keys = [name.partition("-")[2] for name in fields if name.startswith("words-")]
    figures = Figure.objects.filter(section__report=arguments["pk"], pk__in=[key for key in keys if key.isdecimal()])
    form = MatchingForm(figures=list(figures.select_related("point__series")))
    form.base_fields = form.fields
    return form, gettext("核對歷年指標")


typed_at("series_report_match", _typed, is_filled=True)
