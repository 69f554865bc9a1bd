"""What tells citizens while the portal is measured: a worker, and a mail server on this machine that takes all."""

import contextlib
import subprocess
import sys

from benchmarks.site import HOST, NAME, ROOT

SECONDS_TO_STOP = 20


def settings(port):
    """What the portal is told of the mail server."""
    return {"EMAIL_URL": f"smtp://{HOST}:{port}", "MAIL_FROM": f"notices@{NAME}"}


class Taken:
    letters = 0


@contextlib.contextmanager
def running(port, environment):
    """The worker and the mail server; what is yielded holds afterwards, in `letters`, how many were taken."""
    worker = [sys.executable, "manage.py", "worker", "--verbosity", "0"]
    with post(port, environment) as taken, _process(worker, environment):
        yield taken


@contextlib.contextmanager
def post(port, environment):
    """The mail server alone."""
    taken = Taken()
    with _process([sys.executable, "-m", "benchmarks.processes.post", str(port)], environment) as process:
        if not process.stdout.readline():
            sys.exit(f"The mail server did not start on port {port}.")
        yield taken
        process.terminate()
        taken.letters = int(process.communicate(timeout=SECONDS_TO_STOP)[0])


@contextlib.contextmanager
def _process(command, environment):
    # A session of its own: Ctrl-C reaches the benchmark alone, which then ends it.
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, start_new_session=True
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
