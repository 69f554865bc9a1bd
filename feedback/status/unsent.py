"""What was typed with a receipt and not sent: kept like a draft, for whoever opens the same receipt and nobody else."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from feedback.models import Draft
from feedback.parts.fields import TextField
from feedback.rules import receipts
from feedback.status.forms import AnswerForm, ObjectForm, RateForm, ReceiptForm
from portal.tables.encrypted import Undecryptable

FORMS = {"answer": AnswerForm, "object": ObjectForm, "rate": RateForm}
NAMES = [name for form in FORMS.values() for name in form.base_fields if name not in ReceiptForm.base_fields]
KEPT = _("您寫的還沒有提交，已經加密保留；用同一份回執再查詢時還在。")


def words(sent):
    """Of a form that was `sent`, what a person gave."""
    return {name: sent[name] for name in NAMES if name in sent}


def keep(suggestion, given, *, now):
    if not given:
        return
    _unreadable_is_gone(suggestion)
    draft, _is_new = Draft.objects.get_or_create(flow_digest=digest(suggestion), defaults={"changed_at": now})
    draft.remember(given, now=now)


def forget(suggestion, form):
    """The part of what was kept that was sent with `form` now."""
    draft = _of(suggestion)
    if draft:
        draft.drop(form.fields)


def in_template(suggestion, offered, *, again):
    """The forms that may be sent now, with what was kept for them, and the words of the others.

    `again` names the form that was sent before and needs mending.
    """
    draft = _of(suggestion)
    kept = draft.filled if draft else {}
    forms = {name: _form(name, suggestion, kept, is_again=again == name) for name in offered}
    shown = {field for form in forms.values() for field in form.fields}
    left = [
        (field.label, kept[name])
        for form in FORMS.values()
        for name, field in form.base_fields.items()
        if kept.get(name) and name not in shown and isinstance(field, TextField)
    ]
    is_kept = any(kept.get(name) for name in shown)
    return {f"{name}_form": forms.get(name) for name in FORMS} | {"left": left, "is_kept": is_kept}


def form(name, suggestion, sent=None, **shown):
    """The form called `name` as `suggestion` offers it."""
    more = {"campaign": suggestion.campaign} if name == "rate" else {}
    return FORMS[name](sent, **shown, **more)


def _form(name, suggestion, kept, *, is_again):
    page = {"number": suggestion.number, "revision": suggestion.revision}
    return form(name, suggestion, kept | page if is_again else None, initial=kept, auto_id=f"{name}_%s")


def _of(suggestion):
    try:
        return Draft.objects.filter(flow_digest=digest(suggestion)).first()
    except Undecryptable:
        return None


def _unreadable_is_gone(suggestion):
    """Delete words that no key decrypts any more: they would stand in the way of new ones."""
    try:
        Draft.objects.filter(flow_digest=digest(suggestion)).first()
    except Undecryptable:
        Draft.objects.filter(flow_digest=digest(suggestion)).delete()


def digest(suggestion):
    """What the unsent words and files of a receipt lie under."""
    return receipts.unsent_digest(settings.RECEIPT_KEY, suggestion.secret_digest)
