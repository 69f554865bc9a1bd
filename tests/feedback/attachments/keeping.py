"""Attachments as rows and files, in storages of the test alone."""

import secrets

import pytest
from django.core.files.storage import storages

from feedback.attachments.models import Attachment
from portal import sealed
from tests.factories import NOW
from tests.portal.pictures import strangers


@pytest.fixture
def own_storages(settings, tmp_path):
    """Files of other tests lie elsewhere."""
    kept = {name: dict(settings.STORAGES[name]) for name in ("sealed", "released")}
    for name, storage in kept.items():
        storage["OPTIONS"] = storage["OPTIONS"] | {"location": tmp_path / name}
    settings.STORAGES = settings.STORAGES | kept


def arrive(data=None, *, now=NOW, **fields):
    """A file of a draft, unless something else is said of whose it is."""
    kept = sealed.write(storages["sealed"], [strangers.noted_jpeg() if data is None else data])
    whose = {} if "suggestion" in fields else {"flow_digest": "f" * 64}
    given = {"original": kept.name, "key": kept.key, "size": kept.size, "digest": kept.digest, "content": "jpeg"}
    return Attachment.objects.create(name=secrets.token_hex(16), added_at=now, **given | whose | fields)


def lying():
    """How many files lie in each storage."""
    return {alias: len(names(alias)) for alias in ("sealed", "released")}


def names(alias, folder=""):
    try:
        folders, files = storages[alias].listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}{name}" for name in files] + [
        name for inner in folders for name in names(alias, f"{folder}{inner}/")
    ]
