"""優秀建議 at the desk: nominated by one, a class proposed by a second, decided by a third or by the first."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.awards import verbs
from feedback.awards.forms import FORMS, NominateForm, offered
from feedback.awards.models import Award, Nomination, Quota
from feedback.desk.queries.suggestions import at_desk
from feedback.office.staff import roles_of
from feedback.rounds.belonging import belonging
from feedback.rounds.verbs import changed
from feedback.rules.roles import MATRIX, Role
from feedback.rules.workflow import Refused
from portal.accounts.giving_back import fill, typed_at
from portal.frame import CASE_PAGE
from portal.serving.published_admin import PublishedAdmin

METHODS = ["GET", "HEAD", "POST"]
NOMINATING = {role for role in Role if verbs.NOMINATE in MATRIX[role].permissions}


@admin.register(Quota)
class QuotaAdmin(PublishedAdmin):
    list_display = ("campaign", "first", "second", "third")
    list_select_related = ("campaign",)
    fields = ("campaign", "first", "second", "third")
    actions = None

    def get_readonly_fields(self, request, obj=None):
        return ("campaign",) if obj else ()

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """What the public was told may not change unseen: it stands in the history of the campaign."""
        fields = [obj._meta.get_field(name).verbose_name for name in form.changed_data if name != "campaign"]
        super().save_model(request, obj, form, change)
        changed(obj.campaign, by=request.user, now=timezone.now(), fields=fields or [obj._meta.verbose_name])


@belonging(70, Quota)
def quota_of(campaign):
    quota = Quota.of(campaign)
    told = gettext("一等 %(first)s 件，二等 %(second)s 件，三等 %(third)s 件") % {
        "first": quota.first, "second": quota.second, "third": quota.third,
    }  # fmt: skip
    return (quota, told) if quota.pk else (None, gettext("%(told)s（默認值）") % {"told": told})


@admin.register(Nomination)
class NominationAdmin(admin.ModelAdmin):
    """Nobody edits a nomination: each verb has a page of its own."""

    list_display = ("suggestion", "campaign", "title", "standing", "at")
    list_filter = ("suggestion__campaign",)
    list_select_related = ("suggestion__campaign",)
    actions = None

    def get_queryset(self, request):
        contact = ("suggestion__name", "suggestion__contact", "suggestion__guardian_name")
        return super().get_queryset(request).prefetch_related("suggestion__awards").defer(*contact)

    def get_urls(self):
        do = self.admin_site.admin_view(self.verb_view)
        return [path("<int:pk>/do/<slug:verb>/", do, name="awards_nomination_do"), *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("活動"))
    def campaign(self, nomination):
        return nomination.suggestion.campaign

    @admin.display(description=_("公開標題"))
    def title(self, nomination):
        return nomination.suggestion.public_title or gettext("內容不公開")

    @admin.display(description=_("評到哪一步"))
    def standing(self, nomination):
        award = nomination.award
        if award:
            return gettext("已評為%(grade)s") % {"grade": award.get_grade_display()}
        if nomination.grade:
            return gettext("已提出%(grade)s，待決定") % {"grade": nomination.get_grade_display()}
        return gettext("已推薦")

    @method_decorator([never_cache, require_http_methods(METHODS)])
    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        initial = {"number": request.GET.get("number", "")}
        form = fill(NominateForm(request.POST or None, user=request.user, initial=initial), request)
        if form.is_valid():
            try:
                given = form.cleaned_data
                nomination = verbs.nominate(given["number"], given["note"], by=request.user, now=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal.reason))
            else:
                self.message_user(request, gettext("已推薦 %(number)s。") % {"number": nomination}, messages.SUCCESS)
                return redirect("admin:awards_nomination_change", nomination.pk)
        return self._page(request, form=form, title=gettext("推薦優秀建議"), submit=gettext("推薦"))

    @method_decorator([never_cache, require_http_methods(METHODS)])
    def change_view(self, request, object_id, form_url="", extra_context=None):
        nomination = self._nomination(request, object_id)
        award = nomination.award
        ways = [(FORMS[name].label, self._way(nomination, name)) for name in offered(nomination, award, request.user)]
        return self._page(request, nomination=nomination, award=award, ways=ways, title=str(nomination))

    @method_decorator([never_cache, require_http_methods(METHODS)])
    def verb_view(self, request, pk, verb):
        nomination = self._nomination(request, pk)
        if verb not in FORMS:
            raise Http404
        if not request.user.has_perm(verbs.DECIDE):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        form = fill(FORMS[verb](sent, nomination=nomination), request)
        if form.is_valid():
            try:
                form.do(by=request.user, now=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal.reason))
            else:
                told = gettext("%(number)s：「%(verb)s」已完成。") % {"number": nomination, "verb": form.label}
                self.message_user(request, told, messages.SUCCESS)
                return redirect("admin:awards_nomination_change", nomination.pk)
        return self._page(
            request, form=form, nomination=nomination, award=nomination.award, title=form.label, submit=form.label
        )

    def _nomination(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        nomination = self.get_object(request, str(pk))
        if not nomination:
            raise Http404
        return nomination

    def _way(self, nomination, verb):
        return reverse("admin:awards_nomination_do", args=[nomination.pk, verb])

    def _page(self, request, *, nomination=None, **more):
        context = self.admin_site.each_context(request) | {"opts": self.opts, "nomination": nomination, **more}
        if nomination:
            context["is_visible"] = at_desk(request.user).filter(pk=nomination.suggestion_id).exists()
        name = "verb" if "form" in more else "nomination"
        return TemplateResponse(request, f"admin/awards/{name}.html", context)


typed_at("awards_nomination_add", lambda _arguments, _fields: (NominateForm, gettext("推薦優秀建議")), is_filled=True)


def _typed(arguments, _fields):
    form = FORMS.get(arguments["verb"])
    return (form, str(form.label)) if form else None


typed_at("awards_nomination_do", _typed, is_filled=True)


@CASE_PAGE.block(20, "admin/awards/_case.html")
def of_case(suggestion, user):
    """Whether it is nominated or awarded, and the way to nominate it; nothing for who does neither, and no query."""
    may_nominate = bool(roles_of(user) & NOMINATING)
    nomination = Nomination.objects.filter(suggestion=suggestion).first() if may_nominate else None
    award = Award.objects.standing().filter(suggestion=suggestion).first() if nomination else None
    return {"nomination": nomination, "award": award, "may_nominate": may_nominate}
