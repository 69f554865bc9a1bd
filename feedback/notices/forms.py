"""What is sent to the page that stops mails."""

from django import forms


class StopForm(forms.Form):
    """Empty from the page's own button; a mail program says in it that one click of its user is all (RFC 8058)."""

    def add_prefix(self, field_name):
        return "List-Unsubscribe" if field_name == "list_unsubscribe" else super().add_prefix(field_name)

    list_unsubscribe = forms.ChoiceField(choices=[("One-Click", "")], required=False)

    def is_one_click(self):
        return self.is_valid() and bool(self.cleaned_data["list_unsubscribe"])
