"""意見建議: what a citizen sent and where it stands."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.office.channels import WEB
from feedback.office.outcomes import decline_reason_name, outcome_name
from feedback.office.statuses import Status
from feedback.rules import receipts
from feedback.rules.deadlines import EXTENSION_DAYS, REPLY_DAYS, Card
from feedback.rules.kinds import Kind
from feedback.rules.lateness import Owed
from feedback.rules.notices import Channel
from feedback.rules.reasons import Closing
from feedback.rules.workflow import UNANSWERED_STAGES, Stage, Verb
from feedback.suggestions.bound import Verbs
from feedback.suggestions.queries import SuggestionQuerySet
from portal.tables.encrypted import EncryptedTextField


class Suggestion(Verbs, models.Model):
    """One suggestion. What a citizen typed never changes; what the public reads are `public_title` and `public_body`.

    What can be done to it is listed in `Verbs`: each locks the row, checks the rules, saves and records.
    """

    Kind = Kind

    year = models.PositiveSmallIntegerField(editable=False)
    sequence = models.PositiveIntegerField(editable=False)
    campaign = models.ForeignKey(
        "feedback.Campaign",
        verbose_name=_("活動"),
        on_delete=models.PROTECT,
        related_name="suggestions",
        db_index=False,
    )
    kind = models.CharField(_("類別"), max_length=12, choices=Kind)
    category = models.ForeignKey(
        "feedback.Category", verbose_name=_("領域"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="suggestions", db_index=False,
    )  # fmt: skip
    section = models.ForeignKey(
        "reports.Section", verbose_name=_("報告章節"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="suggestions", db_index=False,
    )  # fmt: skip
    channel = models.ForeignKey(
        "feedback.Channel", verbose_name=_("來源"), on_delete=models.PROTECT, default=WEB, related_name="suggestions",
        db_column="channel", db_index=False,
    )  # fmt: skip

    title = models.CharField(_("標題"), max_length=60)
    body = models.TextField(_("內容"))
    district = models.ForeignKey(
        "feedback.District", verbose_name=_("區市"), on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    place = models.CharField(_("地點"), max_length=120, blank=True)
    public_title = models.CharField(_("公開標題"), max_length=60, blank=True)
    public_body = models.TextField(_("公開內容"), blank=True)
    has_consent = models.BooleanField(_("同意公開"), default=False)

    name = EncryptedTextField(_("姓名"), blank=True)
    contact = EncryptedTextField(_("聯繫方式"), blank=True)
    contact_key = models.CharField(max_length=64, blank=True)
    # How the citizen wants to be told what happens, and in which language; empty is not at all.
    notices_by = models.CharField(_("通知方式"), max_length=8, choices=Channel, blank=True, default="", db_default="")
    notices_in = models.CharField(max_length=8, blank=True, default="", db_default="")
    is_under_14 = models.BooleanField(_("未滿 14 周歲"), default=False)
    guardian_name = EncryptedTextField(_("監護人姓名"), blank=True)
    flow_digest = models.CharField(max_length=64)
    secret_digest = models.CharField(max_length=64)
    is_issued_by_staff = models.BooleanField(_("回執由工作人員開具"), default=False)

    stage = models.CharField(_("階段"), max_length=12, choices=Stage, editable=False)
    status = models.ForeignKey(
        Status, verbose_name=_("狀態"), on_delete=models.PROTECT, related_name="suggestions", db_index=False
    )
    unit = models.ForeignKey(
        "feedback.Unit", verbose_name=_("承辦單位"), on_delete=models.PROTECT, null=True, related_name="suggestions",
        db_index=False,
    )  # fmt: skip
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("承辦人"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="handled_suggestions", db_index=False,
    )  # fmt: skip
    revision = models.PositiveIntegerField(default=0, editable=False)

    decline_reason = models.CharField(_("不予受理的原因"), max_length=16, blank=True)  # the code of a `DeclineReason`
    decline_note = models.TextField(_("不予受理的說明"), blank=True)
    decline_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    main = models.ForeignKey(
        "self", verbose_name=_("主件"), on_delete=models.PROTECT, null=True, related_name="merged_ones"
    )
    related = models.ForeignKey(
        "self", verbose_name=_("相關的建議"), on_delete=models.SET_NULL, null=True, blank=True, related_name="relating",
        help_text=_("市民提交時說明與哪一件有關。"),
    )  # fmt: skip
    status_before_merge = models.ForeignKey(Status, on_delete=models.PROTECT, null=True, related_name="+")

    received_at = models.DateTimeField(_("收到時間"))
    # When it had reached the office on a day before it was filed: the days are counted from then on.
    arrived_on = models.DateField(_("送達日期"), null=True, blank=True)
    # Of a question for a talk: the day of the talk, from which its answer is counted if it was asked before.
    talk_on = models.DateField(_("懇談日期"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("受理時間"), null=True)
    assigned_at = models.DateTimeField(_("轉辦時間"), null=True)
    first_replied_at = models.DateTimeField(_("首次答覆時間"), null=True)
    replied_at = models.DateTimeField(_("答覆時間"), null=True)
    closed_at = models.DateTimeField(_("辦結時間"), null=True)
    closing = models.CharField(_("怎樣辦結"), max_length=8, choices=Closing, blank=True, default="")
    objected_at = models.DateTimeField(_("異議時間"), null=True)
    # Of the period that runs, else of the last one; `periods` has them all.
    accept_due_on = models.DateField(_("受理期限"), null=True)
    due_on = models.DateField(_("答覆期限"), null=True)
    is_due_provisional = models.BooleanField(_("期限暫定"), default=False)
    reply_days = models.PositiveSmallIntegerField(default=REPLY_DAYS)
    extended_by = models.PositiveSmallIntegerField(_("延長（工作日）"), default=0)
    # The first period alone is what 「按期答覆」 counts; one that was declined is not counted.
    first_due_on = models.DateField(_("首次答覆期限"), null=True, editable=False)
    is_first_counted = models.BooleanField(default=True, db_default=True, editable=False)
    period_count = models.PositiveSmallIntegerField(_("第幾次辦理"), default=1, db_default=1, editable=False)
    rating_ends_on = models.DateField(_("評議截止"), null=True)
    card = models.CharField(_("亮牌"), max_length=8, choices=Card, blank=True, default=Card.NONE)
    redo_count = models.PositiveSmallIntegerField(_("重辦次數"), default=0)
    bounce_count = models.PositiveSmallIntegerField(_("退回次數"), default=0)
    support_count = models.PositiveIntegerField(_("我也遇到"), default=0, editable=False)
    is_supervised = models.BooleanField(_("督辦"), default=False)
    chase_count = models.PositiveSmallIntegerField(_("催辦次數"), default=0)
    chased_at = models.DateTimeField(_("最近催辦"), null=True)
    erased_at = models.DateTimeField(_("銷毀時間"), null=True, editable=False)
    # When something last moved it; urging and the clock's marks do not.
    last_event_at = models.DateTimeField(_("最近辦理"), null=True, editable=False)
    outcome = models.CharField(_("採納情況"), max_length=20, blank=True)  # code of that of its newest reply
    # What its receipt said last of an answer, and first; `ratings` has all.
    level = models.ForeignKey(
        "feedback.Level", verbose_name=_("市民評議"), on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False, editable=False,
    )  # fmt: skip
    first_level = models.ForeignKey(
        "feedback.Level", verbose_name=_("首次評議"), on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False, editable=False,
    )  # fmt: skip
    is_rating_on_staff_receipt = models.BooleanField(default=False, editable=False)
    answered_in = models.PositiveSmallIntegerField(_("首次答覆用時（工作日）"), null=True)
    labels = models.ManyToManyField("feedback.Label", verbose_name=_("標籤"), related_name="suggestions", blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("意見建議")
        verbose_name_plural = _("意見建議")
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="suggestion_number_unique_per_year"),
            # Not by `unique` or `db_index`, which on PostgreSQL index a text twice, for LIKE as well.
            models.UniqueConstraint(fields=["flow_digest"], name="suggestion_of_each_flow_once"),
            models.CheckConstraint(
                condition=Q(stage=Stage.MERGED, main__isnull=False, status_before_merge__isnull=False)
                | (~Q(stage=Stage.MERGED) & Q(main__isnull=True, status_before_merge__isnull=True)),
                name="suggestion_merged_has_a_main_one",
            ),
            models.CheckConstraint(condition=~Q(main=F("pk")), name="suggestion_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(public_title="", public_body="") | (Q(has_consent=True) & ~Q(stage=Stage.WITHDRAWN)),
                name="suggestion_public_only_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(is_under_14=False) | ~Q(guardian_name=""), name="suggestion_under_14_has_a_guardian"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPLIED, Stage.CLOSED])
                | Q(unit__isnull=False),
                name="suggestion_handled_by_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.DECLINED) | ~Q(decline_reason=""), name="suggestion_declined_says_why"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.CLOSED, closing__in=Closing.values) | (~Q(stage=Stage.CLOSED) & Q(closing="")),
                name="suggestion_closed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(extended_by__lte=EXTENSION_DAYS), name="suggestion_extended_by_10_days_at_most"
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="suggestion_newest"),
            # What hits are looked for in: however many arrived since, none of them is public yet.
            models.Index(fields=["-received_at", "-id"], condition=~Q(public_title=""), name="suggestion_public"),
            models.Index(fields=["-replied_at", "-id"], name="suggestion_latest_answers"),
            # What is counted and answered last near a reader, without reading any text.
            models.Index(fields=["district", "-replied_at"], condition=~Q(public_title=""), name="suggestion_near"),
            # The board under one filter each; under several, the database takes the one that leaves least.
            models.Index(fields=["campaign", "-received_at", "-id"], name="suggestion_of_campaign"),
            models.Index(fields=["category", "-received_at", "-id"], name="suggestion_of_category"),
            models.Index(fields=["district", "-received_at", "-id"], name="suggestion_of_district"),
            models.Index(fields=["unit", "-received_at", "-id"], name="suggestion_of_unit"),
            models.Index(fields=["status", "-received_at", "-id"], name="suggestion_of_status"),
            models.Index(fields=["stage", "-received_at", "-id"], name="suggestion_of_stage"),
            models.Index(fields=["section", "-received_at", "-id"], name="suggestion_of_section"),
            models.Index(
                fields=["due_on", "id"], condition=Q(stage__in=sorted(UNANSWERED_STAGES)), name="suggestion_waiting"
            ),
            models.Index(fields=["-support_count", "-received_at", "-id"], name="suggestion_most_supported"),
            models.Index(fields=["unit", "stage", "due_on"], name="suggestion_unit_queue"),
            models.Index(fields=["stage", "due_on"], name="suggestion_due"),
            models.Index(fields=["stage", "last_event_at"], name="suggestion_silent"),
            models.Index(fields=["handler", "stage", "due_on"], name="suggestion_handler_queue"),
            models.Index(fields=["contact_key"], name="suggestion_of_contact"),
            # Of the desk's list, by what few of all suggestions have.
            models.Index(fields=["channel", "-received_at", "-id"], name="suggestion_of_channel"),
            models.Index(
                fields=["outcome", "-received_at", "-id"], condition=~Q(outcome=""), name="suggestion_of_outcome"
            ),
            # Of the desk's queues and lists.
            models.Index(fields=["unit", "received_at", "stage"], name="suggestion_unit_waiting"),
            models.Index(fields=["card", "stage"], name="suggestion_card"),
            models.Index(fields=["accept_due_on"], name="suggestion_accept_due"),
            models.Index(fields=["accepted_at"], name="suggestion_accepted"),
            models.Index(fields=["first_replied_at"], name="suggestion_first_answers"),
            models.Index(fields=["stage", "rating_ends_on"], name="suggestion_rating_ends"),
            models.Index(fields=["stage"], condition=Q(is_supervised=True), name="suggestion_supervised"),
            models.Index(fields=["stage"], condition=Q(redo_count__gt=0), name="suggestion_redone"),
            models.Index(
                fields=["stage"], condition=Q(decline_proposed_by__isnull=False), name="suggestion_decline_proposed"
            ),
            models.Index(
                fields=["stage"], condition=Q(has_consent=True, public_title=""), name="suggestion_unreleased"
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("suggestion_detail", args=[self.number])

    def get_outcome_display(self):
        return outcome_name(self.outcome)

    def get_decline_reason_display(self):
        return decline_reason_name(self.decline_reason)

    @property
    def number(self):
        return receipts.number(self.year, self.sequence)

    @property
    def is_public(self):
        """Whether a person released its text; if not, the public sees the stub."""
        return bool(self.public_title)

    @property
    def is_erased(self):
        """Whether its words were erased by law: what stands in their place says so."""
        return self.erased_at is not None

    @property
    def was_taken_back(self):
        """Whether its text was public and is not any more."""
        return not self.is_public and self.events.filter(verb=Verb.TAKE_BACK).exists()

    @property
    def known_names(self):
        """The names that its texts are looked through for: the citizen's own and the guardian's.

        Whoever sees them marked in a text is not told whose they are: any name is marked so.
        """
        return (self.name, self.guardian_name)

    @property
    def next_due_on(self):
        """The day that runs now: for being accepted or declined, then for being answered; None once it is answered.

        An heir that takes the place of a received one may be in a period that needs no acceptance.
        """
        if self.stage == Stage.RECEIVED and self.accept_due_on:
            return self.accept_due_on
        return self.due_on if self.stage in UNANSWERED_STAGES else None

    @property
    def needs_two_reviews(self):
        """Whether its answer is reviewed by two people one after the other: its campaign or its field asks for it."""
        return self.campaign.needs_two_reviews or bool(self.category and self.category.needs_two_reviews)

    def is_rating_over(self, today):
        """Whether it is answered and the days for rating have passed: it waits to be closed by the daily work."""
        return self.stage == Stage.REPLIED and self.rating_ends_on < today

    @property
    def main_or_self(self):
        """The suggestion whose reply this one gets: its main one, or itself."""
        return self.main or self

    @property
    def owed(self):
        """What the office owes to whoever sent it."""
        one = self.main_or_self
        return Owed(one.stage, one.accept_due_on, one.due_on, is_of_main=one is not self)
