"""The process in which files of strangers are opened: what it has not, and what becomes of the worker when it dies."""

import struct
import subprocess
import sys

import pytest

from portal.pictures import child, walls
from portal.pictures.drawing import ENVIRONMENT, ROOT, CannotDraw, Drawn, draw
from portal.pictures.frames import Unframed, framed, pieces_of
from portal.pictures.refusals import Refusal
from tests.portal.pictures import strangers

READY = "import os, signal, sys, time; out = sys.stdout.buffer; out.write(b'\\0\\0\\0\\5ready'); out.flush(); "


def said_by(code):
    """What a program says that stands where the process stands, in its environment."""
    command = [sys.executable, "-s", "-B", "-c", code]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def stands_in(tmp_path, monkeypatch):
    """Another program runs in its place."""

    def replaced(code):
        program = tmp_path / "program"
        program.write_text(f"#!{sys.executable}\n{code}\n")
        program.chmod(0o700)
        monkeypatch.setattr(sys, "executable", str(program))

    return replaced


def test_it_knows_no_django_and_none_of_our_tables():
    imports = "import sys, portal.pictures.child, portal.pictures.photos, portal.pictures.documents; "
    ours = said_by(imports + "print(*sorted(name for name in sys.modules if name.startswith(('portal', 'django'))))")
    names = ["child", "documents", "frames", "photos", "walls"]
    assert ours.split() == ["portal", "portal.pictures", *(f"portal.pictures.{name}" for name in names)]


def test_it_sees_nothing_of_the_environment(stands_in, tmp_path, monkeypatch):
    monkeypatch.setenv("PERSONAL_DATA_KEYS", "secret")
    stands_in(f"{READY} open({str(tmp_path / 'seen')!r}, 'w').write(' '.join(sorted(os.environ)))")
    draw(strangers.jpeg())
    assert (tmp_path / "seen").read_text() == "LANG MALLOC_ARENA_MAX PATH"


@pytest.mark.parametrize("job", ["photo", "cover"])
def test_it_opens_no_file_and_no_connection_and_takes_no_more_memory(job):
    tried = f"""
import socket
from portal.pictures import child
child.confine({job!r})
for act in (lambda: open('/etc/passwd'), socket.socket, lambda: bytearray(2 * 1024 ** 3)):
    try:
        act()
    except Exception as error:
        print(type(error).__name__, error)
"""
    assert said_by(tried).splitlines() == [
        "OSError [Errno 24] Too many open files: '/etc/passwd'",
        "OSError [Errno 24] Too many open files",
        "MemoryError ",
    ]


@pytest.mark.skipif(walls.version() < 6, reason="The kernel has no walls for this.")
def test_where_it_may_open_fonts_it_opens_nothing_else():
    tried = """
import os, socket
from portal.pictures import child
child.confine('pdf')
for act in (
    lambda: open('/etc/passwd'),
    lambda: open(f'/proc/{os.getppid()}/environ'),
    lambda: os.listdir('/'),
    lambda: os.kill(os.getppid(), 0),
    lambda: socket.create_connection(('127.0.0.1', 9)),
    lambda: [os.listdir(folder) for folder in child.walls.FONTS if os.path.isdir(folder)],
):
    try:
        print(type(act()).__name__)
    except OSError as error:
        print(error.strerror)
"""
    assert said_by(tried).splitlines() == [
        *["Permission denied"] * 3,
        "Operation not permitted",
        "Permission denied",
        "list",
    ]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (1, [2**13 - 1]),
        (2, [2**14 - 1]),
        (3, [2**15 - 1]),
        (4, [2**15 - 1, 3]),
        (5, [2**16 - 1, 3]),
        (6, [2**16 - 1, 3, 3]),
        (7, [2**16 - 1, 3, 3]),
    ],
)
def test_of_an_older_kernel_no_more_is_asked_than_it_knows(known, said):
    packed = walls.kept_from(known)
    assert list(struct.unpack(f"={len(packed) // 8}Q", packed)) == said


def test_where_the_kernel_knows_no_walls_the_limits_stay(monkeypatch):
    monkeypatch.setattr(walls, "version", lambda: 0)
    assert walls.put_up(walls.FONTS) is False


def test_it_writes_no_file(tmp_path):
    path = tmp_path / "kept"
    tried = f"""
from portal.pictures import child
file = open({str(path)!r}, 'wb', buffering=0)
child.confine('pdf')
try:
    file.write(b'plain')
except OSError as error:
    print(error.strerror)
"""
    assert (said_by(tried), path.read_bytes()) == ("File too large\n", b"")


def test_it_has_no_more_processor_time_than_it_is_given():
    tried = "import resource; from portal.pictures import child; child.confine('pdf'); print(resource.getrlimit(0))"
    assert said_by(tried) == f"({child.SECONDS['pdf']}, {child.SECONDS['pdf']})\n"


@pytest.mark.parametrize(
    "end",
    [
        "os.kill(os.getpid(), signal.SIGSEGV)",
        "os.kill(os.getpid(), signal.SIGKILL)",
        "sys.exit(1)",
        "sys.exit(0)",
        "out.write(b'\\0\\0\\0\\5{}')",
        "out.write(b'\\0\\0\\0\\5{{{{{')",
        "[out.write(b'x' * 1_000_000) for _ in range(100)]",
        "os.fork(); time.sleep(600)",
        "out.close(); os.close(1); time.sleep(600)",
    ],
)
def test_where_it_dies_of_a_file_the_file_is_refused_and_the_worker_lives(stands_in, end):
    stands_in(READY + end)
    assert draw(strangers.jpeg(), seconds=1) == Drawn(refusal=Refusal.UNREADABLE)


@pytest.mark.parametrize(
    "said",
    [
        (b"{}",),
        (b"[]",),
        (b"7",),
        (b'{"refusal": "other"}',),
        (b'{"sizes": [[1, 1]]}',),
        (b'{"sizes": [[1, 1]]}', b"jpeg", b"jpeg"),
        (b'{"sizes": []}',),
        (b'{"sizes": [["1", 1]]}', b"jpeg"),
        (b'{"sizes": [[1, 90000]]}', b"jpeg"),
    ],
)
def test_where_it_says_nonsense_the_file_is_refused(stands_in, said):
    stands_in(f"{READY} out.write({framed(*said)!r})")
    assert draw(strangers.jpeg()) == Drawn(refusal=Refusal.UNREADABLE)


@pytest.mark.parametrize(
    "end",
    [
        "import sys; sys.exit(1)",
        "import nothing_of_this_name",
        "import time; time.sleep(600)",
        r"import sys; sys.stdout.write('\0\0\0\4gone')",
        READY + "os.kill(os.getpid(), signal.SIGTERM)",
    ],
)
def test_where_the_machine_is_at_fault_the_file_is_not_refused(stands_in, end):
    stands_in(end)
    with pytest.raises(CannotDraw):
        draw(strangers.jpeg(), seconds=1)


def test_where_it_cannot_be_started_the_file_is_not_refused(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(CannotDraw):
        draw(strangers.jpeg())


def test_a_large_file_is_told_to_a_process_that_never_listens(stands_in):
    stands_in(READY + "sys.exit(3)")
    assert draw(strangers.jpeg() + bytes(5_000_000)) == Drawn(refusal=Refusal.UNREADABLE)


@pytest.mark.parametrize("cut", [b"\0\0\0", b"\0\0\0\5read", b"\0\0\0\1a\0\0\0\1"])
def test_half_of_what_was_said_is_not_taken_for_the_whole(cut):
    with pytest.raises(Unframed):
        pieces_of(cut)


def test_pieces_are_heard_as_they_were_said():
    assert (pieces_of(framed(b"a", b"", b"bc")), pieces_of(b"")) == ([b"a", b"", b"bc"], [])
