"""Staff who import reports, for tests."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.models import Upload
from tests.reports.factories import TEXT, make_staff

ADD = reverse("admin:reports_report_add")
KEEP = ["view_report", "add_report", "change_report"]


def log_in(client, *permissions):
    client.force_login(make_staff(username="desk", permissions=permissions))
    return client


def upload(client, text=TEXT, *, name="report.txt", **fields):
    return client.post(ADD, {"file": SimpleUploadedFile(name, text.encode()), **fields})


def door(act="", *arguments):
    """An address of the one upload there is: its editor, or what is sent to it."""
    return reverse(f"admin:reports_report_upload{act and f'_{act}'}", args=[Upload.objects.get().pk, *arguments])


def save(client, **typed):
    """Send the form that saves, as the page shows it but for what is typed."""
    form = client.get(door()).context["save_form"]
    shown = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    return client.post(door("save"), shown | typed)


def edit(client, act, key, **typed):
    """Send the form of an act, as the page shows it but for what is typed."""
    form = client.get(door("edit", act, key)).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    shown = {name: value for name, value in shown.items() if value is not None and value is not False}
    return client.post(door("edit", act, key), shown | typed)


def figure_of(text):
    """The figure of these words in the one draft there is."""
    return next(figure for _section, figure in Upload.objects.get().opened.figures if figure.text == text)


def section_of(heading):
    return next(section for section in Upload.objects.get().opened.sections if section.heading == heading)
