"""示例資料: what the sample's reports and replies promise: kept, late, put off, withdrawn; see `sample.toml`."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from feedback.commitments import verbs
from feedback.commitments.finding import found_in_reply, found_in_report
from feedback.models import Suggestion, Unit
from feedback.sample.days import moment
from feedback.sample.parts import sample_part
from reports.models import Report

PROMISES = Path(__file__).parent / "sample.toml"
CONFIRMED_ON = (12, 28)  # of the year of the report


@sample_part(75)
def load_commitments(cast, now):
    published = {report.year: report for report in Report.objects.published().filter(is_sample=True)}
    rows = tomllib.loads(PROMISES.read_text(encoding="utf-8"))["promise"]
    for place, row in enumerate(rows):
        if "suggestion" in row:
            _promised_in_reply(row, cast, place)
        elif row["year"] in published:
            _promised_in_report(row, published[row["year"]], cast, place)


def _promised_in_report(row, report, cast, place):
    found = the_one(found_in_report(report), row["words"])
    unit = Unit.objects.get(name=row["unit"])
    _tell(row, found, unit, moment(date(report.year, *CONFIRMED_ON), place), cast)


def _promised_in_reply(row, cast, place):
    suggestion = Suggestion.objects.get(title=row["suggestion"])
    reply = suggestion.replies.approved().first()
    found = the_one(found_in_reply(reply), row["words"])
    _tell(row, found, reply.unit, reply.approved_at + timedelta(hours=1), cast)


def the_one(found, words):
    """The sentence with these words, of those that were found to promise; LookupError where there is not just one."""
    matching = [one for one in found if words in one.promise.sentence]
    if len(matching) != 1:
        raise LookupError(f"{len(matching)} sentences promise with the words {words!r}.")
    return matching[0]


def _tell(row, found, unit, at, cast):
    """Marked by the handler of the unit, confirmed by the supervisor, and what became of it since."""
    handler, where = cast.handler(unit), {"section": found.section, "reply": found.reply}
    given = {"title": row["title"], "unit": unit, "promised_on": found.promise.day}
    commitment = verbs.propose(found.promise.sentence, **where, **given, by=handler, now=at, is_sample=True)
    verbs.confirm(commitment, **given, by=cast.supervisor, now=at + timedelta(minutes=20))
    for place, (day, what, value, reason) in enumerate(row["steps"]):
        moved = moment(date.fromisoformat(day), place)
        if what == "move":
            verbs.move(commitment, value, reason=reason, by=handler, now=moved)
        elif what == "reschedule":
            verbs.reschedule(commitment, date.fromisoformat(value), reason=reason, by=handler, now=moved)
        else:
            seen = verbs.propose_end(commitment, value, reason=reason, by=handler, now=moved).pk
            later = moved + timedelta(hours=2)
            verbs.decide_end(commitment, is_agreed=True, seen=seen, by=cast.supervisor, now=later)
