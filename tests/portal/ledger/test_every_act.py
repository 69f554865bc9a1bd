"""Whatever makes public pages anew stands here, with the entries of the ledger that it writes or why it writes none."""

import ast
from pathlib import Path

import pytest

from portal.ledger.acts import ACTS
from portal.ledger.days import TOTALS

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[3]

OF_SUGGESTIONS = "each event of a suggestion has an entry of its own, or is internal"
DRAFTED = "nobody outside reads a draft, nor what one person proposed"
WITHIN = "part of other acts, which write what they do"
SETTINGS = "names and arrangements of the office; what is decided by them is said with each act"
OF_DAYS = "an act of one citizen, or that names one: counted in the totals of the day"
IN_THE_HALL = "where a question stands in the hall; what becomes of it is an event of the suggestion"
ARRANGED = "how numbers of reports are put side by side; the numbers are in the digests of their reports"

WRITES = {
    "feedback.attachments.pictures:publish": OF_SUGGESTIONS,
    "feedback.awards.verbs:_awarding": DRAFTED,
    "feedback.awards.verbs:_of_award": ["award_withdraw"],  # no name that is shown or hidden
    "feedback.awards.verbs:decide": ["award_decide"],
    "feedback.ballots.closing:_close": ["ballot_close"],
    "feedback.ballots.closing:close": ["ballot_close"],
    "feedback.ballots.closing:type_part": ["ballot_close"],
    "feedback.ballots.sealed.compacting:compact": "it only clears what nobody reads",
    "feedback.ballots.verbs:open_ballot": ["ballot_open"],
    "feedback.bindings.verbs:bind": ["binding_bind"],
    "feedback.bindings.verbs:unbind": ["binding_unbind"],
    "feedback.commitments.verbs:_held": [
        "commitment_confirmed", "commitment_moved", "commitment_rescheduled", "commitment_passed_on",
    ],
    "feedback.commitments.verbs:propose": DRAFTED,
    "feedback.desk.cases.contribution_forms:InvolveForm.do": OF_SUGGESTIONS,
    "feedback.desk.many.bulk_work:_attempt": OF_SUGGESTIONS,
    "feedback.desk.many.bulk_work:_next": OF_SUGGESTIONS,
    "feedback.desk.reference.offices:CategoryAdmin.add_words": SETTINGS,
    "feedback.desk.reference.route_grid:RouteGridForm.save": SETTINGS,
    "feedback.draws.announcing:held": ["draw_announce", "draw_select", "draw_abort"],
    "feedback.management.commands.load_sample:Command.load": "the sample is stated afterwards, as what was there",
    "feedback.measures.verbs:_changing": ["measure_publish", "measure_link", "measure_unlink", "measure_withdraw"],
    "feedback.measures.verbs:draft": DRAFTED,
    "feedback.notes.verbs:take_back": "among staff",
    "feedback.notes.verbs:write": "among staff",
    "feedback.notices.stopping:_stop": "what one citizen wishes to be told",
    "feedback.office.calendar:HolidayListQuerySet.confirm": SETTINGS,
    "feedback.office.levels:Scale.become_default": SETTINGS,
    "feedback.office.statuses:Status.begin_stage": SETTINGS,
    "feedback.office.units:Unit.dissolve": OF_SUGGESTIONS,
    "feedback.representatives.verbs:apply": OF_DAYS,
    "feedback.representatives.verbs:check": DRAFTED,
    "feedback.representatives.verbs:enter": OF_DAYS,
    "feedback.representatives.verbs:find_eligible": DRAFTED,
    "feedback.representatives.verbs:resign": OF_DAYS,
    "feedback.representatives.verbs:withdraw": OF_DAYS,
    "feedback.representatives.verbs:withdraw_for": OF_DAYS,
    "feedback.rounds.verbs:copy": DRAFTED,
    "feedback.rounds.verbs:doing": [
        "campaign_publish", "campaign_change", "campaign_extend", "campaign_reschedule", "campaign_close",
        "summary_freeze",
    ],
    "feedback.setup.views:setup_sheet": SETTINGS,
    "feedback.summaries.verbs:approve_correction": ["summary_correct"],
    "feedback.summaries.verbs:propose_correction": DRAFTED,
    "feedback.talks.moderating.verbs:answer": IN_THE_HALL,
    "feedback.talks.moderating.verbs:moving": IN_THE_HALL,
    "feedback.talks.record.calls:call_back": OF_SUGGESTIONS,
    "feedback.talks.record.calls:enter_call": OF_SUGGESTIONS,
    "feedback.talks.record.transcripts:_show": WITHIN,
    "feedback.talks.record.transcripts:publish": ["transcript_publish"],
    "feedback.talks.record.transcripts:save": DRAFTED,
    "feedback.talks.record.transcripts:take_back": ["transcript_take_back"],
    "feedback.talks.verbs:change": ["campaign_change"],
    "feedback.talks.verbs:draft": DRAFTED,
    "feedback.talks.verbs:follow_calendar": "days that follow from the hours of a talk and the calendar",
    "feedback.verbs.change:doing": OF_SUGGESTIONS,
    "feedback.verbs.contributing:excuse": OF_SUGGESTIONS,
    "feedback.verbs.contributing:involve": OF_SUGGESTIONS,
    "feedback.verbs.giving:assign": OF_SUGGESTIONS,
    "feedback.verbs.handling:send_back": OF_SUGGESTIONS,
    "feedback.verbs.leaving:come_back": OF_SUGGESTIONS,
    "feedback.verbs.leaving:confirm_dissolution": OF_SUGGESTIONS,
    "feedback.verbs.leaving:leave": OF_SUGGESTIONS,
    "feedback.verbs.leaving:reinstate": OF_SUGGESTIONS,
    "feedback.verbs.rating:note_unreachable": OF_SUGGESTIONS,
    "feedback.verbs.rating:rate": OF_SUGGESTIONS,
    "feedback.verbs.replying:redo": OF_SUGGESTIONS,
    "feedback.verbs.replying:reopen": OF_SUGGESTIONS,
    "feedback.verbs.together:together": OF_SUGGESTIONS,
    "feedback.verbs.erasing:erase": OF_SUGGESTIONS,
    "feedback.verbs.triage:merge": OF_SUGGESTIONS,
    "feedback.verbs.triage:object": OF_SUGGESTIONS,
    "feedback.verbs.triage:revoke_decline": OF_SUGGESTIONS,
    "feedback.verbs.triage:take_main": OF_SUGGESTIONS,
    "feedback.verbs.triage:unmerge": OF_SUGGESTIONS,
    "feedback.verbs.triage:withdraw": OF_SUGGESTIONS,
    "portal.desk.leaving:Leaving.changeform_view": OF_SUGGESTIONS,
    "portal.management.commands.serve:Command.fill": "the sample is stated afterwards, as what was there",
    "portal.serving.published_admin:PublishedAdmin.delete_model": SETTINGS,
    "portal.serving.published_admin:PublishedAdmin.delete_queryset": SETTINGS,
    "portal.serving.published_admin:PublishedAdmin.save_model": SETTINGS,
    "portal.serving.published_admin:_published_together": SETTINGS,
    "reports.records.publications:Published._do": [
        "report_publish", "report_withdraw", "binding_bind", "difference_publish",
    ],
    "reports.series.differences:publish": ["difference_publish"],
    "reports.series.differences:set_aside": ["difference_end"],
    "reports.series.verbs:_changed": ARRANGED,
    "reports.series.verbs:decide": ARRANGED,
    "reports.series.verbs:describe": ARRANGED,
    "reports.series.verbs:mark_break": ARRANGED,
    "reports.series.verbs:mark_part": ARRANGED,
    "reports.series.verbs:merge": ARRANGED,
    "reports.series.verbs:propose": ARRANGED,
    "reports.series.verbs:take_break_back": ARRANGED,
    "reports.series.verbs:take_part_back": ARRANGED,
}  # fmt: skip


def publishing(path):
    """The functions of a module that make public pages anew: whatever calls `publishing` or `bump` of `generation`."""
    module, found = ".".join(path.relative_to(ROOT).with_suffix("").parts), set()

    def walk(node, names):
        for child in ast.iter_child_nodes(node):
            is_named = isinstance(child, ast.FunctionDef | ast.ClassDef)
            walk(child, [*names, child.name] if is_named else names)
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if called in ("generation.publishing", "generation.bump"):
            found.add(f"{module}:{'.'.join(names)}")

    walk(ast.parse(path.read_text(encoding="utf-8")), [])
    return found


def test_every_act_that_publishes_says_what_it_enters_or_why_nothing():
    files = [path for app in ("feedback", "reports", "portal") for path in (ROOT / app).rglob("*.py")]
    assert set().union(*map(publishing, files)) == {*WRITES}


def test_every_entry_is_of_such_an_act():
    written = {kind for kinds in WRITES.values() if isinstance(kinds, list) for kind in kinds}
    assert written == {kind for act in ACTS.values() for kind in act.kinds}


def test_every_entry_is_tested_where_it_is_made():
    """By the tests of its room, which play the act and read the entry again."""
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_ledger.py"))
    assert [kind for kind in ACTS if f'"{kind}"' not in tests] == []


def test_the_kinds_fit_into_their_column():
    assert [kind for kind in ACTS if len(kind) > 24 or not kind.isascii()] == []


def test_what_citizens_do_one_by_one_is_counted_by_days():
    assert {*TOTALS} >= {"applications", "follows", "opinions", "representatives", "supports"}
