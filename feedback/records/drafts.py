"""What a citizen has typed so far: kept encrypted between the steps of the form, gone once it is sent or old."""

import json
from datetime import timedelta

from django.db import models, transaction
from django.utils.crypto import get_random_string, salted_hmac

from portal.tables.encrypted import EncryptedTextField

KEPT_FOR = timedelta(days=2)
# Beside what was filled in: what came from older pages, and which page came last.
ASIDE, PAGE = "aside", "page"
MOST_ASIDE = 5
NOTHING = "{}"


class DraftQuerySet(models.QuerySet):
    def stale(self, now):
        return self.filter(changed_at__lt=now - KEPT_FOR)


class Draft(models.Model):
    """Of one passage through the form, or of one receipt: whoever knows what the digest was made of reads it."""

    flow_digest = models.CharField(max_length=64)
    payload = EncryptedTextField(blank=True)
    changed_at = models.DateTimeField(db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["flow_digest"], name="draft_of_each_flow_once")]

    def __str__(self):
        return self.flow_digest[:8]

    @property
    def filled(self):
        """What was typed, by field name: text, whole numbers, yes or no.

        Nothing was checked when it was kept, so nothing else is handed on, and every reader passes it through a form.
        """
        return _plain({name: value for name, value in self._kept.items() if name not in (ASIDE, PAGE)})

    @property
    def asides(self):
        """What came from pages that were older than what is filled in, the eldest first; each as `filled`."""
        asides = self._kept.get(ASIDE)
        return [_plain(one) for one in asides if isinstance(one, dict)] if isinstance(asides, list) else []

    @property
    def _kept(self):
        try:
            kept = json.loads(self.payload) if self.payload else {}
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def state(self, names):
        """Tells whether what is filled in under `names` is still what a page was made from."""
        return salted_hmac("feedback.draft", f"{self.flow_digest}|{_said(self.filled, names)}").hexdigest()[:16]

    def seen(self, names):
        """What a page carries that shows what is filled in under `names`: a name of its own, and their state."""
        return f"{get_random_string(8)}.{self.state(names)}"

    @transaction.atomic
    def remember(self, filled, *, now, seen=""):
        """Add `filled` to what was typed before, and say whether it stands there now.

        `seen` is what the page carried that they come from: what was filled in since, on another page, stays.
        Without `seen` that is not looked at.
        """
        if not self._is_there():
            return False
        page, _, state = seen.partition(".")
        if state and page != self._kept.get(PAGE) and self._differs(filled, state):
            return False
        self._write(self._kept | filled | {PAGE: page}, now)
        return True

    def _differs(self, filled, state):
        """Whether something was said since `state` that `filled` would replace."""
        stands = _said(self.filled, filled)
        return stands not in (NOTHING, _said(filled, filled)) and state != self.state(filled)

    @transaction.atomic
    def put_aside(self, filled, *, now):
        """Keep `filled` beside what stands."""
        if self._is_there():
            others = [one for one in self.asides if one != filled]
            self._write(self._kept | {ASIDE: [*others, filled][-MOST_ASIDE:]}, now)

    @transaction.atomic
    def drop(self, names):
        """Let go of what is filled in under `names`, and of the draft when nothing else was said."""
        if not self._is_there():
            return
        rest = {name: value for name, value in self._kept.items() if name not in names}
        if any(_plain(rest).values()):
            self._write(rest, self.changed_at)
        else:
            self.delete()

    def _is_there(self):
        """Hold the row as it stands now. A draft that was sent or cleared meanwhile is gone and stays so."""
        if not self.pk:
            return True
        newest = Draft.objects.select_for_update().filter(pk=self.pk).first()
        if newest:
            self.payload = newest.payload
        return newest is not None

    def _write(self, kept, now):
        self.payload = json.dumps(kept, ensure_ascii=False).encode("utf-8", "ignore").decode()
        self.changed_at = now
        self.save()


def _plain(kept):
    """Of a mapping the values that a form takes for one field each; text without what cannot be stored or sent."""
    return {
        name: value.encode("utf-8", "ignore").decode().replace("\0", "") if isinstance(value, str) else value
        for name, value in kept.items()
        if isinstance(value, str | int)
    }


def _said(filled, names):
    """What is filled in under `names` as text: a box that is ticked is "on", and what was left empty was not said."""
    said = {name: filled.get(name) for name in sorted(names)}
    return json.dumps({name: "on" if value is True else str(value) for name, value in said.items() if value})
