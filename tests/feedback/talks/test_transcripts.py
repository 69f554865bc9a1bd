"""The transcript of a talk: read, parted and linked by one, published by another, replaced, taken back."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from feedback.rules.roles import Role
from feedback.rules.workflow import Refused
from feedback.talks.models import Guest, Talk, Transcript
from feedback.talks.record import transcripts
from feedback.talks.record.transcripts import Part, parts_of, seen_of
from tests import factories
from tests.factories import SHANGHAI
from tests.reports.files import docx_of

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 11, 29, 9, tzinfo=SHANGHAI)
BEFORE, AFTER = STARTS - timedelta(hours=20), STARTS + timedelta(days=1)


@pytest.fixture
def moderator(office):
    return factories.make_user(username="moderator", units=[office.unit])


@pytest.fixture
def talk(office, moderator, time_machine):
    time_machine.move_to(AFTER, tick=False)
    return factories.make_talk(starts_at=STARTS, unit=office.unit, moderators=[moderator])


@pytest.fixture
def question(talk):
    asked = factories.make_suggestion(
        campaign=talk.campaign, received_at=BEFORE, now=BEFORE, category=None, has_consent=True,
        title="停車位不夠怎麼辦", body="香港中路停車位不夠，能不能錯時開放？", name="王小梅",
    )  # fmt: skip
    factories.release(asked, now=BEFORE, title="停車位不夠", body="香港中路停車位不夠，能不能錯時開放？")
    return asked


@pytest.fixture
def save(talk, moderator):
    def saved(*parts, by=moderator):
        seen = seen_of(Transcript.objects.draft_of(talk))
        return transcripts.save(talk, [Part(*part) for part in parts], seen, by=by, now=AFTER)

    return saved


@pytest.fixture
def publish(talk, office):
    def published(by=office.reviewer):
        transcripts.publish(talk, seen_of(Transcript.objects.draft_of(talk)), by=by, now=AFTER)

    return published


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(talk, step=""):
    return f"/desk/talks/talk/{talk.pk}/transcript/{step}"


def sent(*parts, seen=""):
    """The form of the sections as a browser sends it; a part is (heading, body, numbers)."""
    names = ("heading", "body", "numbers")
    fields = {
        f"form-{at}-{name}": text for at, part in enumerate(parts) for name, text in zip(names, part, strict=True)
    }
    return fields | {"form-TOTAL_FORMS": len(parts), "form-INITIAL_FORMS": 0, "seen": seen}


def test_what_one_saved_another_publishes_and_the_page_and_the_record_link_each_other(
    talk, question, save, publish, client
):
    save(("停車", "問：停車位不夠怎麼辦？\n答：錯時開放。", (question.pk,)), ("", "謝謝大家。"))
    assert "懇談實錄" not in client.get(talk.get_absolute_url()).text
    revision = Talk.objects.get(pk=talk.pk).revision
    publish()
    assert Talk.objects.get(pk=talk.pk).revision == revision + 1
    text = client.get(talk.get_absolute_url()).text
    ways = [f'href="{question.get_absolute_url()}"', 'href="#t1"', 'id="t1"', 'id="t2"', "謝謝大家。"]
    assert [way in text for way in ways] == [True] * 5
    assert f'href="{talk.get_absolute_url()}#t1"' in client.get(f"{talk.get_absolute_url()}record/").text


def test_whoever_saved_it_last_publishes_nothing(talk, save, publish, moderator):
    save(("", "答：可以。"))
    with pytest.raises(Refused, match="是您保存的"):
        publish(by=moderator)


def test_a_draft_that_changed_since_it_was_read_is_not_published(talk, save, office):
    seen = seen_of(save(("", "答：可以。")))
    save(("", "答：不可以。"))
    with pytest.raises(Refused, match="有變動"):
        transcripts.publish(talk, seen, by=office.reviewer, now=AFTER)


def test_nobody_overwrites_what_another_one_saved_meanwhile(talk, save, moderator):
    save(("", "第一份。"))
    with pytest.raises(Refused, match="別的同事"):
        transcripts.save(talk, [Part("", "第二份。")], "", by=moderator, now=AFTER)
    assert parts_of(Transcript.objects.draft_of(talk)) == [Part("", "第一份。")]


def test_before_the_talk_is_over_nothing_is_published(talk, save, office):
    seen = seen_of(save(("", "答：可以。")))
    with pytest.raises(Refused, match="還沒有結束"):
        transcripts.publish(talk, seen, by=office.reviewer, now=STARTS)


def test_who_has_nothing_to_do_with_the_talk_does_nothing(talk, save, publish):
    stranger = factories.make_user(username="stranger", roles=[Role.REVIEWER], units=[factories.make_unit(name="別的")])
    save(("", "答：可以。"))
    for act in (lambda: save(("", "改。"), by=stranger), lambda: publish(by=stranger)):
        with pytest.raises(Refused, match="權限"):
            act()
    assert signed_in(stranger).get(address(talk)).status_code == 403


def test_a_new_version_leaves_the_one_before_public_until_it_is_published(talk, save, publish, client):
    save(("", "第一版的話。"))
    publish()
    save(("", "第二版的話。"))
    assert "第一版的話。" in client.get(talk.get_absolute_url()).text
    publish()
    text = client.get(talk.get_absolute_url()).text
    told = ["第一版的話。", "第二版的話。", "取代此前公布的一份"]
    assert [words in text for words in told] == [False, True, True]


def test_what_is_taken_back_is_read_no_more_but_why(talk, save, publish, office, client):
    save(("", "第一版的話。"))
    publish()
    answer = signed_in(office.reviewer).post(address(talk, "take-back/"), {"reason": "記錄有誤。"})
    text = client.get(talk.get_absolute_url()).text
    assert (answer.status_code, "第一版的話。" in text) == (302, False)
    assert "實錄已於2026年11月30日收回：記錄有誤。" in text
    with pytest.raises(Refused, match="沒有公布的實錄"):
        transcripts.take_back(talk, "再收一次", by=office.reviewer, now=AFTER)


def test_a_question_whose_text_is_not_public_is_not_told_what_was_said_to_it(talk, question, save, publish, client):
    save(("停車", "答：錯時開放。", (question.pk,)))
    publish()
    question.take_back("", by=factories.office().triage_officer, now=AFTER)
    page, record = client.get(talk.get_absolute_url()).text, client.get(f"{talk.get_absolute_url()}record/").text
    assert ("對應的提問" in page, "#t1" in record) == (False, False)


def test_a_question_of_another_talk_is_never_linked(talk, save):
    other = factories.make_suggestion(now=BEFORE)
    assert parts_of(save(("", "答：可以。", (other.pk,)))) == [Part("", "答：可以。")]


def test_no_transcript_changes_a_question(talk, question, save, publish):
    before = (question.stage, question.events.count(), question.revision)
    save(("", "答：可以。", (question.pk,)))
    publish()
    question.refresh_from_db()
    assert (question.stage, question.events.count(), question.revision) == before


# At the desk.


def test_a_pasted_text_is_parted_and_linked_saved_and_published(talk, question, moderator, office, client):
    desk, other = signed_in(moderator), signed_in(office.reviewer)
    text = "問：香港中路停車位不夠，能不能錯時開放？\n答：可以。\n問：夜間呢？\n答：也可以。"
    page = desk.post(address(talk, "text/"), {"text": text})
    initial = page.context["formset"].initial
    assert [(part["body"], part["numbers"]) for part in initial] == [
        ("問：香港中路停車位不夠，能不能錯時開放？\n答：可以。", question.number),
        ("問：夜間呢？\n答：也可以。", ""),
    ]
    assert Transcript.objects.count() == 0
    parts = [("停車", initial[0]["body"], question.number), ("", f"{initial[1]['body']}\n# 結束\n謝謝。", "")]
    assert desk.post(address(talk, "edit/"), sent(*parts)).status_code == 302
    draft = Transcript.objects.draft_of(talk)
    assert [part[:2] for part in parts_of(draft)] == [
        ("停車", initial[0]["body"]),
        ("", initial[1]["body"]),
        ("結束", "謝謝。"),
    ]
    overview = other.get(address(talk))
    answer = other.post(address(talk, "publish/"), {"seen": overview.context["publishing"]["seen"].value()})
    assert (answer.status_code, "謝謝。" in client.get(talk.get_absolute_url()).text) == (302, True)
    again = desk.get(address(talk, "edit/"))
    assert [part["heading"] for part in again.context["formset"].initial] == ["停車", "", "結束"]


def test_personal_data_is_shown_and_published_only_by_who_says_that_it_is_none(talk, question, moderator, office):
    Guest.objects.create(talk=talk, name="李支隊", post="支隊長")
    body = "答：請打 13864210975，找王小梅。李支隊說可以。"
    page = signed_in(moderator).post(address(talk, "text/"), {"text": body})
    assert {found.text for found in page.context["found"]} == {"13864210975", "王小梅"}
    assert signed_in(moderator).post(address(talk, "edit/"), sent(("", body, ""))).status_code == 302
    other = signed_in(office.reviewer)
    seen = other.get(address(talk)).context["publishing"]["seen"].value()
    refused = other.post(address(talk, "publish/"), {"seen": seen})
    assert ("文中似乎還有個人信息" in refused.text, Transcript.objects.public_of(talk)) == (True, None)
    assert other.post(address(talk, "publish/"), {"seen": seen, "is_checked": "on"}).status_code == 302


def test_what_is_wrong_is_told_and_nothing_that_was_typed_is_lost(talk, moderator):
    parts = [("停車", "答：可以。", "2099-0001"), ("", "", "")]
    page = signed_in(moderator).post(address(talk, "edit/"), sent(*parts))
    assert "「2099-0001」不是這次懇談的提問" in page.text
    assert [page.context["formset"][0][name].value() for name in ("heading", "body", "numbers")] == list(parts[0])


def test_a_refused_save_keeps_what_was_typed(talk, save, moderator):
    save(("", "別人的。"))
    page = signed_in(moderator).post(address(talk, "edit/"), sent(("", "我寫的。", ""), seen="x" * 64))
    assert ("別的同事剛剛保存過" in page.text, "我寫的。" in page.text) == (True, True)


def test_nothing_saves_an_empty_transcript(talk, moderator):
    page = signed_in(moderator).post(address(talk, "edit/"), sent(("", " ", "")))
    assert ("沒有內容" in page.text, Transcript.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "# 停車\n答：可以。".encode("gb18030")),
        ("a.md", "# 停車\r\n答：可以。".encode()),
        ("a.docx", docx_of("# 停車", "答：可以。")),
    ],
)
def test_files_that_are_read(talk, moderator, name, content):
    page = signed_in(moderator).post(address(talk, "text/"), {"file": SimpleUploadedFile(name, content)})
    assert [(part["heading"], part["body"]) for part in page.context["formset"].initial] == [("停車", "答：可以。")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"%PDF-1.7", "PDF 的分行不可靠"),
        ("a.docx", b"PK\x03\x04broken", "文件已損壞"),
        ("a.txt", b"", "文件是空的"),
        ("a.txt", b"\x00\x01\x02", "文件已損壞"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0", "只能讀取"),
        ("a.txt", b"a" * (1024 * 1024 + 1), "文件超過 1 MB"),
        ("a.txt", ("字" * 1000 + "\n").encode() * 120, "文件裡的文字太多"),
        ("a.txt", ("# 節\n" * 400).encode(), "最多 200 節"),
    ],
)
def test_files_that_are_refused_with_a_reason(talk, moderator, name, content, told):
    page = signed_in(moderator).post(address(talk, "text/"), {"file": SimpleUploadedFile(name, content)})
    assert (page.status_code, told in page.text) == (200, True)


def test_a_text_or_a_file_and_not_both(talk, moderator):
    desk = signed_in(moderator)
    nothing = desk.post(address(talk, "text/"), {"text": ""}).text
    both = desk.post(address(talk, "text/"), {"text": "答：可以。", "file": SimpleUploadedFile("a.txt", b"x")}).text
    assert ("請粘貼實錄的文字" in nothing, "只選一樣" in both, "答：可以。" in both) == (True, True, True)


def test_words_that_look_like_html_are_shown_as_words(talk, save, publish, client):
    save(("<b>粗</b>", "<script>alert(1)</script>"))
    publish()
    text = client.get(talk.get_absolute_url()).text
    assert ("<script>alert" in text, "&lt;script&gt;alert(1)" in text, "<b>粗" in text) == (False, True, False)
