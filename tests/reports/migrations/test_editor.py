"""What waited to be looked at when the preview became an editor is read again from its text, on a press of 「重試」."""

import pytest
from django.contrib.auth.models import User

from reports.models import Upload
from tests.databases import migrate
from tests.reports.factories import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("reports", "0006_figure_parts")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def test_what_was_read_waits_for_its_uploader_to_try_again():
    uploads = migrate(BEFORE).get_model("reports", "Upload").objects
    by = User.objects.create(username="uploads")
    for state in ("read", "saving", "waiting", "saved"):
        uploads.create(
            name=f"{state}.docx", by_id=by.pk, language="zh-hant", uploaded_at=NOW, moved_at=NOW, state=state,
            file=b"PK" if state == "waiting" else None, text="" if state in ("waiting", "saved") else "2021年的話。",
            preview="{}" if state in ("read", "saving") else "",
        )  # fmt: skip
    migrate()
    assert [(one.name, one.state, one.file, one.draft) for one in Upload.objects.order_by("pk")] == [
        ("read.docx.txt", "reading", "2021年的話。".encode(), ""),
        ("saving.docx.txt", "reading", "2021年的話。".encode(), ""),
        ("waiting.docx", "waiting", b"PK", ""),
        ("saved.docx", "saved", None, ""),
    ]
