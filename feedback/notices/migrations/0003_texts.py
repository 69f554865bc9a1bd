"""The texts of notices that the desk edits, and who of the staff may see notices, send them again and word them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations, models

SEND = ("view_notice", "send_again")
GRANTED = {
    "受理員": SEND,
    "督辦": SEND,
    "系統管理員": (*SEND, "view_noticetext", "change_noticetext"),
}


def grant(apps, schema_editor):
    config = apps.get_app_config("notices")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="notices")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*permissions.filter(codename__in=GRANTED[group.name]))


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_staff_wishes"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeText",
            fields=[
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "收到建議"),
                            ("accepted", "受理"),
                            ("assigned", "轉辦"),
                            ("asked", "詢問市民"),
                            ("extended", "延長期限"),
                            ("replied", "答覆"),
                            ("corrected", "更正答覆"),
                            ("rate_again", "提醒評議"),
                            ("closed", "辦結"),
                            ("redone", "重辦"),
                            ("declined", "不予受理"),
                            ("merged", "併案"),
                            ("resumed", "恢復辦理"),
                            ("to_unit", "轉到本單位"),
                            ("to_me", "交我承辦"),
                            ("sent_back", "退回"),
                            ("to_review", "待審核"),
                            ("returned", "退回修改"),
                            ("card", "亮牌"),
                            ("chased", "催辦"),
                            ("supervised", "督辦"),
                            ("low_rating", "不滿意評議"),
                            ("objected", "異議"),
                            ("answered", "市民回答"),
                            ("sheet", "表格已導入"),
                            ("mentioned", "便箋提到我"),
                            ("involved", "請求會辦"),
                            ("extension_asked", "申請延長"),
                            ("instructed", "領導批示"),
                            ("paper", "週報月報"),
                            ("confirm", "確認關注"),
                            ("news", "關注的內容有更新"),
                        ],
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                        verbose_name="通知",
                    ),
                ),
                ("subject", models.CharField(max_length=100, verbose_name="郵件標題")),
                ("body", models.TextField(max_length=2000, verbose_name="郵件正文")),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        help_text="短信裡除了編號，只有這個詞，例如「已受理」。",
                        max_length=10,
                        verbose_name="短信用詞",
                    ),
                ),
                (
                    "subject_en",
                    models.CharField(
                        blank=True,
                        help_text="不填的，英文通知用中文原文；位置仍寫中文名稱。",
                        max_length=200,
                        verbose_name="英文郵件標題",
                    ),
                ),
                (
                    "body_en",
                    models.TextField(
                        blank=True,
                        help_text="不填的，英文通知用中文原文；位置仍寫中文名稱。",
                        max_length=4000,
                        verbose_name="英文郵件正文",
                    ),
                ),
                (
                    "word_en",
                    models.CharField(
                        blank=True,
                        help_text="不填的，英文通知用中文原文；位置仍寫中文名稱。",
                        max_length=20,
                        verbose_name="英文短信用詞",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知文字",
                "verbose_name_plural": "通知文字",
                "default_permissions": ("view", "change"),
            },
        ),
        migrations.AlterModelOptions(
            name="notice",
            options={
                "default_permissions": ("view",),
                "permissions": [("send_again", "再發送通知")],
                "verbose_name": "通知",
                "verbose_name_plural": "寄出的通知",
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
