"""The field of a value: typed as a person writes it, told in words what is wrong."""

from django.core.exceptions import ValidationError

from portal.fields.measured import LineField
from reports.drafting.typed import TypedWrongly, read_value


class ValueField(LineField):
    """Gives a `Typed`, or None where nothing was typed."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)

    def clean(self, value):
        words = super().clean(value)
        try:
            return read_value(words) if words else None
        except TypedWrongly as wrong:
            raise ValidationError(str(wrong)) from wrong
