"""What every portal begins with: one status per stage, the groups of staff, the always-open campaign."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from feedback.roles import MATRIX

STATUSES = [
    ("received", "已收到", "建議已經收到，等待受理。", "slate"),
    ("accepted", "已受理", "屬於公安機關職責，正在確定承辦單位。", "blue"),
    ("assigned", "已轉辦", "已轉交承辦單位。", "teal"),
    ("in_progress", "辦理中", "承辦單位正在辦理。", "amber"),
    ("replied", "已答覆", "承辦單位已經答覆，等待市民評議。", "violet"),
    ("closed", "已辦結", "市民已評議，或評議期已滿。", "green"),
    ("declined", "不予受理", "不在受理範圍內，已說明原因。", "red"),
    ("merged", "已併案", "與另一件建議內容相同，合併辦理、一併答覆。", "slate"),
    ("withdrawn", "已撤回", "提出建議的市民已經撤回。", "slate"),
]


def add(apps, schema_editor):
    Status = apps.get_model("feedback", "Status")
    for order, (stage, name, explanation, colour) in enumerate(STATUSES, start=1):
        Status.objects.create(stage=stage, name=name, explanation=explanation, colour=colour, order=order * 10)
    apps.get_model("feedback", "Campaign").objects.create(
        slug="open",
        kind="open",
        title="開門納諫",
        summary="一年四季都可以向公安機關提意見、出主意。每一件都有編號，辦到哪一步隨時可查。",
    )
    grant(apps)


def grant(apps):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for label in ("feedback", "reports"):
        config = apps.get_app_config(label)
        config.models_module = True  # the historical apps have none, and nothing would be created
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    for role, row in MATRIX.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        wanted = [name.split(".") for name in row.permissions]
        for label, codename in wanted:
            group.permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0001_initial"),
        ("reports", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
