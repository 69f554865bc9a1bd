"""Every address of the desk, what it takes to ask for it, and who may."""

from datetime import timedelta

from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, URLResolver, reverse
from django.utils import timezone

from feedback.attachments.models import Attachment
from feedback.awards.models import Nomination, Quota
from feedback.bindings.models import Binding
from feedback.commitments.models import Commitment
from feedback.following.models import Follow
from feedback.models import Campaign, Phase, Route, SavedList, Suggestion
from feedback.notes.models import Mention, Note
from feedback.notices.models import Notice, NoticeText, StaffWish
from feedback.opinions.models import OpinionCount
from feedback.papers.models import Delivery
from feedback.rules.absences import AT_WORK
from feedback.rules.roles import Role
from feedback.rules.workflow import Verb
from feedback.summaries.models import Correction
from feedback.summaries.verbs import freeze
from feedback.talks.models import Call, Place, Turn
from feedback.tasks import daily
from portal.accounts.records import record
from reports.importer import parse
from reports.models import Figure, Report
from reports.series.models import Difference, Series
from tests import factories
from tests.feedback.desk.matrix.roles import (
    ACCOUNTS,
    AWARDING,
    CASEWORK,
    INTAKE,
    NOBODY,
    OVERSEERS,
    READERS,
    SEES_EVERY,
    STAFF,
    SUPERUSER,
)
from tests.feedback.draws import rounds as draws
from tests.feedback.measures.rows import draft as draft_measure

# Who sees how many represent the citizens of a round; whoever takes suggestions enters and checks them too.
SENDING = {Role.TRIAGE, Role.SUPERVISOR, Role.ADMINISTRATOR, "superuser"}
REPRESENTED = {Role.TRIAGE, Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR} | SUPERUSER

# Who marks a sentence as a promise.
PROMISING = STAFF - {Role.TRIAGE}

CONDUCTORS = {Role.SUPERVISOR, Role.ADMINISTRATOR, "superuser"}
# A measure of a unit: its people write it, and whoever sees every suggestion but leaders; handlers publish none.
MEASURING = {Role.TRIAGE, Role.HANDLER, Role.REVIEWER, Role.SUPERVISOR, "superuser"}
HOSTS = CONDUCTORS | {Role.HANDLER, Role.REVIEWER, Role.LEADER}
SERIES = ("series", "difference")
# Who opens what is no plain page of a model: name of the address, then who by GET and who by POST.
DOORS = {
    "index": (STAFF, STAFF),
    "password_change": (STAFF, STAFF),
    "password_change_done": (STAFF, NOBODY),
    "autocomplete": (NOBODY, NOBODY),  # asked for no field
    "view_on_site": (STAFF, STAFF),  # leads to the public page
    "app_list": (STAFF, STAFF),
    "auth_user_password_change": (ACCOUNTS, ACCOUNTS),
    "portal_protectedword_try": (ACCOUNTS, ACCOUNTS),
    "portal_staffrecord_changelist": (OVERSEERS, NOBODY),
    "portal_staffrecord_change": (OVERSEERS, NOBODY),
    "portal_staffrecord_history": (OVERSEERS, NOBODY),
    "portal_staffrecord_add": (NOBODY, NOBODY),
    "portal_staffrecord_delete": (NOBODY, NOBODY),
    "auth_user_delete": (NOBODY, NOBODY),  # what somebody did stays under the name
    "following_follow_changelist": (ACCOUNTS, ACCOUNTS),  # numbers; no row has a page
    "opinions_opinioncount_change": (OVERSEERS, NOBODY),
    "opinions_opinioncount_add": (NOBODY, NOBODY),  # counted with each opinion
    "opinions_opinioncount_delete": (NOBODY, NOBODY),
    "reports_section_add": (NOBODY, NOBODY),  # they come with their report
    "reports_figure_add": (NOBODY, NOBODY),
    "reports_report_do": (OVERSEERS, OVERSEERS),
    # Of who reads reports at the desk: all that is done has an address of its own.
    **{f"series_{model}_{page}": (STAFF, STAFF) for model in SERIES for page in ("changelist", "history")},
    **{f"series_{model}_change": (STAFF, NOBODY) for model in SERIES},
    **{f"series_{model}_{page}": (NOBODY, NOBODY) for model in SERIES for page in ("add", "delete")},
    "series_series_do": (ACCOUNTS, ACCOUNTS),
    "series_report_match": (ACCOUNTS, ACCOUNTS),
    "series_report_propose": (NOBODY, ACCOUNTS),
    "series_difference_decide": (OVERSEERS, OVERSEERS),
    "reports_report_upload": (NOBODY, NOBODY),  # of the one who uploaded it alone
    "reports_report_upload_edit": (NOBODY, NOBODY),
    "reports_report_upload_undo": (NOBODY, NOBODY),
    "reports_report_upload_save": (NOBODY, NOBODY),
    "reports_report_upload_retry": (NOBODY, NOBODY),
    "reports_report_upload_dismiss": (NOBODY, NOBODY),
    "feedback_suggestion_changelist": (CASEWORK | SUPERUSER, NOBODY),
    "feedback_suggestion_change": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),
    "feedback_suggestion_history": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),
    "feedback_suggestion_add": (INTAKE, INTAKE),
    "feedback_suggestion_import": (INTAKE, INTAKE),
    "feedback_suggestion_import_template": (INTAKE, NOBODY),
    "feedback_suggestion_import_sheet": (NOBODY, NOBODY),  # somebody else's
    "feedback_suggestion_import_receipts": (NOBODY, NOBODY),
    "feedback_suggestion_queue": (CASEWORK | SUPERUSER, NOBODY),  # red: of everybody who handles
    "feedback_suggestion_print": (CASEWORK | SUPERUSER, NOBODY),
    "feedback_suggestion_saved": (NOBODY, NOBODY),  # somebody else's
    "feedback_suggestion_saved_add": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),
    "feedback_suggestion_export": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),
    "feedback_suggestion_receipt": (CASEWORK | SUPERUSER, NOBODY),  # back to its page: none was issued here
    "feedback_suggestion_reissue": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),  # refused in words, as below
    "feedback_suggestion_delete": (NOBODY, NOBODY),
    "feedback_suggestion_do": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),  # refused in words: see the verbs below
    "feedback_suggestion_take_over": (NOBODY, CASEWORK | SUPERUSER),  # refused in words: nothing is kept there
    "feedback_suggestion_contact": (NOBODY, {Role.TRIAGE, Role.HANDLER, "superuser"}),
    # Whoever sees the words sees the pages that were drawn anew; what is not theirs to do is refused in words.
    "feedback_suggestion_files": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),
    "feedback_suggestion_file": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),
    "feedback_suggestion_file_release": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),
    "feedback_suggestion_file_do": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),
    "feedback_suggestion_file_page": (CASEWORK | SUPERUSER, NOBODY),
    "feedback_suggestion_file_small": (CASEWORK | SUPERUSER, NOBODY),
    "feedback_suggestion_file_original": (
        NOBODY,
        {Role.TRIAGE, Role.HANDLER, Role.REVIEWER, Role.SUPERVISOR, "superuser"},
    ),
    "feedback_suggestion_by_contact": (
        {Role.TRIAGE, Role.HANDLER, "superuser"},
        {Role.TRIAGE, Role.HANDLER, "superuser"},
    ),
    "draws_draw_add": (CONDUCTORS, CONDUCTORS),
    # What is done is sent to an address of its own.
    "draws_draw_change": (CONDUCTORS | {Role.TRIAGE, Role.LEADER}, NOBODY),
    "draws_draw_delete": (NOBODY, NOBODY),
    "draws_draw_do": (NOBODY, CONDUCTORS),
    "feedback_campaign_do": (OVERSEERS, OVERSEERS),
    "feedback_rolename_add": (NOBODY, NOBODY),  # which roles there are stands in the matrix
    "feedback_rolename_delete": (NOBODY, NOBODY),
    "feedback_status_begin": (ACCOUNTS, ACCOUNTS),
    "feedback_unit_dissolve": (ACCOUNTS, ACCOUNTS),
    "feedback_unit_reinstate": (ACCOUNTS, ACCOUNTS),
    # Of a handler of the unit, entered by the person: the unit sees it, its reviewer and administrators change it.
    "feedback_absence_changelist": (AT_WORK | ACCOUNTS, AT_WORK | ACCOUNTS),
    "feedback_absence_add": (AT_WORK | ACCOUNTS, AT_WORK | ACCOUNTS),
    "feedback_absence_change": (AT_WORK | ACCOUNTS, AT_WORK | ACCOUNTS),
    "feedback_absence_history": (AT_WORK | ACCOUNTS, AT_WORK | ACCOUNTS),
    "feedback_absence_delete": (AT_WORK | ACCOUNTS, AT_WORK | ACCOUNTS),
    "feedback_holidaylist": (ACCOUNTS, ACCOUNTS),
    "feedback_calendarday_changelist": (ACCOUNTS, NOBODY),  # a year to be read; each day has a form of its own
    "representatives_application_change": (REPRESENTED, INTAKE),
    "representatives_application_add": (NOBODY, NOBODY),  # citizens apply
    "representatives_application_delete": (NOBODY, NOBODY),
    "representatives_application_by_contact": (INTAKE, INTAKE),
    "representatives_application_person": (NOBODY, INTAKE),
    "representatives_application_withdraw": (NOBODY, INTAKE),
    "representatives_representative_change": (REPRESENTED, NOBODY),
    "representatives_representative_delete": (NOBODY, NOBODY),
    "representatives_representative_resign": (INTAKE, INTAKE),
    "representatives_representative_import": (INTAKE, INTAKE),
    "representatives_representative_template": (INTAKE, NOBODY),
    # Questions and weights are written while the ballot is a draft, and here it is one.
    "ballots_ballot_open": (ACCOUNTS, ACCOUNTS),
    "ballots_ballot_codes": (INTAKE, INTAKE),
    "ballots_ballot_reissue": (INTAKE, INTAKE),
    "ballots_ballot_count": (READERS, READERS),
    "feedback_suggestion_bulk": (NOBODY, CASEWORK | SUPERUSER),  # back to the list: nothing is picked
    "feedback_suggestion_bulk_run": (NOBODY, NOBODY),  # somebody else's
    "feedback_suggestion_morning": ({Role.TRIAGE, Role.SUPERVISOR, Role.LEADER, "superuser"},) * 2,
    "feedback_suggestion_release_each": ({Role.TRIAGE, Role.REVIEWER, "superuser"},) * 2,
    "awards_nomination_change": (AWARDING, AWARDING),  # nobody edits it: each verb has a page of its own
    "awards_nomination_do": (NOBODY, NOBODY),  # no such verb: see tests.feedback.awards
    "commitments_commitment_add": (PROMISING, NOBODY),  # leads to where sentences are found
    "commitments_commitment_report": (PROMISING, PROMISING),
    "commitments_commitment_reply": (NOBODY, NOBODY),  # of no reply: see tests.feedback.commitments
    "commitments_commitment_confirm": ({Role.SUPERVISOR, Role.LEADER, "superuser"},) * 2,
    "commitments_commitment_unfulfilled": (STAFF, NOBODY),
    "commitments_commitment_change": (STAFF, NOBODY),  # nobody edits it: each verb has a page of its own
    "commitments_commitment_do": (STAFF, STAFF),  # refused in words to who may not do it
    "notes_mention_changelist": (CASEWORK | SUPERUSER, NOBODY),  # of each the own ones
    "notes_mention_change": (NOBODY, NOBODY),  # somebody else's
    "notes_mention_history": (NOBODY, NOBODY),
    "notes_mention_add": (NOBODY, NOBODY),  # they come with their note
    "notes_mention_delete": (NOBODY, NOBODY),
    "notes_mention_read": (NOBODY, CASEWORK | SUPERUSER),
    "notes_note_take_back": (NOBODY, CASEWORK | SUPERUSER),  # refused in words to all but its writer
    "notices_notice_changelist": (SENDING, NOBODY),
    "notices_notice_change": (SENDING, NOBODY),  # leads there
    "notices_notice_add": (NOBODY, NOBODY),  # they come with what happens
    "notices_notice_delete": (NOBODY, NOBODY),
    "notices_notice_again": (NOBODY, SENDING),  # refused in words: it waits
    "notices_noticetext_changelist": (ACCOUNTS, NOBODY),
    "notices_noticetext_add": (NOBODY, NOBODY),  # each kind has its own
    "notices_noticetext_delete": (NOBODY, NOBODY),
    "notices_staffwish_changelist": (STAFF, STAFF),  # of each the own ones
    "notices_staffwish_change": (STAFF, NOBODY),  # leads there
    "notices_staffwish_history": (NOBODY, NOBODY),  # somebody else's
    "notices_staffwish_add": (NOBODY, NOBODY),  # chosen on the one page
    "notices_staffwish_delete": (NOBODY, NOBODY),
    # Of the own unit, or of the whole bureau: who has casework.
    "papers_paper_changelist": (CASEWORK | SUPERUSER, NOBODY),
    "papers_paper_word": (CASEWORK | SUPERUSER, NOBODY),
    "papers_paper_sheet": (CASEWORK | SUPERUSER, NOBODY),
    "measures_measure_changelist": (STAFF, STAFF),
    "measures_measure_change": (MEASURING | {Role.LEADER}, MEASURING),  # here a draft
    "measures_measure_history": (MEASURING | {Role.LEADER},) * 2,
    "measures_measure_add": (MEASURING, MEASURING),
    "measures_measure_delete": (MEASURING, MEASURING),
    "measures_measure_do": (MEASURING - {Role.HANDLER} | {Role.LEADER},) * 2,
    "talks_talk_do": (OVERSEERS, OVERSEERS),
    # The host unit and whoever conducts campaigns; moderators of the talk too. Publishing is for reviewers.
    "talks_talk_transcript": (HOSTS, NOBODY),
    "talks_talk_transcript_text": (HOSTS, HOSTS),
    "talks_talk_transcript_edit": (HOSTS, HOSTS),
    "talks_talk_transcript_publish": (NOBODY, HOSTS - {Role.HANDLER}),
    "talks_talk_transcript_take_back": (NOBODY, HOSTS - {Role.HANDLER}),
    # Whoever takes suggestions for citizens; moderators of the talk too.
    "talks_talk_calls": (INTAKE, INTAKE),
    "talks_talk_called": (INTAKE, INTAKE),
    # Moderators, who are none of these roles, and who sees every suggestion: these may only look, refused in words.
    "talks_talk_stage": (SEES_EVERY, NOBODY),
    "talks_talk_board": (SEES_EVERY, NOBODY),
    "talks_talk_deed": (SEES_EVERY, SEES_EVERY),
    "talks_talk_rest": (INTAKE, INTAKE),
    "summaries_correction_change": (READERS, READERS),  # nobody edits it: what is sent approves it
    "summaries_summarytemplate_preview": (READERS, NOBODY),
}
# What stands before the door, and holds nothing.
OUTSIDE = {"login", "logout", "jsi18n"}
# The permission that a page of a model wants, by GET and by POST.
NEEDS = {
    "changelist": ("view", "view"),
    "change": ("view", "change"),
    "history": ("view", "view"),
    "add": ("add", "add"),
    "delete": ("delete", "delete"),
}


def addresses():
    """The names of all addresses of the desk."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            elif pattern.name:
                yield pattern.name

    return sorted(set(walk(admin.site.get_urls())) - OUTSIDE)


def models():
    return {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}


def make_rows():
    """One at least of everything that the desk keeps."""
    category = factories.make_category()
    factories.make_district()
    factories.make_label()
    factories.make_reply_template(name="受理告知", body="您的建議已經轉給{承辦單位}。")
    Route.objects.create(category=category, unit=factories.make_unit(name="路線單位"))
    # Of everybody who works in the unit: the first handler of it.
    person = User.objects.filter(groups__name=Role.HANDLER, units__isnull=False).order_by("pk").first()
    tomorrow = timezone.localdate() + timedelta(days=1)
    factories.make_absence(person=person or factories.office().handler, begins_on=tomorrow)
    factories.make_calendar_day(day=factories.NOW.date(), is_working=True)
    OpinionCount.objects.create(campaign=Campaign.objects.first(), question="work", answer="yes", number=1)
    sanmin = factories.make_campaign(slug="sanmin-of-representatives", year=2019)
    factories.make_phase(campaign=sanmin, kind=Phase.Kind.APPLY, starts_on=factories.NOW.date())
    factories.make_terms(campaign=sanmin)
    factories.make_ballot(campaign=sanmin, is_draft=True)
    factories.make_application(campaign=sanmin)
    factories.make_representative(campaign=sanmin)
    Quota.objects.create(campaign=Campaign.objects.first())
    Follow.objects.create(
        campaign=Campaign.objects.first(), address="a@example.com", language="en", asked_at=factories.NOW
    )  # fmt: skip
    suggestion = Suggestion.objects.first() or factories.make_suggestion()
    factories.attach(suggestion)
    Nomination.objects.create(suggestion=suggestion, by=User.objects.first(), at=factories.NOW)
    note = Note.objects.create(suggestion=suggestion, text="下午去看現場。", by=User.objects.first(), at=factories.NOW)
    Mention.objects.create(note=note, person=User.objects.last())
    talk = factories.make_talk()
    called = factories.make_suggestion(campaign=talk.campaign, category=None, received_at=talk.starts_at)
    Turn.objects.create(suggestion=called, talk=talk, place=Place.LATER, call=Call.BACK, at=talk.starts_at)
    StaffWish.objects.create(user=User.objects.last(), kind="card", cadence="none")
    NoticeText.objects.create(kind="card", subject="亮牌", body="請抓緊辦理。")
    follow = Follow.objects.create(
        suggestion=suggestion, address="a@example.com", address_key="a", language="en", asked_at=factories.NOW
    )
    Notice.objects.create(
        kind="confirm", follow=follow, channel="mail", language="en", created_at=factories.NOW, due_at=factories.NOW
    )
    Delivery.objects.create(kind="week")
    draft_measure()
    summary = freeze(sanmin, factories.NOW)
    Correction.objects.create(summary=summary, text="更正。", by=User.objects.first(), at=factories.NOW)
    draws.prepared(draws.make_round(slug="sanmin-of-a-draw", year=2018), User.objects.first())
    SavedList.objects.keep(owner=factories.make_user(username="keeper"), name="本週到期", is_for_all=True)
    daily.enqueue()
    record(User.objects.first(), "導出 3 件建議（csv）")
    promising = parse("# 青島市公安局2018年向市民報告\n\n一、打算\n新增泊位1萬個。\n", bureau="青島市公安局")
    report = Report.objects.save_draft(promising, source_name="report.md", now=factories.NOW)
    Report.objects.filter(pk=report.pk).update(published_at=factories.NOW)
    Commitment.objects.create(
        section=report.sections.first(), sentence="新增泊位1萬個。", title="新增泊位", unit=factories.office().unit,
        promised_on=factories.NOW.date(), first_promised_on=factories.NOW.date(), proposed_at=factories.NOW,
        proposed_by=User.objects.first(), confirmed_at=factories.NOW, confirmed_by=User.objects.first(),
    )  # fmt: skip
    draft = parse("# 青島市公安局2020年向市民報告\n\n一、守護平安\n新增泊位3.7萬個。\n", bureau="青島市公安局")
    report = Report.objects.save_draft(draft, source_name="report.md", now=factories.NOW)
    figure, by = Figure.objects.of(report).first(), User.objects.first()
    Binding.objects.create(
        figure=figure, query="received", part=1, as_of=factories.NOW, bound_at=factories.NOW, bound_by=by
    )
    series = Series.objects.create(name="新增泊位", created_at=factories.NOW)
    Difference.objects.create(series=series, figure=figure, kind="sum", told="1", computed="2", found_at=factories.NOW)


def address_of(name, suggestion, run):
    """An address of that name, of a row that is there."""
    model = next((model for prefix, model in models().items() if name.startswith(f"{prefix}_")), None)
    row = suggestion if "suggestion" in name else (model and model._default_manager.first())
    assert row or not model, f"make_rows makes no {model}"
    key = run.pk if name == "feedback_suggestion_bulk_run" else (row.pk if row else 1)
    file = Attachment.objects.values_list("name", flat=True).first()
    of_its_own = {
        "feedback_suggestion_file": [suggestion.pk, file],
        "feedback_suggestion_file_release": [suggestion.pk, file],
        "feedback_suggestion_file_original": [suggestion.pk, file],
        "feedback_suggestion_file_do": [suggestion.pk, file, Verb.ERASE_FILE],
        "feedback_suggestion_file_page": [suggestion.pk, file, 1],
        "feedback_suggestion_file_small": [suggestion.pk, file, 1],
        "app_list": ["feedback"],
        "draws_draw_do": [key, "announce"],
        "feedback_suggestion_queue": ["red"],
        "feedback_suggestion_saved": [SavedList.objects.values_list("pk", flat=True).first()],
        "feedback_campaign_do": [key, "publish"],
        "reports_report_do": [key, "propose-publish"],
        "reports_report_upload_edit": [1, "merge", 1],
        "series_series_do": [key, "describe"],
        "series_report_match": [Report.objects.values_list("pk", flat=True).first()],
        "series_report_propose": [Report.objects.values_list("pk", flat=True).first()],
        "measures_measure_do": [key, "publish"],
        "talks_talk_deed": [*Turn.objects.values_list("talk", "suggestion").first(), "take-up"],
        "talks_talk_do": [key, "reschedule"],
        "talks_talk_called": list(Turn.objects.values_list("talk", "suggestion").first()),
        "notes_mention_read": [suggestion.pk],
        "notes_note_take_back": [Note.objects.values_list("pk", flat=True).first()],
        "commitments_commitment_report": [2018],
        "commitments_commitment_do": [key, "move"],
        "feedback_suggestion_take_over": [suggestion.pk, 1],
        "view_on_site": [ContentType.objects.get_for_model(Suggestion).pk, suggestion.pk],
    }
    for arguments in [of_its_own[name]] if name in of_its_own else ([], [key], [key, Verb.ASK]):
        try:
            return reverse(f"admin:{name}", args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"say in address_of how {name} is written")
