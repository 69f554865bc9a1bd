"""Count the ratings that are stored, first and last ones, with how low ones ended.

Until now the last one alone was counted, by its score; the rows that did so go. In pieces, so that a large office need
not hold all of them in memory.
"""

from collections import Counter

from django.db import migrations, models

FORMER = ("score", "staffed", "content", "low", "unrated")
AT_ONCE = 2000


def fill(apps, schema_editor):
    apps.get_model("feedback", "Count").objects.filter(subject__in=FORMER).delete()
    stored = apps.get_model("feedback", "RatingCount")
    stored.objects.all().delete()
    names = ("campaign_id", "year", "subject", "value", "level_id", "solved", "outcome", "is_on_staff_receipt")
    names = (*names, "is_first", "is_last", "is_repeat")
    found = Counter()
    for part in in_pieces(apps.get_model("feedback", "Suggestion")):
        ratings = ratings_of(apps.get_model("feedback", "Rating"), [row["pk"] for row in part])
        for row in part:
            for said in said_with(ratings.get(row["pk"], ())):
                found.update((row["campaign"], row["year"], *place, *said) for place in places(row))
    rows = (stored(**dict(zip(names, key, strict=True)), number=number) for key, number in found.items())
    stored.objects.bulk_create(rows, batch_size=1000)


def in_pieces(model):
    """Lists of what is read of each suggestion that was answered or rated, by primary key."""
    answered = models.Q(first_replied_at__isnull=False) | models.Q(main__first_replied_at__isnull=False)
    rows, last = model.objects.filter(answered | models.Q(level__isnull=False)).order_by("pk"), 0
    columns = ("pk", "campaign", "year", "unit", "category", "district", "public_title")
    while part := list(rows.filter(pk__gt=last).values(*columns)[:AT_ONCE]):
        yield part
        last = part[-1]["pk"]


def ratings_of(model, pks):
    """{suggestion: its ratings in order}."""
    facts = ("suggestion", "level", "solved", "outcome", "is_on_staff_receipt", "level__meaning")
    found = {}
    for pk, *rating in model.objects.filter(suggestion__in=pks).order_by("ordinal").values_list(*facts):
        found.setdefault(pk, []).append(rating)
    return found


def said_with(ratings):
    """What is counted of one that was answered: of each rating, or that it has none."""
    if not ratings:
        return [(None, "", "", False, True, True, False)]
    said, ends = [], set()
    for place, (level, solved, outcome, is_on_staff_receipt, meaning) in enumerate(ratings):
        is_repeat = meaning == "low" and outcome in ends
        ends |= {outcome} if meaning == "low" else set()
        is_last = place == len(ratings) - 1
        said.append((level, solved, outcome, is_on_staff_receipt, place == 0, is_last, is_repeat))
    return said


def places(row):
    """The subjects and values that it is counted by; nobody is told the district of what is not public."""
    yield "all", ""
    if row["public_title"]:
        yield "public", ""
    for name in ("unit", "category", "district"):
        if name != "district" or row["public_title"]:
            yield name, "" if row[name] is None else str(row[name])


def empty(apps, schema_editor):
    """The counts of before follow from the suggestions: `manage.py check_counts --mend` of that release fills them."""
    apps.get_model("feedback", "RatingCount").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("feedback", "0035_rating_counts")]
    operations = [migrations.RunPython(fill, empty)]
