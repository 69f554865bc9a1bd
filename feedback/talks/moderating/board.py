"""What the moderator's page shows: the questions of a talk in their lists, each with what can be done with it."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Sum
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from feedback.desk.queries.suggestions import every
from feedback.models import Reply
from feedback.office import staff
from feedback.rules.answering.reviewing import is_first_review_next
from feedback.rules.workflow import UNANSWERED_STAGES, Stage
from feedback.talks.models import Turn
from feedback.talks.moderating import offered
from feedback.talks.moderating.offered import COLUMN_OF, OFFERS, Column, Deed, Group
from feedback.talks.moderating.verbs import seen_of
from feedback.talks.rules import Place

# So many of each list are shown, and so many of those to be answered are read; the rest is told by its number.
MOST_LISTED, MOST_READ, MOST_DONE = 40, 300, 12
HIDDEN = ("name", "contact", "guardian_name", "main__name", "main__contact", "main__guardian_name", "main__body")
RELATED = ("status", "channel", "unit", "category", "campaign", "main", "turn__guest", "decline_proposed_by")
ANSWERED_STAGES = (Stage.REPLIED, Stage.CLOSED)
VERBS = frozenset(offer.verb for offer in OFFERS.values() if offer.verb)


@dataclass
class Card:
    """A question as the page shows it; `alike` is the number of an earlier one that says much the same."""

    question: object
    turn: object
    draft: object
    deeds: list  # (deed, its key, whether a form is filled in first)
    alike: str = ""

    @property
    def seen(self):
        """What was shown, so that an act from an old page is noticed."""
        return f"{self.question.revision}.{seen_of(self.turn)}"

    @property
    def needs_title(self):
        """Whether the title says more than the text begins with: that of a question is cut from its text."""
        return not self.question.body.startswith(self.question.title.rstrip("…"))

    @property
    def may_be_passed(self):
        return any(deed == Deed.PASS for deed, _key, _asks in self.deeds)


def state(talk, user, *, by_support, now):
    """A short text that changes with whatever the board shows to `user`; one query beside that of the talk."""
    found = _of(talk).aggregate(Count("pk"), Sum("revision"), Sum("support_count"))
    told = [talk.pk, talk.revision, talk.phase(now), user.pk, get_language(), by_support, *found.values()]
    return salted_hmac("talks.board", repr([str(one) for one in told])).hexdigest()[:24]


def board(talk, user, *, by_support=False, now):
    """{columns: (column, how many, [(list, how many, cards)]), on_stage: the card or None, guests, left: how many are
    received or accepted only}; the same number of queries for any number of questions.
    """
    phase, guests = talk.phase(now), list(talk.guests.all())
    counts = dict(_of(talk).order_by().values_list("stage").annotate(Count("pk")))
    cards = _cards(talk, user, phase, guests, by_support=by_support)
    lists = {one: [] for one in Group}
    for question, card in cards:
        lists[offered.group(question, phase)].append(card)
    numbers = {one: len(listed) for one, listed in lists.items()}
    numbers[Group.DONE] = sum(counts.get(stage, 0) for stage in ANSWERED_STAGES)
    numbers[Group.ENDED] = sum(counts.values()) - numbers[Group.DONE] - sum(counts.get(s, 0) for s in UNANSWERED_STAGES)
    read = sum(numbers[one] for one in Group if one not in (Group.DONE, Group.ENDED))
    numbers[Group.WAITING] += sum(counts.get(stage, 0) for stage in UNANSWERED_STAGES) - read  # not read: the newest
    lists[Group.PASSED].sort(
        key=lambda card: (card.turn.guest.order, card.turn.guest.pk) if card.turn.guest else (0, 0)
    )
    return {
        "columns": [_column(column, lists, numbers) for column in Column],
        "on_stage": next(iter(lists[Group.ON_STAGE]), None),
        "guests": guests,
        "phase": phase,
        "left": counts.get(Stage.RECEIVED, 0) + counts.get(Stage.ACCEPTED, 0),
    }


def card_of(talk, user, key, now):
    """One `Card` by the key of its question, or None where the talk has no such question."""
    found = _of(talk).filter(pk=key)
    cards = _made(list(_read(found)), user, talk.phase(now), list(talk.guests.all()))
    return cards[0][1] if cards else None


def _of(talk):
    return every().filter(campaign=talk.campaign_id)


def _column(column, lists, numbers):
    groups = [(one, numbers[one], lists[one][:MOST_LISTED]) for one in Group if COLUMN_OF[one] == column]
    return column, sum(number for one, number, _cards in groups if one not in (Group.DONE, Group.ENDED)), groups


def _cards(talk, user, phase, guests, *, by_support):
    order = ("-support_count", "received_at", "pk") if by_support else ("received_at", "pk")
    waiting = _of(talk).unanswered().order_by(*order)
    done = _of(talk).filter(stage__in=ANSWERED_STAGES).order_by("-replied_at", "-pk")
    ended = _of(talk).exclude(stage__in=[*UNANSWERED_STAGES, *ANSWERED_STAGES]).order_by("-last_event_at", "-pk")
    rows = [*_read(waiting)[:MOST_READ], *_read(done)[:MOST_DONE], *_read(ended)[:MOST_DONE]]
    return _made(rows, user, phase, guests)


def _read(rows):
    drafts = Reply.objects.unapproved().select_related("drafted_by").prefetch_related("writers")
    rows = rows.select_related(*RELATED).defer(*HIDDEN).annotate(merged_count=Count("merged_ones"))
    return rows.prefetch_related(Prefetch("replies", drafts, to_attr="drafts"))


def _made(rows, user, phase, guests):
    """[(what decides, `Card`)]; what is alike is told of those that may still be merged."""
    alike = every().filter(campaign=rows[0].campaign_id).alike(rows) if rows else {}
    is_moderator = bool(rows) and rows[0].campaign_id in staff.moderated_by(user)
    rights, made = {}, []
    for row in rows:
        if row.unit_id not in rights:
            rights[row.unit_id] = frozenset(verb for verb in VERBS if staff.may(user, verb, row))
        turn = _turn_of(row)
        question = _question(row, turn, user)
        deeds = offered.offered(
            question, verbs=rights[row.unit_id], is_moderator=is_moderator, phase=phase, has_guests=bool(guests)
        )
        shown = [(deed, OFFERS[deed].key, OFFERS[deed].asks) for deed in deeds]
        near = alike.get(row.pk, "") if Deed.MERGE in deeds else ""
        made.append((question, Card(row, turn, row.drafts[0] if row.drafts else None, shown, near)))
    return made


def _turn_of(row):
    try:
        return row.turn
    except Turn.DoesNotExist:
        return None


def _question(row, turn, user):
    draft = row.drafts[0] if row.drafts and row.stage in UNANSWERED_STAGES else None
    said = ""
    if draft:
        is_own = user.pk in {writer.pk for writer in draft.writers.all()}
        said = "returned" if draft.returned_note else ("own" if is_own else "other")
    proposer = row.decline_proposed_by_id
    return offered.Question(
        stage=Stage(row.stage),
        place=Place(turn.place) if turn else Place.WAITING,
        draft=said,
        declining="" if not proposer else ("own" if proposer == user.pk else "other"),
        has_consent=row.has_consent,
        is_public=row.is_public,
        needs_first_review=bool(draft)
        and is_first_review_next(needs_two=row.needs_two_reviews, reviewed_by=draft.reviewed_by_id),
        has_merged_ones=row.merged_count > 0,
    )
