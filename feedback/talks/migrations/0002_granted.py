"""Who of the staff sees the talks, and who keeps them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

READERS = ("受理員", "承辦人", "審核人", "督辦", "局領導")
GRANTED = dict.fromkeys(READERS, ("view_talk",)) | {
    "系統管理員": ("view_talk", "add_talk", "change_talk", "delete_talk"),
}


def grant(apps, schema_editor):
    config = apps.get_app_config("talks")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="talks")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*permissions.filter(codename__in=GRANTED[group.name]))


class Migration(migrations.Migration):
    dependencies = [
        ("talks", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="guest",
            options={
                "default_permissions": (), "ordering": ("order", "pk"), "verbose_name": "嘉賓",
                "verbose_name_plural": "嘉賓",
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]  # fmt: skip
