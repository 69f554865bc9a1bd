"""來源 becomes rows that administrators keep: those there were, and 微信 and 12345."""

import django.core.validators
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

CHANNELS = [
    ("web", "網站"),
    ("phone", "電話"),
    ("letter", "來信"),
    ("visit", "來訪"),
    ("meeting", "座談"),
    ("wechat", "微信"),
    ("12345", "12345 熱線"),
]


def fill(apps, schema_editor):
    channels = apps.get_model("feedback", "Channel").objects
    for order, (code, name) in enumerate(CHANNELS, start=1):
        channels.create(code=code, name=name, order=order * 10)


def grant(apps, schema_editor):
    config = apps.get_app_config("feedback")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group = apps.get_model("auth", "Group").objects.get(name="系統管理員")
    names = ("view_channel", "add_channel", "change_channel", "delete_channel")
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="feedback")
    group.permissions.add(*permissions.filter(codename__in=names))


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0015_texts_indexed_once"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "code",
                    models.CharField(
                        help_text="小寫英文字母、數字或連字號，例如 wechat。只供系統區分，保存後不能更改。",
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9-]+$", "代碼只用小寫英文字母、數字和連字號。"
                            )
                        ],
                        verbose_name="代碼",
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="名稱")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="停用的，登記時不再提供；以前登記的不受影響。",
                        verbose_name="在用",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
            ],
            options={"verbose_name": "來源", "verbose_name_plural": "來源", "ordering": ("order", "pk")},
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", "web"), _negated=True) | models.Q(("is_active", True)),
                name="channel_web_stays_in_use",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
