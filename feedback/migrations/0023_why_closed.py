"""Keep why a suggestion closed: told by what is stored, counted, and made room for in the status's own words.

Whoever closed it says whether it was by hand. What a rating closed was closed at the moment of that rating, its own
or one of those merged into it; what is left closed because the days had passed.
"""

from django.db import migrations, models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.fields.json import KT

CLOSINGS = [("rated", "市民已評議"), ("expired", "評議期已滿"), ("by_hand", "評議期滿，由工作人員辦結")]
# What the defaults say of a stage, where that was not true of every suggestion in it: before, and now.
WORDS = {
    "closed": {
        "explanation": ("市民已評議，或評議期已滿。", "這件建議的辦理已經結束。"),
        "explanation_en": (
            "The citizen has rated the answer, or the days for rating have passed.",
            "The handling of this suggestion has ended.",
        ),
    },
    "declined": {
        "explanation": ("不在受理範圍內，已說明原因。", "這件建議不予受理，原因已經說明。"),
        "explanation_en": (
            "Not a matter for this channel; the reason is given.",
            "This suggestion was declined; the reason is given.",
        ),
    },
}


def tell(apps, schema_editor):
    tell_events(apps.get_model("feedback", "Event").objects)
    tell_suggestions(apps)
    count(apps)
    reword(apps, lambda former, words: (former, words))


def forget(apps, schema_editor):
    reword(apps, lambda former, words: (words, former))
    apps.get_model("feedback", "Count").objects.filter(subject="closing").delete()
    apps.get_model("feedback", "Suggestion").objects.exclude(closing="").update(closing="")
    apps.get_model("feedback", "Event").objects.filter(verb="close").update(details={})


def tell_events(events):
    ratings = events.filter(verb="rate", at=OuterRef("at"), pk__lt=OuterRef("pk"))
    own, of_merged_one = ratings.filter(suggestion=OuterRef("suggestion")), ratings.filter(main=OuterRef("suggestion"))
    closings = events.filter(verb="close")
    closings.update(details={"why": "expired"})
    closings.filter(Exists(own) | Exists(of_merged_one)).update(details={"why": "rated"})
    closings.filter(actor="staff").update(details={"why": "by_hand"})


def tell_suggestions(apps):
    closings = apps.get_model("feedback", "Event").objects.filter(verb="close", suggestion=OuterRef("pk"))
    last = closings.order_by("-pk").annotate(why=KT("details__why")).values("why")[:1]
    apps.get_model("feedback", "Suggestion").objects.filter(stage="closed").update(closing=Subquery(last))


def count(apps):
    closed = apps.get_model("feedback", "Suggestion").objects.filter(stage="closed").order_by()
    rows = closed.values("campaign_id", "year", "closing").annotate(number=Count("pk"))
    counter = apps.get_model("feedback", "Count")
    counter.objects.bulk_create(
        counter(
            campaign_id=row["campaign_id"], year=row["year"], subject="closing", value=row["closing"],
            number=row["number"],
        )
        for row in rows
    )  # fmt: skip


def reword(apps, way):
    """What an administrator wrote stays, in either language; `way` says which of two words become which."""
    statuses = apps.get_model("feedback", "Status").objects
    for stage, fields in WORDS.items():
        for field, both in fields.items():
            before, after = way(*both)
            statuses.filter(stage=stage, **{field: before}).update(**{field: after})


class Migration(migrations.Migration):
    dependencies = [("feedback", "0022_synonyms")]
    operations = [
        migrations.AddField(
            model_name="suggestion",
            name="closing",
            field=models.CharField(blank=True, choices=CLOSINGS, default="", max_length=8, verbose_name="怎樣辦結"),
        ),
        migrations.RunPython(tell, forget),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=Q(closing__in=["rated", "expired", "by_hand"], stage="closed")
                | (~Q(stage="closed") & Q(closing="")),
                name="suggestion_closed_says_why",
            ),
        ),
    ]
