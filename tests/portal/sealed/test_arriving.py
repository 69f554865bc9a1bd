"""A file in a form is sealed while it arrives."""

import io
import os
import stat

import pytest
from django.core.files.storage import InMemoryStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import path

from portal import sealed, urls
from portal.sealed.arriving import MOST_BODY, MOST_BYTES, takes_files
from portal.serving.pages import personal
from tests.databases import bytes_of
from tests.uploads import MARKER, photo

handler400, handler500 = urls.handler400, urls.handler500
SEEN = {}


def keeping(request):
    """A page with a file: what arrived is there for the test to look at."""
    SEEN.update(post=request.POST, files=request.FILES)
    upload = request.FILES.get("file")
    if upload and upload.sealing and not upload.is_further:
        SEEN["plain"] = plain(upload)
    return HttpResponse("kept")


urlpatterns = [path("file/", personal(takes_files(keeping)), name="file"), *urls.urlpatterns]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def _nothing_seen():
    SEEN.clear()


class Watched(io.BytesIO):
    """What a browser sends; at each piece that is read, every open file of this process is looked into."""

    def __init__(self, *args):
        super().__init__(*args)
        self.found, self.looks = [], 0

    def read(self, *args):
        self.looks += 1
        self.found += holding(MARKER)
        return super().read(*args)


def holding(marker):
    """The open files of this process, with or without a name, that hold `marker`.

    Each is read where it is open: one that is opened by its name and closed again gives up the locks of the process on
    it, and a database may be among them (`tests.databases.bytes_of`).
    """
    numbers = [int(name) for name in os.listdir("/proc/self/fd")]
    return [
        os.readlink(f"/proc/self/fd/{number}") for number in numbers if _is_file(number) and marker in _said(number)
    ]


def _is_file(number):
    try:
        return stat.S_ISREG(os.fstat(number).st_mode)
    except OSError:  # the folder that was listed
        return False


def _said(number):
    try:
        return os.pread(number, os.fstat(number).st_size, 0)
    except OSError:  # open for writing alone, as what the test run prints to may be
        return bytes_of(f"/proc/{os.getpid()}/fd/{number}")


def plain(upload):
    """What was sealed, opened again."""
    storage = InMemoryStorage()
    kept = upload.sealing.keep(storage)
    return b"".join(sealed.read(storage, kept.name, kept.key))


def test_a_large_photo_lies_in_no_file_in_plain_while_it_arrives(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    sent = photo(size=MOST_BYTES)
    body = Watched(encode_multipart(BOUNDARY, {"file": sent}))
    length = str(len(body.getvalue()))
    more = {"wsgi.input": body, "CONTENT_LENGTH": length, "CONTENT_TYPE": MULTIPART_CONTENT}

    answer = Client().generic("POST", "/file/", **more)

    upload = SEEN["files"]["file"]
    is_whole = SEEN["plain"] == sent.open().read()
    found = (answer.text, upload.size, body.found, body.looks > 100, os.listdir(tmp_path), is_whole)
    assert found == ("kept", MOST_BYTES, [], True, [], True)


def test_a_file_that_is_too_large_is_not_kept_and_the_form_is_read_on():
    Client().post("/file/", {"file": photo(size=MOST_BYTES + 1), "title": "路燈"})

    upload = SEEN["files"]["file"]
    assert (upload.is_too_large, upload.sealing, SEEN["post"]["title"]) == (True, None, "路燈")


def test_of_two_files_the_second_is_only_named():
    Client().post("/file/", {"file": [photo("first.jpg"), photo("second.jpg")]})

    found = [(upload.name, upload.is_further, upload.sealing is None) for upload in SEEN["files"].getlist("file")]
    assert found == [("first.jpg", False, False), ("second.jpg", True, True)]


def test_a_disk_that_is_full_loses_nothing_but_the_file(monkeypatch):
    def full(*args):
        raise OSError("No space left on device")

    monkeypatch.setattr(sealed.Sealing, "add", full)
    Client().post("/file/", {"file": photo(), "title": "路燈"})

    upload = SEEN["files"]["file"]
    assert (upload.is_too_large, upload.sealing, SEEN["post"]["title"]) == (False, None, "路燈")


def test_a_temporary_folder_that_is_gone_loses_nothing_but_the_file(monkeypatch):
    def gone():
        raise FileNotFoundError

    monkeypatch.setattr("tempfile.TemporaryFile", gone)
    Client().post("/file/", {"file": photo(), "title": "路燈"})

    assert (SEEN["files"]["file"].sealing, SEEN["post"]["title"]) == (None, "路燈")


def test_a_form_larger_than_its_one_file_may_be_is_told_in_a_sentence():
    answer = Client().post("/file/", {"file": photo(size=MOST_BODY)})

    assert (answer.status_code, "每個文件最多 10 MB" in answer.text, 'href="/file/"' in answer.text, SEEN) == (
        413, True, True, {},
    )  # fmt: skip


def test_a_form_without_its_token_is_refused():
    answer = Client(enforce_csrf_checks=True).post("/file/", {"file": photo()})

    assert (answer.status_code, SEEN) == (403, {})


def test_a_form_with_its_token_is_taken():
    client = Client(enforce_csrf_checks=True)
    client.get("/suggest/")
    token = client.cookies["csrftoken"].value

    answer = client.post("/file/", {"file": photo(), "csrfmiddlewaretoken": token})

    assert (answer.status_code, [*SEEN["files"]]) == (200, ["file"])


def test_a_nul_in_a_text_beside_a_file_is_shown_as_what_it_is():
    Client().post("/file/", {"file": photo(), "title": "路\0燈"})

    assert SEEN["post"]["title"] == "路\ufffd燈"


def test_a_connection_that_breaks_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    class Broken(io.BytesIO):
        def read(self, *args):
            if self.tell() > 1_000_000:
                raise OSError("gone")
            return super().read(*args)

    body = encode_multipart(BOUNDARY, {"file": photo(size=3_000_000)})
    more = {"wsgi.input": Broken(body), "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": MULTIPART_CONTENT}
    request = RequestFactory().generic("POST", "/file/", **more)

    answer = takes_files(keeping)(request)

    assert (answer.status_code, SEEN, os.listdir(tmp_path)) == (400, {}, [])
