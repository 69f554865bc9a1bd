"""What leaves the site: every kind in every language, and nothing in it of a person or of what one wrote."""

from datetime import date, timedelta
from html import unescape

import pytest

from feedback.models import Suggestion
from feedback.notes.verbs import write
from feedback.notices.default_texts import DEFAULTS
from feedback.notices.letters import NotSendable, compose
from feedback.notices.models import Notice, NoticeText
from feedback.office.wording import BRACES
from feedback.rules.notices import Channel, Kind, State, Who, Why
from feedback.rules.sending import MOST_RECEIVED
from feedback.rules.workflow import Stage
from portal.post.letters import ShortMessage
from tests import factories
from tests.factories import NOW
from tests.feedback.notices import rows
from tests.feedback.notices.conftest import CANARY

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

LANGUAGES = ("zh-hant", "zh-hans", "en")
OF_CITIZENS = [kind for kind in Kind if DEFAULTS[kind].who == Who.CITIZEN]


def wrong_with(letter, own):
    """What a letter lacks: every place filled, the words of its language, a way on and a way out in both parts."""
    links = [part for part in letter.text.split() if part.startswith("http")]
    checks = {
        "a brace is left": not {*"{}"} & {*(letter.subject + letter.text + letter.html)},
        "other words": own in letter.text,
        "another link": all(link in unescape(letter.html) for link in links) and len(links) == 2,
        "no way out": letter.headers["List-Unsubscribe"] == f"<{links[-1]}>",
        "lines in the subject": letter.subject == " ".join(letter.subject.split()) != "",
    }
    return [name for name, is_right in checks.items() if not is_right]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_is_said_in_each_language_with_every_place_filled(row, language):
    found = {}
    for kind in Kind:
        own = max(BRACES.split(DEFAULTS[kind].body_en)[::2], key=len) if language == "en" else ""
        found[kind] = wrong_with(compose([row(kind, language=language)], NOW), own)
    assert found == {kind: [] for kind in Kind}


def test_a_citizen_is_told_of_the_reply_where_it_stands_and_how_to_stop(row, settings):
    letter = compose([row(Kind.REPLIED)], NOW)
    stop = letter.headers["List-Unsubscribe"].strip("<>")
    assert (letter.to, letter.subject, letter.message_id, letter.text.splitlines()) == (
        "shimin@example.com",
        "您的建議 2020-0001 已經答覆",
        "<replied@example.com>",
        [
            "您好！",
            "",
            "交通警察支隊已經答覆您的建議「香港中路路口加待轉提示」（編號 2020-0001）。請您打開下面的鏈接查看答覆，"
            "並在 2020年12月16日前評議：問題是否解決，您是否滿意。",
            "",
            "查看進度（編號已經填好，請輸入回執上的查詢碼）：",
            f"{settings.SITE_URL}/status/?number=2020-0001",
            "",
            "--",
            "青島市公安局民意直通",
            "",
            "您在本站選擇了用郵件接收建議的進展，所以收到這封郵件。",
            "不想再收到這類郵件，請打開：",
            stop,
            "本郵件由系統發出，請不要回信。有疑問請撥打 12345（全天 24 小時）。",
        ],
    )


def test_a_mail_says_how_it_is_stopped_and_that_a_machine_wrote_it(row, settings):
    headers = compose([row(Kind.ACCEPTED)], NOW).headers
    stop = headers.pop("List-Unsubscribe")
    assert (stop.startswith(f"<{settings.SITE_URL}/notices/stop/"), headers) == (
        True,
        {"Auto-Submitted": "auto-generated", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_sms_is_a_number_and_one_short_word(reader, row, language):
    suggestion, _readers = reader
    suggestion.notices_by = Channel.SMS
    sent = {}
    for kind in OF_CITIZENS:
        sent[kind] = compose([row(kind, channel=Channel.SMS, language=language, message_id="a1b2")], NOW)
    words = {kind: message.places["word"] for kind, message in sent.items()}
    assert (sent, [word for word in words.values() if not 0 < len(word) <= 20]) == (
        {
            kind: ShortMessage("13864210975", kind, {"number": "2020-0001", "word": words[kind]}, "a1b2")
            for kind in OF_CITIZENS
        },
        [],
    )


def test_what_is_not_released_goes_by_its_number_alone(office):
    suggestion = rows.told_citizen(accept_due_on=date(2020, 12, 3))
    Notice.objects.all().delete()
    letter = compose([rows.notice(Kind.RECEIVED, suggestion)], NOW)
    assert letter.text.splitlines()[2] == (
        "您的建議（編號 2020-0001）已經收到，感謝您的關心和支持。是否受理，最遲在 2020年12月3日告訴您。"
    )


@pytest.mark.parametrize(
    ("kind", "brought", "said"),
    [
        (
            Kind.EXTENDED, lambda suggestion: factories.extend(suggestion, note="要與 13912345678 聯合踏勘。"),
            "您的建議（編號 2020-0001）需要更多時間辦理，答覆期限延長到 2021年1月6日。"
            "原因：要與 ＊＊＊＊＊＊ 聯合踏勘。",
        ),
        (
            Kind.DECLINED, factories.decline,
            "您的建議（編號 2020-0001）經審查，不予受理。原因：不屬於公安機關職責",
        ),
        (
            Kind.MERGED, lambda suggestion: factories.bring(suggestion, to=Stage.MERGED),
            "您的建議（編號 2020-0001）與建議 2020-0002 內容相同，已經併案辦理。"
            "那一件的答覆也是對您的答覆，有進展照樣通知您。",
        ),
    ],
)  # fmt: skip
def test_reasons_are_those_that_are_public_and_hold_no_number_of_anybody(office, kind, brought, said):
    suggestion = rows.told_citizen(stage=Stage.ACCEPTED if kind == Kind.EXTENDED else Stage.RECEIVED)
    brought(suggestion)
    Notice.objects.all().delete()
    assert compose([rows.notice(kind, suggestion)], NOW).text.splitlines()[2] == said


def test_nothing_of_a_person_and_nothing_that_one_wrote_leaves_the_site(office, handler, reviewer):
    suggestion = rows.told_citizen(
        stage=Stage.IN_PROGRESS, title=f"{CANARY}標題", body=f"{CANARY}內容", name=f"{CANARY}姓名", place=f"{CANARY}路",
        by=Channel.SMS, has_consent=True,
    )  # fmt: skip
    write(suggestion, f"{CANARY}便箋", people=[reviewer], by=handler, now=NOW)
    suggestion.refresh_from_db()
    suggestion.ask(f"{CANARY}問題", by=handler, now=NOW)
    suggestion.answer(f"{CANARY}回答", now=NOW)
    factories.reply(suggestion, body=f"{CANARY}答覆")
    factories.rate(suggestion, "five_dissatisfied", comment=f"{CANARY}評語")
    Notice.objects.all().delete()
    handler.email = "chengban@example.com"
    readers = {"staff": handler, "follow": rows.follow(suggestion)}
    found = []
    for channel in Channel:
        suggestion.notices_by = channel
        kinds = Kind if channel == Channel.MAIL else OF_CITIZENS
        for event in suggestion.events.all():
            for kind in kinds:
                notice = rows.notice(kind, suggestion, channel=channel, event=event, **readers)
                found.append(str(compose([notice], NOW)))
                notice.delete()
    hidden = (CANARY, "13864210975", "shimin@example.com")
    of_letters = [said.replace("to='13864210975'", "").replace("to='shimin@example.com'", "") for said in found]
    assert ([word for word in hidden for said in of_letters if word in said], len(found) > len(Kind)) == ([], True)


def test_a_released_title_is_shown_as_text_whatever_is_written_in_it(office, handler):
    suggestion = rows.told_citizen(stage=Stage.ACCEPTED, has_consent=True)
    factories.release(suggestion, title="<b>路口</b> & {編號}")
    Notice.objects.all().delete()
    letter = compose([rows.notice(Kind.ACCEPTED, suggestion)], NOW)
    title, escaped = "建議「<b>路口</b> & {編號}」", "建議「&lt;b&gt;路口&lt;/b&gt; &amp; {編號}」"
    assert (title in letter.text, title in letter.html, escaped in letter.html) == (
        True, False, True,
    )  # fmt: skip


def _wants_none(notice):
    notice.citizen.notices_by = ""


def _wants_sms(notice):
    notice.citizen.notices_by = Channel.SMS


def _has_no_mail(notice):
    notice.citizen.contact = "138-6421-0975"


def _is_gone(notice):
    notice.staff.is_active = False


def _has_no_address(notice):
    notice.staff.email = ""


def _is_not_confirmed(notice):
    notice.follow.confirmed_at = None


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (Kind.REPLIED, _wants_none),
        (Kind.REPLIED, _wants_sms),
        (Kind.REPLIED, _has_no_mail),
        (Kind.TO_ME, _is_gone),
        (Kind.TO_ME, _has_no_address),
        (Kind.NEWS, _is_not_confirmed),
    ],
)
def test_nothing_is_sent_where_nobody_wants_it_or_no_address_is_left(row, kind, change):
    notice = row(kind)
    change(notice)
    with pytest.raises(NotSendable) as never:
        compose([notice], NOW)
    assert never.value.why == Why.NO_ADDRESS


def test_a_confirmation_goes_to_who_has_not_confirmed_and_leads_to_the_page_that_asks(row, reader):
    _suggestion, readers = reader
    readers["follow"].confirmed_at = None
    letter = compose([row(Kind.CONFIRM, follow=readers["follow"])], NOW)
    assert (letter.to, readers["follow"].confirm_address() in letter.text.splitlines()) == ("guanzhu@example.com", True)


def test_a_digest_groups_by_suggestion_and_stops_nothing_of_its_own(office, handler, settings):
    handler.email = "chengban@example.com"
    first, second = factories.make_suggestion(stage=Stage.ASSIGNED), factories.make_suggestion(stage=Stage.ASSIGNED)
    Notice.objects.all().delete()
    told = [(Kind.TO_UNIT, first), (Kind.TO_UNIT, second), (Kind.ANSWERED, first), (Kind.PAPER, first)]
    group = [
        rows.notice(
            kind, suggestion, staff=handler, is_for_digest=True, created_at=NOW + timedelta(minutes=minute),
            message_id="<one@example.com>",
        )
        for minute, (kind, suggestion) in enumerate(told)
    ]  # fmt: skip
    letter = compose(group[::-1], NOW)
    desk = f"{settings.SITE_URL}/desk/"
    assert (letter.subject, letter.headers, letter.text.splitlines()[:15]) == (
        "工作彙總：4 條通知",
        {"Auto-Submitted": "auto-generated"},
        [
            "上一次彙總以來，有這些新情況：",
            "",
            "建議 2020-0001",
            "- 新轉來的建議 2020-0001",
            "- 市民回答了詢問：建議 2020-0001",
            f"{desk}feedback/suggestion/{first.pk}/change/",
            "",
            "建議 2020-0002",
            "- 新轉來的建議 2020-0002",
            f"{desk}feedback/suggestion/{second.pk}/change/",
            "",
            "其他",
            "- 新一期報表已經備好",
            desk,
            "",
        ],
    )


def test_what_the_desk_edited_is_what_is_sent_and_english_without_words_of_its_own_is_chinese(row):
    NoticeText.objects.create(kind=Kind.CLOSED, subject="辦結：{編號}", body="{建議}辦結了。", word="結了")
    said = [compose([row(Kind.CLOSED, language=language)], NOW) for language in LANGUAGES]
    assert [letter.subject for letter in said] == ["辦結：2020-0001", "办结：2020-0001", "辦結：2020-0001"]


def test_a_citizen_of_a_merged_suggestion_is_told_of_the_own_number(office):
    suggestion = rows.told_citizen()
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.bring(suggestion, to=Stage.MERGED, main=main)
    factories.reply(main)
    Notice.objects.all().delete()
    suggestion, event = Suggestion.objects.get(pk=suggestion.pk), main.events.order_by("pk").last()
    letter = compose([rows.notice(Kind.REPLIED, suggestion, suggestion=main, event=event)], NOW)
    assert (letter.subject, "/status/?number=2020-0001" in letter.text, "2020年12月16日" in letter.text) == (
        "您的建議 2020-0001 已經答覆", True, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "details", "link", "said"),
    [
        (
            Kind.SHEET,
            {"path": "/desk/sheet/", "count": 12},
            "/desk/sheet/",
            "一份表格裡的 12 件意見建議已經登記，請到工作臺核對。",
        ),
        (Kind.PAPER, {"path": "/desk/paper/"}, "/desk/paper/", "新一期的週報或者月報已經備好，請到工作臺查看。"),
        (Kind.PAPER, {}, "/desk/", "新一期的週報或者月報已經備好，請到工作臺查看。"),
    ],
)
def test_staff_are_led_to_what_is_about_no_suggestion(row, settings, kind, details, link, said):
    lines = compose([row(kind, details=details)], NOW).text.splitlines()
    assert (lines[0], lines[3]) == (said, f"{settings.SITE_URL}{link}")


def test_a_contact_that_strangers_may_have_typed_is_not_told_without_end_of_what_was_received(row, reader):
    first = row(Kind.RECEIVED, state=State.SENT)
    for _number in range(MOST_RECEIVED - 1):
        same = rows.told_citizen()
        Notice.objects.filter(citizen=same).update(state=State.SENT, ended_at=NOW, created_at=NOW)
    last = rows.told_citizen()
    notice = Notice.objects.get(citizen=last)
    with pytest.raises(NotSendable) as refusal:
        compose([notice], NOW)
    first.delete()
    assert (refusal.value.why, compose([notice], NOW).to) == (Why.TOO_MANY, "shimin@example.com")


def test_what_a_worker_held_while_its_suggestion_was_withdrawn_goes_nowhere(row, reader):
    notice = row(Kind.ACCEPTED, state=State.CLAIMED)
    reader[0].withdraw(now=NOW)
    with pytest.raises(NotSendable) as refusal:
        compose([Notice.objects.get(pk=notice.pk)], NOW)
    assert refusal.value.why == Why.NO_ADDRESS
