"""What `make serve` does before it serves, that it keeps both running, and that it ends as a whole."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from portal.management.commands import serve

FIRST_STEP = "The database is empty. Make the first administrator: .venv/bin/python manage.py createsuperuser\n"


@pytest.fixture
def loaded(monkeypatch):
    """The commands that were called instead of being run."""
    calls = []
    monkeypatch.setattr(serve, "call_command", lambda name, **options: calls.append(name))
    return calls


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind((serve.HOST, 0))
        return probe.getsockname()[1]


def test_taken_port_is_told_in_one_sentence():
    with socket.socket() as other:
        other.bind((serve.HOST, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(SystemExit) as refusal:
            serve.refuse_taken_port(port)

    assert refusal.value.code == (
        f"Port {port} is not free: stop what uses it, or choose another one, as in PORT=8001 make serve."
    )


@pytest.mark.django_db
def test_empty_database_gets_the_sample_year(settings, loaded):
    settings.SAMPLE = True

    serve.Command().fill()

    assert loaded == ["load_sample"]


@pytest.mark.django_db
def test_without_the_sample_the_first_step_is_told(settings, loaded, capsys):
    settings.SAMPLE = False

    serve.Command().fill()

    assert (loaded, capsys.readouterr().out) == ([], FIRST_STEP)


@pytest.mark.django_db
def test_database_that_someone_uses_is_left_alone(settings, loaded, capsys):
    settings.SAMPLE = True
    User.objects.create_user("administrator")

    serve.Command().fill()

    assert (loaded, capsys.readouterr().out) == ([], "")


@pytest.mark.django_db
def test_second_start_neither_migrates_nor_collects(settings, tmp_path, loaded):
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    command = serve.Command()

    command.collect_static()
    settings.STATIC_ROOT.mkdir()
    command.collect_static()
    command.migrate()

    assert loaded == ["collectstatic"]


@contextmanager
def serving(folder):
    """The real command in a process of its own, and the port it was told; it is ended with the block."""
    port = free_port()
    own = {"VAR_DIR": str(folder), "DATABASE_URL": "", "SITE_URL": "", "PORT": str(port), "SAMPLE": "0"}
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=settings.BASE_DIR,
        env=os.environ | own | {"DJANGO_SETTINGS_MODULE": "portal.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process, port
        finally:
            process.terminate()  # nothing where the test had it end


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex((serve.HOST, port)) == 0


def answer(port):
    with urllib.request.urlopen(f"http://{serve.HOST}:{port}/healthz/") as response:
        return response.read()


def child(parent, argument):
    """The process id of `parent`'s child that was started with `argument`."""
    for entry in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        if argument in Path(f"/proc/{entry}/cmdline").read_text().split("\0"):
            return int(entry)
    raise LookupError(argument)


def child_in_time(parent, argument):
    """The same, waited for."""
    for _ in range(600):
        with suppress(LookupError):
            return child(parent, argument)
        time.sleep(0.1)
    raise LookupError(argument)


def after_a_kill(process, argument):
    """What is said once that child was killed, as the system kills when memory runs out, and whether another came."""
    killed = child(process.pid, argument)
    os.kill(killed, signal.SIGKILL)
    said = process.stderr.readline()
    return said, child_in_time(process.pid, argument) != killed


def stopped(process, number):
    process.send_signal(number)
    return *process.communicate(), process.returncode


def test_it_serves_and_keeps_serving_until_it_is_told_to_stop(tmp_path):
    """One test, since each folder of its own is a database to migrate."""
    with serving(tmp_path) as (process, port):
        said = [process.stdout.readline() for _ in range(6)]
        answered = answer(port)
        killed = [after_a_kill(process, argument) for argument in ("worker", "granian")]
        ended = stopped(process, signal.SIGTERM)

    told = [
        FIRST_STEP,
        f"The portal:      http://127.0.0.1:{port}/\n",
        f"The staff desk:  http://127.0.0.1:{port}/desk/\n",
        "Ctrl-C stops it.\n",
    ]
    assert said == ["Collecting static files …\n", "Preparing the database …\n", *told]
    assert (answered, ended, is_open(port)) == (b'{"status": "ok"}', ("", "", 0), False)
    assert killed == [
        ("The task worker ended by itself (exit code -9); it starts again in 1 s.\n", True),
        ("The web server ended by itself (exit code -9); it starts again in 1 s.\n", True),
    ]

    with serving(tmp_path) as (process, port):
        said = [process.stdout.readline() for _ in range(4)]
        answered = answer(port)
        ended = stopped(process, signal.SIGINT)

    assert (said[0], said[-1]) == (told[0], told[-1])
    assert (answered, ended, is_open(port)) == (b'{"status": "ok"}', ("", "", 0), False)
