"""代表抽取 at the desk: prepared on a page of its own, then conducted on the page of the draw by two people."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from feedback.draws import announcing
from feedback.draws.desk.acts import ACTS, offered
from feedback.draws.desk.forms import PrepareForm
from feedback.draws.models import Draw, Lottery
from feedback.draws.rules import State
from feedback.rounds.belonging import belonging
from feedback.rules.workflow import Refused
from portal.reading.languages import reading

CONDUCT = "draws.conduct_draw"


@belonging(40, Draw)
def draw_of(campaign):
    """The last one; those before it were aborted, and stand in its list."""
    draw = Draw.objects.of(campaign).last()
    return (draw, draw.get_state_display()) if draw else (None, gettext("還沒有"))


@admin.register(Lottery)
class LotteryAdmin(admin.ModelAdmin):
    list_display = ("name", "count", "lowest", "highest", "is_sorted", "extra_count", "extra_highest", "is_active")
    fields = list_display


@admin.register(Draw)
class DrawAdmin(admin.ModelAdmin):
    list_display = ("campaign", "attempt", "state", "announced_at", "drawn_at", "aborted_at")
    list_select_related = ("campaign",)
    list_filter = ("state",)
    exclude = ("numbers",)  # typed by two people, on the form of an act

    def get_urls(self):
        do = self.admin_site.admin_view(self.act_view)
        return [path("<int:pk>/do/<slug:verb>/", do, name="draws_draw_do"), *super().get_urls()]

    def has_add_permission(self, request):
        return request.user.has_perm(CONDUCT)

    def has_delete_permission(self, request, obj=None):
        """What was announced stays for ever, and what is only prepared is prepared anew."""
        return False

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def add_view(self, request, form_url="", extra_context=None):
        """Prepare a draw, or prepare anew what was not announced yet."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PrepareForm(request.POST or None)
        if form.is_valid():
            try:
                lots, campaign = form.lots(), form.cleaned_data["campaign"]
                draw = announcing.prepare(campaign, lots, by=request.user, now=timezone.now())
            except Refused as refused:
                form.add_error(None, refused.reason)
            else:
                self.message_user(request, gettext("抽取已經準備好，請另一個人核對後公告。"), messages.SUCCESS)
                return redirect("admin:draws_draw_change", draw.pk)
        context = self._frame(request, title=gettext("準備代表抽取"), form=form)
        return TemplateResponse(request, "admin/draws/draw/prepare.html", context)

    @method_decorator([never_cache, require_safe])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._page(request, self._draw(request, object_id))

    @method_decorator([never_cache, require_POST])
    def act_view(self, request, pk, verb):
        """Do one of the acts; one that is refused, or whose form fails, keeps what was typed."""
        draw = self._draw(request, pk)
        if verb not in ACTS:
            raise Http404
        if not request.user.has_perm(CONDUCT):
            raise PermissionDenied
        act = ACTS[verb]
        if draw.state not in act.states:
            self.message_user(
                request,
                gettext("這次抽取%(state)s，不能這樣做。") % {"state": draw.get_state_display()},
                messages.ERROR,
            )
            return redirect("admin:draws_draw_change", pk)
        form = act.form(request.POST, draw=draw, verb=verb)
        if form.is_valid():
            try:
                told = act.do(draw, form, by=request.user, now=timezone.now())
            except Refused as refused:
                form.add_error(None, refused.reason)
            else:
                self.message_user(request, told, messages.SUCCESS)
                return redirect("admin:draws_draw_change", pk)
        return self._page(request, draw, sent={verb: form})

    def _draw(self, request, pk):
        draw = self.get_object(request, str(pk))
        if not draw:
            raise Http404
        if not self.has_view_permission(request, draw):
            raise PermissionDenied
        return draw

    def _frame(self, request, **more):
        return self.admin_site.each_context(request) | {"opts": self.opts} | more

    def _page(self, request, draw, sent=None):
        may_conduct = request.user.has_perm(CONDUCT)
        proposal = draw.proposals.filter(settled_at=None).select_related("by").first()
        context = self._frame(
            request,
            title=reading(str(draw)),
            draw=draw,
            is_public=draw.state != State.PREPARED,
            sources=draw.sources.select_related("lottery"),
            entries=draw.entries.select_related("by"),
            proposal=proposal,
            acts=offered(draw, proposal, request.user, sent or {}) if may_conduct else [],
        )
        return TemplateResponse(request, "admin/draws/draw/page.html", context)
