"""The verb that mends what staff themselves typed wrongly when they registered a suggestion."""

from django.utils.translation import gettext

from feedback.records.contact_keys import contact_key
from feedback.rules.contacts import addresses_in
from feedback.rules.workflow import Refused, Verb
from feedback.verbs.rating import hide_comments

# What may be mended; of these both wordings are kept.
TOLD = ("title", "body", "kind", "district", "place")
# Of these the event says that they changed, and nothing more.
SEALED = ("name", "contact")


def correct_intake(suggestion, note, *, by, now, **fields):
    """Set those of `fields`, named as in `TOLD` and `SEALED`, that differ; never words that a citizen typed.

    What was released was masked by the words and the name of before: it is a stub again until it is released anew.
    """
    with suggestion.doing(Verb.CORRECT_INTAKE, by=by, now=now, note=note) as event:
        if not suggestion.events.filter(verb=Verb.REGISTER).exists():
            raise Refused(gettext("這件建議是市民自己提交的，原文不能更改。"))
        if suggestion.is_erased:
            raise Refused(gettext("這件建議的文字已依法銷毀，登記不能再更正。"))
        if not note:
            raise Refused(gettext("更正登記要寫明原因，市民憑回執看到。"))
        changed = [name for name in (*TOLD, *SEALED) if name in fields and fields[name] != getattr(suggestion, name)]
        if not changed:
            raise Refused(gettext("登記的內容沒有變化，無須更正。"))
        told = [name for name in changed if name in TOLD]
        event.details = {
            "fields": changed,
            "before": {name: _written(name, getattr(suggestion, name)) for name in told},
            "after": {name: _written(name, fields[name]) for name in told},
        }
        for name in changed:
            setattr(suggestion, name, fields[name])
        suggestion.contact_key = contact_key(suggestion.contact)
        if not addresses_in(suggestion.contact).by(suggestion.notices_by):  # told by what is no longer there
            suggestion.notices_by = suggestion.notices_in = ""
        if takes_text_back(changed):
            suggestion.public_title = suggestion.public_body = ""
            hide_comments(suggestion)


def takes_text_back(changed):
    """Whether what was released has to be released anew, once the fields of these names are others."""
    return not {"title", "body", "name"}.isdisjoint(changed)


def _written(name, value):
    """A field as events hold it: a district by its name."""
    if name == "district":
        return value.name if value else ""
    return str(value)
