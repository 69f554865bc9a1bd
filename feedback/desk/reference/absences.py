"""請假與代理 at the desk: entered by the person, by the reviewer of the unit, or by an administrator."""

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Absence
from feedback.office import staff
from feedback.office.staff import shown_name
from feedback.rules.absences import AT_WORK, may_enter, may_stand_in
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused


def people_of(user):
    """Those whose leave `user` may see: of all units as an administrator, else of the own."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True, groups__name__in=AT_WORK)
    if Role.ADMINISTRATOR not in staff.roles_of(user):
        people = people.filter(units__in=staff.units_of(user))
    return people.distinct().prefetch_related("groups", "units").order_by("first_name", "username")


def may_enter_for(user, person):
    """Whether `user` may enter, change and drop the leave of `person`."""
    is_own = user.pk == person.pk
    is_of_own_unit = bool(staff.units_of(user) & _units(person))
    return may_enter(staff.roles_of(user), is_own=is_own, is_of_own_unit=is_of_own_unit)


class PersonField(forms.ChoiceField):
    """A choice among people that were read together, cleaned to the person; None where nobody is chosen."""

    def __init__(self, *, nobody, **kwargs):
        super().__init__(**kwargs)
        self.nobody = nobody

    def offer(self, people):
        self.people = {str(person.pk): person for person in people}
        self.choices = [("", self.nobody), *((key, shown_name(person)) for key, person in self.people.items())]

    def clean(self, value):
        return self.people.get(super().clean(value))


class AbsenceForm(forms.ModelForm):
    person = PersonField(label=_("請假的人"), nobody=_("請選擇"))
    deputy = PersonField(
        label=_("代理人"), required=False, nobody=_("沒有代理人"),
        help_text=_(
            "須是同一單位、同樣崗位的同事。請假期間新的工作交給代理人，期限不變；沒有代理人的，交給單位另行安排。"
        ),
    )  # fmt: skip

    class Meta:
        model = Absence
        fields = ("person", "begins_on", "ends_on", "deputy")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, people = user, list(people_of(user))
        self.fields["deputy"].offer(people)
        if self.instance.pk:
            self.fields["person"].offer([self.instance.person])
            self.fields["person"].disabled = True
        else:
            may_enter_others = may_enter(staff.roles_of(user), is_own=False, is_of_own_unit=True)
            self.fields["person"].offer(person for person in people if may_enter_others or person.pk == user.pk)
            self.fields["person"].initial = user.pk

    def clean(self):
        given = super().clean()
        person, deputy = given.get("person"), given.get("deputy")
        if person and not may_enter_for(self.user, person):
            self.add_error("person", gettext("您不能替這個人登記請假。"))
        if person and deputy and deputy != person and not _go_together(person, deputy):
            told = gettext("%(deputy)s不能代理：代理人須和請假的人在同一單位，崗位相同。")
            self.add_error("deputy", told % {"deputy": shown_name(deputy)})
        last, today = given.get("ends_on"), timezone.localdate()
        if last and "ends_on" in self.changed_data and last < today:
            self.add_error("ends_on", gettext("最後一天不能早於今天。"))
        return given

    def _post_clean(self):
        """Once the row itself is right it is held against the others, which nobody changes meanwhile."""
        super()._post_clean()
        if self.errors:
            return
        try:
            self.instance.check_with_others()
        except Refused as refusal:
            self.add_error(None, str(refusal.reason))


def _go_together(person, deputy):
    return bool(_units(person) & _units(deputy)) and may_stand_in(_roles(deputy), _roles(person))


def _units(person):
    return {unit.pk for unit in person.units.all()}


def _roles(person):
    return {Role(group.name) for group in person.groups.all() if group.name in Role.values}


@admin.register(Absence)
class AbsenceAdmin(admin.ModelAdmin):
    """Whoever works in a unit sees who is away and who stands in; what is over stays as it was."""

    form = AbsenceForm
    list_display = ("who", "begins_on", "ends_on", "stands_in", "entered")
    list_select_related = ("person", "deputy", "entered_by")
    date_hierarchy = "begins_on"
    actions = None

    def get_queryset(self, request):
        rows = super().get_queryset(request).prefetch_related("person__units")
        if Role.ADMINISTRATOR in staff.roles_of(request.user):
            return rows
        return rows.filter(person__units__in=staff.units_of(request.user)).distinct()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)

        class Theirs(form):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, user=request.user, **kwargs)

        return Theirs

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("begins_on", "ends_on"):
            kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_module_permission(self, request):
        return bool((AT_WORK | {Role.ADMINISTRATOR}) & staff.roles_of(request.user))

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return self.has_module_permission(request)
        return obj.ends_on >= timezone.localdate() and may_enter_for(request.user, obj.person)

    def has_delete_permission(self, request, obj=None):
        """What has begun is shortened by its last day: it happened."""
        if obj is None:
            return self.has_module_permission(request)
        return obj.begins_on > timezone.localdate() and may_enter_for(request.user, obj.person)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.entered_by, obj.entered_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    @admin.display(description=_("請假的人"), ordering="person")
    def who(self, absence):
        return shown_name(absence.person)

    @admin.display(description=_("代理人"), empty_value=_("沒有"))
    def stands_in(self, absence):
        return shown_name(absence.deputy) if absence.deputy else None

    @admin.display(description=_("登記人"))
    def entered(self, absence):
        return shown_name(absence.entered_by)

    class Media:
        css = {"all": ("portal/desk-forms.css",)}
