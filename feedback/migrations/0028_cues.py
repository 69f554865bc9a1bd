"""歸類用詞: words by which a field and a kind are proposed, with those to begin from for the fields that there are."""

import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from feedback.office.default_cues import default_words

NAMES = ("view_cue", "add_cue", "change_cue", "delete_cue")


def fill(apps, schema_editor):
    Cue = apps.get_model("feedback", "Cue")
    fields = dict(apps.get_model("feedback", "Category").objects.values_list("name", "pk"))
    Cue.objects.bulk_create(
        Cue(word=word, category_id=fields.get(field), kind=kind, weight=weight)
        for field, kind, word, weight in default_words()
        if kind or field in fields
    )
    config = apps.get_app_config("feedback")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group = apps.get_model("auth", "Group").objects.get(name="系統管理員")
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="feedback")
    group.permissions.add(*permissions.filter(codename__in=NAMES))


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0027_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "word",
                    models.CharField(
                        help_text="市民寫的標題或內容裡有這個詞，填表時就提示對應的領域或類別。繁體简体寫一種就夠。",
                        max_length=20,
                        verbose_name="詞語",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("opinion", "意見"), ("suggestion", "建議"), ("question", "諮詢"), ("other", "其他")],
                        max_length=12,
                        verbose_name="類別",
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "弱"), (2, "中"), (3, "強")],
                        default=2,
                        help_text="只用在這個領域的詞選「強」，別處也常說的選「弱」。標題裡的詞加倍計算。",
                        verbose_name="分量",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        help_text="領域和類別選一項。",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cues",
                        to="feedback.category",
                        verbose_name="領域",
                    ),
                ),
            ],
            options={
                "verbose_name": "歸類用詞",
                "verbose_name_plural": "歸類用詞",
                "ordering": ("category__order", "category", "kind", "-weight", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("category__isnull", False), ("kind", "")),
                            models.Q(("category__isnull", True), models.Q(("kind", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="cue_speaks_for_a_field_or_a_kind",
                        violation_error_message="領域和類別請選一項，也只選一項。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "")), fields=("word",), name="cue_of_fields_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", ""), _negated=True), fields=("word",), name="cue_of_kinds_once"
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
