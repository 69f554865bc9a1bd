"""照片 with an answer: added behind the receipt, sent with the words, and shown to who has the receipt."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from feedback.attachments.models import Attachment, State
from feedback.attachments.verbs import sweep
from feedback.rules.workflow import Stage
from portal import sealed
from tests import factories
from tests.factories import NOW
from tests.feedback.passage import look_up, opened
from tests.uploads import photo

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

MINE, HERE = "/status/mine/", "/status/mine/files/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def asked(client):
    """A receipt whose holder was asked something, and has looked it up."""
    receipt = opened(client, stage=Stage.IN_PROGRESS)
    suggestion = receipt.suggestion
    suggestion.ask("是哪一個路口？", by=suggestion.handler, now=NOW)
    return receipt


def upload(client, receipt, file=None, **more):
    sent = {"file": file or photo("東口.jpg"), "upload": "yes", "number": receipt.number}
    return client.post(HERE, sent | more)


def answer(client, receipt, words="延吉路東口。"):
    receipt.suggestion.refresh_from_db()
    sent = {"answer": words, "number": receipt.number, "revision": receipt.suggestion.revision}
    return client.post(reverse("status_answer"), sent)


def names(page):
    return [file.file_name for file in page.context["files"]]


def test_the_answer_form_leads_to_the_photos_and_keeps_the_words(client, asked):
    page = client.get(MINE)

    sent = {"answer": "寫了一半", "number": asked.number, "revision": 0, "leave": HERE}
    response = client.post(reverse("status_answer"), sent)

    kept = client.get(MINE).context["answer_form"]["answer"].value()
    assert (f'name="leave" value="{HERE}"' in page.text, response.url, kept) == (True, HERE, "寫了一半")


def test_a_photo_waits_beside_the_answer_that_is_written(client, asked):
    response = upload(client, asked)

    [file] = Attachment.objects.all()
    found = (response.url, names(client.get(HERE)), file.suggestion, "東口.jpg" in client.get(MINE).text)
    assert found == (HERE, ["東口.jpg"], None, True)


def test_it_moves_to_the_question_with_the_answer(client, asked):
    upload(client, asked)

    answer(client, asked)

    [file], question = Attachment.objects.all(), asked.suggestion.questions.get()
    assert (file.suggestion, file.question, file.flow_digest) == (asked.suggestion, question, "")


def test_an_answer_that_is_refused_leaves_it_where_it_is(client, asked):
    upload(client, asked)

    answer(client, asked, words="")

    assert (Attachment.objects.get().suggestion, names(client.get(HERE))) == (None, ["東口.jpg"])


def test_the_receipt_shows_what_was_sent_and_what_became_of_it(client, asked):
    upload(client, asked)
    answer(client, asked)
    Attachment.objects.update(state=State.REFUSED, why="locked")

    page = client.get(MINE)

    shown = ("您添加的照片和 PDF" in page.text, "東口.jpg" in page.text, "這個 PDF 設有密碼。" in page.text)
    assert shown == (True, True, True)


def test_where_nothing_was_sent_nothing_is_shown(client, citizen):
    look_up(client, citizen)

    assert "您添加的照片和 PDF" not in client.get(MINE).text


def test_without_a_receipt_nobody_comes_here(asked):
    responses = [Client().get(HERE), upload(Client(), asked)]

    assert ([response.url for response in responses], Attachment.objects.count()) == (["/status/"] * 2, 0)


def test_where_no_question_waits_no_file_is_taken(client):
    receipt = opened(client, stage=Stage.IN_PROGRESS)

    responses = [client.get(HERE), upload(client, receipt)]

    assert ([response.url for response in responses], Attachment.objects.count()) == ([MINE] * 2, 0)


def test_a_file_that_comes_after_the_answer_is_not_taken(client, asked, monkeypatch):
    """Both are on their way at once: the question is answered when the file is written down."""

    keep = sealed.Sealing.keep

    def answered_meanwhile(sealing, storage):
        answer(client, asked)
        return keep(sealing, storage)

    monkeypatch.setattr(sealed.Sealing, "keep", answered_meanwhile)
    upload(client, asked)

    assert Attachment.objects.count() == 0


def test_what_is_done_leads_back_to_the_answer(client, asked):
    response = client.post(HERE, {"number": asked.number})

    assert response.url == f"{MINE}#question"


def test_leaving_for_another_language_leads_there(client, asked):
    response = client.post(HERE, {"number": asked.number, "leave": "/en/status/mine/files/"})

    assert response.url == "/en/status/mine/files/"


def test_what_is_never_sent_is_forgotten(client, asked):
    upload(client, asked)

    sweep(NOW + timedelta(days=3))

    assert Attachment.objects.count() == 0


def test_without_the_switch_the_answer_takes_words_alone(client, asked, settings):
    settings.ATTACHMENTS = False

    shown = f'value="{HERE}"' in client.get(MINE).text

    assert (shown, client.get(HERE).url) == (False, MINE)


def test_the_receipt_shows_the_pictures_of_what_was_released(client, office):
    receipt = opened(client, stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(receipt.suggestion)
    attachment = factories.attach(receipt.suggestion)
    thumb = reverse("file_thumb", args=[attachment.name, 1])

    before = thumb in client.get(MINE).text
    factories.release_file(attachment)

    assert (before, thumb in client.get(MINE).text) == (False, True)
