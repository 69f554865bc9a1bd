"""What reached the office elsewhere: when it arrived, whose hand gave the receipt, the sheets; who did what."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.encrypted


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0010_labels_granted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("uploaded_at", models.DateTimeField(db_index=True, verbose_name="上傳時間")),
                ("payload", portal.encrypted.EncryptedTextField(blank=True)),
                ("filed_at", models.DateTimeField(null=True, verbose_name="登記時間")),
                ("keys", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "來件表",
                "verbose_name_plural": "來件表",
            },
        ),
        migrations.AddField(
            model_name="rating",
            name="is_on_staff_receipt",
            field=models.BooleanField(default=False, verbose_name="憑工作人員開具的回執"),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="arrived_on",
            field=models.DateField(blank=True, null=True, verbose_name="送達日期"),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="is_issued_by_staff",
            field=models.BooleanField(default=False, verbose_name="回執由工作人員開具"),
        ),
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(
                choices=[
                    ("receive", "收到"),
                    ("register", "登記來件"),
                    ("accept", "受理"),
                    ("propose_decline", "提請不予受理"),
                    ("drop_decline", "撤銷提請"),
                    ("decline", "確認不予受理"),
                    ("object", "提出異議"),
                    ("merge", "併案"),
                    ("unmerge", "撤銷併案"),
                    ("take_main", "接替為主件"),
                    ("assign", "轉辦"),
                    ("send_back", "退回"),
                    ("give_back", "單位停用交回"),
                    ("start", "開始辦理"),
                    ("ask", "向市民詢問"),
                    ("answer", "回答詢問"),
                    ("draft_reply", "起草答覆"),
                    ("return_reply", "退回修改"),
                    ("approve_reply", "審核答覆"),
                    ("rate", "評議"),
                    ("redo", "重辦"),
                    ("supervise", "督辦"),
                    ("close", "辦結"),
                    ("reopen", "重新辦理"),
                    ("withdraw", "撤回"),
                    ("release", "公開文字"),
                    ("take_back", "收回公開文字"),
                    ("recategorise", "更改領域"),
                    ("extend", "延長期限"),
                    ("recount_days", "重算期限"),
                    ("deal_card", "亮牌"),
                    ("set_status", "更改狀態"),
                    ("read_contact", "查看聯繫方式"),
                    ("reissue_receipt", "補發回執"),
                ],
                max_length=20,
                verbose_name="動作",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(condition=models.Q(("by__isnull", False)), fields=["-at", "-id"], name="event_of_staff"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("by__isnull", False)), fields=["by", "-at", "-id"], name="event_of_person"
            ),
        ),
        migrations.AddField(
            model_name="sheet",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="feedback.campaign"
            ),
        ),
        migrations.AddField(
            model_name="sheet",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
