"""上傳: a file between its upload and the draft of a report it becomes: read, corrected in the editor, saved."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.tables.encrypted import EncryptedBytesField, EncryptedTextField
from portal.tables.workers import TaskWorker
from reports.drafting.draft import kept, opened

KEPT_FOR = timedelta(hours=24)
MOST_OF_ONE_PERSON = 5
# After how long somebody is told: that nobody takes the work up, that whoever took it up has stopped.
PATIENCE = timedelta(seconds=30)
LATELY = timedelta(minutes=2)
LONGEST_WORK = timedelta(minutes=10)

TAKEN_UP_BY = {}  # {state that waits: the task that takes it up}; the tasks make themselves known


class UploadRefused(Exception):
    """The upload is not kept or not moved on; the message is a sentence for the person who tried."""


class UploadQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(by=user)

    def stale(self, now):
        """What nobody came back for; what was read stays until somebody saves it or gives it up."""
        return self.filter(moved_at__lt=now - KEPT_FOR).exclude(state__in=Upload.HOLDING)

    def pending(self):
        return self.exclude(state=Upload.State.SAVED)

    def for_list(self):
        """What is not yet saved, the newest first."""
        return self.pending().light().order_by("-uploaded_at", "-pk")

    def light(self):
        """Without the contents: a page that only says how far the work is asks every few seconds."""
        return self.defer("file", "draft", "before")

    @transaction.atomic
    def keep(self, data, *, name, year, by, language, now, draft=None):
        """Keep a file until the worker has read it, or the draft of what was read at once; raises UploadRefused."""
        self.stale(now).delete()
        if self.of(by).pending().count() >= MOST_OF_ONE_PERSON:
            raise UploadRefused(
                gettext("您已有 %(most)s 份上傳的文件還沒有保存或放棄，請先處理那些文件。")
                % {"most": MOST_OF_ONE_PERSON}
            )
        upload = self.create(
            file=data, name=name[-200:], asked_year=year, by=by, language=language, uploaded_at=now, moved_at=now
        )
        if draft:
            upload.have_read(draft, now=now)
        else:
            upload.queue()
        return upload


class Upload(models.Model):
    """The file, then the draft of what was read, are kept encrypted; nothing of them is left once it is saved.

    Nobody but the one who uploaded it sees it. `revision` counts the edits: an edit says which one it was made on.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("等待讀取")
        READING = "reading", _("正在讀取")
        READ = "read", _("已讀取，待核對")
        TO_SAVE = "to_save", _("等待保存")
        SAVING = "saving", _("正在保存")
        SAVED = "saved", _("已保存為草稿")
        REFUSED = "refused", _("沒有讀取")

    HOLDING = (State.READ, State.TO_SAVE, State.SAVING)  # somebody's edits
    # What the worker makes of what waits, and where a work that stopped goes back to.
    WORK = {State.WAITING: State.READING, State.TO_SAVE: State.SAVING}

    name = models.CharField(_("文件名"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("經辦人"))
    language = models.CharField(max_length=10)
    uploaded_at = models.DateTimeField(_("上傳時間"), db_index=True)
    asked_year = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(_("狀態"), max_length=10, choices=State, default=State.WAITING)
    moved_at = models.DateTimeField()  # when it came into this state
    percent = models.PositiveSmallIntegerField(default=0, db_default=0)  # of the text that was read so far
    refusal = models.TextField(blank=True)
    file = EncryptedBytesField(null=True)
    draft = EncryptedTextField(blank=True)  # JSON, see draft.py
    before = EncryptedTextField(blank=True)  # the draft before the last edit
    revision = models.PositiveIntegerField(default=0)
    last_edit = models.CharField(max_length=100, blank=True)  # what it was, in the words of its button
    report = models.ForeignKey("reports.Report", models.SET_NULL, null=True, related_name="+")

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("上傳的文件")
        verbose_name_plural = _("上傳的文件")
        ordering = ["-uploaded_at"]
        default_permissions = ()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("admin:reports_report_upload", args=[self.pk])

    @property
    def opened(self):
        """The draft that is edited."""
        return opened(json.loads(self.draft))

    @property
    def is_at_work(self):
        return self.state in {*self.WORK, *self.WORK.values()}

    def waits_in_vain(self, now):
        """Whether it waits and no worker has given a sign of life lately."""
        if self.state not in self.WORK or now - self.moved_at < PATIENCE:
            return False
        return not TaskWorker.objects.filter(seen_at__gt=now - LATELY).exists()

    def refresh_after(self, now):
        """In how many seconds its page looks again, or None when that has been done for long enough.

        Not for ever: a page that was left open would keep its reader signed in.
        """
        waited = now - self.moved_at
        if not self.is_at_work or waited > LONGEST_WORK:
            return None
        return 3 if waited < PATIENCE else 10

    def has_stopped(self, now):
        """Whether a worker took it up and has not come back: it may be tried again."""
        return self.state in self.WORK.values() and now - self.moved_at > LONGEST_WORK

    def queue(self):
        """Hand it to the worker, when this transaction is committed."""
        TAKEN_UP_BY[self.state].enqueue(self.pk)

    def _move(self, state, *, now, **fields):
        """Come into `state`, unless somebody else moved it meanwhile; whether it did."""
        fields |= {"state": state, "moved_at": now}
        held = Upload.objects.filter(pk=self.pk, state=self.state, moved_at=self.moved_at)
        if not held.update(**fields):
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        return True

    def begin(self, working, *, now):
        """The worker takes up what waits, or what another worker was lost over; False when it is done or gone.

        Of two that take it up, the one that came last may end it.
        """
        waiting = next(waiting for waiting, state in self.WORK.items() if state == working)
        return self.state in {waiting, working} and self._move(working, now=now, percent=0)

    def have_read_so_far(self, done, of):
        """Say how far the reading came, in steps of five percent: its page shows it."""
        percent = done * 20 // of * 5
        if percent > self.percent and Upload.objects.filter(pk=self.pk, moved_at=self.moved_at).update(percent=percent):
            self.percent = percent

    def have_read(self, draft, *, now):
        return self._move(self.State.READ, now=now, draft=_written(draft), file=None, refusal="")

    def edit(self, draft, *, revision, done):
        """Keep `draft` after the edit that the words `done` name; raises UploadRefused when another was quicker."""
        self._write(revision, before=self.draft, draft=_written(draft), last_edit=done[:100])

    def undo(self, *, revision, done):
        """Take the last edit back, or do it again where it was taken back; raises UploadRefused."""
        if not self.before:
            raise UploadRefused(gettext("沒有可以撤銷的修改。"))
        self._write(revision, draft=self.before, before=self.draft, last_edit=done[:100])

    def _write(self, revision, **fields):
        held = Upload.objects.filter(pk=self.pk, state=self.State.READ, revision=revision)
        if not held.update(**fields, revision=revision + 1, refusal=""):
            raise UploadRefused(gettext("這份草稿剛剛在另一個窗口改過，這次沒有改。您填的還在，核對以後請再提交一次。"))
        self.refresh_from_db()

    def refuse(self, sentence, *, now):
        """Say why it was not read, or not saved: then it is as it was before somebody asked for that."""
        if self.state == self.State.SAVING:
            return self._move(self.State.READ, now=now, refusal=sentence)
        return self._move(self.State.REFUSED, now=now, refusal=sentence, file=None)

    @transaction.atomic
    def ask_to_save(self, *, now, at_once=False):
        """Save the draft as it is: `at_once` by whoever asks, otherwise by the worker."""
        state = self.State.SAVING if at_once else self.State.TO_SAVE
        if not (self.state == self.State.READ and self._move(state, now=now)):
            raise UploadRefused(gettext("這份文件已經在處理，請看它現在的狀態。"))
        if not at_once:
            self.queue()

    def have_saved(self, report, *, now):
        return self._move(self.State.SAVED, now=now, report=report, draft="", before="", refusal="")

    @transaction.atomic
    def retry(self, *, now):
        """Let a work that stopped be done anew."""
        waiting = {working: waiting for waiting, working in self.WORK.items()}
        if not (self.has_stopped(now) and self._move(waiting[self.state], now=now)):
            raise UploadRefused(gettext("這份文件還在處理，或者已經處理完，不用重試。"))
        self.queue()

    def in_language(self):
        """What is said of it is said as its uploader reads."""
        return translation.override(self.language)


def _written(draft):
    return json.dumps(kept(draft), ensure_ascii=False)
