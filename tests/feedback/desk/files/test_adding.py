"""Files that staff bring with a letter or with a reply."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from feedback.attachments import adding
from feedback.attachments.models import Attachment
from feedback.attachments.pictures import draw_anew
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.feedback.verbs.reading import last

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def suggestion(office):
    return factories.make_suggestion(stage=Stage.REPLIED)


def bring(client, suggestion, content=None, name="路口.jpg", **fields):
    file = SimpleUploadedFile(name, factories.photo() if content is None else content)
    return client.post(reverse("admin:feedback_suggestion_files", args=[suggestion.pk]), {"file": file, **fields})


def test_a_photo_of_a_letter_is_sealed_and_recorded(client, triage_officer, suggestion):
    client.force_login(triage_officer)
    response = bring(client, suggestion)
    attachment, event = Attachment.objects.get(), last(suggestion)
    assert (response.status_code, attachment.suggestion, attachment.by, attachment.reply, attachment.file_name) == (
        302, suggestion, triage_officer, None, "路口.jpg",
    )  # fmt: skip
    assert (attachment.state, attachment.released_at, attachment.content) == ("arrived", None, "jpeg")
    assert (event.verb, event.details, event.reply) == (Verb.ADD_FILE, {"file": attachment.name}, None)


def test_it_is_drawn_anew_like_any_other(client, triage_officer, suggestion):
    client.force_login(triage_officer)
    bring(client, suggestion)
    draw_anew(Attachment.objects.get().pk)
    attachment = Attachment.objects.get()
    assert (attachment.state, [(page.width, page.height) for page in attachment.pages.all()]) == ("drawn", [(400, 300)])


def test_a_file_may_come_with_a_reply(client, handler, suggestion):
    reply = suggestion.replies.get()
    client.force_login(handler)
    bring(client, suggestion, reply=reply.pk)
    assert (Attachment.objects.get().reply, last(suggestion).reply) == (reply, reply)


def test_it_comes_with_no_reply_of_another_suggestion(client, handler, suggestion):
    other = factories.make_suggestion(stage=Stage.REPLIED)
    client.force_login(handler)
    response = bring(client, suggestion, reply=other.replies.get().pk)
    assert (response.status_code, Attachment.objects.count()) == (200, 0)


def test_what_is_neither_photo_nor_pdf_is_refused(client, triage_officer, suggestion):
    client.force_login(triage_officer)
    response = bring(client, suggestion, content=b"<html><script>alert(1)</script></html>")
    assert (response.status_code, Attachment.objects.count(), bool(response.context["form"].errors["file"])) == (
        200, 0, True,
    )  # fmt: skip


def test_there_is_an_end_to_it(client, triage_officer, suggestion, monkeypatch):
    monkeypatch.setattr(adding, "MOST", 1)
    client.force_login(triage_officer)
    bring(client, suggestion)
    response = bring(client, suggestion)
    assert (Attachment.objects.count(), response.context["form"].non_field_errors()) == (
        1, ["一件建議最多 1 個附件。"],
    )  # fmt: skip


def test_who_may_add_none_is_told(client, supervisor, suggestion):
    client.force_login(supervisor)
    page = client.get(reverse("admin:feedback_suggestion_files", args=[suggestion.pk]))
    bring(client, suggestion)
    assert (page.context["form"], Attachment.objects.count()) == (None, 0)


def test_without_the_token_of_the_form_nothing_is_taken(suggestion, triage_officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(triage_officer)
    assert (bring(client, suggestion).status_code, Attachment.objects.count()) == (403, 0)
