"""代表徵集辦法, 代表報名 and 市民代表, with occupations to begin from and the roles that may do what."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import feedback.office.named
import portal.tables.encrypted

OCCUPATIONS = (
    ("public", "機關和事業單位", "Government and public institutions"),
    ("employee", "企業職工", "Company employees"),
    ("own-business", "個體經營和靈活就業", "Self-employed and flexible work"),
    ("farmer", "務農", "Farming"),
    ("student", "學生", "Students"),
    ("retired", "離退休", "Retired"),
    ("other", "其他", "Other"),
)
SEE = ("view_application", "view_representative")
CHECK = (*SEE, "check_application", "read_application", "add_representative", "read_representative")
KEEP = tuple(
    f"{action}_{model}" for model in ("terms", "quota", "occupation") for action in ("view", "add", "change", "delete")
)
GRANTED = {"受理員": CHECK, "督辦": SEE, "系統管理員": (*SEE, *KEEP)}


def fill(apps, schema_editor):
    Occupation = apps.get_model("representatives", "Occupation")
    Occupation.objects.bulk_create(
        Occupation(code=code, name=name, name_en=name_en, order=order)
        for order, (code, name, name_en) in enumerate(OCCUPATIONS, 1)
    )
    config = apps.get_app_config("representatives")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="representatives")
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
            name="Occupation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.SlugField(
                        help_text="寫進公布的名單，保存後不能更改。", max_length=20, unique=True, verbose_name="代碼"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="默認值，可以調整。", max_length=40, unique=True, verbose_name="名稱"),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True,
                        help_text="英文版頁面上顯示的文字；不填的，英文版顯示中文原文。",
                        max_length=80,
                        verbose_name="英文名稱",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
            ],
            options={
                "verbose_name": "職業",
                "verbose_name_plural": "職業",
                "ordering": ("order", "pk"),
            },
            bases=(feedback.office.named.Named, models.Model),
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=11, verbose_name="報名編號")),
                ("name", portal.tables.encrypted.EncryptedTextField(blank=True, verbose_name="姓名")),
                ("contact", portal.tables.encrypted.EncryptedTextField(blank=True, verbose_name="聯繫方式")),
                ("born_on", portal.tables.encrypted.EncryptedTextField(blank=True, verbose_name="出生日期")),
                ("address", portal.tables.encrypted.EncryptedTextField(blank=True, verbose_name="住址")),
                ("contact_key", models.CharField(blank=True, editable=False, max_length=64)),
                ("flow_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("age_band", models.CharField(max_length=8, verbose_name="年齡段")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "待核對"),
                            ("eligible", "符合條件"),
                            ("ineligible", "不符合條件"),
                            ("withdrawn", "已撤回"),
                            ("drawn", "已抽中"),
                        ],
                        default="applied",
                        max_length=10,
                        verbose_name="狀態",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("age", "不到年齡"),
                            ("residence", "在本市居住的時間不夠"),
                            ("duplicate", "同一個聯繫方式重複報名"),
                            ("unreachable", "無法聯繫核實"),
                            ("untrue", "填寫的情況不實"),
                        ],
                        max_length=12,
                        verbose_name="不符合條件的原因",
                    ),
                ),
                ("applied_at", models.DateTimeField(verbose_name="報名時間")),
                ("checked_at", models.DateTimeField(null=True, verbose_name="核對時間")),
                ("erased_at", models.DateTimeField(null=True, verbose_name="個人信息刪除時間")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="feedback.campaign",
                        verbose_name="活動",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核對人",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="feedback.district", verbose_name="區市"
                    ),
                ),
                (
                    "occupation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="representatives.occupation",
                        verbose_name="職業",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表報名",
                "verbose_name_plural": "代表報名",
                "ordering": ("pk",),
                "permissions": (
                    ("check_application", "Can check 代表報名"),
                    ("read_application", "Can read who applied"),
                ),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="序號")),
                ("name", portal.tables.encrypted.EncryptedTextField(blank=True, verbose_name="姓名")),
                ("contact", portal.tables.encrypted.EncryptedTextField(blank=True, verbose_name="聯繫方式")),
                ("contact_key", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "source",
                    models.CharField(
                        choices=[("entered", "逐個錄入"), ("imported", "從表格導入"), ("drawn", "抽取產生")],
                        max_length=8,
                        verbose_name="來源",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="在任")),
                ("entered_at", models.DateTimeField(verbose_name="錄入時間")),
                ("erased_at", models.DateTimeField(null=True, verbose_name="個人信息刪除時間")),
                (
                    "application",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representative",
                        to="representatives.application",
                        verbose_name="報名",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="feedback.campaign",
                        verbose_name="活動",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="feedback.district",
                        verbose_name="區市",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="錄入人",
                    ),
                ),
                (
                    "replaced_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="representatives.representative",
                        verbose_name="接替的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "市民代表",
                "verbose_name_plural": "市民代表",
                "ordering": ("campaign", "number"),
                "permissions": (("read_representative", "Can read who represents"),),
                "default_permissions": ("view", "add"),
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "seats",
                    models.PositiveIntegerField(
                        default=100,
                        help_text="默認值，可以調整。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20000),
                        ],
                        verbose_name="代表名額",
                    ),
                ),
                (
                    "substitutes",
                    models.PositiveIntegerField(
                        default=20,
                        help_text="默認值，可以調整。",
                        validators=[django.core.validators.MaxValueValidator(20000)],
                        verbose_name="候補人數",
                    ),
                ),
                (
                    "minimum_age",
                    models.PositiveSmallIntegerField(
                        default=18,
                        help_text="按報名截止當天計算，不得低於 18 周歲。默認值，可以調整。",
                        validators=[
                            django.core.validators.MinValueValidator(18),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="最低年齡（周歲）",
                    ),
                ),
                (
                    "minimum_years",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="默認值，可以調整。",
                        validators=[django.core.validators.MaxValueValidator(50)],
                        verbose_name="在本市居住滿幾年",
                    ),
                ),
                (
                    "by_district",
                    models.BooleanField(default=True, help_text="默認值，可以調整。", verbose_name="按區市分配名額"),
                ),
                (
                    "by_age_band",
                    models.BooleanField(default=True, help_text="默認值，可以調整。", verbose_name="按年齡段分配名額"),
                ),
                (
                    "by_occupation",
                    models.BooleanField(
                        default=False,
                        help_text="勾選以後，報名表才問職業。默認值，可以調整。",
                        verbose_name="按職業分配名額",
                    ),
                ),
                (
                    "age_bands",
                    models.CharField(
                        default="18,30,45,60",
                        help_text="每一段從幾歲開始，從小到大，用逗號分開。默認值，可以調整；有人報名以後不能改。",
                        max_length=60,
                        verbose_name="年齡段",
                    ),
                ),
                (
                    "erase_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        help_text="從最後一個環節的截止日數起，到期自動刪除；撤回報名的隨即刪除。默認值，可以調整。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="活動結束多少天後刪除個人信息",
                    ),
                ),
                (
                    "erase_ineligible_days",
                    models.PositiveSmallIntegerField(
                        default=15,
                        help_text="留出時間供本人詢問，到期自動刪除。默認值，可以調整。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="不符合條件的，核對多少天後刪除",
                    ),
                ),
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="feedback.campaign",
                        verbose_name="活動",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表徵集辦法",
                "verbose_name_plural": "代表徵集辦法",
                "ordering": ("-campaign__year", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dimension",
                    models.CharField(
                        choices=[("district", "區市"), ("age_band", "年齡段"), ("occupation", "職業")],
                        max_length=10,
                        verbose_name="按什麼",
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        help_text="區市或職業的代碼，或者一個年齡段，例如 shinan、30-44、60+。",
                        max_length=40,
                        verbose_name="代碼",
                    ),
                ),
                (
                    "seats",
                    models.PositiveIntegerField(
                        help_text="這一類占幾個名額；沒有列出的各類，合用剩下的名額。", verbose_name="名額"
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotas",
                        to="representatives.terms",
                        verbose_name="徵集辦法",
                    ),
                ),
            ],
            options={
                "verbose_name": "名額",
                "verbose_name_plural": "名額",
                "ordering": ("terms", "dimension", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                fields=("campaign", "label"), name="application_label_unique_per_campaign"
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["applied", "drawn", "eligible"]), models.Q(("contact_key", ""), _negated=True)
                ),
                fields=("campaign", "contact_key"),
                name="application_one_that_counts_per_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("flow_digest", ""), _negated=True),
                fields=("flow_digest",),
                name="application_once_per_passage",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ineligible"), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "ineligible"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="application_is_ineligible_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at", None),
                    models.Q(
                        ("address", ""),
                        ("born_on", ""),
                        ("contact", ""),
                        ("contact_key", ""),
                        ("flow_digest", ""),
                        ("name", ""),
                    ),
                    _connector="OR",
                ),
                name="application_erased_says_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.UniqueConstraint(
                fields=("campaign", "number"), name="representative_number_unique_per_campaign"
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True), models.Q(("contact_key", ""), _negated=True)),
                fields=("campaign", "contact_key"),
                name="representative_serves_once_per_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("application__isnull", False), ("source", "drawn")),
                    models.Q(models.Q(("source", "drawn"), _negated=True), ("application__isnull", True)),
                    _connector="OR",
                ),
                name="representative_drawn_has_an_application",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaced_by", None), ("is_active", False), _connector="OR"),
                name="representative_replaced_serves_no_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at", None), models.Q(("contact", ""), ("contact_key", ""), ("name", "")), _connector="OR"
                ),
                name="representative_erased_says_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="terms",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum_age__gte", 18)), name="terms_take_nobody_under_18"
            ),
        ),
        migrations.AddConstraint(
            model_name="terms",
            constraint=models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="terms_have_a_seat"),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.UniqueConstraint(
                fields=("terms", "dimension", "value"),
                name="quota_once_for_each_value",
                violation_error_message="這一項已經有名額。",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
