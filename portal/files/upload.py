"""A sheet in a form: uploaded, read, and its rows kept encrypted in the page until somebody confirms them."""

import json

from cryptography.fernet import InvalidToken
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.files import sheets
from portal.tables.encrypted import fernet


class SheetField(forms.FileField):
    def __init__(self, **kwargs):
        super().__init__(
            label=_("文件"),
            help_text=_("xlsx，或者 UTF-8、GB18030 編碼的 CSV；最多 2000 行、5 MB，只讀第一張可見的工作表。"),
            widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
            error_messages={"required": _("請選擇文件。"), "empty": _("文件是空的，請選擇有內容的文件。")},
            **kwargs,
        )


def read(file, columns, required, headings=()):
    """(rows, faults, unread) of an uploaded file, by the fields that `columns` names: {field: heading}.

    `rows` are (number, {field: text}), `faults` (number, field, sentence), `required` fields, `headings` as
    `sheets.read` has them. Raises `ValidationError`.
    """
    if file.size > sheets.MOST_BYTES:
        raise forms.ValidationError(gettext("文件超過 5 MB，請分成幾份，逐份導入。"))
    try:
        table = sheets.read(file.read(), columns.values(), [columns[name] for name in required], headings)
    except sheets.Unreadable as unreadable:
        raise forms.ValidationError(str(unreadable)) from unreadable
    fields = {column: name for name, column in columns.items()}
    rows = [(number, {fields[name]: text for name, text in row.items()}) for number, row in table.rows]
    faults = [(number, fields[column], told) for number, column, told in table.faults]
    return rows, faults, table.unread


class SheetForm(forms.Form):
    """First a file; then, looked at, the same rows encrypted in `payload`; `rows`, `faults` and `unread` once valid.

    A subclass names the columns, and for how many hours a page with rows in it may be confirmed.
    """

    columns, required, headings, hours = {}, (), (), 12

    file = SheetField()
    payload = forms.CharField(widget=forms.HiddenInput, required=False)  # nothing reads it but the cipher of this site

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("payload")
        self.rows, self.faults, self.unread = [], [], None

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        if given["payload"]:
            self.rows = self._opened(given["payload"])
            return given
        try:
            self.rows, self.faults, self.unread = read(given["file"], self.columns, self.required, self.headings)
        except forms.ValidationError as error:
            self.add_error("file", error)
        return given

    def sealed(self):
        """The rows, for the page."""
        return fernet().encrypt(json.dumps(self.rows, ensure_ascii=False).encode()).decode()

    def _opened(self, payload):
        try:
            return json.loads(fernet().decrypt(payload.encode(), ttl=self.hours * 3600))
        except (InvalidToken, ValueError):
            self.add_error(None, gettext("這一頁放得太久，請重新上傳。"))
            return []
