"""`verify_ledger` names what was changed, taken away or back-dated in the database."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.ledger import guards, kept, openings, recovering, sequencing, state
from portal.ledger.append import Statement, append
from portal.ledger.models import Checkpoint, Entry, Erasure, Latest, Leaf, Log, Node
from portal.ledger.verifying.tree import Walk
from portal.tlog.tree import leaf_hash
from tests.portal.ledger import logs

pytestmark = pytest.mark.django_db
WELL = ["帳本完整，與數據庫相符。"]


@pytest.fixture(autouse=True)
def titles(monkeypatch):
    """What the tables say of each subject, read back for entries of the kind `receive`."""
    said = {}

    def fields(entries):
        return {
            entry.pk: {"title": said.get(entry.subject, f"{entry.subject} 的標題")}
            for entry in entries
            if said.get(entry.subject, "") is not None
        }

    monkeypatch.setitem(openings.SOURCES, "receive", openings.Source(fields, lambda entries: set()))
    monkeypatch.setattr("portal.ledger.verifying.whole.COUNTS", [])
    return said


@pytest.fixture
def log():
    """Of four leaves, signed twice."""
    now = timezone.now()
    logs.signed(3, now)
    logs.state("2026-0001", at=now)
    return sequencing.sequence(now).log


def told(**options):
    """The lines of `verify_ledger`, and whether it found a fault."""
    out = StringIO()
    try:
        call_command("verify_ledger", stdout=out, stderr=StringIO(), **options)
    except SystemExit as ended:
        return out.getvalue().splitlines(), ended.code
    return out.getvalue().splitlines(), 0


def faults():
    """Without the line that counts them."""
    lines, status = told()
    assert (status, bool(lines)) == (1, True)
    return lines[:-1]


def owned(rows, **changed):
    """What the owner of the database does, whose guards are no hindrance to them."""
    with guards.lifted():
        rows.update(**changed)


def test_a_whole_log_is_well(log):
    assert told() == (WELL, 0)


def test_an_empty_log_is_well():
    assert told() == (WELL, 0)


def test_a_reworded_text_is_named(log, titles):
    titles["2026-0002"] = "別的標題"
    assert faults() == ["2026-0002 的第 1 條記錄（receive）所記的文字與數據庫裡的不同。"]


def test_a_text_that_is_gone_is_named(log, titles):
    titles["2026-0002"] = None
    assert faults() == ["2026-0002 的第 1 條記錄（receive）所記的文字已經不在數據庫裡。"]


def test_what_was_erased_is_no_fault_and_only_with_its_row(log):
    entries = Entry.objects.filter(subject="2026-0002")
    owned(entries, salt=b"")
    assert faults() == ["2026-0002 的第 1 條記錄（receive）的鹽值被清空，卻沒有銷毀的記錄。"]
    Erasure.objects.create(subject="2026-0002", erased_at=timezone.now())
    assert told() == (["1 條記錄的文字已依法銷毀，記錄還在。", *WELL], 0)


def test_a_changed_entry_is_named(log):
    entry = Entry.objects.get(subject="2026-0002")
    owned(Entry.objects.filter(pk=entry.pk), data=bytes(entry.data).replace(b"receive", b"decline"))
    assert faults()[0] == "2026-0002 的第 1 條記錄（receive）被改動過：與它在帳本裡的散列值不符。"


def test_a_changed_entry_with_its_leaf_does_not_fit_what_was_signed(log):
    entry = Entry.objects.get(subject="2026-0002")
    data = bytes(entry.data).replace(b'"at"', b'"af"')
    owned(Entry.objects.filter(pk=entry.pk), data=data)
    owned(Leaf.objects.filter(entry=entry), hash=leaf_hash(data))
    assert "帳本第 1 條到第 3 條與第 3 條處簽署的檢查點不符。" in faults()


def test_a_deleted_entry_is_missed(log):
    with guards.lifted():
        Leaf.objects.filter(index=1).delete()
        Entry.objects.filter(subject="2026-0002").delete()
    assert faults() == ["帳本第 2 條缺失。", state.trouble(), "2026-0002 的現狀與它在帳本裡的最後一條不符。"]


def test_the_newest_ones_dropped_are_missed(log):
    with guards.lifted():
        Leaf.objects.filter(index=3).delete()
        Entry.objects.filter(subject="2026-0001", sequence=2).delete()
    assert "簽署過的帳本有 4 條，數據庫裡只有 3 條。" in faults()


def test_a_gap_among_the_entries_of_a_subject_is_named(log):
    append(Statement("receive", "2026-0002", timezone.now(), {"title": "2026-0002 的標題"}, sequence=3))
    sequencing.sequence(timezone.now())
    assert "2026-0002 的記錄序號不連續：有記錄被刪去了。" in faults()


def test_a_signature_that_is_not_ours_is_named(log):
    checkpoint = Checkpoint.objects.get(size=3)
    owned(Checkpoint.objects.filter(pk=checkpoint.pk), note=Checkpoint.objects.get(size=4).note)
    assert faults() == ["第 3 條處的檢查點簽名不對。"]


def test_a_moment_far_from_its_checkpoint_is_named():
    now = timezone.now()
    logs.state("2026-0001", at=now - timedelta(hours=2))
    sequencing.sequence(now)
    [fault] = faults()
    assert fault.startswith("2026-0001 的第 1 條記錄（receive）寫明的時間")


@pytest.mark.parametrize(("days", "count"), [(0, 0), (-1, 1), (1, 1)])
def test_a_day_is_that_of_its_checkpoint(days, count):
    now = timezone.now().replace(hour=4)  # noon in Shanghai
    logs.state("2026-0001", at=timezone.localdate(now) + timedelta(days=days))
    sequencing.sequence(now)
    assert len(told()[0]) == 1 + count


def test_what_existed_before_the_log_may_be_of_any_moment(monkeypatch):
    monkeypatch.setitem(openings.SOURCES, "standing", openings.SOURCES["receive"])
    logs.state("2026-0001", kind="standing", at=timezone.now() - timedelta(days=400))
    sequencing.sequence(timezone.now())
    assert told() == (WELL, 0)


def test_an_entry_that_waits_too_long_is_named(log):
    logs.state("2026-0009", at=timezone.now() - timedelta(hours=2))
    assert faults() == ["2026-0009 的第 1 條記錄（receive）等了一個多小時還沒有載入帳本。"]


def test_where_a_number_stands_is_what_the_log_says(log):
    Latest.objects.filter(subject="2026-0001").update(stage="closed")
    assert faults() == ["2026-0001 的現狀與它在帳本裡的最後一條不符。"]


def test_a_missing_guard_is_named(log):
    guards.lift()
    lines, status = told()
    assert (status, "數據庫缺少觸發器 guard_update_ledger_entry。" in lines) == (1, True)
    guards.make()


def test_counts_that_differ_are_said(log, monkeypatch):
    monkeypatch.setattr("portal.ledger.verifying.whole.COUNTS", [lambda: ["收到差 1 件。"]])
    assert faults() == ["收到差 1 件。"]


def test_what_came_back_from_a_mirror_has_no_text(log, tmp_path):
    logs.state("2026-0004", at=timezone.now())
    sequencing.sequence(timezone.now())
    mirror = logs.mirrored(tmp_path)
    logs.restore(4)
    recovering.take_back(mirror, timezone.now())
    assert faults() == ["2026-0004 的第 1 條記錄（receive）是從鏡像補回的，數據庫裡沒有它所記的文字。"]


def test_nodes_and_files_are_compared_with_the_leaves():
    now = timezone.now()
    logs.signed(300, now)
    Client().get("/ledger/tile/0/000")
    path = kept.path_of(Log.objects.get(), 0, 0)
    path.write_bytes(path.read_bytes()[::-1])
    assert faults() == [f"文件 {path} 與數據庫裡的帳本不符；刪去以後會重新生成。"]
    path.unlink()
    owned(Node.objects.all(), hash=bytes(32))
    assert "帳本第 1 層的第 0 個節點與它下面的不符。" in faults()


def test_an_interrupted_run_goes_on_where_it_was(titles, monkeypatch):
    monkeypatch.setattr("portal.ledger.verifying.tree.PIECE", 256)
    titles["2026-0001"] = "別的標題"
    logs.signed(600, timezone.now())
    grow, seen = Walk._grow, []

    def interrupted(walk, leaf, leaves):
        if leaf.index == 300:
            raise KeyboardInterrupt
        grow(walk, leaf, leaves)

    with monkeypatch.context() as patch:
        patch.setattr(Walk, "_grow", interrupted)
        with pytest.raises(KeyboardInterrupt):
            told()
    monkeypatch.setattr(Walk, "_grow", lambda walk, leaf, leaves: (seen.append(leaf.index), grow(walk, leaf, leaves)))
    lines, status = told(resume=True)
    assert (status, seen[0], seen[-1]) == (1, 256, 599)
    assert lines == ["帳本有 1 處不符。"]  # which was named before it was interrupted
    assert not settings.LEDGER_STATE.with_name("verified").exists()


def test_what_is_signed_while_the_walk_ends_is_no_fault(log, monkeypatch):
    look = Walk._next_leaves

    def look_early(walk):
        found = look(walk)
        if not found and log.checkpoints.count() == 2:
            logs.state("2026-0009", at=timezone.now())
            sequencing.sequence(timezone.now())
        return found

    monkeypatch.setattr(Walk, "_next_leaves", look_early)
    assert (told(), log.checkpoints.count()) == ((WELL, 0), 3)
