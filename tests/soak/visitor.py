"""One visitor of the portal: cookies of their own, asked for by WSGI as the web server asks."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http.cookies import SimpleCookie
from urllib.parse import unquote_to_bytes

from portal.wsgi import application

CLIENT = "10.1.2.3"


@dataclass
class Answer:
    status: int
    headers: dict
    content: bytes
    cpu: float  # seconds of this thread
    asked: str  # the method, the address, and the size of what was sent
    again: Callable  # the answer to the very same

    @property
    def is_page(self):
        return self.headers.get("content-type", "").startswith("text/html")


@dataclass
class Visitor:
    name: str
    cookies: dict = field(default_factory=dict)

    def ask(self, method, address, *, content_type="", body=b"", headers=None, client=CLIENT):
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": client, "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)), "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(), "wsgi.multithread": True,
            "wsgi.multiprocess": False, "wsgi.run_once": False,
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        } | (headers or {})  # fmt: skip
        begun, told = time.thread_time(), []
        response = application(environ, lambda status, headers, exc_info=None: told.append((status, headers)))
        content = b"".join(response)
        taken = time.thread_time() - begun
        response.close()
        [(status, pairs)] = told
        self._keep([value for name, value in pairs if name.lower() == "set-cookie"])
        again = partial(self.ask, method, address, content_type=content_type, body=body, headers=headers, client=client)
        asked = f"{method} {address[:80]} {len(body):,} bytes {content_type[:40]}".rstrip()
        return Answer(
            int(status.split()[0]), {name.lower(): value for name, value in pairs}, content, taken, asked, again
        )

    def _keep(self, said):
        for line in said:
            for name, morsel in SimpleCookie(line).items():
                if morsel.value:
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)
