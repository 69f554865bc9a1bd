"""What every portal begins with: one status per stage, the groups of staff, the always-open campaign."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

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
# As `feedback.rules.roles` had it when the portal began; what changes there later is granted by a migration of its own.
PERMISSIONS = {
    "受理員": [
        "reports.view_report",
        "reports.view_section",
        "reports.view_figure",
        "feedback.view_campaign",
    ],
    "承辦人": [
        "reports.view_report",
        "reports.view_section",
        "reports.view_figure",
        "feedback.view_campaign",
    ],
    "審核人": [
        "reports.view_report",
        "reports.view_section",
        "reports.view_figure",
        "feedback.view_campaign",
    ],
    "督辦": [
        "reports.view_report",
        "reports.view_section",
        "reports.view_figure",
        "feedback.view_campaign",
        "reports.publish_report",
    ],
    "系統管理員": [
        "feedback.view_campaign",
        "feedback.add_campaign",
        "feedback.change_campaign",
        "feedback.delete_campaign",
        "feedback.view_phase",
        "feedback.add_phase",
        "feedback.change_phase",
        "feedback.delete_phase",
        "feedback.view_category",
        "feedback.add_category",
        "feedback.change_category",
        "feedback.delete_category",
        "feedback.view_unit",
        "feedback.add_unit",
        "feedback.change_unit",
        "feedback.delete_unit",
        "feedback.view_status",
        "feedback.add_status",
        "feedback.change_status",
        "feedback.delete_status",
        "feedback.view_district",
        "feedback.add_district",
        "feedback.change_district",
        "feedback.delete_district",
        "feedback.view_calendarday",
        "feedback.add_calendarday",
        "feedback.change_calendarday",
        "feedback.delete_calendarday",
        "reports.view_report",
        "reports.add_report",
        "reports.change_report",
        "reports.delete_report",
        "reports.view_section",
        "reports.add_section",
        "reports.change_section",
        "reports.delete_section",
        "reports.view_figure",
        "reports.add_figure",
        "reports.change_figure",
        "reports.delete_figure",
        "reports.publish_report",
    ],
}


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
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role)
        for label, codename in (name.split(".") for name in names):
            group.permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0001_initial"),
        ("reports", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
