"""Letters by mail, through the backend of the settings."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import sanitize_address

from portal.post.outcome import accepted, later, refused, unknown
from portal.post.smtp import Backend

MOST_LETTERS = 50  # over one connection; a server may count them


class Mail:
    """Hands letters over one by one; the connection is kept for some of them."""

    def __init__(self):
        self._backend, self._count = None, 0

    def send(self, letter, handing):
        """Outcome of a letter; `handing()` is called just before it might be taken, and what it raises goes on."""
        try:
            message = _message(letter)
            message.message()
            sanitize_address(letter.to, "utf-8")
        except (ValueError, UnicodeError):
            return refused("address")
        if self._count >= MOST_LETTERS:
            self.close()
        self._backend = self._backend or get_connection()
        self._count += 1
        if isinstance(self._backend, Backend):
            return self._backend.hand_over(message, handing)
        handing()
        return _by_another(self._backend, message)

    def close(self):
        if self._backend:
            self._backend.close()
        self._backend, self._count = None, 0


def _message(letter):
    headers = {"Auto-Submitted": "auto-generated", **letter.headers, "Message-ID": letter.message_id}
    message = EmailMultiAlternatives(letter.subject, letter.text, settings.MAIL_FROM, [letter.to], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _by_another(backend, message):
    """A backend that is not ours says little: that it sent one, or that nobody was there."""
    try:
        return accepted() if backend.send_messages([message]) == 1 else unknown()
    except ConnectionRefusedError:
        return later("connection")
    except Exception as error:  # whatever it is, the letter may be out
        return unknown(type(error).__name__)
