"""A mail server that may fail at any moment: what is known of the letter then.

Until the letter's own bytes go out it was not taken for certain. From then on only a proper answer says what became
of it; a break, silence or nonsense leaves it unknown.
"""

import io
import re
import smtplib
from contextlib import suppress

from django.core.mail.backends.smtp import EmailBackend

from portal.post.outcome import accepted, later, refused, unknown
from portal.post.timed import Timed


class _Timed:
    """Each answer of the server, of any number of lines, comes within the time-out; `handing` is told just before
    the letter goes out, and may raise to keep it."""

    handing = staticmethod(lambda: None)
    was_handed = False

    def getreply(self):
        if self.file is None:
            self._timed = Timed(self.sock, self.timeout)
            self.file = io.BufferedReader(self._timed)
        self._timed.again()
        return super().getreply()

    def data(self, msg):
        self.putcmd("data")
        code, said = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, said)
        self.handing()
        self.was_handed = True
        self.send(_dotted(msg))
        return self.getreply()

    def sendmail(self, *arguments, **options):
        self.was_handed = False
        return super().sendmail(*arguments, **options)


def _dotted(message):
    """The letter as it travels: a line that begins with a dot gets a second one, and a dot alone ends it."""
    dotted = re.sub(rb"(?m)^\.", b"..", message)
    return dotted + (b"" if dotted.endswith(b"\r\n") else b"\r\n") + b".\r\n"


class Plain(_Timed, smtplib.SMTP):
    pass


class Secure(_Timed, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    """Django's, over connections that know whether the letter was handed over."""

    @property
    def connection_class(self):
        return Secure if self.use_ssl else Plain

    def hand_over(self, message, handing):
        """Outcome of one letter; `handing()` is called just before its bytes go out, and what it raises goes on."""
        try:
            self.open()
        except (OSError, smtplib.SMTPException) as error:  # whatever it is, it is not about this letter
            self.drop()
            return later(getattr(error, "smtp_code", "connection"))
        self.connection.handing = _Told(handing)
        try:
            if not self._send(message):
                return refused("address")
        except _Kept as kept:
            self.drop()
            raise kept.__cause__ from None
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            was_handed = self.connection.was_handed
            self.drop()
            return _after(error) if was_handed else _before(error)
        return accepted(250)

    def drop(self):
        """End the connection without a word: the other side may be the reason."""
        for connection in filter(None, (self._partial_connection, self.connection)):
            with suppress(OSError):
                connection.close()
        self._partial_connection = self.connection = None

    def close(self):
        with suppress(OSError, smtplib.SMTPException):
            super().close()


class _Kept(Exception):
    """What `handing` raised, told apart from what the connection did."""


class _Told:
    def __init__(self, handing):
        self._handing = handing

    def __call__(self):
        try:
            self._handing()
        except Exception as error:
            raise _Kept from error


def _before(error):
    """Not taken for certain. The server's own refusal of this letter is for good, all else may pass."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        [(code, _said)] = error.recipients.values()
        return _by(code)
    if isinstance(error, (smtplib.SMTPSenderRefused, smtplib.SMTPDataError)):
        return _by(error.smtp_code)
    if isinstance(error, (UnicodeError, smtplib.SMTPNotSupportedError)):  # no server of ours takes such an address
        return refused("address")
    if isinstance(error, smtplib.SMTPResponseException):
        return later(error.smtp_code)
    return later("connection")


def _by(code):
    return refused(code) if 500 <= code <= 599 else later(code)


def _after(error):
    """The letter went out: a proper answer decides."""
    code = error.smtp_code if isinstance(error, smtplib.SMTPDataError) else 0
    if 200 <= code <= 299:
        return accepted(code)
    return _by(code) if 400 <= code <= 599 else unknown("connection" if code <= 0 else code)
