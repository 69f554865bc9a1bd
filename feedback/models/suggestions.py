"""意見建議: what a citizen sent, where it stands, and the queries asked of many of them."""

from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback import receipts, workflow
from feedback.deadlines import EXTENSION_DAYS, REPLY_DAYS, Card
from feedback.models import staff
from feedback.models.answering import Answering
from feedback.models.counting import Counting
from feedback.models.events import Event
from feedback.models.handling import Handling
from feedback.models.intake import Intake
from feedback.models.offices import Status
from feedback.models.tiling import Tiling
from feedback.workflow import OPEN_STAGES, UNANSWERED_STAGES, DeclineReason, Refused, Stage, Tally, Verb
from portal.encrypted import EncryptedTextField, lookup_key

# What a citizen typed: read by staff and with the receipt, never for the public.
RAW = ("title", "body", "name", "contact", "guardian_name", "place")


class Stale(Refused):
    """Somebody else changed the suggestion since it was read."""


class NumberSeries(models.Model):
    """The last public number given in a year; its row is locked while the next one is given, so none is skipped."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return receipts.number(self.year, self.last)

    @classmethod
    def locked(cls, year):
        """The row of `year`, locked until the transaction ends."""
        cls.objects.get_or_create(year=year)
        return cls.objects.select_for_update().get(year=year)

    def next(self):
        self.last += 1
        self.save(update_fields=["last"])
        return self.last


class SuggestionQuerySet(Counting, Tiling, models.QuerySet):
    @transaction.atomic
    def receive(self, *, flow, now, **fields):
        """File what a citizen sent and return it; the same `flow` again returns the suggestion it made before.

        `fields` are those of the model that a citizen gives, and `campaign`. It never asks the calendar: the due
        days follow by `recount_days`.
        """
        digest = receipts.flow_digest(settings.RECEIPT_KEY, flow)
        series = NumberSeries.locked(timezone.localdate(now).year)
        earlier = self.filter(flow_digest=digest).first()
        if earlier:
            return earlier
        suggestion = self.model(year=series.year, sequence=series.next(), flow_digest=digest, received_at=now, **fields)
        secret = receipts.secret_of(settings.RECEIPT_KEY, flow)
        suggestion.secret_digest = receipts.secret_digest(settings.RECEIPT_KEY, suggestion.number, secret)
        suggestion.contact_key = lookup_key(suggestion.contact)
        if suggestion.category:
            suggestion.reply_days = suggestion.category.reply_days
        suggestion.stage = Stage.RECEIVED
        suggestion.status = Status.objects.entry(Stage.RECEIVED)
        suggestion.save()
        Event.objects.create(
            suggestion=suggestion, verb=Verb.RECEIVE, actor=workflow.actor_of(Verb.RECEIVE), at=now,
            to_stage=suggestion.stage, status=suggestion.status,
        )  # fmt: skip
        return suggestion

    def by_number(self, text):
        """The one suggestion of a public number as a person types it, or none."""
        parsed = receipts.parse_number(text)
        return self.filter(year=parsed[0], sequence=parsed[1]) if parsed else self.none()

    def by_receipt(self, number, secret):
        """The suggestion of `number` if `secret` is its receipt's, else None; a wrong number costs the same work."""
        suggestion = self.by_number(number).first()
        digest = suggestion.secret_digest if suggestion else "0" * 64
        public_number = suggestion.number if suggestion else ""
        is_right = receipts.matches(settings.RECEIPT_KEY, public_number, receipts.cleaned_secret(secret), digest)
        return suggestion if suggestion and is_right else None

    def of_flow(self, flow):
        """The suggestion that one passage through the form made, or None."""
        return self.filter(flow_digest=receipts.flow_digest(settings.RECEIPT_KEY, flow)).first()

    def visible_to(self, user):
        """What a member of staff may see at the desk: every one by role, else what the own units have to answer."""
        if staff.sees_every(user):
            return self
        units = staff.units_of(user)
        return self.filter(Q(unit__in=units) | Q(main__unit__in=units))

    def open(self):
        return self.filter(stage__in=OPEN_STAGES)

    def unanswered(self):
        return self.filter(stage__in=UNANSWERED_STAGES)

    def rating_over(self, today):
        """Answered, and the days for rating have passed before `today`."""
        return self.filter(stage=Stage.REPLIED, rating_ends_on__lt=today)

    def counted_as(self, what):
        """The list behind a number of the tally: a stage, or open, valid, handled, received."""
        if what == "open":
            return self.open()
        if what == "valid":
            return self.exclude(stage__in=[Stage.DECLINED, Stage.WITHDRAWN])
        if what == "handled":
            return self.filter(Q(stage=Stage.CLOSED) | Q(stage=Stage.MERGED, main__stage=Stage.CLOSED))
        return self if what == "received" else self.filter(stage=what)

    def narrowed(self, *, category=None, status=None, campaign=None, unit=None, section=None, tally=""):
        """Those that the filters of the board leave; a filter that is not set leaves all."""
        chosen = {"category": category, "status": status, "campaign": campaign, "unit": unit, "section": section}
        return self.counted_as(tally or "received").filter(**{name: row for name, row in chosen.items() if row})

    def for_site_map(self):
        """Those everybody may read, in order of receipt, with no more than their address needs."""
        return self.exclude(public_title="").only("year", "sequence").order_by("pk")

    def latest_answers(self):
        """Answered ones that everybody may read, the newest answer first."""
        return self.for_list().exclude(public_title="").filter(replied_at__isnull=False).order_by("-replied_at", "-pk")

    def tally(self):
        """The arithmetic of the claim over these suggestions, in one query."""
        rows = self.order_by().values_list("stage", "main__stage").annotate(count=models.Count("pk"))
        return _tally(rows)

    def tallies_by_campaign(self):
        """{campaign id: Tally}, in one query."""
        return self.tallies_by("campaign")

    def tallies_by(self, name):
        """{value: Tally} for a field or an annotation, in one query."""
        rows = self.order_by().values_list(name, "stage", "main__stage").annotate(count=models.Count("pk"))
        by_value = {}
        for value, *row in rows:
            by_value.setdefault(value, []).append(row)
        return {value: _tally(rows) for value, rows in by_value.items()}

    def for_list(self):
        """Newest first, with what a line shows; the raw text stays in the database."""
        return (
            self.select_related("status", "category", "unit", "campaign", "main", "district")
            .defer(*RAW, *(f"main__{name}" for name in RAW))
            .order_by("-received_at", "-pk")
        )

    def for_page(self):
        return self.select_related(
            "status", "category", "unit", "campaign", "main__status", "district", "section__report"
        )

    def for_public_page(self):
        """One suggestion with what everybody may read of it; the raw text stays in the database."""
        return self.for_page().select_related("rating").defer(*RAW, *(f"main__{name}" for name in RAW))


def _tally(rows):
    by_stage, merged_closed = {}, 0
    for stage, main_stage, count in rows:
        by_stage[stage] = by_stage.get(stage, 0) + count
        if stage == Stage.MERGED and main_stage == Stage.CLOSED:
            merged_closed += count
    return Tally.of(by_stage, merged_closed=merged_closed)


class Suggestion(Intake, Handling, Answering, models.Model):
    """One suggestion. What a citizen typed never changes; what the public reads are `public_title` and `public_body`.

    Its verbs stand in `intake`, `handling` and `answering`; each locks the row, checks the rules, saves and records.
    """

    class Kind(models.TextChoices):
        OPINION = "opinion", _("意見")
        SUGGESTION = "suggestion", _("建議")
        QUESTION = "question", _("諮詢")
        OTHER = "other", _("其他")

    class Channel(models.TextChoices):
        WEB = "web", _("網站")
        PHONE = "phone", _("電話")
        LETTER = "letter", _("來信")
        VISIT = "visit", _("來訪")
        MEETING = "meeting", _("座談")

    year = models.PositiveSmallIntegerField(editable=False)
    sequence = models.PositiveIntegerField(editable=False)
    campaign = models.ForeignKey(
        "feedback.Campaign", verbose_name=_("活動"), on_delete=models.PROTECT, related_name="suggestions"
    )
    kind = models.CharField(_("類別"), max_length=12, choices=Kind)
    category = models.ForeignKey(
        "feedback.Category", verbose_name=_("領域"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="suggestions",
    )  # fmt: skip
    section = models.ForeignKey(
        "reports.Section", verbose_name=_("報告章節"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="suggestions",
    )  # fmt: skip
    channel = models.CharField(_("來源"), max_length=8, choices=Channel, default=Channel.WEB)

    title = models.CharField(_("標題"), max_length=60)
    body = models.TextField(_("內容"))
    district = models.ForeignKey(
        "feedback.District", verbose_name=_("區市"), on_delete=models.PROTECT, null=True, blank=True
    )
    place = models.CharField(_("地點"), max_length=120, blank=True)
    public_title = models.CharField(_("公開標題"), max_length=60, blank=True)
    public_body = models.TextField(_("公開內容"), blank=True)
    has_consent = models.BooleanField(_("同意公開"), default=False)

    name = EncryptedTextField(_("姓名"), blank=True)
    contact = EncryptedTextField(_("聯繫方式"), blank=True)
    contact_key = models.CharField(max_length=64, blank=True, db_index=True)
    is_under_14 = models.BooleanField(_("未滿 14 周歲"), default=False)
    guardian_name = EncryptedTextField(_("監護人姓名"), blank=True)
    flow_digest = models.CharField(max_length=64, unique=True)
    secret_digest = models.CharField(max_length=64)

    stage = models.CharField(_("階段"), max_length=12, choices=Stage, editable=False)
    status = models.ForeignKey(Status, verbose_name=_("狀態"), on_delete=models.PROTECT, related_name="suggestions")
    unit = models.ForeignKey(
        "feedback.Unit", verbose_name=_("承辦單位"), on_delete=models.PROTECT, null=True, related_name="suggestions"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    decline_reason = models.CharField(_("不予受理的原因"), max_length=16, choices=DeclineReason, blank=True)
    decline_note = models.TextField(_("不予受理的說明"), blank=True)
    decline_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    main = models.ForeignKey(
        "self", verbose_name=_("主件"), on_delete=models.PROTECT, null=True, related_name="merged_ones"
    )
    status_before_merge = models.ForeignKey(Status, on_delete=models.PROTECT, null=True, related_name="+")

    received_at = models.DateTimeField(_("收到時間"))
    accepted_at = models.DateTimeField(_("受理時間"), null=True)
    assigned_at = models.DateTimeField(_("轉辦時間"), null=True)
    first_replied_at = models.DateTimeField(_("首次答覆時間"), null=True)
    replied_at = models.DateTimeField(_("答覆時間"), null=True)
    closed_at = models.DateTimeField(_("辦結時間"), null=True)
    objected_at = models.DateTimeField(_("異議時間"), null=True)
    accept_due_on = models.DateField(_("受理期限"), null=True)
    due_on = models.DateField(_("答覆期限"), null=True)
    is_due_provisional = models.BooleanField(_("期限暫定"), default=False)
    reply_days = models.PositiveSmallIntegerField(default=REPLY_DAYS)
    extended_by = models.PositiveSmallIntegerField(_("延長（工作日）"), default=0)
    rating_ends_on = models.DateField(_("評議截止"), null=True)
    card = models.CharField(_("亮牌"), max_length=8, choices=Card, blank=True, default=Card.NONE)
    redo_count = models.PositiveSmallIntegerField(_("重辦次數"), default=0)
    bounce_count = models.PositiveSmallIntegerField(_("退回次數"), default=0)
    is_supervised = models.BooleanField(_("督辦"), default=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("意見建議")
        verbose_name_plural = _("意見建議")
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="suggestion_number_unique_per_year"),
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
                condition=Q(extended_by__lte=EXTENSION_DAYS), name="suggestion_extended_by_10_days_at_most"
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="suggestion_newest"),
            models.Index(fields=["-replied_at", "-id"], name="suggestion_latest_answers"),
            models.Index(fields=["campaign", "stage"], name="suggestion_tally"),
            models.Index(fields=["unit", "stage", "due_on"], name="suggestion_unit_queue"),
            models.Index(fields=["stage", "due_on"], name="suggestion_due"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("suggestion_detail", args=[self.number])

    @property
    def number(self):
        return receipts.number(self.year, self.sequence)

    @property
    def is_public(self):
        """Whether a person released its text; if not, the public sees the stub."""
        return bool(self.public_title)

    @property
    def next_due_on(self):
        """The day that runs now: for being accepted or declined, then for being answered; None once it is answered."""
        if self.stage == Stage.RECEIVED:
            return self.accept_due_on
        return self.due_on if self.stage in UNANSWERED_STAGES else None

    @property
    def answering(self):
        """The suggestion whose answer this one gets: its main one, or itself."""
        return self.main or self

    def lock(self):
        """Read the row again and hold it until the transaction ends; `Stale` when it changed since it was read."""
        seen = self.revision
        self.refresh_from_db(from_queryset=Suggestion.objects.select_for_update(no_key=True))
        if self.revision != seen:
            raise Stale(gettext("這件建議剛剛由別人辦理過，已經變動。請看過最新情況，再決定是否提交。"))

    def lock_family(self):
        """Hold this one, its main one and those merged into it, in one order, so that two changes never wait in a ring.

        Returns the rows by primary key.
        """
        family = Q(pk=self.pk) | Q(pk=self.main_id) | Q(main=self.pk)
        return {row.pk: row for row in Suggestion.objects.select_for_update(no_key=True).filter(family).order_by("pk")}

    @contextmanager
    def doing(self, verb, *, now, by=None, **event_fields):
        """One change: lock, check stage and person, change inside the block, enter the stage, save, record.

        Yields the event, whose fields the block may fill. Raises `Refused`; nothing is saved then, and the object in
        memory is to be thrown away.
        """
        with transaction.atomic():
            self.lock()
            workflow.check(verb, self.stage)
            if verb in workflow.STAFF_VERBS and not (by and staff.may(by, verb, self)):
                raise Refused(gettext("您的崗位沒有「%(verb)s」的權限。") % {"verb": Verb(verb).label})
            event = Event(
                suggestion=self, verb=verb, actor=workflow.actor_of(verb), by=by, at=now, from_stage=self.stage,
                **event_fields,
            )  # fmt: skip
            yield event
            if workflow.ARROWS[verb].to:
                self._enter(workflow.ARROWS[verb].to)
            event.to_stage, event.status, event.unit = self.stage, self.status, self.unit
            event.main = event.main or self.main
            if verb != Verb.READ_CONTACT:  # reading makes nobody's page stale
                self.revision += 1
            self.save()
            event.save()

    def _enter(self, stage, status=None):
        self.stage = stage
        self.status = status or Status.objects.entry(stage)
