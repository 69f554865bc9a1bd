"""Every text field of every form is measured before anything reads it."""

import ast
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin

from portal.fields.measured import Measured, MeasuredForm, raw_most
from tests.portal.fields.measured.reading import OURS, WORST, own_forms, text_fields

pytestmark = pytest.mark.on_postgres


# Believed only with the signature of this site, and never read before it was checked.
SIGNED = {
    ("reports.desk.forms", "DraftForm", "signed"),
    ("portal.files.upload", "SheetForm", "payload"),
    ("feedback.representatives.desk.sheets", "RepresentativeSheetForm", "payload"),
    ("feedback.setup.sheets.base", "SetupSheetForm", "payload"),
}


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
