"""Verbs of 評議: rate an answer, and how a low rating ends; release a comment, take it back."""

from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext

from feedback.office.levels import levels_of
from feedback.records.counters import Recounted
from feedback.records.ratings import Rating
from feedback.records.replies import Reply
from feedback.rules import ratings
from feedback.rules.ratings import Meaning, RatingOutcome
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.verbs.change import lock_family
from portal.serving import generation


@generation.publishing()
def rate(suggestion, level, solved, reason=None, comment="", has_consent=False, *, now):
    """The citizen's word on the answer, once for each answer; closing, 重辦 or 督辦 follow from the level.

    `level` is a `Level` of the campaign's scale, `solved` a `Solved`, `reason` a `LowReason` that a low level needs.
    `comment` is for staff, and may be released when `has_consent`.
    """
    lock_family(suggestion)
    with suggestion.doing(Verb.RATE, now=now) as event:
        main = suggestion.main_or_self
        reply = _answer_to_rate(suggestion, main, event.at)
        _check_choice(suggestion, level, reason)
        said = list(suggestion.ratings.in_order())
        rating = Rating(
            suggestion=suggestion, reply=reply, ordinal=len(said) + 1, round=main.redo_count, level=level,
            solved=solved, reason=reason if level.is_low else None, comment=comment,
            has_consent=bool(comment and has_consent), rated_at=event.at,
            is_on_staff_receipt=suggestion.is_issued_by_staff,
        )  # fmt: skip
        event.reply, event.remark = reply, comment
        event.details = {"level": level.pk, "solved": str(solved)} | (
            {"decided": decided} if (decided := _decide_by_next(said, level.meaning, event.at)) else {}
        )
        if rating.reason:
            event.details["reason"] = rating.reason.pk
        if rating.is_on_staff_receipt:
            event.details["is_on_staff_receipt"] = True
        rating.save()
        suggestion.level, suggestion.first_level_id = level, suggestion.first_level_id or level.pk
        suggestion.is_rating_on_staff_receipt = suggestion.is_issued_by_staff
    verb = ratings.verb_after_rating(
        level.meaning, is_answered_by_explanation=rating.is_answered_by_explanation, redo_count=main.redo_count,
        is_everyone_content=is_everyone_content(main),
    )  # fmt: skip
    if verb:
        getattr(main, verb)(now=now)


def _answer_to_rate(suggestion, main, at):
    if main is not suggestion and main.stage != Stage.REPLIED:
        raise Refused(gettext("主件現在不在評議期，不能評議。"))
    if main.is_rating_over(timezone.localdate(at)):
        raise Refused(gettext("評議期已過，不能再評議。還有意見的，請另提一件。"))
    reply = Reply.objects.standing(main)
    if suggestion.ratings.filter(reply=reply).exists():
        raise Refused(gettext("這次答覆您已經評議過了。"))
    return reply


def _check_choice(suggestion, level, reason):
    if level not in levels_of(suggestion.campaign):
        raise Refused(gettext("「%(level)s」不是這次活動的評議等級，請重新選擇。") % {"level": level.shown_name})
    if level.is_low and not reason:
        raise Refused(gettext("選了不滿意的，請選一個原因。"))


def is_everyone_content(suggestion):
    """Whether its citizen and those of the ones merged into it all rated its answer, and all were content."""
    said = Rating.objects.of_family(suggestion).filter(reply=Reply.objects.standing(suggestion))
    content = said.filter(level__meaning=Meaning.CONTENT).count()
    return content == 1 + suggestion.merged_ones.count()


def _decide_by_next(earlier, meaning, at):
    """{key of an earlier low rating of the same receipt: how it ended}, by what the receipt says now.

    Whoever could not be reached and speaks after all has the last word on that too.
    """
    outcome = ratings.outcome_by_next(meaning)
    still_open = [each for each in earlier if each.level.is_low and each.outcome in ("", RatingOutcome.UNREACHABLE)]
    for each in still_open:
        each.decide(outcome, at)
    return {str(each.pk): outcome for each in still_open}


def decide_at_end(suggestion, at, *, instead=None):
    """{key of a low rating: how it ended} of all that are still open in the family of one that closes or is declined.

    `instead` is the answer that a merged one has now, where it was merged into a closed one: of that one alone.
    """
    reply = instead or Reply.objects.standing(suggestion)
    said = suggestion.ratings if instead else Rating.objects.of_family(suggestion)
    decided = {}
    undecided = list(said.undecided().select_related("level", "reason", "suggestion__main"))
    with _recounted(suggestion, undecided):
        for rating in undecided:
            outcome = ratings.outcome_at_end(
                is_answered_by_explanation=rating.is_answered_by_explanation,
                is_on_redone_answer=rating.round > 0,
                has_later_answer=reply is not None and reply.pk != rating.reply_id,
            )
            rating.decide(outcome, at)
            decided[str(rating.pk)] = outcome
    return decided


def open_again(suggestions):
    """What is handled again has not ended: the last word of each of them, where it is low, is open once more.

    The first of `suggestions` is the one that the verb is about.
    """
    last = Rating.objects.filter(suggestion__in=suggestions).final().low().exclude(outcome="")
    decided = list(last.select_related("suggestion__main"))
    with _recounted(suggestions[0], decided):
        for rating in decided:
            rating.decide("", None)


@contextmanager
def _recounted(suggestion, decided):
    """Count what changes in here of the ratings of merged ones; what is of `suggestion`, its own verb counts."""
    merged = {rating.suggestion_id: rating.suggestion for rating in decided if rating.suggestion_id != suggestion.pk}
    counted = [Recounted(one) for one in merged.values()]
    yield
    for each in counted:
        each.record()


@generation.publishing()
def note_unreachable(suggestion, remark, *, by, now):
    """The citizen who was not content could not be reached; `remark` says for staff when and how it was tried."""
    with suggestion.doing(Verb.NOTE_UNREACHABLE, by=by, now=now, remark=remark) as event:
        if not remark:
            raise Refused(gettext("請寫明聯繫的時間、方式和結果。"))
        still_open = list(suggestion.ratings.undecided())
        if not still_open:
            raise Refused(gettext("這件建議沒有待處理的不滿意評議。"))
        for rating in still_open:
            rating.decide(RatingOutcome.UNREACHABLE, event.at)
        event.details = {"decided": {str(rating.pk): RatingOutcome.UNREACHABLE for rating in still_open}}


def release_comment(suggestion, rating, text, *, by, now):
    """Make `text` public: a person's version of the comment of `rating`, personal data masked."""
    with suggestion.doing(Verb.RELEASE_COMMENT, by=by, now=now) as event:
        rating = suggestion.ratings.select_for_update(no_key=True).get(pk=rating.pk)
        if not rating.has_consent:
            raise Refused(gettext("市民沒有同意公開評語，不能公開。"))
        if not suggestion.is_public:
            raise Refused(gettext("這件建議的文字沒有公開，評語不能公開。"))
        if not text:
            raise Refused(gettext("請填寫公開的評語。"))
        rating.public_comment = text
        rating.save(update_fields=["public_comment"])
        event.details = {"rating": rating.pk, "text": text}


def take_back_comment(suggestion, rating, remark, *, by, now):
    """The comment of `rating` is not public any more."""
    with suggestion.doing(Verb.TAKE_BACK_COMMENT, by=by, now=now, remark=remark) as event:
        rating = suggestion.ratings.select_for_update(no_key=True).get(pk=rating.pk)
        if not rating.public_comment:
            raise Refused(gettext("這條評語沒有公開，無須收回。"))
        rating.public_comment = ""
        rating.save(update_fields=["public_comment"])
        event.details = {"rating": rating.pk}


def rating_facts(suggestion):
    """What the statistics read of its ratings; most have none and ask nothing."""
    return tuple(given for _pk, given in suggestion.ratings.facts()) if suggestion.level_id else ()


def hide_comments(suggestion):
    """With the text of a suggestion its comments go: what was said of it would tell what it was."""
    suggestion.ratings.exclude(public_comment="").update(public_comment="")
