"""Staff who import reports, for tests."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.reports.factories import TEXT, make_staff

ADD = reverse("admin:reports_report_add")
KEEP = ["view_report", "add_report", "change_report"]


def log_in(client, *permissions):
    client.force_login(make_staff(username="desk", permissions=permissions))
    return client


def upload(client, text=TEXT, *, name="report.txt", **fields):
    return client.post(ADD, {"file": SimpleUploadedFile(name, text.encode()), **fields})


def signed_in(response):
    return response.context["form"]["signed"].value()
