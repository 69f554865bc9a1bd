"""照片: a step of the form, without JavaScript; what arrived goes along with what is sent."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from feedback.attachments.models import Attachment, State
from feedback.attachments.verbs import sweep
from feedback.models import Draft, Suggestion
from feedback.rules.files import MOST
from portal import sealed
from tests.factories import NOW
from tests.feedback.passage import PERSON, WORDS, fill, send
from tests.feedback.suggest.test_suggest import told
from tests.uploads import MARKER, other, photo

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

HERE = "/suggest/files/"


@pytest.fixture
def writer(client):
    """Somebody who has written the words and comes to the photos."""
    client.post(reverse("suggest_start"), {"section": ""})
    client.post(reverse("suggest_words"), WORDS)
    return client


@pytest.fixture
def stored(tmp_path, settings):
    """The names of what lies in the sealed storage, in a folder of this test."""
    place = settings.STORAGES["sealed"]["OPTIONS"] | {"location": tmp_path / "sealed"}
    settings.STORAGES = settings.STORAGES | {"sealed": settings.STORAGES["sealed"] | {"OPTIONS": place}}
    return lambda: sorted(str(one.relative_to(tmp_path / "sealed")) for one in tmp_path.rglob("sealed/*/*"))


def upload(client, file=None, **more):
    return client.post(HERE, {"file": file or photo(), "upload": "yes"} | more)


def names(page):
    return [file.file_name for file in page.context["files"]]


def test_a_photo_arrives_sealed_and_waits_to_be_looked_at(writer, stored):
    sent = photo("路口.jpg")

    response = upload(writer, sent)

    [file] = Attachment.objects.all()
    plain = b"".join(sealed.read(storages["sealed"], file.original, file.key))
    with storages["sealed"].open(file.original) as lying:
        cipher = lying.read()
    found = (
        response.url,
        file.file_name,
        file.state,
        file.content,
        file.size,
        file.suggestion,
        stored(),
        plain,
        MARKER in cipher,
    )
    assert found == (HERE, "路口.jpg", State.ARRIVED, "jpeg", 2_000, None, [file.original], sent.open().read(), False)


def test_the_worker_is_told_of_what_arrived(writer):
    upload(writer)

    [file] = Attachment.objects.all()
    tasks = DBTaskResult.objects.filter(task_path="feedback.attachments.drawing.draw")
    assert [task.args_kwargs["args"] for task in tasks] == [[file.pk]]


def test_the_page_lists_what_arrived_with_its_state_and_a_button_for_each(writer):
    upload(writer, photo("<b>路口.jpg"))

    page = writer.get(HERE)

    [file] = Attachment.objects.all()
    shown = ("&lt;b&gt;路口.jpg" in page.text, "正在檢查" in page.text, f'value="{file.name}"' in page.text)
    assert (shown, names(page)) == ((True, True, True), ["<b>路口.jpg"])


def test_the_list_asks_for_three_files_as_often_as_for_one(writer):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            writer.get(HERE)
        return len(asked)

    upload(writer)
    once = queries()
    for _time in range(2):
        upload(writer)
    assert queries() == once


def test_a_file_chosen_and_not_uploaded_goes_along_with_the_next_step(writer):
    response = writer.post(HERE, {"file": photo()})

    assert (response.url, Attachment.objects.count()) == (reverse("suggest_person"), 1)


@pytest.mark.parametrize(
    ("sent", "to"),
    [({}, "suggest_person"), ({"back": "yes"}, "suggest_kind"), ({"upload": "yes"}, "suggest_files")],
)
def test_without_a_photo_the_way_goes_on(writer, sent, to):
    assert writer.post(HERE, sent).url == reverse(to)


def test_what_is_no_photo_is_refused_in_a_sentence(writer, stored):
    page = writer.post(HERE, {"file": other("photo.jpg"), "upload": "yes"}, follow=True)

    sentence = "這個文件不是照片或 PDF。請上傳 JPEG、PNG、WebP、HEIC 照片或 PDF 文件。"
    assert (told(page), names(page), stored()) == ([sentence], [], [])


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (lambda: photo(size=10 * 1024 * 1024 + 1), "「path.jpg」太大，沒有上傳。每個文件最多 10 MB。"),
        (lambda: other(content=b""), "這個文件是空的。請重新選擇文件上傳。"),
        (lambda: [photo(), photo()], "一次只能上傳一個文件，請逐個上傳。"),
    ],
)
def test_what_cannot_be_taken_is_told(writer, stored, files, sentence):
    page = writer.post(HERE, {"file": files(), "upload": "yes"}, follow=True)

    assert (told(page), names(page), stored()) == ([sentence], [], [])


def test_a_form_that_is_too_large_leaves_words_and_files_where_they_are(writer):
    upload(writer)

    response = upload(writer, photo(size=13 * 1024 * 1024))

    words = writer.get(reverse("suggest_words")).context["form"]["title"].value()
    found = (response.status_code, "已經上傳的文件都還在" in response.text, words, names(writer.get(HERE)))
    assert found == (413, True, WORDS["title"], ["path.jpg"])


def test_after_five_no_more_are_taken(writer, stored):
    for _time in range(MOST):
        upload(writer)

    page = writer.post(HERE, {"file": photo(), "upload": "yes"}, follow=True)

    sentence = "最多添加 5 個文件。要換一個的，請先移除不需要的。"
    assert (told(page), len(names(page)), len(stored())) == ([sentence], MOST, MOST)


def test_a_refused_one_takes_no_place(writer):
    for _time in range(MOST):
        upload(writer)
    Attachment.objects.update(state=State.REFUSED)

    upload(writer)

    assert Attachment.objects.count() == MOST + 1


def test_what_is_unsent_is_bounded_in_all(writer, settings, stored):
    settings.ATTACHMENTS_UNSENT_MB = 0

    page = writer.post(HERE, {"file": photo(), "upload": "yes"}, follow=True)

    assert ([sentence[:10] for sentence in told(page)], stored()) == (["現在上傳的人太多，暫"], [])


def test_uploads_are_counted(writer, settings):
    settings.UPLOADS_PER_HOUR_BROWSER = settings.UPLOADS_PER_HOUR_NETWORK = 1
    upload(writer)

    page = writer.post(HERE, {"file": photo(), "upload": "yes"}, follow=True)

    assert ([sentence[:8] for sentence in told(page)], len(names(page))) == (["上傳的次數太多，"], 1)


def test_a_storage_that_is_away_holds_up_nobody(writer, monkeypatch):
    def away(*args):
        raise ConnectionError

    monkeypatch.setattr(sealed.Sealing, "keep", away)

    page = writer.post(HERE, {"file": photo()}, follow=True)

    assert told(page) == ["這個文件暫時存不下，請稍後再試。不帶文件也可以提交。"]


def test_removing_takes_the_row_and_the_sealed_file(writer, stored, django_capture_on_commit_callbacks):
    upload(writer)
    [file] = Attachment.objects.all()

    with django_capture_on_commit_callbacks(execute=True):
        writer.post(HERE, {"remove": file.name})

    assert (Attachment.objects.count(), stored()) == (0, [])


def test_another_browser_neither_sees_nor_removes_it(writer):
    upload(writer)
    [file] = Attachment.objects.all()
    stranger = Client()
    stranger.post(reverse("suggest_start"), {"section": ""})

    seen = names(stranger.get(HERE))
    stranger.post(HERE, {"remove": file.name})

    assert (seen, Attachment.objects.count()) == ([], 1)


def test_the_check_page_and_the_receipt_list_the_files(client, stored):
    fill(client)
    upload(client, photo("東口.jpg"))
    Attachment.objects.update(state=State.REFUSED, why="damaged")

    check = client.get(reverse("suggest_check"))
    receipt = client.get(send(client, check).url)

    sentence = "這個文件已損壞或不完整。"
    shown = [("東口.jpg" in page.text, sentence in page.text) for page in (check, receipt)]
    assert (shown, receipt.status_code) == ([(True, True)] * 2, 200)


def test_the_files_move_to_the_suggestion_that_is_sent(client):
    fill(client)
    upload(client)

    send(client, client.get(reverse("suggest_check")))

    [suggestion], [file] = Suggestion.objects.all(), Attachment.objects.all()
    assert (file.suggestion, file.question, file.flow_digest) == (suggestion, None, "")


def test_a_filing_that_fails_leaves_them_with_the_draft(client, monkeypatch):
    fill(client)
    upload(client)
    page = client.get(reverse("suggest_check"))

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("feedback.verbs.filing.index_new", fail)
    with pytest.raises(RuntimeError):
        send(client, page)

    found = (Suggestion.objects.count(), Draft.objects.count(), names(client.get(HERE)))
    assert found == (0, 1, ["path.jpg"])


def test_a_page_checked_before_another_file_came_is_not_sent(client):
    page = fill(client)
    upload(client)

    response = send(client, page)

    assert (response.url, Suggestion.objects.count()) == (reverse("suggest_check"), 0)


def test_a_file_that_comes_after_the_sending_is_not_taken(client, monkeypatch, stored):
    """Both are on their way at once: the draft is gone when the file is written down."""
    page = fill(client)
    keep = sealed.Sealing.keep

    def sent_meanwhile(sealing, storage):
        send(client, page)
        return keep(sealing, storage)

    monkeypatch.setattr(sealed.Sealing, "keep", sent_meanwhile)
    upload(client)

    assert (Suggestion.objects.count(), Attachment.objects.count(), stored()) == (1, 0, [])


def test_beginning_anew_forgets_the_files(writer, stored, django_capture_on_commit_callbacks):
    upload(writer)

    with django_capture_on_commit_callbacks(execute=True):
        writer.post(reverse("suggest_start"), {"section": "", "anew": "on"})

    assert (Attachment.objects.count(), stored()) == (0, [])


@pytest.mark.parametrize(("hours", "has_draft", "left"), [(47, False, 1), (49, False, 0), (49, True, 1)])
def test_the_daily_sweep_forgets_what_grew_old_without_a_draft(
    writer, stored, django_capture_on_commit_callbacks, hours, has_draft, left
):
    upload(writer)
    if not has_draft:
        Draft.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        sweep(NOW + timedelta(hours=hours))

    assert (Attachment.objects.count(), len(stored())) == (left, left)


def test_the_sweep_leaves_what_was_sent(client):
    fill(client)
    upload(client)
    send(client, client.get(reverse("suggest_check")))

    sweep(NOW + timedelta(days=30))

    assert Attachment.objects.count() == 1


def test_an_upload_after_the_draft_is_gone_begins_another_from_what_the_page_carries(writer):
    page = writer.get(HERE)
    Draft.objects.all().delete()

    writer.post(HERE, {"file": photo(), "upload": "yes"} | dict(page.context["carried"]))

    kept = Draft.objects.get()
    assert (kept.filled["title"], names(writer.get(HERE))) == (WORDS["title"], ["path.jpg"])


def test_leaving_for_another_language_keeps_the_file_that_was_chosen(writer):
    response = writer.post(HERE, {"file": photo(), "leave": "/en/suggest/files/"})

    assert (response.url, Attachment.objects.count()) == ("/en/suggest/files/", 1)


def test_without_the_switch_there_is_no_such_step(writer, settings):
    settings.ATTACHMENTS = False

    kind = writer.post(reverse("suggest_kind"), WORDS).url
    back = writer.post(reverse("suggest_person"), PERSON | {"back": "yes"}).url
    response = upload(writer)

    assert (kind, back, response.url, Attachment.objects.count()) == (
        reverse("suggest_person"), reverse("suggest_kind"), reverse("suggest_person"), 0,
    )  # fmt: skip


def test_a_file_that_no_page_takes_is_not_written_anywhere(client, monkeypatch):
    def forbidden(*_arguments, **_options):
        raise AssertionError("a file was kept")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", forbidden)
    monkeypatch.setattr("django.core.files.uploadhandler.InMemoryUploadedFile", forbidden)
    sizes = (2_000, 3 * 1024 * 1024)
    found = [client.post("/suggest/words/", {"file": photo(size=size), "title": "路燈"}).status_code for size in sizes]
    assert found == [302, 302]
