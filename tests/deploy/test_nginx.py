"""What the shipped nginx does for the portal behind it: asked as visitors do."""

import http.client
import socket
import ssl

import pytest

from tests.deploy import web
from tests.deploy.web import NAME

SAID_OF_PAGES = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    with web.running(tmp_path_factory.mktemp("nginx")) as running:
        yield running


def secured(nginx, name=NAME):
    """A connection as a browser makes it, to the site of that name."""
    context = ssl.create_default_context(cafile=nginx.certificate)
    plain = socket.create_connection(("127.0.0.1", nginx.https), timeout=30)
    try:
        return context.wrap_socket(plain, server_hostname=name)
    except ssl.SSLError:
        plain.close()
        raise


def asked(nginx, method, path, *, body=None, headers=None):
    connection = http.client.HTTPConnection(NAME, timeout=30)
    connection.sock = secured(nginx)
    connection.request(method, path, body=body, headers=headers or {})
    answer = connection.getresponse()
    answer.content = answer.read()
    connection.close()
    return answer


def plain_answer(nginx, host):
    """What port 80 says to somebody who asks for `host`."""
    with socket.create_connection(("127.0.0.1", nginx.http), timeout=30) as plain:
        plain.sendall(f"GET /suggest/?a=1 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: plain.recv(4096), b"")).decode()


def test_the_plain_port_leads_to_the_name_of_the_site_alone(nginx):
    ours, foreign = plain_answer(nginx, NAME), plain_answer(nginx, "evil.example")
    assert (ours.split()[1], f"Location: https://{NAME}/suggest/?a=1\r\n" in ours, foreign) == ("301", True, "")


def test_a_foreign_name_gets_no_certificate(nginx):
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        secured(nginx, "evil.example")


def test_the_portal_learns_who_asks_and_how(nginx):
    nginx.portal.passed.clear()
    asked(nginx, "GET", "/about/", headers={"X-Forwarded-For": "10.9.9.9", "X-Forwarded-Proto": "http"})
    [(_method, path, headers, _length)] = nginx.portal.passed
    told = {name: headers[name] for name in ("Host", "X-Forwarded-For", "X-Forwarded-Proto")}
    assert (path, told) == (
        "/about/", {"Host": NAME, "X-Forwarded-For": "10.9.9.9, 127.0.0.1", "X-Forwarded-Proto": "https"},
    )  # fmt: skip


def test_static_files_say_what_pages_say(nginx, client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    page = client.get("/robots.txt", secure=True)
    file = asked(nginx, "GET", "/static/portal/site.0123456789ab.css")

    assert {name: page[name] for name in SAID_OF_PAGES} == SAID_OF_PAGES
    assert {name: file.headers[name] for name in SAID_OF_PAGES} == SAID_OF_PAGES
    assert (file.status, file.headers["Content-Security-Policy"].split(";")[0]) == (200, "default-src 'none'")


def test_only_the_desk_takes_large_files(nginx):
    large = b"x" * (2 * 1024 * 1024 + 1)
    statuses = [
        asked(nginx, "POST", path, body=large).status
        for path in ("/suggest/words/", "/desk/reports/report/import/", "/zh-hans/desk/reports/report/import/")
    ]
    assert statuses == [413, 200, 200]


def test_one_file_of_a_citizen_passes_where_files_are_added_and_nowhere_else(nginx):
    photo, more = b"x" * (11 * 1024 * 1024), b"x" * (12 * 1024 * 1024 + 1)
    paths = ("/suggest/files/", "/en/suggest/files/", "/status/mine/files/", "/zh-hans/status/mine/files/")
    found = [
        (asked(nginx, "POST", path, body=photo).status, asked(nginx, "POST", path, body=more).status) for path in paths
    ]
    elsewhere = ("/suggest/files/more/", "/status/mine/", "/suggest/check/", "/files/x/1.jpg")
    assert (found, [asked(nginx, "POST", path, body=photo).status for path in elsewhere]) == (
        [(200, 413)] * 4, [413] * 4,
    )  # fmt: skip


def test_what_is_sent_waits_where_it_was_said_to(nginx):
    assert "client_body_temp_path /run/portal-bodies;" in web.SHIPPED.read_text()
    assert (nginx.folder / "bodies-in-memory").is_dir()


RELEASED = {
    "Content-Type": "image/jpeg",
    "Content-Disposition": 'attachment; filename="0a1b2c3d-1.jpg"',
    "Cache-Control": "public, max-age=60, must-revalidate",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_a_released_picture_is_handed_out_where_the_portal_says_so(nginx):
    (nginx.folder / "released").mkdir()
    (nginx.folder / "released" / "0a1b2c").write_bytes(b"a picture")
    nginx.portal.says["/files/0a1b2c3d/1.jpg"] = {**RELEASED, "X-Accel-Redirect": "/released/0a1b2c"}
    answer = asked(nginx, "GET", "/files/0a1b2c3d/1.jpg")
    found = {name: answer.headers.get_all(name) for name in RELEASED}
    assert (answer.status, answer.content, found) == (
        200, b"a picture", {name: [value] for name, value in RELEASED.items()},
    )  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/released/0a1b2c", "/released/", "/released/../sealed/0a", "/files/../released/0a1b2c"]
)
def test_nobody_asks_for_one_past_the_portal(nginx, path):
    assert asked(nginx, "GET", path).content not in (b"a picture",)


TILES = {
    "/ledger/tile/0/000": "tile/0/000",
    "/ledger/tile/entries/x001/x234/067": "tile/entries/x001/x234/067",
    "/ledger/2/tile/1/001": "2/tile/1/001",
}


@pytest.mark.parametrize("path", TILES)
def test_a_full_tile_is_handed_out_once_it_lies_there(nginx, path):
    file = nginx.folder / "ledger" / "tiles" / TILES[path]
    before = asked(nginx, "GET", path)
    file.parent.mkdir(parents=True)
    file.write_bytes(bytes(8192))
    after = asked(nginx, "GET", path)
    assert (before.content, after.content, nginx.portal.passed[-1][1]) == (b"ok", bytes(8192), path)
    assert (after.headers["Content-Type"], after.headers.get_all("Cache-Control")) == (
        "application/octet-stream", ["max-age=31536000, public, immutable"],
    )  # fmt: skip
    packed = asked(nginx, "GET", path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "path", ["/ledger/checkpoint", "/ledger/tile/0/000.p/7", "/ledger/tile/0/.000.12.34", "/ledger/tile/0/../../signed"]
)
def test_all_else_of_the_ledger_is_the_portal_s_to_say(nginx, path):
    (nginx.folder / "ledger" / "tiles" / "tile" / "0").mkdir(parents=True, exist_ok=True)
    for name in ("signed", "tiles/signed", "tiles/tile/0/.000.12.34", "tiles/checkpoint"):
        (nginx.folder / "ledger" / name).write_text("secret")
    assert asked(nginx, "GET", path).content != b"secret"


def test_while_it_is_maintained_visitors_are_told(nginx):
    (nginx.folder / "maintenance").touch()
    answer = asked(nginx, "GET", "/")
    (nginx.folder / "maintenance").unlink()
    assert (answer.status, answer.content, answer.headers["X-Content-Type-Options"]) == (503, b"maintenance", "nosniff")


def test_who_sends_byte_by_byte_holds_up_nobody_and_is_cut_off(tmp_path):
    begun = f"POST /suggest/words/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 1000\r\n\r\na"
    with web.running(tmp_path, seconds_of_silence=1) as nginx:
        slow = [secured(nginx) for _ in range(8)]
        for one in slow:
            one.sendall(begun.encode())
        answer = asked(nginx, "GET", "/healthz/")
        passed = [(method, path) for method, path, *_ in nginx.portal.passed]
        ends = [one.recv(4096)[:12] for one in slow]  # until nginx ends it
        for one in slow:
            one.close()

    assert (answer.status, passed) == (200, [("GET", "/healthz/")])
    assert set(ends) <= {b"", b"HTTP/1.1 408"}
