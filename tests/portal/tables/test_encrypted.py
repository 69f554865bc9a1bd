"""Personal data at rest."""

import datetime

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection

from feedback.models import Draft
from portal.tables.encrypted import EncryptedTextField, Undecryptable, fernet, lookup_key

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def draft(text):
    moment = datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)
    return Draft.objects.create(flow_digest=text, payload=text, changed_at=moment)


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM feedback_draft ORDER BY id")
        return [value for (value,) in cursor.fetchall()]


@pytest.mark.django_db
def test_database_holds_no_readable_text():
    draft("王小明 13900000000")

    (value,) = stored()

    assert "王小明" not in value
    assert fernet().decrypt(value).decode() == "王小明 13900000000"
    assert Draft.objects.get().payload == "王小明 13900000000"


@pytest.mark.django_db
def test_equal_texts_are_stored_differently():
    field = EncryptedTextField()

    assert field.get_prep_value("王小明") != field.get_prep_value("王小明")


@pytest.mark.django_db
def test_empty_stays_empty():
    draft("")

    assert (stored(), Draft.objects.get().payload) == ([""], "")


@pytest.mark.parametrize("value", ["", None])
def test_nothing_is_not_encrypted(value):
    assert EncryptedTextField().get_prep_value(value) == value


@pytest.mark.django_db
def test_older_key_still_opens(settings):
    settings.PERSONAL_DATA_KEYS = [OLD]
    draft("王小明")

    settings.PERSONAL_DATA_KEYS = [NEW, OLD]

    assert Draft.objects.get().payload == "王小明"


@pytest.mark.django_db
def test_missing_key_is_an_error_and_no_ciphertext(settings):
    settings.PERSONAL_DATA_KEYS = [OLD]
    draft("王小明")

    settings.PERSONAL_DATA_KEYS = [NEW]

    with pytest.raises(Undecryptable):
        Draft.objects.get()


@pytest.mark.django_db
def test_operator_rotates_the_key(settings, capsys):
    settings.PERSONAL_DATA_KEYS = [OLD]
    draft("王小明")
    draft("")

    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    call_command("reencrypt")

    settings.PERSONAL_DATA_KEYS = [NEW]
    assert [row.payload for row in Draft.objects.order_by("pk")] == ["王小明", ""]
    assert "feedback.Draft: 2\n" in capsys.readouterr().out


@pytest.mark.django_db
def test_rotation_without_the_old_key_says_so_and_changes_nothing(settings):
    settings.PERSONAL_DATA_KEYS = [OLD]
    kept = draft("王小明")
    before = stored()

    settings.PERSONAL_DATA_KEYS = [NEW]

    with pytest.raises(SystemExit, match=f"feedback.Draft {kept.pk} is encrypted with a key that PERSONAL_DATA_KEYS"):
        call_command("reencrypt")
    assert stored() == before


def test_lookup_key_is_equal_for_equal_text_only():
    assert lookup_key("13900000000") == lookup_key("13900000000")
    assert lookup_key("13900000000") != lookup_key("13900000001")
    assert lookup_key("") == ""


def test_lookup_key_needs_the_secret(settings):
    before = lookup_key("13900000000")

    settings.RECEIPT_KEY = "another" * 8

    assert lookup_key("13900000000") != before
