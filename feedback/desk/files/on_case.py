"""The files of a suggestion on its page at the desk: whose they are, how they stand, and what may be done."""

from feedback.attachments.models import Attachment, State
from feedback.office import staff
from feedback.rules.workflow import FILE_VERBS, Verb, can
from portal.frame import CASE_PAGE

MOST_SHOWN = 3  # pages of one file on the page of the suggestion


@CASE_PAGE.block(5, "admin/feedback/files/_case.html")
def of_case(suggestion, user):
    files = [shown(file) for file in Attachment.objects.of(suggestion)]
    return {"files": files, "suggestion": suggestion, **may_with_files(suggestion, user)}


def shown(attachment):
    """A file as lists show it; `is_public` once everybody can see it, `is_on_its_way` until then."""
    pages = list(attachment.pages.all())
    is_released = bool(attachment.released_at)
    is_public = is_released and all(page.public and page.thumb for page in pages)
    return {
        "file": attachment,
        "pages": pages[:MOST_SHOWN],
        "further": max(len(pages) - MOST_SHOWN, 0),
        "is_waiting": attachment.state == State.ARRIVED and not attachment.erased_at,
        "is_drawn": attachment.state == State.DRAWN and not attachment.erased_at,
        "is_public": is_public,
        "is_on_its_way": is_released and not is_public,
    }


def may_with_files(suggestion, user):
    """{"may_<verb>": whether `user` may do it to the files of `suggestion` now}"""
    return {
        f"may_{verb}": can(Verb(verb), suggestion.stage) and staff.may(user, verb, suggestion) for verb in FILE_VERBS
    }
