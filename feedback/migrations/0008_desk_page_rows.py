"""What the page of a suggestion asks of older rows: when something last moved each; routes and templates to keep."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import Max, OuterRef, Subquery

ADMINISTRATORS = "系統管理員"
STILL_VERBS = ["supervise", "recount_days", "deal_card", "read_contact"]
BATCH = 5000


def fill(apps, schema_editor):
    """In batches, each a transaction of its own, so that no row is held for long; again after an interruption."""
    Suggestion = apps.get_model("feedback", "Suggestion")
    Event = apps.get_model("feedback", "Event")
    moved = Event.objects.filter(suggestion=OuterRef("pk")).exclude(verb__in=STILL_VERBS).order_by()
    newest = Subquery(moved.values("suggestion").annotate(newest=Max("at")).values("newest"))
    last = Suggestion.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(0, last + 1, BATCH):
        batch = Suggestion.objects.filter(pk__gte=first, pk__lt=first + BATCH, last_event_at__isnull=True)
        batch.update(last_event_at=newest)


def grant(apps, schema_editor):
    config = apps.get_app_config("feedback")
    config.models_module = True  # the historical apps have none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    administrators = apps.get_model("auth", "Group").objects.get(name=ADMINISTRATORS)
    codenames = [
        f"{action}_{name}" for name in ("route", "replytemplate") for action in ("view", "add", "change", "delete")
    ]
    administrators.permissions.add(
        *Permission.objects.filter(content_type__app_label="feedback", codename__in=codenames)
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0007_desk_page"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
