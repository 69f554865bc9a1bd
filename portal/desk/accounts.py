"""The accounts of staff at the desk: administrators make them and give them roles and units."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from feedback.models import Unit
from feedback.office.role_names import named_groups, role_name, role_written
from feedback.rules.roles import Role
from portal.accounts import activation, lockout, second_factor
from portal.accounts.activating import slips_page
from portal.accounts.records import record
from portal.desk.leaving import Leaving
from portal.fields.choices import RowsField
from portal.fields.measured import MeasuredForm
from portal.reading.readers import english_or, name_shown

# Roles are groups that migrations make, codes are nobody's to read: neither has pages of its own.
for model in (User, Group, TOTPDevice, StaticDevice):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


# Django's own has no name for the browser's keeper of passwords.
PASSWORD_PAGE = "admin/accounts/password.html"  # noqa: S105 - a template
admin.site.password_change_template = PASSWORD_PAGE


class RolesField(RowsField):
    def label_from_instance(self, group):
        return role_name(group.name)


class RolesAndUnits(forms.ModelForm):
    """What an account may do and for whom."""

    groups = RolesField(
        label=_("崗位"), queryset=Group.objects.filter(name__in=Role.values), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    units = RowsField(
        label=_("承辦單位"), queryset=Unit.objects.all(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("承辦人、審核人只看得到所在單位的建議。"),
    )  # fmt: skip


class AccountForm(MeasuredForm, RolesAndUnits, UserChangeForm):
    class Meta:
        model = User
        fields = ("username", "password", "first_name", "is_active", "groups")
        labels = {"first_name": _("姓名")}
        help_texts = {"is_active": _("離崗的取消勾選，賬號隨即不能登錄；辦過的事仍記在名下，在辦的建議先問明交給誰。")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "units" in self.fields:
            self.initial["units"] = self.instance.units.all()


class OwnAccountForm(MeasuredForm, UserChangeForm):
    """The own account: without what somebody else decides."""

    class Meta:
        model = User
        fields = ("username", "password", "first_name")
        labels = {"first_name": _("姓名")}


class NewAccountForm(MeasuredForm, RolesAndUnits, UserCreationForm):
    class Meta:
        model = User
        fields = ("username", "first_name", "groups")
        labels = {"first_name": _("姓名")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["first_name"].widget.attrs["autocomplete"] = "off"


class PasswordForm(MeasuredForm, AdminPasswordChangeForm):
    """Another one's password, set by an administrator."""


class RolesFilter(admin.RelatedFieldListFilter):
    """Roles are groups of Django's, which go by the names that the office gave them."""

    def field_choices(self, field, request, model_admin):
        return [(key, role_name(name)) for key, name in super().field_choices(field, request, model_admin)]


@admin.register(User)
class AccountAdmin(Leaving, UserAdmin):
    form, add_form, change_password_form = AccountForm, NewAccountForm, PasswordForm
    list_display = ("username", "full_name", "roles", "in_units", "is_active", "has_app", "last_login")
    list_filter = ("is_active", ("groups", RolesFilter))
    search_fields = ("username", "first_name")
    ordering = ("username",)
    filter_horizontal = ()
    change_user_password_template = PASSWORD_PAGE
    list_per_page = 50
    actions = ("give_codes", "reset_app", "unlock")
    show_facets = admin.ShowFacets.NEVER
    own_fieldsets = ((None, {"fields": ("username", "password", "first_name")}),)
    fieldsets = (*own_fieldsets, (_("崗位和單位"), {"fields": ("groups", "units", "is_active")}))
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "password1", "password2")}),
        (_("崗位和單位"), {"fields": ("groups", "units")}),
    )

    def get_queryset(self, request):
        """Staff; who is a superuser is a superuser's business."""
        staff = (
            super()
            .get_queryset(request)
            .filter(is_staff=True)
            .prefetch_related(named_groups(), "units", "totpdevice_set")
        )
        return staff if request.user.is_superuser else staff.filter(is_superuser=False)

    def get_fieldsets(self, request, obj=None):
        """Nobody changes the own roles, units or standing."""
        return self.own_fieldsets if obj and obj.pk == request.user.pk else super().get_fieldsets(request, obj)

    def get_form(self, request, obj=None, **kwargs):
        own = {"form": OwnAccountForm} if obj and obj.pk == request.user.pk else {}
        return super().get_form(request, obj, **own | kwargs)

    def has_change_permission(self, request, obj=None):
        is_theirs = obj is None or request.user.is_superuser or not obj.is_superuser
        return super().has_change_permission(request, obj) and is_theirs

    def has_delete_permission(self, request, obj=None):
        """What somebody did stays under the name; an account is put out of use."""
        return False

    class Media:
        css = {"all": ("portal/desk-forms.css",)}

    @admin.display(description=_("姓名"), ordering="first_name")
    def full_name(self, user):
        return name_shown(user.first_name)

    @admin.display(description=_("崗位"))
    def roles(self, user):
        return gettext("、").join(
            name_shown(english_or(group.called or group.name, group.called_en)) for group in user.groups.all()
        )

    @admin.display(description=_("承辦單位"))
    def in_units(self, user):
        return gettext("、").join(map(str, user.units.all()))

    @admin.display(description=_("已綁驗證器"), boolean=True)
    def has_app(self, user):
        return any(device.confirmed for device in user.totpdevice_set.all())

    def save_model(self, request, obj, form, change):
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "units" not in form.cleaned_data:
            return
        form.instance.units.set(form.cleaned_data["units"])
        if change:
            self.pass_work_on(request, form)
        if {"groups", "units"} & {*form.changed_data}:
            self._record_standing(request, form)

    def _record_standing(self, request, form):
        record(
            request.user,
            _("%(who)s：崗位定為 %(roles)s；單位定為 %(units)s"),
            about=form.instance,
            who=form.instance.username,
            roles="、".join(role_written(group.name) for group in form.cleaned_data["groups"]) or "—",
            units="、".join(unit.name for unit in form.cleaned_data["units"]) or "—",
        )

    @admin.action(description=_("給所選賬號發開通碼，原來的密碼作廢"), permissions=["change"])
    def give_codes(self, request, users):
        """Each sets a password by the slip that is shown once."""
        slips = []
        for user in users:
            if user == request.user:
                told = gettext("自己的密碼，請在「修改密碼」裡改。")
                self.message_user(request, told, messages.WARNING)
            elif not user.is_active:
                told = gettext("%(who)s 已經停用，沒有發開通碼。") % {"who": user.username}
                self.message_user(request, told, messages.WARNING)
            else:
                slips.append((user, activation.issue(user, now=timezone.now())))
                user.save(update_fields=["password"])
                record(request.user, _("給 %(who)s 發開通碼"), about=user, who=user.username)
        return slips_page(request, slips) if slips else None

    @admin.action(description=_("重置所選賬號的驗證器，下次登錄時重新綁定"), permissions=["change"])
    def reset_app(self, request, users):
        for user in users:
            if user == request.user:
                told = gettext("自己的驗證器，請別的系統管理員重置。")
                self.message_user(request, told, messages.WARNING)
                continue
            second_factor.forget(user)
            record(request.user, _("重置 %(who)s 的驗證器"), about=user, who=user.username)
            told = gettext("已重置 %(who)s 的驗證器。") % {"who": user.username}
            self.message_user(request, told, messages.SUCCESS)

    @admin.action(description=_("解除所選賬號的登錄鎖定"), permissions=["change"])
    def unlock(self, request, users):
        for user in users:
            lockout.unlock(user.username)
            second_factor.end_waiting(user)
            record(request.user, _("解除 %(who)s 的登錄鎖定"), about=user, who=user.username)
            told = gettext("已解除 %(who)s 的登錄鎖定。") % {"who": user.username}
            self.message_user(request, told, messages.SUCCESS)
