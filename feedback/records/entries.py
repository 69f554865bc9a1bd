"""The entries of suggestions in the search index, and when they are written anew."""

from feedback.rules.workflow import Verb
from portal.search.index import Entry, TokensField, row_of

# The verbs that change an indexed text or who may read it.
REWORDING = frozenset(
    {
        Verb.RELEASE,
        Verb.TAKE_BACK,
        Verb.WITHDRAW,
        Verb.TAKE_MAIN,
        Verb.CORRECT_INTAKE,
        Verb.DRAFT_REPLY,
        Verb.APPROVE_REPLY,
        Verb.CORRECT_REPLY,
        Verb.APPROVE_CORRECTION,
        Verb.ERASE,
    }
)


TEXTS = ("title", "body", "place", "public_title", "public_body")


class PublicEntry(Entry):
    """What everybody may find of a suggestion; there is none while its text is not public."""

    suggestion = row_of("feedback.Suggestion", "public_entry")
    title = TokensField()

    counted_column = "whole"


class DeskEntry(Entry):
    """What staff may find of it: what the citizen typed but for the person, and every reply, drafts too."""

    suggestion = row_of("feedback.Suggestion", "desk_entry")


def public_texts(suggestion, replies):
    """{column: text} of the public entry from (body, whether it is approved) of its replies; None when it has none."""
    if not suggestion.public_title:
        return None
    approved = [body for body, is_approved in replies if is_approved]
    title = suggestion.public_title
    return {"title": title, "whole": "\n".join([title, suggestion.public_body, *approved])}


def desk_texts(suggestion, replies):
    """The same of the desk's entry."""
    texts = [getattr(suggestion, name) for name in TEXTS] + [body for body, is_approved in replies]
    return {"whole": "\n".join(dict.fromkeys(texts))}


def reindex(suggestions, replies):
    """Write the entries of `suggestions` anew; `replies` are rows of (suggestion's key, body, approved_at)."""
    texts_of = {}
    for key, body, approved_at in replies:
        texts_of.setdefault(key, []).append((body, approved_at is not None))
    for entry, texts in ((PublicEntry, public_texts), (DeskEntry, desk_texts)):
        entry.objects.put({row.pk: texts(row, texts_of.get(row.pk, ())) for row in suggestions})


def purge():
    """Nothing is left in the indexes of texts that were erased."""
    for entry in (PublicEntry, DeskEntry):
        entry.objects.purge()


def index_new(suggestions):
    """Write the first entries of what was just filed: nothing of it is public or answered."""
    DeskEntry.objects.add({suggestion.pk: desk_texts(suggestion, ()) for suggestion in suggestions})
