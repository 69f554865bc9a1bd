"""The key of a file lies wrapped in its row, and follows the rotation of the keys for personal data."""

import pytest
from cryptography.fernet import Fernet
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection

from feedback.attachments.models import Attachment
from portal import sealed
from tests.feedback.attachments.keeping import arrive, own_storages  # noqa: F401  a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storages")]

OLD, NEW = (Fernet.generate_key().decode() for _key in range(2))


def opened(attachment):
    return b"".join(sealed.read(storages["sealed"], attachment.original, attachment.key))


def test_after_a_rotation_the_new_key_alone_opens_the_file(settings):
    settings.PERSONAL_DATA_KEYS = [OLD]
    arrive(b"photo", file_name="王小明家門口.jpg")

    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    call_command("reencrypt")
    settings.PERSONAL_DATA_KEYS = [NEW]

    [attachment] = Attachment.objects.all()
    assert (opened(attachment), attachment.file_name) == (b"photo", "王小明家門口.jpg")


def test_the_row_holds_neither_the_key_nor_the_name(settings):
    attachment = arrive(b"photo", file_name="王小明家門口.jpg")

    with connection.cursor() as cursor:
        cursor.execute("SELECT key, file_name FROM attachments_attachment")
        key, name = cursor.fetchone()
    assert (attachment.key in bytes(key), "王小明" in name) == (False, False)
