"""Events are saved in one place, so that all that is written down alongside hears of each."""

import re

from django.conf import settings

SAVED_OTHERWISE = re.compile(
    r"(?<!\w)(?:events|Event\.objects)\.(?:create|bulk_create|get_or_create|update_or_create)\("
    r"|(?<!\w)Event\([^)]*\)\.save\(|(?<!\w)event\.save\("
)
# Where it is done, and what another thing that is called an event has.
ELSEWHERE = {"feedback/records/events.py", "feedback/rounds/sample.py", "feedback/rounds/verbs.py"}


def test_no_event_is_saved_past_what_is_written_down_alongside():
    files = [path for path in (settings.BASE_DIR / "feedback").rglob("*.py") if "migrations" not in path.parts]
    saving = {
        str(path.relative_to(settings.BASE_DIR))
        for path in files
        if SAVED_OTHERWISE.search(path.read_text(encoding="utf-8"))
    }
    assert saving - ELSEWHERE == set()
