"""The page on which whoever has a 開通碼 sets the own password, and the slips that codes are printed on."""

import re

import segno
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import authenticate, password_validation
from django.contrib.auth.forms import SetPasswordMixin
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts.activation import DAYS, DIGITS
from portal.accounts.records import record
from portal.fields.measured import LineField, MeasuredForm
from portal.reading.text import cleaned_secret


class ActivationForm(MeasuredForm, SetPasswordMixin, forms.Form):
    """Names of its fields that are secret stand in AXES_SENSITIVE_PARAMETERS: failed tries are kept without them."""

    username = LineField(
        label=_("用戶名"), max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("請填寫用戶名。")},
    )  # fmt: skip
    activation_code = LineField(
        label=_("開通碼"), max_length=24, help_text=_("系統管理員交給您的單子上的 16 位數字，只能用一次。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("請填寫開通碼。")},
    )  # fmt: skip
    new_password1, new_password2 = SetPasswordMixin.create_password_fields()

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, None
        self.fields["new_password1"].help_text = password_validation.password_validators_help_text_html()

    def clean_activation_code(self):
        code = cleaned_secret(self.cleaned_data["activation_code"])
        if not re.fullmatch(rf"\d{{{DIGITS}}}", code):
            raise forms.ValidationError(gettext("開通碼是 16 位數字，請對照單子重新填寫。"))
        return code

    def clean(self):
        self.validate_passwords("new_password1", "new_password2")
        given = super().clean()
        if self.errors:
            return given
        self.user = authenticate(
            self.request, username=given["username"], activation_code=given["activation_code"]
        )  # fmt: skip
        if not self.user:
            told = gettext("用戶名或者開通碼不對，或者開通碼已經用過、過期。仍然不行的，請系統管理員重新發。")
            self.add_error("activation_code", told)
        else:
            self.validate_password_for_user(self.user, "new_password2")
        return given


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def staff_activate(request):
    form = ActivationForm(request, request.POST or None)
    if form.is_valid():
        form.set_password_and_save(form.user, "new_password1")
        record(form.user, _("用開通碼設置密碼"), about=form.user)
        messages.success(request, gettext("密碼已經設置，請用用戶名和新密碼登錄。"))
        return redirect("admin:login")
    context = admin.site.each_context(request) | {"form": form, "title": gettext("用開通碼設置密碼")}
    return render(request, "admin/accounts/activate.html", context)


def slips_page(request, slips, way=""):
    """The slips of (account, code), shown this once; `way` is where to go on."""
    address = request.build_absolute_uri(reverse("staff_activate"))
    context = admin.site.each_context(request) | {
        "title": gettext("開通碼"),
        "slips": slips,
        "address": address,
        "qr": segno.make(address, error="m", micro=False).svg_data_uri(border=2, omitsize=True),
        "days": DAYS,
        "way": way or reverse("admin:auth_user_changelist"),
    }
    response = render(request, "admin/accounts/slips.html", context)
    add_never_cache_headers(response)
    return response
