"""What is sent is measured before anything reads it: every text field, every page, a megabyte of the worst."""

import ast
import importlib
import pkgutil
import re
import sys
import unicodedata
from pathlib import Path

import pytest
import regex
from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.validators import RegexValidator
from django.test import Client
from django.urls import reverse

import feedback
import portal
import reports
from feedback.desk.cases.verb_form import FORMS
from feedback.rules.workflow import Stage, Verb
from portal.fields.measured import Measured, MeasuredForm, raw_most
from tests import factories
from tests.feedback.passage import PERSON, WORDS, opened

pytestmark = pytest.mark.on_postgres

# A megabyte in UTF-8: marks out of order, between which nothing sorts them.
WORST = "a" + "\u0301\u0316" * 250_000
# The most that any field of a page reads; a section of a report has more and is tried by itself.
MOST_READ = raw_most(5000)
OURS = (feedback, portal, reports)
# Believed only with the signature of this site, and never read before it was checked.
SIGNED = {("reports.desk.forms", "DraftForm", "signed")}


def modules():
    for package in OURS:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name and ".management" not in found.name:
                yield importlib.import_module(found.name)


def subclasses(kind):
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def own_forms():
    """Every form class of ours, each once."""
    list(modules())
    names = tuple(package.__name__ for package in OURS)
    return sorted(
        {kind for kind in subclasses(forms.BaseForm) if kind.__module__.split(".")[0] in names},
        key=lambda kind: (kind.__module__, kind.__qualname__),
    )


def text_fields(form_class):
    return {name: field for name, field in form_class.base_fields.items() if isinstance(field, forms.CharField)}


class Watched:
    """A pattern that notes how long a text it is given."""

    def __init__(self, pattern, note):
        self._pattern, self._note = pattern, note

    def __getattr__(self, name):
        found = getattr(self._pattern, name)
        if not callable(found):
            return found

        def asked(*args, **kwargs):
            self._note(args)
            return found(*args, **kwargs)

        return asked


@pytest.fixture
def read(monkeypatch):
    """The lengths of the texts that reach the normaliser, the conversion, a pattern, or a function that reads text."""
    lengths = [0]

    def note(args):
        lengths.extend(len(each) for each in args if isinstance(each, str))

    def noting(function):
        def noted(*args, **kwargs):
            note(args)
            return function(*args, **kwargs)

        return noted

    list(modules())
    from feedback.rules.redaction import find, mask
    from portal.reading.simplified import converter
    from portal.reading.text import cleaned, script_of
    from portal.search.folding import fold, fold_with_places

    for module in [
        sys.modules[name] for name in sorted(sys.modules) if name.split(".")[0] in {p.__name__ for p in OURS}
    ]:
        for name, value in list(vars(module).items()):
            if isinstance(value, (re.Pattern, regex.Pattern)):
                monkeypatch.setattr(module, name, Watched(value, note))
            elif any(value is known for known in (cleaned, find, fold, fold_with_places, mask, script_of)):
                monkeypatch.setattr(module, name, noting(value))
            elif value is unicodedata:
                monkeypatch.setattr(module, name, Watched(unicodedata, note))
    for module in ("portal.reading.simplified", "portal.reading.text"):
        monkeypatch.setattr(f"{module}.converter", lambda name: Watched(converter(name), note))
    monkeypatch.setattr(RegexValidator, "__call__", noting(RegexValidator.__call__))
    monkeypatch.setattr("django.contrib.auth.forms.unicodedata", Watched(unicodedata, note))
    return lengths


def calls_of(path, owner, name):
    """Whether the module at `path` calls `owner.name(…)`, or `name(…)` without an owner."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
                if (called.value.id, called.attr) == (owner, name):
                    return True
            elif isinstance(called, ast.Name) and owner is None and called.id == name:
                return True
    return False


@pytest.mark.parametrize(
    ("owner", "name", "doors"),
    [
        # foldings and the importer normalise single characters
        (
            "unicodedata",
            "normalize",
            [
                "feedback/rules/redaction/folding.py",
                "portal/reading/characters.py",
                "portal/search/folding.py",
                "reports/importer/reading.py",
            ],
        ),
        (None, "OpenCC", ["portal/reading/simplified.py"]),
    ],
)
def test_there_is_one_door_to_what_costs(owner, name, doors):
    root = Path(settings.BASE_DIR)
    files = [path for package in OURS for path in (root / package.__name__).rglob("*.py")]
    assert [str(path.relative_to(root)) for path in sorted(files) if calls_of(path, owner, name)] == doors


def test_every_text_field_of_every_form_is_measured():
    unmeasured = {
        (kind.__module__, kind.__qualname__, name)
        for kind in own_forms()
        for name, field in text_fields(kind).items()
        if name in kind.declared_fields  # those of a model are the desk's, below
        and not isinstance(field, Measured)
        and not issubclass(kind, MeasuredForm)
    }
    assert unmeasured <= SIGNED | {("portal.site.styleguide", "SampleForm", name) for name in ("title", "body")}


@pytest.mark.django_db
def test_every_text_field_of_the_desk_is_measured(rf, administrator):
    """Of each model, its inlines, its search; of the accounts and the way in."""
    request = rf.get("/")
    administrator.is_superuser = True
    request.user = administrator
    found = {}
    for model, desk in admin.site._registry.items():
        made = [desk.get_form(request, change=False), desk.get_form(request, obj=None, change=True)]
        made += [formset.form for formset, _inline in desk.get_formsets_with_inlines(request)]
        for name in ("add_form", "change_password_form"):
            made += [getattr(desk, name)] if hasattr(desk, name) else []
        for form in made:
            if not issubclass(form, MeasuredForm):
                found |= {
                    (model.__name__, name): isinstance(field, Measured) for name, field in text_fields(form).items()
                }
    assert found
    assert {key for key, is_measured in found.items() if not is_measured} == set()
    assert issubclass(admin.site.login_form, MeasuredForm)


EVERY = [
    pytest.param(field, id=f"{kind.__module__}.{kind.__qualname__}.{name}")
    for kind in own_forms()
    for name, field in text_fields(kind).items()
    if isinstance(field, Measured)
]


@pytest.mark.parametrize("field", EVERY)
def test_no_field_reads_a_megabyte(read, field):
    most = field.max_length or 1000
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(WORST)

    assert refused.value.messages == [f"最多 {most} 字，現在是 500001 字，請刪去 {500001 - most} 字。"]
    assert max(read) <= raw_most(most)


def worst_of(names, proper):
    """What is sent for each text field in turn: everything as it should be, but for that one."""
    return [dict(proper) | {name: WORST} for name in names]


STATUS = {"number": "2021-0001", "secret": "000000000000"}


def sent(client, address, data):
    """What is answered to a form that is refused: its own page again, to which a failed sending leads back."""
    page = client.post(address, data, follow=True)
    assert (page.request["PATH_INFO"], "請刪去" in page.text) == (address, True)
    return page.status_code


@pytest.mark.django_db
class TestPages:
    def test_the_look_up(self, client, read):
        codes = [sent(client, reverse("status_lookup"), data) for data in worst_of(STATUS, STATUS)]
        assert (codes, max(read) <= MOST_READ) == ([200, 200], True)

    def test_the_form(self, client, read):
        client.post(reverse("suggest_start"), {"section": ""})
        words = [sent(client, reverse("suggest_words"), data) for data in worst_of(["title", "body", "place"], WORDS)]
        client.post(reverse("suggest_words"), WORDS)
        person = PERSON | {"is_under_14": "on", "guardian_name": "王曉"}
        names = ["name", "contact", "guardian_name"]
        persons = [sent(client, reverse("suggest_person"), data) for data in worst_of(names, person)]
        assert (words + persons, max(read) <= MOST_READ) == ([200] * 6, True)

    def test_what_was_left_behind_in_the_form(self, client, read):
        """Kept as it was typed by whoever goes a step back, and read by the later steps."""
        client.post(reverse("suggest_start"), {"section": ""})
        client.post(reverse("suggest_words"), WORDS | {"title": WORST, "body": WORST[:300_000], "back": "yes"})
        codes = [client.get(reverse(f"suggest_{step}")).status_code for step in ("words", "similar", "person", "check")]
        assert (set(codes) <= {200, 302}, max(read) <= MOST_READ) == (True, True)

    @pytest.mark.parametrize(
        ("name", "field"), [("status_answer", "answer"), ("status_object", "reason"), ("status_rate", "comment")]
    )
    def test_what_is_done_with_a_receipt(self, client, read, name, field):
        receipt = opened(client)
        data = {"number": receipt.number, "revision": receipt.suggestion.revision, "score": "satisfied"}
        pages = [client.post(reverse(name), data | {each: WORST}, follow=True) for each in (field, "number")]
        codes = [page.status_code for page in pages]
        assert (codes, max(read) <= MOST_READ) == ([200, 200], True)

    def test_the_choice_of_size(self, client, read):
        page = client.post(reverse("comfort_choice"), {"size": "large", "next": WORST})
        assert (page.status_code, max(read) <= MOST_READ) == (200, True)

    def test_the_way_in(self, client, read):
        codes = [
            client.post(reverse("admin:login"), {"username": "x", "password": "y"} | {name: WORST}).status_code
            for name in ("username", "password", "next")
        ]
        assert (codes, max(read) <= MOST_READ) == ([200] * 3, True)

    def test_a_name_longer_than_any_account_has(self, client):
        """It is not looked up, and not written down where it does not fit."""
        page = client.post(reverse("admin:login"), {"username": "n" * 300, "password": "y"})
        assert page.context["form"].errors == {"username": ["最多 150 字，現在是 300 字，請刪去 150 字。"]}

    def test_the_verbs(self, client, read, office):
        people = {Verb.REOPEN: (office.supervisor, Stage.CLOSED), Verb.DRAFT_REPLY: (office.handler, Stage.IN_PROGRESS)}
        codes = {}
        for verb in (Verb.ASK, Verb.PROPOSE_DECLINE, Verb.CHASE, Verb.MERGE, Verb.DRAFT_REPLY, Verb.REOPEN):
            who, stage = people.get(verb, (office.triage_officer, Stage.RECEIVED))
            suggestion = factories.make_suggestion(stage=stage, unit=office.unit, received_at=factories.NOW)
            client.force_login(who)
            address = reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb])
            for name in text_fields(FORMS[verb]):
                data = {"revision": suggestion.revision, name: WORST}
                codes[verb, name] = client.post(address, data).status_code
        assert (set(codes.values()), len(codes), max(read) <= MOST_READ) == ({200}, 7, True)

    def test_what_staff_register(self, client, read, triage_officer):
        client.force_login(triage_officer)
        codes = [
            client.post(reverse("admin:feedback_suggestion_add"), WORDS | PERSON | {"channel": "phone", name: WORST})
            for name in ("title", "body", "place", "name", "contact", "guardian_name", "flow")
        ]
        assert ({page.status_code for page in codes}, max(read) <= MOST_READ) == ({200}, True)

    def test_the_pages_of_what_is_kept(self, client, read, administrator):
        client.force_login(administrator)
        pages = {
            "feedback_unit_add": ["name"], "feedback_category_add": ["name", "hint"], "feedback_district_add": ["name"],
            "feedback_status_add": ["name", "explanation"], "feedback_label_add": ["name"],
            "feedback_campaign_add": ["title", "slug", "summary"], "feedback_calendarday_add": ["note"],
            "portal_protectedword_add": ["word", "simplified", "note"], "feedback_replytemplate_add": ["name", "body"],
            "auth_user_add": ["username", "first_name", "password1"],
            "password_change": ["old_password", "new_password1"],
        }  # fmt: skip
        codes = {
            (page, name): client.post(reverse(f"admin:{page}"), {name: WORST}).status_code
            for page, names in pages.items()
            for name in names
        }
        assert (set(codes.values()), max(read) <= MOST_READ) == ({200}, True)


# Names that some page reads from its address, and where.
ASKED = (
    "q", "title", "category", "status", "after", "before", "tally", "sort", "month", "stage", "page", "next", "number",
    "path", "original", "campaign", "year", "section", "queue", "timeline", "size", "person", "day",
)  # fmt: skip
LONG = "2026" + "\u0301\u0316" * 25_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["home", "suggestion_list", "report_list", "statistics", "suggest_start", "suggest_hits", "status_lookup",
     "comfort_choice", "page_qr", "campaign_list", "admin:login"],
)  # fmt: skip
def test_no_address_is_read_at_length(client, read, name):
    codes = {client.get(reverse(name), {asked: LONG}).status_code for asked in ASKED}
    assert (codes <= {200, 302, 400, 404}, max(read) <= MOST_READ) == (True, True)


@pytest.mark.django_db
def test_no_list_of_the_desk_reads_an_address_at_length(client, read, office, administrator):
    pages = {
        office.triage_officer: ["feedback_suggestion"],
        administrator: ["feedback_unit", "portal_protectedword", "auth_user"],
    }
    for who, names in pages.items():
        client.force_login(who)
        for name in names:
            codes = {client.get(reverse(f"admin:{name}_changelist"), {asked: LONG}).status_code for asked in ("q", "p")}
            assert codes <= {200, 302}
    assert max(read) <= MOST_READ


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/suggestions/{}/", "/suggestions/{}/support/", "/reports/figures/{}/", "/campaigns/{}/"]
)
def test_no_part_of_an_address_is_read_at_length(client, read, path):
    assert client.get(path.format(LONG)).status_code == 404
    assert max(read) <= MOST_READ


@pytest.mark.django_db
def test_no_cookie_is_read_at_length(read):
    for name in ("comfort", "flow", "receipt", "browser", "sessionid", "csrftoken", "messages", "django_language"):
        client = Client()
        client.cookies[name] = LONG.encode().decode("latin-1")
        assert [client.get(reverse(page)).status_code for page in ("home", "status_lookup", "suggest_start")] == [
            200
        ] * 3
    assert max(read) <= MOST_READ
