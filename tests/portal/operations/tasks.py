"""Tasks for a worker under test."""

import socket

from django.db import connection
from django_tasks import task


@task()
def note():
    """Nothing but done."""


@task()
def ask(port):
    """Say to whoever listens at `port` that it has begun, and wait until they answer."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"begun")
        return line.recv(5).decode()


@task()
def lose_connection():
    """What a database does to its clients that an administrator shuts down."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
