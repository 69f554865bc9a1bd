"""報表送閱 at the desk: administrators say who is told of which paper."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office.staff import shown_name
from feedback.papers.delivery import may_read
from feedback.papers.models import Delivery
from feedback.rules.roles import Role
from portal.fields.choices import RowsField

# Whoever has casework reads papers.
READING = [role for role in Role if role != Role.ADMINISTRATOR]


class PeopleField(RowsField):
    def label_from_instance(self, person):
        return shown_name(person)


class DeliveryForm(forms.ModelForm):
    people = PeopleField(label=_("送給誰"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Delivery
        fields = ("kind", "unit", "people")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, is_staff=True, groups__name__in=READING)
        self.fields["people"].queryset = people.distinct().order_by("first_name", "username")

    def clean(self):
        given = super().clean()
        unit = given.get("unit")
        strange = [person for person in given.get("people", ()) if not may_read(person, unit and unit.pk)]
        if strange:
            names = gettext("、").join(map(shown_name, strange))
            self.add_error("people", gettext("%(names)s看不到這份報表，請不要選。") % {"names": names})
        return given


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    form = DeliveryForm
    list_display = ("__str__", "who")
    list_select_related = ("unit",)
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("people")

    @admin.display(description=_("送給誰"))
    def who(self, delivery):
        return gettext("、").join(shown_name(person) for person in delivery.people.all())
