"""What each of the staff wants to be told, and how."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
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
                verbose_name="內容",
            ),
        ),
        migrations.CreateModel(
            name="StaffWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
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
                        ],
                        max_length=20,
                        verbose_name="內容",
                    ),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[("at_once", "立即"), ("digest", "每日彙總"), ("none", "不通知")],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "通知設置",
                "verbose_name_plural": "通知設置",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("user", "kind"), name="wish_once_per_person_and_kind")],
            },
        ),
    ]
