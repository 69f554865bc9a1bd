"""Erasing the words of a suggestion: which columns hold them, and the one place where they are emptied.

An app says in its `additions.py` where it keeps words that hang on a suggestion. A text that may be empty is emptied;
where something has to stand, `ERASED` does.
"""

from typing import NamedTuple

from django.apps import apps
from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse

from feedback.records.events import Event
from feedback.rules.erasing import ERASED, kept_details
from feedback.rules.ledger import ANSWERS, STANDING_REPLY
from feedback.rules.workflow import Verb
from portal.ledger import erasing as ledger
from portal.tables.kept_words import KeptWords

HOLDINGS = []
WORKS = []
DESK_PAGES = []
# With these the texts of an answer, and of the part of a further unit, stand in events too.
OF_REPLIES = ANSWERS | {Verb.DRAFT_REPLY, Verb.RETURN_REPLY, Verb.REVIEW_REPLY, Verb.CORRECT_REPLY}
OF_CONTRIBUTIONS = frozenset({Verb.INVOLVE, Verb.CONTRIBUTE, Verb.EXCUSE})


class Holding(NamedTuple):
    """Where a model keeps words: `whose` leads to the suggestion.

    Of `told` something stays in place of what was said; of `also` the fields take these values, of those that are
    called with the moment of the erasure what that gives.
    """

    label: str
    whose: str
    empty: tuple = ()
    told: tuple = ()
    also: dict = {}  # noqa: RUF012  never changed


def holds_words(label, whose="suggestion", *, empty=(), told=(), **also):
    """Say that these columns of a model are erased with the suggestion."""
    HOLDINGS.append(Holding(label, whose, empty, told, also))


def on_erasing(work):
    """Mark `work(suggestion, now)`: it erases, in the transaction, what is more than a column: files, drafts."""
    WORKS.append(work)
    return work


def desk_pages(begin):
    """Mark `begin(suggestion)`: how the addresses of the pages begin on which staff type about it alone."""
    DESK_PAGES.append(begin)
    return begin


@desk_pages
def _own_pages(suggestion):
    return [pages_of("feedback_suggestion", suggestion.pk)]


def pages_of(model, pk):
    """How the addresses of a row begin at the desk; `model` as its admin names it, `talks_talk`."""
    return reverse(f"admin:{model}_change", args=[pk]).removesuffix("change/")


OF_SUGGESTION = Holding(
    "feedback.Suggestion",
    "pk",
    empty=(
        "place", "public_title", "public_body", "name", "contact", "contact_key", "notices_by", "notices_in",
        "guardian_name",
    ),
    told=("title", "body", "decline_note"),
    # Whoever agreed agreed to these words; without a guardian's name nobody is said to be under 14.
    also={"has_consent": False, "is_under_14": False},
)  # fmt: skip

holds_words("feedback.Reply", told=("body", "outcome_reason", "returned_note", "correction_note"))
holds_words("feedback.Question", told=("body", "answer"))
holds_words("feedback.Rating", empty=("comment", "public_comment"), has_consent=False)
holds_words("feedback.Contribution", told=("asked_words", "body"))
holds_words("feedback.ExtensionRequest", told=("note",))
holds_words("feedback.Instruction", told=("text",))
holds_words("feedback.ErasureRequest", told=("note",))  # that of the erasure itself stands in its event, and stays


def erase(suggestion, now):
    """Empty all words of `suggestion`, which the caller holds and saves; nothing brings them back.

    The ledger comes first: by its row the database lets events be emptied.
    """
    ledger.erase(suggestion.number, now, but=[Verb.ERASE])
    for work in WORKS:
        work(suggestion, now)
    suggestion.writings.all().delete()
    for holding in HOLDINGS:
        rows = apps.get_model(holding.label)._base_manager.filter(**{holding.whose: suggestion.pk})
        rows.update(**_values(holding, now))
    for name in OF_SUGGESTION.told:
        setattr(suggestion, name, ERASED if getattr(suggestion, name) else "")
    for name in OF_SUGGESTION.empty:
        setattr(suggestion, name, "")
    for name, value in OF_SUGGESTION.also.items():
        setattr(suggestion, name, value)
    _empty_events(suggestion)
    _empty_what_it_took_over(suggestion, now)
    _forget_kept_words(suggestion)


def _values(holding, now):
    told = {name: Case(When(**{name: ""}, then=Value("")), default=Value(ERASED)) for name in holding.told}
    also = {name: value(now) if callable(value) else value for name, value in holding.also.items()}
    return dict.fromkeys(holding.empty, "") | told | also


def _empty_events(suggestion, **of):
    """The only UPDATE of events that there is; the database lets it pass for what the ledger says is erased."""
    events = QuerySet(Event).filter(suggestion=suggestion, **of).exclude(verb=Verb.ERASE)
    events.update(note="", remark="")
    for pk, details in events.values_list("pk", "details"):
        if (kept := kept_details(details)) != details:
            events.filter(pk=pk).update(details=kept)


def _empty_what_it_took_over(suggestion, now):
    """What it has from a main one whose place it took, answers and parts of further units, was written down there."""
    replies = list(suggestion.replies.values_list("pk", flat=True))
    for main in _taken_over(suggestion):
        answers = main.events.filter(verb__in=ANSWERS, reply__in=replies).values_list("pk", flat=True)
        ledger.erase(main.number, now, kind__in=ANSWERS, source__in=list(answers))
        ledger.erase(main.number, now, kind=STANDING_REPLY, source__in=replies)
        _empty_events(main, verb__in=OF_REPLIES, reply__in=replies)
        _empty_events(main, verb__in=OF_CONTRIBUTIONS)


def _taken_over(suggestion):
    """Those whose place it took, and those whose place these had taken."""
    for number in suggestion.events.filter(verb=Verb.TAKE_MAIN).values_list("details__instead_of", flat=True):
        for main in type(suggestion).objects.by_number(number):
            yield main
            yield from _taken_over(main)


def _forget_kept_words(suggestion):
    """What staff typed about it when their session had run out."""
    begins = tuple(one for begin in DESK_PAGES for one in begin(suggestion))
    for kept in KeptWords.objects.all():
        if kept.given["address"].startswith(begins):
            kept.delete()
