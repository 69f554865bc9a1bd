"""What is kept of the log: entries, their places in the tree, and what was signed. Nothing of it is ever changed."""

import base64
import json
from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from portal.ledger.guards import guard
from portal.tlog.tree import HASH_BYTES

MOST_BYTES = 1024
RECEIPTS = "receipt"  # under `<origin>/receipt` the keys of a log promise that an entry will be in it


def midnight(day):
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


class EntryQuerySet(models.QuerySet):
    def of(self, subject):
        """Those of one subject as they followed each other, with their places where they have any."""
        return self.filter(subject=subject).select_related("leaf__log").order_by("sequence")


class Entry(models.Model):
    """A statement of the log, as it stands there; and what is needed to open its commitment, which does not."""

    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=80)  # a public number, or what else it is of: `report/2021`
    sequence = models.PositiveIntegerField()  # among the entries of its subject, from 1
    data = models.BinaryField(max_length=MOST_BYTES)  # canonical JSON
    salt = models.BinaryField(max_length=HASH_BYTES)  # empty once what it covers was erased
    source = models.BigIntegerField(null=True)  # the row that `openings` reads, by the kind
    written_at = models.DateTimeField()  # by the clock of the machine, whatever the entry says of its moment

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "sequence"], name="ledger_sequence_unique_per_subject")
        ]

    def __str__(self):
        return f"{self.subject} {self.sequence} {self.kind}"

    @property
    def is_taken_back(self):
        """Whether only the log had it, from which `recover_ledger` took it."""
        return not self.salt and self.source is None

    @classmethod
    def from_log(cls, data, written_at):
        """An entry of which nothing is known but what stands in the log; raises `ValueError` where that is none."""
        told = json.loads(data)
        try:
            kind, subject, sequence = told["kind"], told["subject"], told["sequence"]
        except (KeyError, TypeError) as error:
            raise ValueError("These are not the bytes of an entry.") from error
        return cls(kind=kind, subject=subject, sequence=sequence, data=data, salt=b"", written_at=written_at)

    @property
    def place(self):
        """Its `Leaf`, None while it waits for one."""
        return getattr(self, "leaf", None)


class Kept(models.Model):
    """The opening of an entry whose row may be changed afterwards, as it was committed to."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="kept", primary_key=True)
    opening = models.BinaryField()

    def __str__(self):
        return f"{self.entry_id}"


class LogQuerySet(models.QuerySet):
    def newest(self):
        return self.order_by("-number").first()

    def held(self):
        """The newest one, None where there is none; its row is held until the transaction ends."""
        log = self.select_for_update().newest()
        while log and log != self.newest():  # another one was opened while this one was waited for
            log = self.select_for_update().newest()
        return log


class Log(models.Model):
    """A log under its origin; whoever adds leaves holds its row. One that could not go on is followed by another."""

    number = models.PositiveSmallIntegerField(unique=True)
    origin = models.CharField(max_length=200, unique=True)
    follows = models.TextField(blank=True)  # the last checkpoint of the log that ended
    opened_at = models.DateTimeField()

    objects = LogQuerySet.as_manager()

    def __str__(self):
        return self.origin

    @property
    def path(self):
        """Where it is served: the first one stays where it was, whatever followed it."""
        return "/ledger/" if self.number == 1 else f"/ledger/{self.number}/"


class Leaf(models.Model):
    """The place of an entry in the tree."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    index = models.PositiveBigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    hash = models.BinaryField(max_length=HASH_BYTES)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "index"], name="ledger_one_leaf_per_index")]

    def __str__(self):
        return f"{self.index}"

    @property
    def number(self):
        """Its place as people count, from 1: a checkpoint of that many entries is the first that has it."""
        return self.index + 1


class Node(models.Model):
    """The hash over a full tile of the level below: what tiles from level 1 on are made of."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="nodes", db_index=False)
    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=HASH_BYTES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "level", "index"], name="ledger_one_node_per_index"),
            models.CheckConstraint(condition=Q(level__gte=1), name="ledger_leaves_are_no_nodes"),
        ]

    def __str__(self):
        return f"{self.level} {self.index}"


class CheckpointQuerySet(models.QuerySet):
    def published(self):
        return self.filter(publication__isnull=False)

    def unpublished(self):
        """Those signed after the last one that was shown: they are shown one after another."""
        newest_shown = Publication.objects.order_by("-pk").values("pk")[:1]
        return self.filter(pk__gt=Coalesce(Subquery(newest_shown), 0))

    def of(self, log):
        return self.filter(log=log)

    def newest(self):
        """The largest of the newest log, None where nothing was signed.

        Logs are opened one after another, so their keys have the order of their numbers, and an index has both.
        """
        return self.select_related("log").order_by("-log_id", "-size").first()

    def covering(self, leaf):
        """Those of its log in whose tree a leaf is."""
        return self.filter(log=leaf.log_id, size__gt=leaf.index)

    def cosigned(self, **by):
        """Those that any witness signed, or one `by` its name."""
        return self.filter(Exists(Cosignature.objects.filter(checkpoint=OuterRef("pk"), **by)))

    def last_of_days(self, first, last):
        """The last one of each day from `first` to `last`, the newest first; days without one are left out."""
        of_days = self.filter(signed_at__gte=midnight(first), signed_at__lt=midnight(last + timedelta(days=1)))
        last_ones = of_days.order_by().annotate(day=TruncDate("signed_at")).values("day").annotate(last=Max("pk"))
        return self.filter(pk__in=last_ones.values("last")).select_related("log").order_by("-pk")


class Checkpoint(models.Model):
    """How large a log was, and its root, as we signed it."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="checkpoints", db_index=False)
    size = models.PositiveBigIntegerField()
    root = models.BinaryField(max_length=HASH_BYTES)
    note = models.TextField()
    signed_at = models.DateTimeField(db_index=True)

    objects = CheckpointQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "size"], name="ledger_one_checkpoint_per_size")]

    def __str__(self):
        return f"{self.log} {self.size}"

    @property
    def root_in_base64(self):
        """As the note writes it."""
        return base64.b64encode(self.root).decode()

    def note_with_cosignatures(self):
        """The note as it is handed out: signed by us, then by those who saw that it continues what they saw before."""
        return self.note + "".join(cosignature.line for cosignature in self.cosignatures.order_by("pk"))


class Publication(models.Model):
    """It was shown to somebody: written only once the state outside the database holds the checkpoint."""

    checkpoint = models.OneToOneField(Checkpoint, on_delete=models.PROTECT, primary_key=True)
    published_at = models.DateTimeField()

    def __str__(self):
        return f"{self.published_at}"


class Cosignature(models.Model):
    """A witness saw a checkpoint, and that it continues what it saw before."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    name = models.CharField(max_length=200)
    line = models.TextField()
    cosigned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "name"], name="ledger_cosigned_once_by_each_witness")
        ]

    def __str__(self):
        return self.line


class Stamp(models.Model):
    """A time-stamp of RFC 3161 over a checkpoint's note."""

    checkpoint = models.OneToOneField(Checkpoint, on_delete=models.PROTECT, related_name="stamp")
    token = models.BinaryField()
    stamped_at = models.DateTimeField()

    def __str__(self):
        return f"{self.stamped_at}"


class Latest(models.Model):
    """Where the newest entry of a subject that has a place in a tree left it: what the log says, as of now."""

    subject = models.CharField(max_length=80, unique=True)
    index = models.PositiveBigIntegerField()  # of its leaf, in the newest log that has one
    campaign = models.CharField(max_length=100)
    stage = models.CharField(max_length=12)
    main = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["campaign", "stage"], name="ledger_latest_counted")]

    def __str__(self):
        return f"{self.subject} {self.stage}"


class Day(models.Model):
    """The totals of a day, as the log commits to them."""

    date = models.DateField(unique=True)
    totals = models.JSONField()

    def __str__(self):
        return f"{self.date}"


class PublicKey(models.Model):
    """A key that signed once: listed for ever."""

    vkey = models.CharField(max_length=400, unique=True)
    first_used_at = models.DateTimeField()

    def __str__(self):
        return self.vkey


class Erasure(models.Model):
    """What was committed to of a subject was erased: the one reason for which salts may be emptied."""

    subject = models.CharField(max_length=80, unique=True)
    erased_at = models.DateTimeField()

    def __str__(self):
        return self.subject


# The salts of what was erased are emptied; all else stays as it was written.
ERASED = "EXISTS (SELECT 1 FROM ledger_erasure WHERE ledger_erasure.subject = OLD.subject)"

guard("ledger_entry", erasable={"salt": "length(NEW.salt) = 0"}, erased=ERASED)
for _model in (Kept, Leaf, Node, Log, Checkpoint, Publication, Cosignature, Stamp, Day, PublicKey, Erasure):
    guard(_model._meta.db_table)
