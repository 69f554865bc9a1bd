"""代表評議: questions, codes, sealed slots and answers, with the roles that may do what."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import portal.tables.encrypted

KEEP = tuple(
    f"{action}_{model}" for model in ("ballot", "question", "option") for action in ("view", "add", "change", "delete")
)
SEE = ("view_ballot", "view_question", "view_option")
GRANTED = {
    "受理員": (*SEE, "issue_codes"),
    "督辦": (*SEE, "close_ballot"),
    "系統管理員": (*KEEP, "open_ballot", "close_ballot"),
}

# What of a ballot stays as it was from its opening on, and what from its count on.
OPENED = (
    "campaign_id",
    "representatives_weight",
    "daily_weight",
    "public_key",
    "daily_points",
    "questions_digest",
    "opened_at",
)
CLOSED = ("closed_at", "closed_by_id", "confirmed_by_id", "invited", "codes_used", "cast", "unreadable", "later_points")
# What the database refuses: (name, moment, table, when). Rows that a test database is emptied of are deleted on
# SQLite, so only PostgreSQL, on which the portal serves, refuses that where it could come from there.
ASKED = "(SELECT state FROM ballots_ballot WHERE id = {row}.ballot_id)"
OF_OPTION = (
    "(SELECT state FROM ballots_ballot WHERE id ="
    " (SELECT ballot_id FROM ballots_question WHERE id = {row}.question_id))"
)


def _differs(columns, word, as_text=""):
    texts = {"daily_points", "later_points"}
    return " OR ".join(
        f"OLD.{column}{as_text if column in texts else ''} {word} NEW.{column}{as_text if column in texts else ''}"
        for column in columns
    )


def _changed(word, as_text):
    forward = "(OLD.state, NEW.state) IN (('opened', 'opened'), ('opened', 'closed'), ('closed', 'closed'))"
    opened, closed = _differs(OPENED, word, as_text), _differs(CLOSED, word, as_text)
    return f"OLD.state <> 'draft' AND (NOT {forward} OR {opened} OR (OLD.state = 'closed' AND ({closed})))"


def _kept(word, as_text=""):
    """(name, when, table, of which rows) of each trigger that both databases have."""
    asked, option = (state + " <> 'draft'" for state in (ASKED, OF_OPTION))
    return [
        ("ballot_keeps_what_was_published", "UPDATE", "ballots_ballot", _changed(word, as_text)),
        ("question_is_not_added_once_published", "INSERT", "ballots_question", asked.format(row="NEW")),
        ("question_is_not_changed_once_published", "UPDATE", "ballots_question",
         f"{asked.format(row='OLD')} OR {asked.format(row='NEW')}"),
        ("option_is_not_added_once_published", "INSERT", "ballots_option", option.format(row="NEW")),
        ("option_is_not_changed_once_published", "UPDATE", "ballots_option",
         f"{option.format(row='OLD')} OR {option.format(row='NEW')}"),
        ("slot_keeps_its_vote", "UPDATE", "ballots_slot", "OLD.is_filled"),
        ("code_that_was_used_stays_used", "UPDATE", "ballots_code", "OLD.is_used"),
        ("answer_is_written_by_the_count_alone", "INSERT", "ballots_answer",
         OF_OPTION.format(row="NEW") + " <> 'opened'"),
        ("answer_is_never_changed", "UPDATE", "ballots_answer", "TRUE"),
    ]  # fmt: skip


DELETED = (
    ("ballot_is_not_deleted_once_published", "ballots_ballot", "OLD.state <> 'draft'"),
    ("question_is_not_deleted_once_published", "ballots_question", ASKED.format(row="OLD") + " <> 'draft'"),
    ("option_is_not_deleted_once_published", "ballots_option", OF_OPTION.format(row="OLD") + " <> 'draft'"),
    ("answer_is_never_deleted", "ballots_answer", "TRUE"),
)
# What ANALYZE would copy into the statistics of PostgreSQL, where it stays when the rows are gone.
UNSAMPLED = (("ballots_slot", "id"), ("ballots_slot", "sealed"), ("ballots_code", "id"), ("ballots_code", "digest"))
REFUSED = "What was published of a ballot stays."


def freeze(apps, schema_editor):
    """PostgreSQL takes no question about other rows as a condition of a trigger: there each has its function."""
    if schema_editor.connection.vendor == "postgresql":
        for table, column in UNSAMPLED:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")
        kept = [*_kept("IS DISTINCT FROM", "::text"), *((name, "DELETE", *rest) for name, *rest in DELETED)]
        for name, act, table, when in kept:
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN RAISE EXCEPTION"
                f" '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
                f" RETURN {'OLD' if act == 'DELETE' else 'NEW'}; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        return
    for name, act, table, when in _kept("IS NOT"):
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


def thaw(apps, schema_editor):
    """On SQLite no table that a trigger asks could be remade or dropped while the trigger is there."""
    if schema_editor.connection.vendor == "postgresql":
        names = [name for name, *_rest in (*_kept(""), *DELETED)]
        schema_editor.execute(f"DROP FUNCTION {', '.join(f'{name}()' for name in names)} CASCADE")
        return
    for name, *_rest in _kept(""):
        schema_editor.execute(f"DROP TRIGGER {name}")


def grant(apps, schema_editor):
    config = apps.get_app_config("ballots")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="ballots")
    for name, granted in GRANTED.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(*permissions.filter(codename__in=granted))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("feedback", "0031_campaign_drafts"),
        ("representatives", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "準備中"), ("opened", "已公布問題"), ("closed", "已計票")],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="狀態",
                    ),
                ),
                (
                    "representatives_weight",
                    models.PositiveSmallIntegerField(
                        default=80, help_text="默認值，可調整。", verbose_name="代表評議所占（%）"
                    ),
                ),
                (
                    "daily_weight",
                    models.PositiveSmallIntegerField(
                        default=20, help_text="默認值，可調整；兩項合計 100。", verbose_name="日常評議所占（%）"
                    ),
                ),
                (
                    "public_key",
                    models.CharField(
                        blank=True,
                        help_text="在不聯網的電腦上執行 manage.py ballot_key，把公鑰抄在這裡；三份私鑰交給三個人，計票以前不要輸入系統。",
                        max_length=64,
                        verbose_name="公鑰",
                    ),
                ),
                (
                    "key_parts_seen",
                    models.BooleanField(
                        default=False,
                        help_text="計票時要其中任意兩份；只剩一份，票就再也打不開。",
                        verbose_name="三份私鑰已經分別交到三個人手裡",
                    ),
                ),
                ("daily_points", models.JSONField(default=dict, editable=False)),
                ("later_points", models.JSONField(default=dict, editable=False)),
                (
                    "questions_digest",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="問題的 SHA-256"),
                ),
                ("opened_at", models.DateTimeField(editable=False, null=True, verbose_name="公布問題的時間")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="計票時間")),
                ("first_part", portal.tables.encrypted.EncryptedTextField(blank=True, editable=False)),
                ("first_part_at", models.DateTimeField(editable=False, null=True)),
                ("invited", models.PositiveIntegerField(editable=False, null=True, verbose_name="發出的投票碼")),
                ("codes_used", models.PositiveIntegerField(editable=False, null=True, verbose_name="用過的投票碼")),
                ("cast", models.PositiveIntegerField(editable=False, null=True, verbose_name="收到的票")),
                ("unreadable", models.PositiveIntegerField(editable=False, null=True, verbose_name="打不開的票")),
                ("compacted_at", models.DateTimeField(editable=False, null=True, verbose_name="清理完成的時間")),
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballot",
                        to="feedback.campaign",
                        verbose_name="活動",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first_part_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "代表評議",
                "verbose_name_plural": "代表評議",
                "ordering": ("-campaign__year", "pk"),
                "permissions": [
                    ("open_ballot", "公布代表評議的問題"),
                    ("issue_codes", "發投票碼"),
                    ("close_ballot", "為代表評議計票"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64, null=True, unique=True)),
                ("is_used", models.BooleanField(default=False, verbose_name="已投票")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="ballots.ballot"
                    ),
                ),
                (
                    "representative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballot_code",
                        to="representatives.representative",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[("report", "工作報告"), ("bureau", "全局工作"), ("unit", "一個單位的工作")],
                        max_length=8,
                        verbose_name="評議什麼",
                    ),
                ),
                ("text", models.CharField(max_length=120, verbose_name="問題")),
                (
                    "text_en",
                    models.CharField(
                        blank=True,
                        help_text="英文版頁面上顯示的文字；不填的，英文版顯示中文原文。",
                        max_length=240,
                        verbose_name="英文問題",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="順序")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="ballots.ballot",
                        verbose_name="代表評議",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="feedback.unit",
                        verbose_name="單位",
                    ),
                ),
            ],
            options={
                "verbose_name": "評議的問題",
                "verbose_name_plural": "評議的問題",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=40, verbose_name="選項")),
                (
                    "text_en",
                    models.CharField(
                        blank=True,
                        help_text="英文版頁面上顯示的文字；不填的，英文版顯示中文原文。",
                        max_length=80,
                        verbose_name="英文選項",
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=100, help_text="默認值，可調整。", verbose_name="分值（0 到 100）"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="順序")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="ballots.question",
                        verbose_name="問題",
                    ),
                ),
            ],
            options={
                "verbose_name": "選項",
                "verbose_name_plural": "選項",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "option",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="ballots.option",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="ballots.question"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("is_filled", models.BooleanField(default=False)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="ballots.ballot"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "representatives_weight",
                        django.db.models.expressions.CombinedExpression(
                            models.Value(100), "-", models.F("daily_weight")
                        ),
                    )
                ),
                name="ballot_weights_make_a_hundred",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opened_at", None), ("questions_digest", ""), ("state", "draft")),
                    models.Q(
                        models.Q(("state", "draft"), _negated=True),
                        models.Q(("questions_digest", ""), _negated=True),
                        models.Q(("public_key", ""), _negated=True),
                        ("opened_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="ballot_opened_with_key_and_digest",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cast__isnull", False),
                        ("closed_at__isnull", False),
                        ("state", "closed"),
                        ("unreadable__lte", models.F("cast")),
                    ),
                    models.Q(
                        models.Q(("state", "closed"), _negated=True),
                        ("cast", None),
                        ("closed_at", None),
                        ("unreadable", None),
                    ),
                    _connector="OR",
                ),
                name="ballot_counted_once_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("state", "closed"), _negated=True), ("first_part", ""), _connector="OR"),
                name="ballot_keeps_no_part_of_key_after_close",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", None),
                    models.Q(("confirmed_by", models.F("closed_by")), _negated=True),
                    _connector="OR",
                ),
                name="ballot_closed_by_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                condition=models.Q(("subject", "unit"), _negated=True),
                fields=("ballot", "subject"),
                name="question_of_each_subject_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("ballot", "unit"), name="question_of_each_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject", "unit"), ("unit__isnull", False)),
                    models.Q(models.Q(("subject", "unit"), _negated=True), ("unit", None)),
                    _connector="OR",
                ),
                name="question_of_a_unit_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__lte", 100)), name="option_weighs_a_hundred_at_most"
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(fields=("question", "text"), name="option_stands_once_in_a_question"),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(freeze, thaw),
    ]
