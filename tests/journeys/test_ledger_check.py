"""Somebody checks what they were given of the log, on the page, and on the page as it was saved."""

import json

import pytest
from django.utils import timezone

from portal.ledger import guards
from portal.ledger.models import PublicKey
from portal.tlog import notes
from portal.tlog.tree import leaf_hash
from tests.journeys import checker
from tests.journeys.checker import ADDRESS, LACKS, lines, put_in, said
from tests.journeys.test_every_page import sideways, violations
from tests.portal.ledger.evidence import (
    FIELDS,
    Evidence,
    entries,
    entry_of,
    log_signers,
    other_signers,
    receipt_signers,
    witness_key,
)  # fmt: skip

WHOLE, WRONG, UNREAD, PART = "各項都核對了，全部一致。", "不符：", "讀不出", "核對了的各項一致。"
GOOD = {
    "格式": "一致", "檢查點的簽名": "一致", "在帳本裡": "一致", "憑證的簽名": "一致", "憑證說的那一條": "一致",
    "原文": "一致", "文件所記的回執公鑰": "一致",
}  # fmt: skip
NOTHING = dict.fromkeys(["entry", "opening", "salt", "promise", "keys"])
OTHER_TEXT = FIELDS | {"body": "香港中路的路燈亮了。"}


@pytest.fixture
def page(open_page, transactional_db):
    page = open_page()
    page.goto(ADDRESS)
    return page


def test_a_good_file_is_told_line_by_line(page):
    verdict = put_in(page, file=Evidence().proof, own=FIELDS["body"])
    assert (verdict, lines(page)) == (WHOLE, GOOD | {"您自己留的文字": "一致"})
    assert said(page, "檢查點的簽名") == f"是公鑰 {told(log_signers()[0])} 簽的，這一頁知道這個公鑰。"
    assert said(page, "在帳本裡") == "是帳本的第 6 條，檢查點的 11 條裡有它。"
    assert page.locator(".check__text").all_inner_texts() == [
        FIELDS["body"], "建議 suggestion", FIELDS["title"]
    ]  # fmt: skip


def told(signer):
    return f"{signer.key.name}+{signer.key.id.hex()}"


def forged():
    good = Evidence()
    other_root = good.but(leaves=tuple(leaf_hash(one) for one in entries(11, 5, entry_of(stage="closed"))))
    elsewhere = other_signers(log_signers()[0].key.name)
    impostor = notes.written(notes.read(good.checkpoint).text, [
        notes.Signature(log_signers()[0].key.name, log_signers()[0].key.id, bytes(64))
    ])  # fmt: skip
    return {
        "a log with another entry there": (other_root.proof, ["在帳本裡"]),
        "a root that nobody signed": (good.proof.replace(good.checkpoint, impostor), ["檢查點的簽名"]),
        "signed by another key": (good.but(signers=tuple(elsewhere)).proof, ["檢查點的簽名"]),
        "an entry that says otherwise": (
            good.but(extra={"entry": entry_of(stage="closed").decode()}).proof, ["在帳本裡", "憑證說的那一條"],
        ),
        "another text": (good.but(fields=OTHER_TEXT).proof, ["原文"]),
        "a salt of another": (good.but(extra={"salt": "00" * 32}).proof, ["原文"]),
        "a promise of another number": (good.but(promised="2026-0002").proof, ["憑證說的那一條"]),
        "a promise of another entry": (
            good.but(extra={"promise": good.but(entry=entry_of(sequence=2)).promise}).proof, ["憑證說的那一條"],
        ),
        "a promise that was changed": (
            good.but(extra={"promise": good.promise.replace("22:58", "22:59")}).proof, ["憑證的簽名"],
        ),
        "a receipt with another key": (
            good.but(extra={"keys": [elsewhere[0].key.vkey]}).proof, ["文件所記的回執公鑰"],
        ),
        "cut off": (good.proof[:-9], ["格式"]),
        "not one of these": ("%PDF-1.7\n", ["格式"]),
    }  # fmt: skip


def test_each_forged_file_is_wrong_at_its_line(page):
    found, expected = {}, {}
    for what, (file, wrong) in forged().items():
        verdict = put_in(page, file=file)
        found[what] = (verdict[:3], [step for step, state in lines(page).items() if state == "不符"])
        expected[what] = (UNREAD if wrong == ["格式"] else WRONG, wrong)
    assert found == expected


def test_a_file_of_another_kind_is_not_said_to_be_forged(page):
    verdict = put_in(page, file=b"\x89PNG\r\n", name="photo.png")
    assert verdict.startswith("讀不出來，沒有核對。請看看是不是選錯了文件")
    assert not page.get_by_role("heading", name="文件所記的").is_visible()


def test_the_lines_of_the_paper_are_compared_with_the_file(page):
    good = Evidence()
    number, salt, leaf = good.paper.split("\n")
    assert (put_in(page, file=good.proof, pasted=good.paper), lines(page)["紙質回執"]) == (WHOLE, "一致")
    for other in (
        f"2026-0002\n{salt}\n{leaf}", f"{number}\n{'0' * 64}\n{leaf}", good.but(entry=entry_of(sequence=2)).paper,
    ):  # fmt: skip
        assert (put_in(page, file=good.proof, pasted=other)[:3], lines(page)["紙質回執"]) == (WRONG, "不符")


def test_what_was_not_verified_is_never_said_to_be(page):
    good = Evidence()
    opening = json.dumps({"entry": good.entry.decode(), "salt": bytes(range(32)).hex(), "opening": FIELDS, "index": 5})
    found = {
        "paper": put_in(page, pasted=good.paper) and lines(page),
        "promise": put_in(page, pasted=good.promise.strip()) and lines(page),
        "checkpoint": put_in(page, pasted=good.checkpoint) and lines(page),
        "opening": put_in(page, pasted=opening) and lines(page),
        "proof alone": put_in(page, file=good.but(extra=NOTHING).proof) and lines(page),
    }  # fmt: skip
    assert found == {
        "paper": {"格式": "一致", "紙質回執": "沒有核對"},
        "promise": {
            "格式": "一致", "憑證的簽名": "一致", "憑證說的那一條": "沒有核對", "回執上的公鑰": "沒有核對",
        },
        "checkpoint": {"格式": "一致", "檢查點的簽名": "一致", "回執上的公鑰": "沒有核對"},
        "opening": {"格式": "一致", "在帳本裡": "沒有核對", "原文": "一致"},
        "proof alone": {
            "格式": "一致", "檢查點的簽名": "一致", "在帳本裡": "沒有核對", "回執上的公鑰": "沒有核對",
        },
    }  # fmt: skip
    assert put_in(page, file=good.proof).startswith(WHOLE)


def test_the_key_of_the_receipt_is_compared_as_it_was_copied(page):
    good, receipt = Evidence(extra={"keys": None}), receipt_signers()[0]
    other = other_signers(receipt.key.name)[0]
    same = (receipt.key.vkey, told(receipt), f"{receipt.key.name}，編號 {receipt.key.id.hex()}")
    states = {
        key: (put_in(page, file=good.proof, key=key)[:3], lines(page)["回執上的公鑰"])
        for key in (*same, other.key.vkey, told(other))
    }
    right, wrong = (WHOLE[:3], "一致"), (WRONG, "不符")
    assert states == dict.fromkeys(same, right) | {other.key.vkey: wrong, told(other): wrong}
    assert (put_in(page, file=good.proof, key="0123abcd"), lines(page)) == (
        "還沒有核對任何東西。請放入文件，或者粘貼文字。", {"回執上的公鑰": "沒有核對"},
    )  # fmt: skip


def test_a_key_that_this_page_does_not_know_is_not_believed_because_it_was_typed(page):
    other = other_signers(log_signers()[0].key.name)
    verdict = put_in(page, file=Evidence(signers=tuple(other)).proof, key=other[0].key.vkey)
    assert (verdict[:3], lines(page)["檢查點的簽名"], lines(page)["回執上的公鑰"]) == (WRONG, "不符", "不符")
    assert said(page, "檢查點的簽名") == f"是您填的公鑰 {told(other[0])} 簽的，這一頁卻不知道這個公鑰。"


def test_a_site_that_changed_its_key_is_told_from_a_forger(page):
    """The key of an old receipt is still listed; a page that was saved before knows the newer one not yet."""
    former = other_signers(log_signers()[0].key.name)[0].key
    PublicKey.objects.create(vkey=former.vkey, first_used_at=timezone.now())
    page.reload()
    old = (put_in(page, file=Evidence().proof, key=former.vkey)[:3], lines(page)["回執上的公鑰"])
    with guards.lifted():
        PublicKey.objects.all().delete()
    page.reload()
    newer = Evidence(extra={"keys": [log_signers()[0].key.vkey, former.vkey]})
    new = (put_in(page, file=newer.proof)[:3], lines(page)["文件所記的回執公鑰"])
    assert (old, new) == ((PART[:3], "沒有核對"), (PART[:3], "沒有核對"))


def test_what_is_about_two_entries_is_not_mixed(page):
    verdict = put_in(page, file=Evidence().proof, pasted=entry_of(sequence=2).decode())
    assert (verdict[:3], lines(page)) == (WRONG, GOOD | {"同一條": "不符"})


def test_two_checkpoints_of_one_size_have_one_root(page):
    good = Evidence()
    fork = good.but(leaves=tuple(leaf_hash(one) for one in entries(11, 5, entry_of(stage="closed"))))
    found = {
        name: (put_in(page, file=good.proof, pasted=checkpoint)[:3], lines(page)["兩個檢查點"])
        for name, checkpoint in {
            "same": good.checkpoint, "fork": fork.checkpoint, "later": good.but(size=12).checkpoint,
        }.items()
    }  # fmt: skip
    assert found == {"same": (WHOLE[:3], "一致"), "fork": (WRONG, "不符"), "later": (PART[:3], "沒有核對")}


def test_a_witness_is_verified_by_whoever_has_its_key(page):
    witness = other_signers("witness.example")[0]
    seen = Evidence(cosigners=(witness,))
    lied = seen.proof.replace(seen.checkpoint, good_with_a_lie(seen, witness))
    key = witness_key(witness).vkey
    found = [
        (put_in(page, file=file, key=typed)[:3], lines(page)["見證的簽名"])
        for file, typed in ((seen.proof, ""), (seen.proof, key), (lied, key))
    ]
    assert found == [(PART[:3], "沒有核對"), (WHOLE[:3], "一致"), (WRONG, "不符")]


def good_with_a_lie(evidence, witness):
    """The checkpoint with what the witness said of another one."""
    return evidence.but(cosigners=()).checkpoint + evidence.but(size=12).checkpoint.splitlines(keepends=True)[-1]


def test_what_somebody_kept_is_compared_to_the_letter(page):
    texts = [FIELDS["title"], FIELDS["body"].replace("\n", "\r\n"), FIELDS["body"] + " ", FIELDS["title"][:-1]]
    states = [put_in(page, file=Evidence().proof, own=text) and lines(page)["您自己留的文字"] for text in texts]
    assert states == ["一致", "一致", "不符", "不符"]


def test_a_file_may_be_dropped(page):
    page.evaluate(
        """(text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], "a.tlog-proof"));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        Evidence().proof,
    )
    page.get_by_text(WHOLE).wait_for()


@pytest.mark.parametrize("lack", LACKS)
def test_the_saved_page_checks_without_any_network(open_page, browser, tmp_path, transactional_db, lack):
    here = open_page()
    here.goto(ADDRESS)
    path = checker.saved(here, tmp_path)
    with browser.new_context(offline=True, locale="zh-TW") as context:
        page, asked, complaints = context.new_page(), [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        checker.lacking(page, lack)
        page.goto(path.as_uri())
        good, forged_ = Evidence(), Evidence(fields=OTHER_TEXT)
        assert (put_in(page, file=good.proof), lines(page)) == (WHOLE, GOOD)
        assert (put_in(page, file=forged_.proof)[:3], lines(page)) == (WRONG, GOOD | {"原文": "不符"})
        assert page.get_by_role("link", name="保存到電腦").is_hidden()
        assert (asked, complaints) == ([path.as_uri()], [])


def test_nothing_can_leave_the_page(browser, live_server, transactional_db):
    """Whatever a script tries to send, its policy refuses; the console says so, which is no fault here."""
    with browser.new_context(base_url=live_server.url) as context:
        page = context.new_page()
        page.goto(ADDRESS)
        refused = page.evaluate(
            """() => new Promise((resolve) => {
              document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
              fetch("/ledger/check/", { method: "POST", body: "text" }).catch(() => {});
            })"""
        )
    assert refused == "connect-src"


def test_by_keyboard_and_for_everybody(page):
    page.get_by_label("要核對的文件").focus()
    for key, label in (("Tab", "或者粘貼文字"), ("Tab Enter Tab", "回執上的公鑰"), ("Tab", "您自己留的文字")):
        for one in key.split():
            page.keyboard.press(one)
        assert page.get_by_label(label).evaluate("field => field === document.activeElement")
    put_in(page, file=Evidence(fields=OTHER_TEXT).proof, pasted=Evidence().paper)
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways(page) + violations(page) == []


def test_without_scripts_it_says_that_nothing_was_checked(open_page, transactional_db):
    page = open_page(java_script=False)
    page.goto(ADDRESS)
    assert page.get_by_text("這一頁沒有核對任何東西").is_visible()
    assert page.get_by_role("button", name="核對", exact=True).is_hidden()
