"""The matrix of roles, walked: every address of the desk, and every verb, with a person of each role and with none.

An address that is new stands in `admin.site.urls` by itself; who may open it is said in `DOORS`, or the walk fails.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, reverse
from django.utils import timezone
from zeal import zeal_ignore

from feedback.desk.lists.bulk_forms import FORMS as BULK_FORMS
from feedback.models import BulkRun, Label, Route, Suggestion
from feedback.rules.roles import MATRIX, Role
from feedback.rules.workflow import STAFF_VERBS, DeclineReason, Outcome, Refused, Stage, Verb
from feedback.tasks import daily
from portal.accounts.records import record
from reports.importer import parse
from reports.models import Report
from tests import factories
from tests.databases import undone
from tests.feedback.rules.test_roles import CASES

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

CASEWORK = {Role.TRIAGE, Role.HANDLER, Role.REVIEWER, Role.SUPERVISOR}
STAFF = {*Role, "superuser"}
SUPERUSER = {"superuser"}
NOBODY = set()
ACCOUNTS = {Role.ADMINISTRATOR, "superuser"}
READERS = {Role.SUPERVISOR, Role.ADMINISTRATOR, "superuser"}
INTAKE = {Role.TRIAGE, "superuser"}
SEES_EVERY = {Role.TRIAGE, Role.SUPERVISOR, "superuser"}
REACH = {(verb, role): reach for verb, role, reach in CASES}

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
    "portal_staffrecord_changelist": (READERS, NOBODY),
    "portal_staffrecord_change": (READERS, NOBODY),
    "portal_staffrecord_history": (READERS, NOBODY),
    "portal_staffrecord_add": (NOBODY, NOBODY),
    "portal_staffrecord_delete": (NOBODY, NOBODY),
    "auth_user_delete": (NOBODY, NOBODY),  # what somebody did stays under the name
    "reports_section_add": (NOBODY, NOBODY),  # they come with their report
    "reports_figure_add": (NOBODY, NOBODY),
    "reports_report_publish": (NOBODY, {Role.SUPERVISOR, Role.ADMINISTRATOR, "superuser"}),
    "reports_report_withdraw": (NOBODY, {Role.SUPERVISOR, Role.ADMINISTRATOR, "superuser"}),
    "reports_report_upload": (NOBODY, NOBODY),  # of the one who uploaded it alone
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
    "feedback_suggestion_export": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),
    "feedback_suggestion_receipt": (CASEWORK | SUPERUSER, NOBODY),  # back to its page: none was issued here
    "feedback_suggestion_reissue": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),  # refused in words, as below
    "feedback_suggestion_delete": (NOBODY, NOBODY),
    "feedback_suggestion_do": (CASEWORK | SUPERUSER, CASEWORK | SUPERUSER),  # refused in words: see the verbs below
    "feedback_suggestion_contact": (NOBODY, {Role.TRIAGE, Role.HANDLER, "superuser"}),
    "feedback_suggestion_by_contact": (
        {Role.TRIAGE, Role.HANDLER, "superuser"},
        {Role.TRIAGE, Role.HANDLER, "superuser"},
    ),
    "feedback_status_begin": (ACCOUNTS, ACCOUNTS),
    "feedback_holidaylist": (ACCOUNTS, ACCOUNTS),
    "feedback_suggestion_bulk": (NOBODY, CASEWORK | SUPERUSER),  # back to the list: nothing is picked
    "feedback_suggestion_bulk_run": (NOBODY, NOBODY),  # somebody else's
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


def holders(permission):
    return {role for role in Role if permission in MATRIX[role].permissions} | SUPERUSER


def doors(name):
    """(who by GET, who by POST) for an address; a page of a model opens with the permission for it."""
    if name in DOORS:
        return DOORS[name]
    model, _, page = name.rpartition("_")
    is_plain = model in models() and page in NEEDS
    assert is_plain, f"say in DOORS who may open {name}"
    options = models()[model]._meta
    return tuple(holders(f"{options.app_label}.{action}_{options.model_name}") for action in NEEDS[page])


@pytest.fixture
def people(office, administrator):
    """One of each role, the first four of the unit; a superuser; one who is no staff; and nobody."""
    superuser = User.objects.create_superuser("root")
    stranger = User.objects.create_user("stranger")
    users = {
        Role.TRIAGE: office.triage_officer,
        Role.HANDLER: office.handler,
        Role.REVIEWER: office.reviewer,
        Role.SUPERVISOR: office.supervisor,
        Role.ADMINISTRATOR: administrator,
        "superuser": superuser,
        "stranger": stranger,
    }
    clients = {name: Client() for name in (*users, "nobody")}
    for name, user in users.items():
        clients[name].force_login(user)
    return clients


def make_rows():
    """One at least of everything that the desk keeps."""
    category = factories.make_category()
    factories.make_district()
    factories.make_label()
    factories.make_reply_template(name="受理告知", body="您的建議已經轉給{承辦單位}。")
    Route.objects.create(category=category, unit=factories.make_unit(name="路線單位"))
    factories.make_calendar_day(day=factories.NOW.date(), is_working=True)
    daily.enqueue()
    record(User.objects.first(), "導出 3 件建議（csv）")
    draft = parse("# 青島市公安局2020年向市民報告\n\n一、守護平安\n新增泊位3.7萬個。\n", bureau="青島市公安局")
    Report.objects.save_draft(draft, source_name="report.md", now=factories.NOW)


def address_of(name, suggestion, run):
    """An address of that name, of a row that is there."""
    model = next((model for prefix, model in models().items() if name.startswith(f"{prefix}_")), None)
    row = suggestion if "suggestion" in name else (model and model._default_manager.first())
    assert row or not model, f"make_rows makes no {model}"
    key = run.pk if name == "feedback_suggestion_bulk_run" else (row.pk if row else 1)
    of_its_own = {
        "app_list": ["feedback"],
        "view_on_site": [ContentType.objects.get_for_model(Suggestion).pk, suggestion.pk],
    }
    for arguments in [of_its_own[name]] if name in of_its_own else ([], [key], [key, Verb.ASK]):
        try:
            return reverse(f"admin:{name}", args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"say in address_of how {name} is written")


def is_open(response):
    """Whether it let the person in: a page, or a way on that leads neither to the login nor home."""
    way = response.get("Location", "")
    return response.status_code < 400 and "/login/" not in way and way != reverse("admin:index")


def tried(client, method, address):
    """Whether `client` was let in; what it may have changed is taken back."""
    with undone(), zeal_ignore():
        return is_open(getattr(client, method)(address))


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_opens_to_whom_the_matrix_says(people, office, administrator, method):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    make_rows()
    run = BulkRun.objects.create(token="0" * 32, verb=Verb.ACCEPT, by=administrator, at=factories.NOW)
    wrong = {}
    for name in addresses():
        expected = doors(name)[method == "post"]
        address = address_of(name, suggestion, run)
        opened = {person for person, client in people.items() if tried(client, method, address)}
        # Some rows must not be deleted, by nobody, and queued work is only looked at.
        is_kept_shut = name.endswith("_delete") or "dbtaskresult" in name
        is_right = opened <= expected if is_kept_shut else opened == expected
        if not is_right:
            wrong[name] = (sorted(opened), sorted(expected))
    assert wrong == {}


# What each verb needs before it, and what is sent.


def prepared(verb, unit, office):
    """A suggestion, with `unit` where its stage has one, that the verb may act on; and the fields of its form."""
    now = timezone.now()

    def at(stage, **fields):
        if stage == Stage.MERGED:
            main = factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=unit, now=now)
            return factories.make_suggestion(stage=stage, main=main, now=now)
        return factories.make_suggestion(stage=stage, unit=unit, now=now, has_consent=True, **fields)

    other = factories.make_unit(name=f"第三單位 {Suggestion.objects.count()}")
    second = factories.office().second_triage_officer
    match verb:
        case Verb.ACCEPT:
            return at(Stage.RECEIVED), {}
        case Verb.PROPOSE_DECLINE:
            return at(Stage.RECEIVED), {"reason": DeclineReason.NOT_OURS, "note": "請撥 12345。"}
        case Verb.DROP_DECLINE | Verb.DECLINE:
            suggestion = at(Stage.RECEIVED)
            suggestion.propose_decline(DeclineReason.NOT_OURS, "", by=second, now=now)
            return suggestion, {}
        case Verb.MERGE:
            return at(Stage.IN_PROGRESS), {"main": at(Stage.IN_PROGRESS).number}
        case Verb.UNMERGE:
            return at(Stage.MERGED), {}
        case Verb.ASSIGN:
            return at(Stage.IN_PROGRESS), {"unit": other.pk}
        case Verb.SEND_BACK:
            return at(Stage.ASSIGNED), {"remark": "不歸我們。"}
        case Verb.START:
            return at(Stage.ASSIGNED), {}
        case Verb.ASK:
            return at(Stage.IN_PROGRESS), {"body": "在哪個路口？"}
        case Verb.DRAFT_REPLY:
            return at(Stage.IN_PROGRESS), {"body": "已辦。", "outcome": Outcome.ADOPTED}
        case Verb.RETURN_REPLY | Verb.APPROVE_REPLY:
            suggestion = at(Stage.IN_PROGRESS)
            factories.draft(suggestion, now=now)
            return suggestion, {"remark": "寫清楚。"} if verb == Verb.RETURN_REPLY else {}
        case Verb.CORRECT_REPLY | Verb.APPROVE_CORRECTION:
            suggestion = at(Stage.REPLIED)
            correction = {"body": "已全部辦妥。", "outcome": Outcome.ADOPTED, "note": "原文少寫一處。"}
            if verb == Verb.CORRECT_REPLY:
                return suggestion, correction
            suggestion.correct_reply(**correction, by=factories.office(unit=unit).handler, now=now)
            return suggestion, {}
        case Verb.HAND_OVER:
            colleague = factories.make_user(username=f"colleague-{unit.pk}", roles=[Role.HANDLER], units=[unit])
            return at(Stage.IN_PROGRESS), {"handler": colleague.pk}
        case Verb.CHASE:
            return at(Stage.IN_PROGRESS), {"remark": "請儘快。"}
        case Verb.CLOSE:
            suggestion = at(Stage.REPLIED)
            Suggestion.objects.filter(pk=suggestion.pk).update(rating_ends_on="2020-12-31")
            return suggestion, {}
        case Verb.REOPEN:
            return at(Stage.CLOSED), {"note": "又壞了。"}
        case Verb.RELEASE:
            return at(Stage.IN_PROGRESS), {"title": "標題", "body": "內容"}
        case Verb.TAKE_BACK:
            suggestion = at(Stage.IN_PROGRESS)
            factories.release(suggestion, now=now)
            return suggestion, {"remark": "有姓名。"}
        case Verb.RECATEGORISE:
            return at(Stage.IN_PROGRESS), {"category": factories.make_category(name=f"領域 {suggestion_count()}").pk}
        case Verb.EXTEND:
            return at(Stage.IN_PROGRESS), {"days": 5, "note": "要踏勘。"}
        case Verb.SET_STATUS:
            name = f"狀態 {suggestion_count()}"
            return at(Stage.IN_PROGRESS), {"status": factories.make_status(stage=Stage.IN_PROGRESS, name=name).pk}
        case Verb.LABEL:
            return at(Stage.IN_PROGRESS), {"labels": [factories.make_label(name=f"標籤 {suggestion_count()}").pk]}
        case Verb.READ_CONTACT:
            return at(Stage.IN_PROGRESS), {}
        case Verb.REISSUE_RECEIPT:
            contact = {"contact": "13864210975"}
            return at(Stage.IN_PROGRESS, **contact), contact | {"flow": f"page {suggestion_count()}"}
    raise AssertionError(f"say in prepared what {verb} needs")


def suggestion_count():
    return Suggestion.objects.count()


def outcome_expected(person, verb, suggestion, unit):
    """`done`, `refused` in words, or `unseen`."""
    roles = list(Role) if person == "superuser" else [person]
    is_with_unit = unit in {suggestion.unit, suggestion.main.unit if suggestion.main else None}
    is_seen = person in SEES_EVERY or (person in CASEWORK and is_with_unit)
    reaches = {REACH[verb, role] for role in roles}
    # The superuser of the test is in no unit.
    is_own = person != "superuser" and suggestion.unit == unit
    if not is_seen:
        return "unseen"
    return "done" if "every" in reaches or ("own" in reaches and is_own) else "refused"


def sent(client, verb, suggestion, fields):
    """What came of sending the form of the verb."""
    if verb == Verb.READ_CONTACT:
        response = client.post(reverse("admin:feedback_suggestion_contact", args=[suggestion.pk]))
        return {200: "done", 403: "refused", 404: "unseen"}[response.status_code]
    response = client.post(
        reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb]), {"revision": suggestion.revision, **fields}
    )
    if response.status_code == 200:
        assert f"您的崗位沒有「{verb.label}」的權限。" in response.text
    return {302: "done", 200: "refused", 404: "unseen"}[response.status_code]


def looked_at(client, verb, suggestion):
    """What came of opening the page of the verb; whoever may not is led back to the suggestion."""
    response = client.get(reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb]))
    return {200: "done", 302: "refused", 404: "unseen"}[response.status_code]


@pytest.mark.parametrize("verb", sorted(STAFF_VERBS - {Verb.REGISTER}))  # of none that is there
def test_every_verb_by_everybody_with_the_own_units_and_with_others(people, office, other_unit, verb):
    factories.office(unit=other_unit)
    found, expected = {}, {}
    for whose, unit in (("own", office.unit), ("other", other_unit)):
        suggestion, fields = prepared(verb, unit, office)
        suggestion = Suggestion.objects.get(pk=suggestion.pk)
        for person in (*Role, "superuser"):
            with undone():
                came_of_it = sent(people[person], verb, suggestion, fields)
            if verb not in (Verb.READ_CONTACT, Verb.CLOSE):  # no page of their own; closed in bulk
                came_of_it = (came_of_it, looked_at(people[person], verb, suggestion))
            found[person, whose] = came_of_it
            will = outcome_expected(person, verb, suggestion, office.unit)
            expected[person, whose] = (will, will) if isinstance(came_of_it, tuple) else will
    assert found == expected


@pytest.mark.parametrize("verb", BULK_FORMS)
def test_every_verb_in_bulk_by_everybody_with_the_own_units_and_with_others(people, office, other_unit, verb):
    factories.office(unit=other_unit)
    ours, fields = prepared(verb, office.unit, office)
    theirs, _fields = prepared(verb, other_unit, office)
    rows = [Suggestion.objects.get(pk=each.pk) for each in (ours, theirs)]
    data = {**fields, "verb": verb, "picked": [f"{row.pk}.{row.revision}" for row in rows], "token": "0" * 32}
    data["add"] = [Label.objects.first().pk] if verb == Verb.LABEL else []
    found, expected = {}, {}
    for person in (*Role, "superuser"):
        with undone(), zeal_ignore():  # each by itself is what is wanted
            people[person].post(reverse("admin:feedback_suggestion_bulk"), data)
            run = BulkRun.objects.first()
            found[person] = {key for key, _number, reason in run.results if not reason} if run else set()
        expected[person] = {row.pk for row in rows if outcome_expected(person, verb, row, office.unit) == "done"}
    assert found == expected


def test_what_is_refused_at_the_address_is_refused_by_the_model(office, other_unit):
    """The last door: a verb called by the wrong person changes nothing, whatever page let them in."""
    theirs = factories.make_suggestion(stage=Stage.ASSIGNED, unit=other_unit)
    with pytest.raises(Refused, match="您的崗位沒有「開始辦理」的權限"):
        theirs.start(by=office.handler, now=factories.NOW)
