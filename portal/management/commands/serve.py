"""`make serve`: everything a first start needs, then the web server and the task worker until Ctrl-C."""

import contextlib
import hashlib
import os
import signal
import socket
import sys
import threading
import time

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from portal.operations.children import Child, end
from portal.serving import generation

SIGNS_OF_USE = ("auth.User", "feedback.Suggestion", "reports.Report")
HOST = "127.0.0.1"
THREADS = 4  # requests a server process works on at a time: two cores, and some waiting for the database
SECONDS_TO_START = 60


class Command(BaseCommand):
    help = "Prepare the database and the static files, then serve the portal and do its queued work."
    requires_system_checks = []  # `make test` runs them; a start should be quick

    def handle(self, **options):
        os.umask(0o077)  # the database holds what citizens wrote
        with contextlib.suppress(KeyboardInterrupt):
            refuse_taken_port(settings.PORT)
            self.collect_static()
            try:
                self.migrate()
            except OperationalError as error:
                sys.exit(f"The database does not answer: {str(error).splitlines()[0]}")
            self.fill()
            self.run(settings.PORT)

    def tell(self, line=""):
        self.stdout.write(line)
        self.stdout.flush()

    def collect_static(self):
        stamp = settings.VAR_DIR / "static.fingerprint"
        fingerprint = static_fingerprint()
        if not stamp.exists() or stamp.read_text() != fingerprint or not settings.STATIC_ROOT.exists():
            self.tell("Collecting static files …")
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(fingerprint)

    def migrate(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.tell("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)

    def fill(self):
        """The sample year, or how to begin without it, when nobody has used this database yet."""
        if any(apps.get_model(name).objects.exists() for name in SIGNS_OF_USE):
            return
        if settings.SAMPLE:
            self.tell("Loading the sample year …")
            with generation.publishing():  # a start that is interrupted leaves no half year behind
                call_command("load_sample", stdout=self.stdout)
        else:
            self.tell("The database is empty. Make the first administrator: .venv/bin/python manage.py createsuperuser")

    def run(self, port):
        """Serve until a signal says stop; what ends by itself meanwhile is started anew."""
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: stop.set())
        connection.close()
        children = [
            Child("web server", "-m", "granian", *granian_options(port)),
            Child("task worker", "manage.py", "worker", "--verbosity", "0"),
        ]
        try:
            for child in children:
                child.start()
            self.watch(children, port, stop)
        finally:
            end(children)

    def watch(self, children, port, stop):
        """Say the addresses once they answer, and each end of a child."""
        begun, announced = time.monotonic(), False
        while not stop.wait(0.1):
            for child in children:
                if line := child.look():
                    self.stderr.write(line)
                    self.stderr.flush()
            if not announced and (listens(port) or time.monotonic() - begun > SECONDS_TO_START):
                announced = True
                self.tell(f"The portal:      http://{HOST}:{port}/")
                self.tell(f"The staff desk:  http://{HOST}:{port}/desk/")
                self.tell("Ctrl-C stops it.")


def refuse_taken_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):  # taken, or no port at all
            sys.exit(f"Port {port} is not free: stop what uses it, or choose another one, as in PORT=8001 make serve.")


def static_fingerprint():
    """Changes when a source file of the static files does: collecting them takes seconds, this a moment."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = storage.path(name)
            digest.update(f"{found} {storage.size(name)} {storage.get_modified_time(name).timestamp()}\n".encode())
    return digest.hexdigest()


def granian_options(port):
    options = {
        "--interface": "wsgi",
        "--host": HOST,
        "--port": port,
        "--workers": settings.WORKERS,
        "--blocking-threads": THREADS,
        "--log-level": "warning",
    }
    return [*(str(part) for pair in options.items() for part in pair), "portal.wsgi:application"]


def listens(port):
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
        return True
    return False
