import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0006_answers_counted"),
        ("reports", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="名稱")),
                (
                    "body",
                    models.TextField(
                        help_text="可以寫「{編號}」「{標題}」「{領域}」「{承辦單位}」「{收到日期}」「{日期}」，使用時換成這一件的。",
                        max_length=5000,
                        verbose_name="正文",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
            ],
            options={
                "verbose_name": "答覆範本",
                "verbose_name_plural": "答覆範本",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Route",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "轉辦規則",
                "verbose_name_plural": "轉辦規則",
                "ordering": ("category__order", "category", "district__order", "district"),
            },
        ),
        migrations.AddField(
            model_name="reply",
            name="correction_note",
            field=models.TextField(blank=True, verbose_name="更正的原因"),
        ),
        migrations.AddField(
            model_name="reply",
            name="corrects",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="feedback.reply",
                verbose_name="更正哪一份",
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="chase_count",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="催辦次數"),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="chased_at",
            field=models.DateTimeField(null=True, verbose_name="最近催辦"),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="handler",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handled_suggestions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="承辦人",
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="last_event_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="最近辦理"),
        ),
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(
                choices=[
                    ("receive", "收到"),
                    ("accept", "受理"),
                    ("propose_decline", "提請不予受理"),
                    ("drop_decline", "撤銷提請"),
                    ("decline", "確認不予受理"),
                    ("object", "提出異議"),
                    ("merge", "併案"),
                    ("unmerge", "撤銷併案"),
                    ("take_main", "接替為主件"),
                    ("assign", "轉辦"),
                    ("hand_over", "交辦"),
                    ("send_back", "退回"),
                    ("give_back", "單位停用交回"),
                    ("start", "開始辦理"),
                    ("ask", "向市民詢問"),
                    ("answer", "回答詢問"),
                    ("draft_reply", "起草答覆"),
                    ("return_reply", "退回修改"),
                    ("approve_reply", "審核答覆"),
                    ("correct_reply", "起草更正"),
                    ("approve_correction", "審核更正"),
                    ("rate", "評議"),
                    ("redo", "重辦"),
                    ("chase", "催辦"),
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
                ],
                max_length=20,
                verbose_name="動作",
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["stage", "last_event_at"], name="suggestion_silent"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["handler", "stage", "due_on"], name="suggestion_handler_queue"),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("correction_note", ""), ("corrects__isnull", True)),
                    models.Q(("corrects__isnull", False), models.Q(("correction_note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="reply_correction_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("corrects", models.F("pk")), _negated=True), name="reply_corrects_another_one"
            ),
        ),
        migrations.AddField(
            model_name="replytemplate",
            name="category",
            field=models.ForeignKey(
                blank=True,
                help_text="不選的，各領域都可以用。",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                to="feedback.category",
                verbose_name="領域",
            ),
        ),
        migrations.AddField(
            model_name="route",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="routes",
                to="feedback.category",
                verbose_name="領域",
            ),
        ),
        migrations.AddField(
            model_name="route",
            name="district",
            field=models.ForeignKey(
                blank=True,
                help_text="不選的，適用於沒有另行指定的區市。",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                to="feedback.district",
                verbose_name="區市",
            ),
        ),
        migrations.AddField(
            model_name="route",
            name="handler",
            field=models.ForeignKey(
                blank=True,
                help_text="可以不選；選的話，須是該單位的承辦人。",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="承辦人",
            ),
        ),
        migrations.AddField(
            model_name="route",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="feedback.unit", verbose_name="承辦單位"
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.UniqueConstraint(
                fields=("category", "district"),
                name="route_unique_per_category_and_district",
                violation_error_message="這個領域和區市已經有轉辦規則。",
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.UniqueConstraint(
                condition=models.Q(("district__isnull", True)),
                fields=("category",),
                name="route_unique_per_category_elsewhere",
                violation_error_message="這個領域已經有適用於各區市的轉辦規則。",
            ),
        ),
    ]
