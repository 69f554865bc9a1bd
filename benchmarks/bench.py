"""One run of the benchmark: its options, its databases, and the processes it asks of each."""

import json
import shutil
import subprocess
import sys
import time

from benchmarks import database, site
from benchmarks.pages import Page, Pages
from benchmarks.processes import server, talk, telling

COUNTED = 6  # paths of a page whose queries are counted
POST = 4  # the place of the mail server's port


class Bench:
    def __init__(self, options, url):
        self.options, self.url, self.begun = options, url, time.monotonic()

    def tell(self, line):
        minutes, seconds = divmod(int(time.monotonic() - self.begun), 60)
        print(f"{minutes:4}:{seconds:02}  {line}", file=sys.stderr, flush=True)

    def environment(self, size, **more):
        return site.environment(database.address(self.url, database.name_of(size)), **more)

    def run(self, size, *arguments, given=None, **more):
        """What a Python process on the database of `size` writes."""
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment(size, **more), cwd=site.ROOT, text=True, check=True,
            stdout=subprocess.PIPE, input=json.dumps(given),
        )  # fmt: skip
        return done.stdout

    def prepare(self, size, *, with_references):
        """The database of `size`; returns the seconds it took to load, None when it was there."""
        if self.options.keep and database.exists(self.url, size):
            self.run(size, "manage.py", "migrate", "--verbosity", "0")
            return None
        self.tell(f"loading {size:,} suggestions")
        database.create(self.url, size)
        shutil.rmtree(site.ledger_folder(database.address(self.url, database.name_of(size))), ignore_errors=True)
        begun = time.monotonic()
        self.run(size, "-m", "benchmarks.loading", str(size))
        seconds = time.monotonic() - begun
        if with_references:
            self.run(size, "-m", "benchmarks.references.plain")
        return round(seconds)

    def pages(self, size):
        return Pages(database.address(self.url, database.name_of(size)))

    def portal(self, size, place, **more):
        """The portal on the database of `size`, at the port in `place`."""
        return server.running("the portal", server.PORTAL, self.options.port + place, self.environment(size, **more))

    @property
    def telling_settings(self):
        """Settings of a site that tells citizens by mail."""
        return telling.settings(self.options.port + POST)

    def telling(self, size):
        """The worker that tells them, and a mail server; the work of the day is done before."""
        more = self.telling_settings
        self.run(size, "manage.py", "worker", "--batch", "--verbosity", "0", **more)
        return telling.running(self.options.port + POST, self.environment(size, **more))

    def moderated(self, size):
        """A talk that goes on, and its moderator."""
        return talk.moderated(self.environment(size))

    def told(self, size, since):
        """{state: notices} written since that moment, once all of them went out."""
        return json.loads(self.run(size, "-m", "benchmarks.processes.told", since.isoformat()))

    def bare(self, place):
        return self._reference("the bare view", server.BARE, place)

    def plain(self, place):
        return self._reference("the plain page", server.PLAIN, place)

    def _reference(self, name, application, place):
        return server.running(name, application, self.options.port + place, self.environment(self.options.main))

    def queries(self, size, pages, cookie=None, **more):
        """{name of a page: queries}, the most of its first paths."""
        given = {"cookie": cookie, "paths": [path for page in pages for path in page.paths[:COUNTED]]}
        found = json.loads(self.run(size, "-m", "benchmarks.processes.counting", given=given, **more))
        return {page.name: max(found[path] for path in page.paths[:COUNTED]) for page in pages}

    def signed_in(self, size):
        """(session's key, the desk's pages with it) of a supervisor, who sees every suggestion."""
        key = self.run(size, "-m", "benchmarks.processes.session", "supervisor")
        headers = {"Cookie": f"sessionid={key}"}
        return key, [Page(page.name, page.paths, headers) for page in self.pages(size).desk()]

    def verified(self, size, receipts):
        """What looking up `receipts` in the database says."""
        return json.loads(self.run(size, "-m", "benchmarks.processes.verifying", given=receipts))
