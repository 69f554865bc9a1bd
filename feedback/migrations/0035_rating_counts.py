"""A table of what is counted of the ratings: what is stored is counted next."""

import django.db.models.deletion
from django.db import migrations, models

OUTCOMES = [("content", "重辦後滿意"), ("low", "重辦後仍不滿意"), ("explained", "已說明"), ("unreachable", "無法聯繫")]
SOLVED = [
    ("solved", "解決"), ("partly", "部分解決"), ("unsolved", "沒有解決"),
    ("explained", "說明了暫時不能解決的原因"), ("not_asked", "未問"),
]  # fmt: skip


def row(model, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=model, **more)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0034_ratings_of_each_answer")]

    operations = [
        migrations.CreateModel(
            name="RatingCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("subject", models.CharField(max_length=8)),
                ("value", models.CharField(blank=True, max_length=20)),
                ("solved", models.CharField(blank=True, choices=SOLVED, max_length=10)),
                ("outcome", models.CharField(blank=True, choices=OUTCOMES, max_length=12)),
                ("is_on_staff_receipt", models.BooleanField()),
                ("is_first", models.BooleanField()),
                ("is_last", models.BooleanField()),
                ("is_repeat", models.BooleanField()),
                ("campaign", row("feedback.campaign")),
                ("level", row("feedback.level", null=True)),
            ],
            options={"abstract": False},
        ),
    ]
