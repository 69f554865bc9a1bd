"""Administrators keep the accounts of staff; they and supervisors read who did what."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

PERMISSIONS = {
    "督辦": ["portal.view_staffrecord"],
    "系統管理員": ["portal.view_staffrecord", "auth.view_user", "auth.add_user", "auth.change_user"],
}


def grant(apps, schema_editor):
    for label in ("auth", "portal"):
        config = apps.get_app_config(label)
        config.models_module = True  # the historical apps have none, and nothing would be created
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    for role, names in PERMISSIONS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        for label, codename in (name.split(".") for name in names):
            group.permissions.add(permissions.get(content_type__app_label=label, codename=codename))


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0011_from_elsewhere"),
        ("portal", "0004_staff_record"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
