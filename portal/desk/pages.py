"""What every page of Django's admin refuses at this desk: conditions it was not made for, rows that are gone.

`Desk.register` mixes it into every ModelAdmin of the site, those of packages too.
"""

from django.contrib import messages
from django.contrib.admin import FieldListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_FACETS_VAR, IS_POPUP_VAR, TO_FIELD_VAR, IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, ORDER_VAR, PAGE_VAR, SEARCH_VAR
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import Refused
from portal.accounts.giving_back import kept_page
from portal.accounts.records import as_written
from portal.fields.choices import LARGEST_KEY, RowsField

MOST_SEARCHED = 100  # characters: each word is looked for in each field
MOST_NAMED = 60  # characters of a strange condition that are told
OF_ANY_LIST = frozenset(
    {ALL_VAR, ERROR_FLAG, IS_FACETS_VAR, IS_POPUP_VAR, ORDER_VAR, PAGE_VAR, SEARCH_VAR, TO_FIELD_VAR}
)
NOTHING_CHOSEN = [("", _("請選擇"))]  # where Django shows a line of dashes
# What the links of Django's own filters ask of the field they stand for.
LOOKUPS = ("", "__exact", "__isnull", "__gte", "__lt")
LOOKUPS_OF_DAYS = ("__year", "__month", "__day")


class Unread(Exception):
    """A list was asked for by conditions that it does not have; it says so in a sentence."""


class DeskPages:
    def lookup_allowed(self, lookup, value, request=None):
        return lookup in self.declared(request)

    def declared(self, request):
        """The names in an address that this list may be narrowed by: those of its filters and no others."""
        names = {f"{self.date_hierarchy}{lookup}" for lookup in LOOKUPS_OF_DAYS if self.date_hierarchy}
        for entry in self.get_list_filter(request):
            path = entry[0] if isinstance(entry, tuple | list) else entry
            if isinstance(path, str):
                names |= {path + lookup for lookup in LOOKUPS}
                remote = getattr(get_fields_from_path(self.model, path)[-1], "target_field", None)
                names |= {f"{path}__{remote.name}__exact"} if remote else set()
            elif not issubclass(path, FieldListFilter):
                names.add(path.parameter_name)
        return names

    def get_object(self, request, object_id, from_field=None):
        """The row; an address that names no field to know it by means its key."""
        return super().get_object(request, object_id, from_field or None)

    def get_changelist_instance(self, request):
        """The list that the address asks for, or `Unread`."""
        strange = sorted({*request.GET} - OF_ANY_LIST - self.declared(request))
        if strange:
            names = gettext("、").join(strange)
            told = gettext("這個列表不能按「%(names)s」篩選，網址裡的篩選條件沒有採用。")
            raise Unread(told % {"names": f"{names[:MOST_NAMED]}…" if len(names) > MOST_NAMED else names})
        count = len(request.GET.get(SEARCH_VAR, ""))
        if count > MOST_SEARCHED:
            told = gettext("查找的文字最多 %(most)s 個字，您填了 %(count)s 個字，沒有查找。")
            raise Unread(told % {"most": MOST_SEARCHED, "count": count})
        try:
            return super().get_changelist_instance(request)
        except (IncorrectLookupParameters, SuspiciousOperation, ValueError, OverflowError) as error:
            raise Unread(gettext("網址裡的篩選條件有誤，沒有採用。")) from error

    def get_search_results(self, request, queryset, search_term):
        """Whoever looks in another way, by the choices of a field, is held to the same length."""
        if len(search_term) > MOST_SEARCHED:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def log_addition(self, *about):
        with as_written():
            return super().log_addition(*about)

    def log_change(self, *about):
        with as_written():
            return super().log_change(*about)

    def log_deletions(self, *about):
        with as_written():
            return super().log_deletions(*about)

    def get_action_choices(self, request, default_choices=NOTHING_CHOSEN):
        return super().get_action_choices(request, default_choices)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        has_one = db_field.has_default() or "initial" in kwargs
        choices = db_field.get_choices(include_blank=db_field.blank or not has_one, blank_choice=NOTHING_CHOSEN)
        return super().formfield_for_choice_field(db_field, request, **{"choices": choices, **kwargs})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        empty = _("不選") if db_field.blank else _("請選擇")
        return super().formfield_for_foreignkey(db_field, request, **{"empty_label": empty, **kwargs})

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **{"form_class": RowsField, **kwargs})

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and not self._are_rows(request):
            return self._told(request, gettext("列表剛剛有變動，或者所選的項目有誤，沒有辦成。請重新選擇。"))
        try:
            return super().changelist_view(request, extra_context)
        except Unread as unread:
            return self._told(request, str(unread))

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """What was sent for a row that is gone: not found, so that the words are given back."""
        if request.method == "POST":
            raise Http404
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, Refused) as error:
            return kept_page(request, status=409) or self._told(request, _why(error))

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except (IntegrityError, Refused) as error:
            return self._told(request, _why(error))

    def _told(self, request, told):
        self.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(self._list())

    def _list(self):
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _are_rows(self, request):
        """Whether all that was picked may be a row, and all that was changed in the list is one still."""
        picked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        named = f"-{self.opts.pk.name}"
        changed = [key for name, key in request.POST.items() if name.startswith("form-") and name.endswith(named)]
        if not all(map(self._may_be_key, picked + changed)):
            return False
        return not changed or self.get_queryset(request).filter(pk__in=changed).count() == len({*changed})

    def _may_be_key(self, text):
        try:
            key = self.opts.pk.to_python(text)
        except ValidationError:
            return False
        return not isinstance(key, int) or 0 < key <= LARGEST_KEY


def _why(error):
    """A refusal says it; else somebody else's change came between the check and the writing."""
    if isinstance(error, Refused):
        return str(error.reason)
    return gettext("資料剛剛有變動，沒有保存，請核對後再試。")
