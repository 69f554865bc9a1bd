"""The pages of an account itself: the code, the first enrolment, codes on paper, words that were kept for it."""

from functools import wraps

import django_otp
import segno
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.plugins.otp_static.models import StaticDevice

from portal.accounts import language, second_factor
from portal.accounts.forms import CodeForm, EnrolForm, LanguageForm
from portal.accounts.giving_back import shown, way
from portal.accounts.records import record
from portal.tables.kept_words import KeptWords


@never_cache
@require_POST
def staff_language(request):
    """Read the desk in another language from now on; also before signing in."""
    form = LanguageForm(request.POST)
    form.full_clean()
    chosen = form.cleaned_data.get("language")
    if not chosen:
        return redirect("admin:index")
    return language.keep(redirect(language.way(form.cleaned_data.get("next", ""), chosen)), chosen)


def half_signed_in(view):
    """A page for whoever gave the password and not yet the code: `view(request, user)`."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request):
        user = request.half_signed_in
        if not user:
            return redirect("admin:index")
        if "leave" in request.POST:
            request.user = user
            logout(request)
            return redirect("admin:index")
        return view(request, user)

    return wrapped


@half_signed_in
def staff_code(request, user):
    if not second_factor.has_app(user):
        return redirect(f"{reverse('staff_enrol')}?{request.GET.urlencode()}")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        device = second_factor.verified(user, form.cleaned_data["code"])
        if device:
            return _let_in(request, user, device)
        form.add_error("code", _wrong(user))
    return _page(request, "code", form=form, title=gettext("輸入驗證碼"))


@half_signed_in
def staff_enrol(request, user):
    if second_factor.has_app(user):
        return redirect("staff_code")
    form = EnrolForm(request.POST or None)
    if form.is_valid():
        confirmed = second_factor.confirm(user, form.cleaned_data["code"])
        if confirmed:
            device, codes = confirmed
            _sign_in(request, user, device)
            record(user, _("綁定手機驗證器，領取備用碼"), about=user)
            return _page(request, "codes", codes=codes, next=way(user, _next(request)), title=gettext("備用碼"))
        form.add_error("code", _wrong(user))
    device = second_factor.app_to_enrol(user)
    key = device.config_url.partition("secret=")[2].partition("&")[0]
    context = {
        "form": form,
        "title": gettext("綁定手機驗證器"),
        "qr": segno.make(device.config_url, error="m", micro=False).svg_data_uri(border=2, omitsize=True),
        "key": " ".join(key[start : start + 4] for start in range(0, len(key), 4)),
    }
    return _page(request, "enrol", **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def staff_codes(request):
    """Fresh codes on paper for whoever is signed in."""
    if not settings.STAFF_TOTP or not admin.site.has_permission(request) or not second_factor.has_app(request.user):
        return redirect("admin:index")
    codes = []
    if request.method == "POST":
        codes = second_factor.new_backup_codes(request.user)
        record(request.user, _("換領備用碼"), about=request.user)
    left = second_factor.backup_codes_left(request.user)
    return _page(request, "codes", codes=codes, left=left, next=reverse("admin:index"), title=gettext("備用碼"))


def signed_in(view):
    """A page for whoever may enter the desk."""

    @never_cache
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not admin.site.has_permission(request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request, *args, **kwargs)

    return wrapped


@signed_in
@require_safe
def staff_kept(request):
    """What this account typed and could not be taken."""
    kept = [shown(row) for row in KeptWords.objects.of(request.user)]
    return _page(request, "kept", kept=kept, next=_next(request), title=gettext("沒有提交成功的內容"))


@signed_in
@require_POST
def staff_kept_forget(request, pk):
    kept = KeptWords.objects.of(request.user)
    kept.filter(pk=pk).delete()
    return redirect("staff_kept" if kept.exists() else "admin:index")


def _wrong(user):
    if second_factor.must_wait(user):
        return gettext("驗證碼不對，或者填錯的次數太多。請稍等一會兒再試；一直不行的，請系統管理員解除鎖定。")
    return gettext("驗證碼不對，請用驗證器裡新出現的數字再試。")


def _sign_in(request, user, device):
    request.user = user
    request.session.cycle_key()
    django_otp.login(request, device)


def _let_in(request, user, device):
    _sign_in(request, user, device)
    if isinstance(device, StaticDevice):
        left = second_factor.backup_codes_left(user)
        record(user, _("用備用碼登錄"), about=user)
        told = ngettext("備用碼還剩 %(left)s 個。", "備用碼還剩 %(left)s 個。", left)
        messages.warning(request, told % {"left": left})
    return redirect(way(user, _next(request)))


def _next(request):
    """The page of the desk that was asked for."""
    address = request.GET.get("next", "")
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else reverse("admin:index")


def _page(request, name, **context):
    return render(request, f"admin/accounts/{name}.html", admin.site.each_context(request) | context)
