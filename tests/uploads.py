"""Files as a browser sends them, for tests."""

from django.core.files.uploadedfile import SimpleUploadedFile

JPEG = b"\xff\xd8\xff\xe0"
MARKER = b"GPS 36.0671N 120.3826E"


def photo(name="path.jpg", size=2_000):
    """What begins as a photo does, and holds a place; no decoder takes it."""
    return SimpleUploadedFile(name, (JPEG + MARKER).ljust(size, b"."), content_type="image/jpeg")


def other(name="page.html", content=b"<!doctype html><script>"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")
