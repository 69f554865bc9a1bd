"""A note is written, and taken back by whoever wrote it; each time an entry of the timeline says so, without words."""

from django.contrib.auth.models import User
from django.utils.translation import gettext

from feedback.notes.models import Mention, Note
from feedback.notes.people import everybody, who_sees
from feedback.notes.rules import addressed
from feedback.notices.writing import tell_staff, untell_staff
from feedback.office.staff import shown_name
from feedback.rules.notices import Kind
from feedback.rules.workflow import Refused, Verb
from portal.serving import generation


@generation.publishing()
def write(suggestion, text, *, is_pinned=False, people=(), by, now):
    """Write a note that speaks to `people` and to those whom `text` names after an @.

    It also reads what was said to its writer about this suggestion: whoever answers has read.
    """
    suggestion.refresh_from_db(fields=["revision"])  # whatever others did meanwhile, a note is no change to it
    with suggestion.doing(Verb.NOTE, by=by, now=now) as event:
        if not text:
            raise Refused(gettext("請填寫便箋。"))
        persons = _persons(suggestion, text, people)
        note = Note.objects.create(suggestion=suggestion, text=text, is_pinned=is_pinned, by=by, at=event.at)
        Mention.objects.bulk_create(Mention(note=note, person_id=key) for key in persons if key != by.pk)
        read(suggestion, by=by, now=event.at)
    tell_staff(set(persons) - {by.pk}, Kind.MENTIONED, event=event, at=event.at)
    return note


def _persons(suggestion, text, people):
    """The keys of all whom it speaks to; refused where somebody is unknown or may not see the suggestion."""
    found = addressed(text, everybody()) if "@" in text or "＠" in text else addressed("", ())
    for name in found.unknown:
        raise Refused(gettext("沒有找到「@%(name)s」，請寫同事的用戶名或者姓名。") % {"name": name})
    for name in found.ambiguous:
        raise Refused(gettext("有幾位同事都叫「%(name)s」，請寫用戶名。") % {"name": name})
    keys = list(dict.fromkeys([*found.keys, *(person.pk for person in people)]))
    seeing = set(who_sees(suggestion).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    for person in User.objects.filter(pk__in=set(keys) - seeing) if set(keys) - seeing else ():
        raise Refused(gettext("%(person)s看不到這件建議，不能在便箋裡提到。") % {"person": shown_name(person)})
    return keys


@generation.publishing()
def take_back(note, *, by, now):
    """The words go; that there was a note stays."""
    with note.suggestion.doing(Verb.NOTE, by=by, now=now) as event:
        event.details = {"is_taken_back": True}
        note.refresh_from_db()
        if note.by_id != by.pk:
            raise Refused(gettext("便箋只能由寫的人收回。"))
        if note.taken_back_at:
            raise Refused(gettext("這張便箋已經收回。"))
        note.text, note.is_pinned, note.taken_back_at = "", False, event.at
        note.save()
        note.mentions.all().delete()
    for written in note.suggestion.events.filter(verb=Verb.NOTE, by=by, at=note.at):
        untell_staff(Kind.MENTIONED, written)


def read(suggestion, *, by, now):
    """What was said to `by` about `suggestion` is read; how many there were."""
    return Mention.objects.unread().filter(person=by, note__suggestion=suggestion).update(read_at=now)
