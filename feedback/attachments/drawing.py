"""What the worker does with files: draws them anew, makes public what was released, and once a day looks after all.

A task that fails is tried again after a while, and on each of the days to come: the file waits, and nothing is lost.
"""

import logging
from datetime import timedelta

from django.db import Error
from django.utils import timezone
from django_tasks import task

from feedback.attachments import orphans, pictures
from portal.daily import each_day

logger = logging.getLogger(__name__)

# After how long it is tried again where the machine or the storage was at fault; after the last, once a day.
MINUTES = (1, 5, 10, 30, 60, 120, 240)


@task()
def draw(pk, tries=0):
    """Draw an attachment that arrived anew; until then it is 正在檢查."""
    _attempt(draw, pictures.draw_anew, pk, tries)


@task()
def make_public(pk, tries=0):
    """Make the public pictures of an attachment that was released."""
    _attempt(make_public, pictures.publish, pk, tries)


def _attempt(task, work, pk, tries):
    try:
        work(pk)
    except Error:  # of the database: the worker itself waits for it
        raise
    except Exception:
        logger.exception("The work on attachment %s failed", pk)
        if tries < len(MINUTES):
            due = timezone.now() + timedelta(minutes=MINUTES[tries])
            task.using(run_after=due).enqueue(pk, tries + 1)


@each_day
@task()
def look_after():
    """Hand on again what was left undone, sweep away files without a row, and say what is not as it should be."""
    now = timezone.now()
    for pk in orphans.undrawn(now):
        draw.enqueue(pk)
    for pk in orphans.unpublished():
        make_public.enqueue(pk)
    found = orphans.look(now)
    swept = orphans.sweep(found, now)
    for line in found.lines():
        logger.warning("Files of attachments: %s", line)
    return found.counts() | {"swept": swept}
