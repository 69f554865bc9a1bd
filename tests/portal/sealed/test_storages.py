"""Where attachments lie: on the disk, or in an S3-compatible storage; who may read them there."""

import stat

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from portal import sealed
from portal.sealed.storages import of_attachments
from tests.portal.sealed.buckets import s3

__all__ = ["s3"]


def test_on_the_disk_nobody_else_reads_what_is_sealed_and_the_web_server_what_is_released(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | of_attachments(lambda name, default="": default, tmp_path)
    kept = sealed.write(storages["sealed"], [b"plain"])
    storages["released"].save("public", ContentFile(b"public"))
    paths = [tmp_path / "sealed" / kept.name, tmp_path / "released" / "public"]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (*paths, *(path.parent for path in paths))]
    assert modes == [0o600, 0o644, 0o700, 0o755]


def test_in_s3_they_are_kept_found_read_and_taken_away(s3):
    kept = sealed.write(storages["sealed"], [b"plain" * 50_000])
    storages["released"].save("public", ContentFile(b"public"))
    lying = s3.keys()
    listed = [storages["released"].listdir(""), storages["sealed"].listdir(kept.name[:2])]
    with storages["released"].open("public") as file:
        read = [b"".join(sealed.read(storages["sealed"], kept.name, kept.key)) == b"plain" * 50_000, file.read()]
    sealed.erase(storages["sealed"], kept.name)
    storages["released"].delete("public")
    assert (lying, listed, read, s3.keys()) == (
        ["released/public", f"sealed/{kept.name}"], [([], ["public"]), ([], [kept.name[3:]])], [True, b"public"], [],
    )  # fmt: skip


def test_in_s3_nothing_is_plain_that_is_sealed(s3):
    kept = sealed.write(storages["sealed"], [b"MARKER" * 1000])
    stored = s3.read(f"sealed/{kept.name}")
    assert (b"MARKER" in stored, len(stored) > 6000) == (False, True)


def test_what_is_not_in_s3_is_missed_as_it_is_on_the_disk(s3):
    with pytest.raises(FileNotFoundError):
        list(sealed.read(storages["sealed"], "ab/nothing", bytes(32)))
    assert (storages["sealed"].exists("ab/nothing"), storages["sealed"].listdir("")) == (False, ([], []))


def test_who_may_read_an_object_is_said_by_the_bucket_alone(s3):
    said = []
    for alias in ("sealed", "released"):
        events = storages[alias].connection.meta.client.meta.events
        events.register("before-send.s3", lambda request, **given: said.append(dict(request.headers)))
        storages[alias].save("object", ContentFile(b"something"))
    puts = [headers for headers in said if "Content-Length" in headers and headers["Content-Length"] != "0"]
    signed = [bytes(headers["Authorization"])[:16] for headers in puts]
    named = {name.lower() for headers in puts for name in headers}
    assert (signed, "x-amz-acl" in named) == ([b"AWS4-HMAC-SHA256"] * 2, False)


def test_it_is_asked_in_the_way_that_is_set():
    given = {"ATTACHMENTS_S3_URL": "https://oss.example.cn", "ATTACHMENTS_S3_ADDRESSING": "virtual"}
    made = of_attachments(lambda name, default="": given.get(name, default), None)
    configs = [made[name]["OPTIONS"]["client_config"] for name in ("sealed", "released")]
    found = [(config.s3, config.signature_version, config.connect_timeout) for config in configs]
    assert found == [({"addressing_style": "virtual"}, "s3v4", 5)] * 2
