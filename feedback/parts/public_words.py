"""Words of the staff that become public: personal data in them is refused unless a person says that it is none."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.redaction import find, once


class PublicWords(forms.Form):
    """A form whose `public_fields` become public; `known_names` are those that the system knows of the person."""

    is_checked = forms.BooleanField(
        label=_("我已逐字核對，文中沒有需要遮去的個人信息"), required=False, help_text=_("僅在系統提示有誤時勾選。")
    )
    public_fields = ()
    known_names = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "is_checked"])

    def clean(self):
        fields = super().clean()
        texts = [fields.get(name, "") for name in self.public_fields]
        found, _doubts = once([finding for text in texts for finding in find(text, self.known_names)])
        if found and not fields.get("is_checked"):
            listed = gettext("、").join(f"{finding.kind.label} {finding.text}" for finding in found)
            told = gettext("文中似乎還有個人信息：%(found)s。請遮去，或核對無誤後勾選最下方一項。")
            self.add_error(None, told % {"found": listed})
        return fields
