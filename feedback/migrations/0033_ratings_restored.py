"""Restore every rating from its event: until now a later one took the place of the one before.

Of each there were a level, a comment for staff and the moment. 「解決了嗎」 was not asked then, and nobody consented to
show a comment: none of them is ever shown. How a low one ended follows from what came after it. Done in batches, each
in a transaction of its own; what was interrupted is done again from the beginning, with the same result.
"""

from bisect import bisect_left
from collections import defaultdict

from django.db import migrations, transaction
from django.db.models import Count, F, OuterRef, Subquery

AT_ONCE = 500
LOW = {"dissatisfied", "five_dissatisfied", "five_very_dissatisfied"}
# Of five levels the release before knows three.
OF_THREE = {
    "five_very_satisfied": "satisfied",
    "five_satisfied": "satisfied",
    "five_mostly_satisfied": "mostly_satisfied",
    "five_dissatisfied": "dissatisfied",
    "five_very_dissatisfied": "dissatisfied",
}


def restore(apps, schema_editor):
    suggestions = apps.get_model("feedback", "Suggestion").objects
    for keys in batches(apps.get_model("feedback", "Event").objects.filter(verb="rate"), "suggestion"):
        with transaction.atomic():
            restore_batch(apps, keys)
    # What no event tells of keeps at least its last word.
    for keys in batches(suggestions.filter(level__isnull=True).exclude(score=""), "pk"):
        suggestions.filter(pk__in=keys).update(level=F("score"), first_level=F("score"))
    apps.get_model("feedback", "Rating").objects.filter(reply__isnull=True).delete()
    count(apps, "level_id")


def batches(rows, name):
    """The values of a key, in pieces, ascending; each piece is asked for when its turn comes."""
    last = 0
    while keys := sorted(
        rows.filter(**{f"{name}__gt": last}).order_by(name).values_list(name, flat=True).distinct()[:AT_ONCE]
    ):
        yield keys
        last = keys[-1]


def restore_batch(apps, keys):
    Rating = apps.get_model("feedback", "Rating")
    Suggestion = apps.get_model("feedback", "Suggestion")
    stored = {rating.suggestion_id: rating for rating in Rating.objects.filter(suggestion__in=keys)}
    said = defaultdict(list)
    events = apps.get_model("feedback", "Event").objects.filter(verb="rate", suggestion__in=keys).order_by("pk")
    for event in events:
        said[event.suggestion_id].append(event)
    answers = Answers(apps, {event.main_id or event.suggestion_id for event in events})
    suggestions = Suggestion.objects.select_related("main").in_bulk(keys)
    standing, made = standing_answers(apps, suggestions.values()), []
    for pk, spoken in said.items():
        ratings = [rating for event in spoken if (rating := rating_of(Rating, event, stored.get(pk), answers))]
        ratings = list({rating.reply_id: rating for rating in ratings}.values())  # one for each answer
        if ratings:
            decide(ratings, suggestions[pk], standing)
            suggestions[pk].level_id, suggestions[pk].first_level_id = ratings[-1].level_id, ratings[0].level_id
        made += ratings
    Rating.objects.filter(suggestion__in=keys).delete()
    Rating.objects.bulk_create(made)
    Suggestion.objects.bulk_update(suggestions.values(), ["level", "first_level"])


def rating_of(model, event, stored, answers):
    main = event.main_id or event.suggestion_id
    reply = answers.before(main, event.pk)
    if not reply:
        return None
    is_last = stored is not None and stored.rated_at == event.at
    return model(
        suggestion_id=event.suggestion_id, reply_id=reply, level_id=event.details.get("level") or event.details["score"],
        solved=event.details.get("solved", "not_asked"), comment=event.remark, rated_at=event.at,
        round=answers.redone_before(main, event.pk), score="",
        is_on_staff_receipt=bool(event.details.get("is_on_staff_receipt") or (is_last and stored.is_on_staff_receipt)),
    )  # fmt: skip


class Answers:
    """Which answer stood for a suggestion when something was recorded, and how often it had been done over by then.

    Whoever took the place of a withdrawn one took over its answers too.
    """

    def __init__(self, apps, mains):
        self.approved, self.redone, self.taken = defaultdict(list), defaultdict(list), defaultdict(list)
        events, asked = apps.get_model("feedback", "Event").objects, set()
        while mains:
            asked |= mains
            rows = events.filter(suggestion__in=mains, verb__in=["approve_reply", "redo", "take_main"]).order_by("pk")
            taken = [self._keep(*row) for row in rows.values_list("suggestion", "verb", "pk", "reply", "details")]
            numbers = {number for number in taken if number}
            found = self._numbered(apps, numbers)
            for each in self.taken.values():
                each[:] = [(pk, found.get(one, one)) for pk, one in each]
            mains = set(found.values()) - asked

    def _keep(self, suggestion, verb, pk, reply, details):
        if verb == "approve_reply":
            self.approved[suggestion].append((pk, reply))
        elif verb == "redo":
            self.redone[suggestion].append(pk)
        else:
            self.taken[suggestion].append((pk, details["instead_of"]))
            return details["instead_of"]
        return None

    @staticmethod
    def _numbered(apps, numbers):
        found, suggestions = {}, apps.get_model("feedback", "Suggestion").objects
        for number in numbers:
            year, sequence = number.split("-")
            found[number] = suggestions.values_list("pk", flat=True).get(year=int(year), sequence=int(sequence))
        return found

    def _taken_before(self, suggestion, pk):
        """(when it took the place of another one, which one), or (0, None)."""
        return next((each for each in reversed(self.taken[suggestion]) if each[0] < pk), (0, None))

    def before(self, suggestion, pk):
        since, predecessor = self._taken_before(suggestion, pk)
        own = [reply for when, reply in self.approved[suggestion] if since < when < pk]
        if own:
            return own[-1]
        if predecessor and (taken_over := self.before(predecessor, since)):
            return taken_over
        earlier = [reply for when, reply in self.approved[suggestion] if when < pk]
        return earlier[-1] if earlier else None

    def redone_before(self, suggestion, pk):
        since, predecessor = self._taken_before(suggestion, pk)
        if not predecessor:
            return bisect_left(self.redone[suggestion], pk)
        return self.redone_before(predecessor, since) + sum(since < when < pk for when in self.redone[suggestion])


def standing_answers(apps, suggestions):
    """{suggestion: the answer that stands} of these and of their main ones."""
    mains = {suggestion.main_id or suggestion.pk for suggestion in suggestions}
    replies = apps.get_model("feedback", "Reply").objects.filter(suggestion=OuterRef("pk"), corrects__isnull=True)
    newest = replies.filter(approved_at=OuterRef("replied_at")).order_by("-pk").values("pk")[:1]
    rows = apps.get_model("feedback", "Suggestion").objects.filter(pk__in=mains)
    return dict(rows.annotate(answer=Subquery(newest)).values_list("pk", "answer"))


def decide(ratings, suggestion, standing):
    """Number them, and say of each low one how it ended: by the next one, or where all ended without another word."""
    for ordinal, rating in enumerate(ratings, start=1):
        rating.ordinal = ordinal
    for rating, later in zip(ratings, ratings[1:], strict=False):
        if rating.level_id in LOW:
            rating.outcome = "low" if later.level_id in LOW else "content"
            rating.decided_at = later.rated_at
    last, main = ratings[-1], suggestion.main or suggestion
    if last.level_id in LOW and (main.stage == "closed" or suggestion.stage == "declined"):
        is_last_word = last.round > 0 and standing[main.pk] in (None, last.reply_id)
        last.outcome = "low" if is_last_word else "explained"
        last.decided_at = main.closed_at or suggestion.last_event_at or last.rated_at


def merge_again(apps, schema_editor):
    """For the release before: the last word of each, in three levels; the earlier ones stay in the events."""
    ratings = apps.get_model("feedback", "Rating").objects
    suggestions = apps.get_model("feedback", "Suggestion").objects
    later = ratings.filter(suggestion=OuterRef("suggestion")).order_by("-ordinal").values("pk")[:1]
    ratings.annotate(last=Subquery(later)).exclude(pk=F("last")).delete()
    for level in apps.get_model("feedback", "Level").objects.all():
        of_own_making = "satisfied" if level.meaning == "content" else "dissatisfied"
        score = level.pk if level.pk in OF_THREE.values() else OF_THREE.get(level.pk, of_own_making)
        ratings.filter(level=level).update(score=score)
        suggestions.filter(level=level).update(score=score)
    count(apps, "score")


@transaction.atomic
def count(apps, column):
    """Count the last words anew, by what stands in the column: of all, and of those on receipts of staff."""
    counts = apps.get_model("feedback", "Count").objects
    rated = apps.get_model("feedback", "Suggestion").objects.exclude(level=None).order_by()
    counts.filter(subject__in=["score", "staffed"]).exclude(value="").delete()
    for subject, rows in {"score": rated, "staffed": rated.filter(is_rating_on_staff_receipt=True)}.items():
        numbers = rows.values_list("campaign", "year", column).annotate(Count("pk"))
        counts.bulk_create(
            counts.model(campaign_id=campaign, year=year, subject=subject, value=value, number=number)
            for campaign, year, value, number in numbers
        )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0032_levels")]
    operations = [migrations.RunPython(restore, merge_again)]
