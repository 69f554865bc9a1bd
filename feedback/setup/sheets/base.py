"""A sheet of what administrators keep: each row is a new one or changes one that is there; all are written, or none.

A cell that is empty, or a column that is not there, changes nothing; a row that is not in the sheet stays.
"""

from copy import copy
from dataclasses import dataclass, field
from typing import NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from feedback.records.sheets import KEPT_FOR
from portal.fields.by_name import plain_name
from portal.fields.measured import SentField
from portal.files.upload import SheetForm

ORDER_STEP = 10


class Change(NamedTuple):
    column: str
    before: str
    after: str


@dataclass
class Taken:
    """A row of the sheet as it will be written: `row` is of the table, `given` what the sheet says of it."""

    number: int
    name: str
    row: models.Model
    is_new: bool
    changes: list
    given: dict


@dataclass
class Checked:
    """`taken` are to be written, `same` numbers of rows that change nothing, `errors` (number, column, sentence)."""

    taken: list = field(default_factory=list)
    same: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    @property
    def new_count(self):
        return sum(taken.is_new for taken in self.taken)

    @property
    def changed_count(self):
        return len(self.taken) - self.new_count

    @property
    def may_be_written(self):
        return bool(self.taken) and not self.errors

    def digest(self):
        """Of what would be written: only what was shown is confirmed."""
        what = [(taken.number, taken.is_new, [tuple(change) for change in taken.changes]) for taken in self.taken]
        return salted_hmac("feedback.setup.sheet", repr(what), algorithm="sha256").hexdigest()


class SetupSheetForm(SheetForm):
    """`shown` is the digest of what was looked at."""

    hours = int(KEPT_FOR.total_seconds() // 3600)
    shown = SentField(max_length=64, required=False, widget=forms.HiddenInput)


class Kind:
    """What one kind of sheet is; a subclass says which table, which columns, and how a row is known again."""

    slug = title = known_by = follows = ""
    explained = ()
    model = None
    columns = {}  # {field: heading}
    required = ()
    headings = ()  # (heading, column it means as well)
    examples = ()
    permissions = ()
    row_form = None
    alone = ()  # sets of fields that no two rows may have alike

    def __init__(self):
        self.stored = list(self.model.objects.all())

    def form(self, data, files):
        form = SetupSheetForm(data, files)
        form.columns, form.required, form.headings = self.columns, self.required, self.headings
        return form

    def check(self, rows, faults, *, by):
        """The `Checked` of `rows`, (number, {field: text}); `by` is who would write them."""
        self.by = by
        checked = Checked(errors=[(number, self.columns[name], told) for number, name, told in faults])
        unread = {(number, name) for number, name, _told in faults}
        for number, cells in rows:
            try:
                taken = self._taken(number, cells)
            except ValidationError as error:
                for name, told in error.message_dict.items():
                    if (number, name) not in unread:
                        checked.errors.append((number, self.columns.get(name, ""), " ".join(told)))
                continue
            if taken.is_new or taken.changes:
                checked.taken.append(taken)
            else:
                checked.same.append(number)
        self._tell_apart(checked)
        checked.errors.sort(key=lambda error: error[0])
        return checked

    def _taken(self, number, cells):
        form = self.row_form(cells, **self.names())
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        given = {name: value for name, value in form.cleaned_data.items() if cells.get(name, "").strip()}
        found = self.find(given)
        row = copy(found) if found else self.model(**self.of_new(number))
        self.put(row, given, is_new=not found)
        changes = self.changes(found, row, given)
        return Taken(number, self.called(row), row, not found, changes, given)

    def names(self):
        """What the form of a row is given beside its cells."""
        return {}

    def of_new(self, number):
        """The fields of a new row that stand in no column: it comes after those there are, in the sheet's order."""
        last = max((row.order for row in self.stored), default=0)
        return {"order": last + number * ORDER_STEP}

    def find(self, given):
        """The stored row that `given` means, None for a new one; raises `ValidationError`."""
        raise NotImplementedError

    def by_name(self, given):
        name = plain_name(given["name"])
        return next((row for row in self.stored if plain_name(row.name) == name), None)

    def put(self, row, given, *, is_new):
        """Give `row` what the sheet says; raises `ValidationError` by field."""
        for name, value in given.items():
            setattr(row, name, value)
        fields = row._meta.fields
        relations = [one.name for one in fields if one.is_relation]  # a choice among rows that were just read
        try:
            row.clean_fields(exclude=[*relations, *self.filled_later(row)])
            row.clean()
        except ValidationError as error:
            raise ValidationError({self._column_of(name): told for name, told in error.error_dict.items()}) from error

    def filled_later(self, row):
        return ()

    def _column_of(self, name):
        return name if name in self.columns else NON_FIELD_ERRORS

    def changes(self, found, row, given):
        """[`Change`] of what the sheet says and is not so yet."""
        changed = []
        for name in self.columns:
            if name in given:
                before, after = self.said(found, name) if found else "", self.said(row, name)
                if before != after:
                    changed.append(Change(self.columns[name], before, after))
        return changed

    def said(self, row, name):
        value = getattr(row, name)
        if isinstance(value, bool):
            return gettext("是") if value else gettext("否")
        return "" if value is None else str(getattr(value, "name", value))

    def called(self, row):
        return row.name

    def _tell_apart(self, checked):
        """Refuse what another row of the sheet or of the table has already, as the table would."""
        for names in self.alone:
            owners = {}
            for row in self.stored:
                owners.setdefault(self._value(row, names), (row.pk, None))
            for taken in checked.taken:
                value = self._value(taken.row, names)
                owner = owners.get(value)
                if value is None or owner == (taken.row.pk, None) and taken.row.pk:
                    continue
                if owner:
                    told = self._said_twice(owner[1])
                    checked.errors.append((taken.number, self.columns[names[0]], told))
                owners[value] = owner or (taken.row.pk, taken.number)
        seen = {}
        for taken in checked.taken:
            if taken.row.pk and taken.row.pk in seen:
                told = gettext("與第 %(number)s 行是同一條。") % {"number": seen[taken.row.pk]}
                checked.errors.append((taken.number, next(iter(self.columns.values())), told))
            seen.setdefault(taken.row.pk, taken.number)

    def _said_twice(self, number):
        if number:
            return gettext("與第 %(number)s 行相同，只能有一條。") % {"number": number}
        return gettext("別的一條已經是這樣，只能有一條。")

    def _value(self, row, names):
        """What the row has in these fields, None where it has nothing."""
        values = [getattr(row, name) for name in names]
        if any(value in (None, "") for value in values):
            return None
        return tuple(plain_name(value) if isinstance(value, str) else value for value in values)

    def write(self, checked, *, by, now):
        """Write all that was taken, in the transaction of the caller; [(account, code)] of what is to be handed out."""
        for taken in checked.taken:
            taken.row.save()
        return []
