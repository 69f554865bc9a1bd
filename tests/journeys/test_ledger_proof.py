"""The proof that the portal hands out, checked on its own page: with a witness, and after the words were changed."""

import pytest

from feedback.models import Suggestion
from portal.ledger import proving
from portal.ledger.models import Entry
from portal.ledger.sequencing import sequence
from portal.tlog.witnessing import Witness
from tests import factories
from tests.factories import NOW
from tests.journeys.checker import ADDRESS, lines, put_in
from tests.portal.ledger.logs import witnessed

CHECKED = {
    "格式": "一致", "檢查點的簽名": "一致", "見證的簽名": "一致", "在帳本裡": "一致", "憑證的簽名": "一致",
    "憑證說的那一條": "一致", "原文": "一致", "文件所記的回執公鑰": "一致",
}  # fmt: skip


@pytest.fixture
def filed(transactional_db, settings, tmp_path):
    """A suggestion that is in the log, under a checkpoint that a witness cosigned."""
    settings.LEDGER_STATE, settings.LEDGER_TILES = tmp_path / "signed", tmp_path / "tiles"
    suggestion = factories.make_suggestion(title="路燈不亮", body="香港中路的路燈不亮。")
    key = witnessed(sequence(NOW))
    settings.LEDGER_WITNESSES = [Witness("https://witness.example", key)]
    return suggestion


def checked(page, suggestion):
    proof = proving.proof_of(Entry.objects.get(subject=suggestion.number, sequence=1))
    verdict = put_in(page, file=proof, own=suggestion.body, name=f"{suggestion.number}.tlog-proof")
    return verdict, lines(page)


def test_what_the_portal_hands_out_is_whole(open_page, filed):
    page = open_page()
    page.goto(ADDRESS)
    assert checked(page, filed) == ("各項都核對了，全部一致。", CHECKED | {"您自己留的文字": "一致"})


def test_words_that_were_changed_are_told(open_page, filed):
    Suggestion.objects.filter(pk=filed.pk).update(body="香港中路的路燈亮了。")
    filed.refresh_from_db()
    page = open_page()
    page.goto(ADDRESS)
    verdict, found = checked(page, filed)
    assert (verdict.startswith("不符："), found["原文"], found["在帳本裡"]) == (True, "不符", "一致")
