"""What the site leaves behind while a journey goes on, kept as it was, to look for something that must be nowhere."""

import base64
import json
import logging
import os
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from tests.databases import bytes_of


class Traces:
    """Answers with their heads, as they were before they were packed; temporary files, also those without a name."""

    def __init__(self, folder, caplog):
        self.answers, self._folder, self._caplog = [], folder, caplog

    def of(self, *needles):
        """[(kind of trace, which one)] where one of `needles`, which are bytes, stands, or stands coded as text."""
        sought = {form for needle in needles for form in _forms(needle)}
        return [(kind, which) for kind, which, said in self._all() if any(form in said for form in sought)]

    def _all(self):
        yield from (("answer", path, said) for path, said in self.answers)
        yield from (("file", str(path), bytes_of(path)) for path in self._files())
        yield from (("table", name, said) for name, said in _tables())
        yield "log", "", self._caplog.text.encode()

    def _files(self):
        """All that lies where the site keeps anything: on SQLite the database too, with what is deleted in it."""
        folders = (self._folder, settings.VAR_DIR)
        return sorted({path for folder in folders for path in folder.rglob("*") if path.is_file()})


def _forms(needle):
    """The bytes; in hexadecimal; and, wherever they begin in it, what base64 makes of their middle."""
    coded = [base64.b64encode(b"." * shift + needle)[4 if shift else 0 : -4] for shift in range(3)]
    return [needle, needle.hex().encode(), *coded]


def _tables():
    """[(name of a table, all that stands in it)]"""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608  a name of ours
            yield name, b"\n".join(_bytes(value) for row in cursor.fetchall() for value in row)


def _bytes(value):
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    return (json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)).encode()


@pytest.fixture
def traces(tmp_path, monkeypatch, caplog):
    """`Traces` of all that happens from now on."""
    kept = Traces(tmp_path, caplog)
    caplog.set_level(logging.DEBUG)
    _keep_temporary_files(tmp_path, monkeypatch)
    _keep_answers(kept.answers, monkeypatch)
    return kept


def _keep_temporary_files(folder, monkeypatch):
    """A second name for each temporary file, under which it stays when the first one goes."""
    place, kept = folder / "temporary", folder / "temporary-kept"
    place.mkdir()
    kept.mkdir()
    make = tempfile._mkstemp_inner

    def made(*arguments):
        handle, name = make(*arguments)
        os.link(name, kept / f"{len(os.listdir(kept))}-{Path(name).name}")
        return handle, name

    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setattr(tempfile, "_O_TMPFILE_WORKS", False)  # those that never had a name get one
    monkeypatch.setattr(tempfile, "_mkstemp_inner", made)


def _keep_answers(answers, monkeypatch):
    ask = WSGIHandler.__call__

    def asked(handler, environ, start_response):
        for name in ("HTTP_ACCEPT_ENCODING", "wsgi.file_wrapper"):  # nothing packed, nothing past this function
            environ.pop(name, None)
        path, heads = environ["PATH_INFO"], []

        def begun(status, headers, *error):
            heads.append(f"{status} {headers}".encode())
            return start_response(status, headers, *error)

        response = ask(handler, environ, begun)
        return _kept(response, lambda body: answers.append((path, b"\n".join([*heads, body]))))

    monkeypatch.setattr(WSGIHandler, "__call__", asked)


class _kept:  # noqa: N801  it stands for a response
    """A response that says what it was once it was read."""

    def __init__(self, response, keep):
        self._response, self._keep, self._body = response, keep, []

    def __iter__(self):
        for piece in self._response:
            self._body.append(piece)
            yield piece

    def close(self):
        self._keep(b"".join(self._body))
        self._response.close()
