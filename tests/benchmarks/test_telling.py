"""What tells citizens while the portal is measured."""

import smtplib

from benchmarks import site
from benchmarks.processes import telling
from tests.portal.post.mail_server import free_port


def test_the_mail_server_takes_every_letter_and_says_how_many(tmp_path):
    port = free_port()
    environment = site.environment(f"sqlite:///{tmp_path / 'portal.sqlite3'}", VAR_DIR=tmp_path)
    with telling.post(port, environment) as taken:
        for number in range(3):
            with smtplib.SMTP(site.HOST, port) as client:
                client.sendmail(
                    "notices@portal.example", [f"citizen-{number}@example.invalid"], "Subject: Notice\n\nYes."
                )
    assert taken.letters == 3
