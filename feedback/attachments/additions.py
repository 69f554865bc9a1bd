"""What attachments do in the transaction of an event, and what the pages of a suggestion show of them."""

from itertools import groupby

from django.conf import settings

from feedback.attachments import erasing  # noqa: F401  files go with the words
from feedback.attachments.models import Attachment, Page
from feedback.attachments.orphans import trouble
from feedback.attachments.releasing import follow_the_text
from feedback.attachments.shown import has_released
from feedback.attachments.verbs import move
from feedback.records.alongside import alongside
from feedback.rules import receipts
from feedback.rules.workflow import Verb
from portal.frame import STATUS_PAGE, SUGGESTION_PAGE, SUGGESTION_WORDS, WATCHED, Watch

alongside(follow_the_text)


@alongside
def move_along(events):
    """Files go with what they were added to, in its transaction: one statement, on an index of unsent files alone."""
    for event in events:
        if event.verb == Verb.RECEIVE:
            move(event.suggestion.flow_digest, suggestion=event.suggestion)
        elif event.verb == Verb.ANSWER:
            suggestion = event.suggestion
            answered = suggestion.questions.filter(answered_at__isnull=False).order_by("answered_at", "pk").last()
            digest = receipts.unsent_digest(settings.RECEIPT_KEY, suggestion.secret_digest)
            move(digest, suggestion=suggestion, question=answered)


@STATUS_PAGE.block(10, "attachments/_mine.html")
def mine(suggestion, now):
    """The files that the holder of the receipt sent, what became of each, and the pictures that everybody sees."""
    files = list(Attachment.objects.sent_by_citizen(suggestion).in_order())
    is_any_shown = any(file.released_at for file in files)
    return {"files": files, "shown": _by_file(Page.objects.public().of(files)) if is_any_shown else []}


@STATUS_PAGE.block(15, "attachments/_with_receipt.html")
def replied_with(suggestion, now):
    """What came with the replies, for who has the receipt."""
    has_any = suggestion.first_replied_at or suggestion.main_or_self.first_replied_at
    return {"files": _by_file(Page.objects.with_receipt(suggestion)) if has_any else []}


@SUGGESTION_WORDS.block(10, "attachments/_released.html")
def released_with(suggestion, now):
    """What was released of its own files, beside the words that they belong to; of a stub nothing."""
    return {"files": _by_file(Page.objects.public_with(suggestion)) if _shows_files(suggestion) else []}


@SUGGESTION_PAGE.block(10, "attachments/_released.html")
def released_with_replies(suggestion, now):
    """What was released of the files of its replies, below these."""
    pages = Page.objects.public_with_replies(suggestion) if _shows_files(suggestion) else []
    return {"files": _by_file(pages), "is_of_reply": True}


def _shows_files(suggestion):
    """Whether its public page may show any file, its own or a reply's; asked once for each page."""
    if not hasattr(suggestion, "has_released_files"):
        suggestion.has_released_files = suggestion.is_public and has_released(suggestion)
    return suggestion.has_released_files


def _by_file(pages):
    """[(file, its pages)]"""
    return [(file, list(own)) for file, own in groupby(pages, key=lambda page: page.attachment)]


WATCHED.add(20, Watch("files", "astray", trouble))
