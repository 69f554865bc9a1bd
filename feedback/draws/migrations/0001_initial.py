"""抽取: the tables, lotteries to begin from, who may conduct a draw, and what the database itself refuses."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import portal.tables.encrypted

LOTTERIES = (
    # name, count, lowest, highest, is_sorted, extra_count, extra_highest
    ("雙色球", 6, 1, 33, True, 1, 16),
    ("超級大樂透", 5, 1, 35, True, 2, 12),
    ("七樂彩", 7, 1, 30, True, 1, 30),
    ("排列5", 5, 0, 9, False, 0, 0),
)
KEEP = tuple(f"{action}_lottery" for action in ("view", "add", "change", "delete"))
GRANTED = {
    "受理員": ("view_draw",),
    "督辦": ("view_draw", "conduct_draw"),
    "系統管理員": ("view_draw", "conduct_draw", *KEEP),
}

# Rows that are written once, and what of a draw stays as it was from its announcement on. Rows that a test database
# is emptied of are deleted on SQLite, so only PostgreSQL, on which the portal serves, refuses that too.
KEPT = ("draws_entry", "draws_selection")
FROZEN = (
    "campaign_id",
    "attempt",
    "prepared_by_id",
    "prepared_at",
    "announced_by_id",
    "announced_at",
    "announcement",
    "digest",
)
ONCE_DRAWN = ("numbers", "drawn_at")
NEXT = "(OLD.state, NEW.state) IN (('announced', 'announced'), ('announced', 'drawn'), ('announced', 'aborted'), ('drawn', 'drawn'), ('drawn', 'aborted'), ('aborted', 'aborted'))"


def _differs(columns, word):
    return " OR ".join(f"OLD.{column} {word} NEW.{column}" for column in columns)


def _changed(word):
    frozen, once = _differs(FROZEN, word), _differs(ONCE_DRAWN, word)
    return f"OLD.state <> 'prepared' AND (NOT ({NEXT}) OR {frozen} OR (OLD.state <> 'announced' AND ({once})))"


def freeze(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION draws_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
            " 'What was written of a draw stays.' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        for table in KEPT:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION draws_kept()"
            )
        schema_editor.execute(
            "CREATE TRIGGER draws_draw_frozen BEFORE UPDATE ON draws_draw FOR EACH ROW"
            f" WHEN ({_changed('IS DISTINCT FROM')}) EXECUTE FUNCTION draws_kept()"
        )
        schema_editor.execute(
            "CREATE TRIGGER draws_draw_kept BEFORE DELETE ON draws_draw FOR EACH ROW"
            " WHEN (OLD.state <> 'prepared') EXECUTE FUNCTION draws_kept()"
        )
    else:
        refuse = "BEGIN SELECT RAISE(ABORT, 'What was written of a draw stays.'); END"
        for table in KEPT:
            schema_editor.execute(f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} {refuse}")
        schema_editor.execute(
            f"CREATE TRIGGER draws_draw_frozen BEFORE UPDATE ON draws_draw WHEN {_changed('IS NOT')} {refuse}"
        )


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION draws_kept() CASCADE")


def fill(apps, schema_editor):
    Lottery = apps.get_model("draws", "Lottery")
    names = ("name", "count", "lowest", "highest", "is_sorted", "extra_count", "extra_highest")
    Lottery.objects.bulk_create(Lottery(**dict(zip(names, row, strict=True))) for row in LOTTERIES)
    config = apps.get_app_config("draws")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="draws")
    for name, granted in GRANTED.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(*permissions.filter(codename__in=granted))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("feedback", "0031_campaign_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveSmallIntegerField(default=1, verbose_name="第幾次")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "準備中"),
                            ("announced", "已公告"),
                            ("drawn", "已抽取"),
                            ("aborted", "已中止"),
                        ],
                        default="prepared",
                        max_length=10,
                        verbose_name="狀態",
                    ),
                ),
                ("prepared_at", models.DateTimeField(verbose_name="準備時間")),
                ("announced_at", models.DateTimeField(null=True, verbose_name="公告時間")),
                ("announcement", models.TextField(blank=True, verbose_name="公告")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="公告的摘要")),
                ("secret", portal.tables.encrypted.EncryptedTextField(blank=True, editable=False)),
                ("numbers", models.JSONField(blank=True, default=list, verbose_name="開獎號碼")),
                ("drawn_at", models.DateTimeField(null=True, verbose_name="抽取時間")),
                ("aborted_at", models.DateTimeField(null=True, verbose_name="中止時間")),
                ("abort_reason", models.CharField(blank=True, max_length=200, verbose_name="中止的原因")),
                (
                    "announced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公告人",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="feedback.campaign",
                        verbose_name="活動",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="準備人",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表抽取",
                "verbose_name_plural": "代表抽取",
                "ordering": ("-pk",),
                "permissions": (("conduct_draw", "Can conduct 代表抽取"),),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="錄入時間")),
                ("numbers", models.JSONField(verbose_name="開獎號碼")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="錄入人",
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="draws.draw",
                        verbose_name="抽取",
                    ),
                ),
            ],
            options={
                "verbose_name": "開獎號碼錄入",
                "verbose_name_plural": "開獎號碼錄入",
                "ordering": ("pk",),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Lottery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(help_text="默認值，可以調整。", max_length=40, unique=True, verbose_name="名稱"),
                ),
                (
                    "count",
                    models.PositiveSmallIntegerField(
                        help_text="默認值，可以調整。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="號碼個數",
                    ),
                ),
                (
                    "lowest",
                    models.PositiveSmallIntegerField(
                        help_text="默認值，可以調整。",
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="最小的號碼",
                    ),
                ),
                (
                    "highest",
                    models.PositiveSmallIntegerField(
                        help_text="默認值，可以調整。",
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="最大的號碼",
                    ),
                ),
                (
                    "is_sorted",
                    models.BooleanField(
                        default=True,
                        help_text="不勾選的，按開獎的順序寫，可以重複。",
                        verbose_name="號碼不重複，從小到大寫",
                    ),
                ),
                (
                    "extra_count",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="例如藍球；沒有的填 0。",
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="另一組號碼的個數",
                    ),
                ),
                (
                    "extra_highest",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="這一組從 1 開始；沒有的填 0。",
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="另一組最大的號碼",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "彩票",
                "verbose_name_plural": "彩票",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("highest__gt", models.F("lowest"))),
                        name="lottery_has_numbers_to_draw",
                        violation_error_message="最大的號碼要大於最小的號碼。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[("substitute", "抽取候補"), ("abort", "中止抽取")], max_length=10, verbose_name="事項"
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="報名編號")),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resigned", "辭去代表"),
                            ("unreachable", "聯繫不上"),
                            ("unfit", "不再符合條件"),
                            ("gone", "公告以後撤回報名，或者不再符合條件"),
                        ],
                        max_length=12,
                        verbose_name="不擔任的原因",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="公開的原因")),
                ("at", models.DateTimeField(verbose_name="提請時間")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="確認時間")),
                ("is_dropped", models.BooleanField(default=False, verbose_name="已撤銷")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提請人",
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="draws.draw",
                        verbose_name="抽取",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認人",
                    ),
                ),
            ],
            options={
                "verbose_name": "提請",
                "verbose_name_plural": "提請",
                "ordering": ("pk",),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Selection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="第幾輪")),
                ("code", models.CharField(max_length=64, verbose_name="一次性代碼")),
                ("leaves", models.CharField(blank=True, max_length=40, verbose_name="誰的名額")),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resigned", "辭去代表"),
                            ("unreachable", "聯繫不上"),
                            ("unfit", "不再符合條件"),
                            ("gone", "公告以後撤回報名，或者不再符合條件"),
                        ],
                        max_length=12,
                        verbose_name="不擔任的原因",
                    ),
                ),
                ("out", models.JSONField(default=list, verbose_name="不再參加的")),
                ("order", models.JSONField(verbose_name="順序")),
                ("chosen", models.JSONField(verbose_name="抽中的")),
                ("at", models.DateTimeField(verbose_name="時間")),
                ("seal", models.CharField(max_length=64, verbose_name="摘要")),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selections",
                        to="draws.draw",
                        verbose_name="抽取",
                    ),
                ),
            ],
            options={
                "verbose_name": "抽取輪次",
                "verbose_name_plural": "抽取輪次",
                "ordering": ("draw", "number"),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="順序")),
                ("issue", models.CharField(max_length=20, verbose_name="期號")),
                ("drawn_on", models.DateField(verbose_name="開獎日期")),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="draws.draw",
                        verbose_name="抽取",
                    ),
                ),
                (
                    "lottery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="draws.lottery", verbose_name="彩票"
                    ),
                ),
            ],
            options={
                "verbose_name": "彩票開獎",
                "verbose_name_plural": "彩票開獎",
                "ordering": ("place",),
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.UniqueConstraint(fields=("campaign", "attempt"), name="draw_attempt_unique_per_campaign"),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "aborted"), _negated=True),
                fields=("campaign",),
                name="draw_one_at_a_time_per_campaign",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("announced_at", None),
                        ("announcement", ""),
                        ("digest", ""),
                        ("secret", ""),
                        ("state", "prepared"),
                    ),
                    models.Q(
                        models.Q(("state", "prepared"), _negated=True),
                        models.Q(("announcement", ""), _negated=True),
                        models.Q(("digest", ""), _negated=True),
                        models.Q(("secret", ""), _negated=True),
                        ("announced_at__isnull", False),
                        ("announced_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="draw_announced_says_everything",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("announced_by", None),
                    models.Q(("announced_by", models.F("prepared_by")), _negated=True),
                    _connector="OR",
                ),
                name="draw_announced_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "drawn"), _negated=True), ("drawn_at__isnull", False), _connector="OR"
                ),
                name="draw_drawn_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("aborted_at__isnull", False),
                        ("state", "aborted"),
                        models.Q(("abort_reason", ""), _negated=True),
                    ),
                    models.Q(models.Q(("state", "aborted"), _negated=True), ("abort_reason", ""), ("aborted_at", None)),
                    _connector="OR",
                ),
                name="draw_aborted_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at", None)), fields=("draw",), name="proposal_one_at_a_time_per_draw"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("settled_by", None),
                    ("is_dropped", True),
                    models.Q(("settled_by", models.F("by")), _negated=True),
                    _connector="OR",
                ),
                name="proposal_confirmed_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="selection",
            constraint=models.UniqueConstraint(fields=("draw", "number"), name="selection_number_unique_per_draw"),
        ),
        migrations.AddConstraint(
            model_name="selection",
            constraint=models.UniqueConstraint(fields=("code",), name="selection_code_is_never_used_twice"),
        ),
        migrations.AddConstraint(
            model_name="selection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("leaves", ""), _negated=True),
                fields=("draw", "leaves"),
                name="selection_seat_is_left_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="selection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("leaves", ""), ("number", 1), ("why", "")),
                    models.Q(
                        ("number__gt", 1), models.Q(("leaves", ""), _negated=True), models.Q(("why", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="selection_after_the_first_follows_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(fields=("draw", "place"), name="source_place_unique_per_draw"),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                fields=("draw", "lottery", "drawn_on"), name="source_named_once_per_draw"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(freeze, thaw),
    ]
