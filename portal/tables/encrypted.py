"""Encrypted model fields: personal data is unreadable in the database, its dumps and its backups."""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=8)
def _fernet(keys):
    return MultiFernet([Fernet(key) for key in keys])


def fernet():
    """The cipher for personal data: the first key of PERSONAL_DATA_KEYS encrypts, every one decrypts."""
    return _fernet(tuple(settings.PERSONAL_DATA_KEYS))


class Undecryptable(Exception):
    """A stored value that none of PERSONAL_DATA_KEYS opens: a key was removed too early."""


class EncryptedTextField(models.TextField):
    """A text that is stored encrypted; empty stays empty. It cannot be searched: see `lookup_key`."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return fernet().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value, expression, connection):
        if not value:
            return value
        try:
            return fernet().decrypt(value.encode()).decode()
        except InvalidToken as error:
            raise Undecryptable(self.name) from error


def lookup_key(text):
    """A keyed digest by which equal values are found without being readable: hexadecimal, empty for empty."""
    if not text:
        return ""
    return hmac.new(settings.RECEIPT_KEY.encode(), b"lookup:" + text.encode(), hashlib.sha256).hexdigest()


class EncryptedBytesField(models.BinaryField):
    """Bytes, such as a whole file, that are stored encrypted; empty stays empty."""

    def get_db_prep_value(self, value, connection, prepared=False):
        value = fernet().encrypt(bytes(value)) if value else value
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value, expression, connection):
        if not value:
            return value
        try:
            return fernet().decrypt(bytes(value))
        except InvalidToken as error:
            raise Undecryptable(self.name) from error
