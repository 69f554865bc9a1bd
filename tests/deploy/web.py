"""The real nginx with the file that operators copy: paths, ports, the upstream and a certificate are filled in."""

import os
import shutil
import socket
import subprocess
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SHIPPED = Path(__file__).parents[2] / "deploy" / "nginx.conf"
NAME = "minyi.example.gov.cn"
MISSING = "nginx is missing: apt-get install nginx-light"
MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    types {{ text/css css; text/html html; }}
    include {folder}/shipped.conf;
}}
"""


@dataclass(frozen=True)
class Web:
    """Where it listens, what stands behind it, and its folder of static files."""

    http: int
    https: int
    certificate: Path
    portal: "Portal"
    folder: Path


class Portal(ThreadingHTTPServer):
    """Stands in for the portal: remembers each request that was passed on to it."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.passed = []
        self.says = {}  # {path: further headers of the answer}


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.passed.append((self.command, self.path, dict(self.headers), len(body)))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        for name, value in self.server.says.get(self.path, {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"ok")

    do_POST = do_GET  # noqa: N815  http.server asks for this name

    def log_message(self, *args):
        pass


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, *plain))


def filled_in(folder, portal, http, https, *, seconds_of_silence):
    shipped = SHIPPED.read_text()
    for old, new in [
        ("server portal:8000", f"server 127.0.0.1:{portal}"),
        ("listen 80", f"listen 127.0.0.1:{http}"),
        ("listen [::]:80", f"listen [::1]:{http}"),
        ("listen 443", f"listen 127.0.0.1:{https}"),
        ("listen [::]:443", f"listen [::1]:{https}"),
        ("/etc/nginx/tls", str(folder)),
        ("/srv/portal/var", str(folder)),
        ("/run/portal-bodies", f"{folder}/bodies-in-memory"),
        ("client_body_timeout 15s", f"client_body_timeout {seconds_of_silence}s"),
    ]:
        assert old in shipped, f"the shipped file says nothing of: {old}"
        shipped = shipped.replace(old, new)
    return shipped


@contextmanager
def running(folder, *, seconds_of_silence=15):
    """nginx in front of a portal; a body of which nothing came for `seconds_of_silence` is cut off."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not nginx:
        (pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" else pytest.skip)(MISSING)
    portal, http, https = Portal(), free_port(), free_port()
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    make_certificate(folder)
    (folder / "static" / "portal").mkdir(parents=True)
    (folder / "static" / "portal" / "503.html").write_text("maintenance")
    (folder / "static" / "portal" / "site.0123456789ab.css").write_text("p { color: black }")
    shipped = filled_in(folder, portal.server_port, http, https, seconds_of_silence=seconds_of_silence)
    (folder / "shipped.conf").write_text(shipped)
    (folder / "main.conf").write_text(MAIN.format(folder=folder, user="user root;" if os.geteuid() == 0 else ""))
    server = subprocess.Popen([nginx, "-c", folder / "main.conf", "-p", folder], stderr=subprocess.PIPE, text=True)
    try:
        wait_for(server, https)
        yield Web(http, https, folder / "fullchain.pem", portal, folder)
    finally:
        server.terminate()
        server.wait()
        server.stderr.close()
        portal.shutdown()
        portal.server_close()


def wait_for(server, port):
    while server.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail(server.stderr.read())
