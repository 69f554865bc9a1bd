"""Choices among stored rows that no number is too large for."""

from django import forms

from portal.reading.readers import shown

LARGEST_KEY = 2**63 - 1


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows. A key that no column can hold is a wrong choice; Django asks the database for it, which fails."""

    def clean(self, value):
        return super().clean(self._possible(value))

    def to_python(self, value):
        return super().to_python(self._possible(value))

    def label_from_instance(self, row):
        return shown(str(row))

    def _possible(self, value):
        for key in value if isinstance(value, list | tuple) else ():
            if isinstance(key, str) and key.strip().isdecimal() and int(key[:40]) > LARGEST_KEY:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": key[:40]}
                )
        return value
