"""Told at each step: a citizen suggests with photos on a phone, reads the mails, answers a question, and stops them.

Somebody else follows. One photo is released with its plate covered; where the photos were taken stays sealed.
"""

import io

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from PIL import Image

from feedback.attachments.models import Attachment
from feedback.following.models import Follow
from feedback.models import Suggestion
from feedback.notices.models import Notice
from feedback.rules.notices import State
from feedback.rules.workflow import Stage
from portal import sealed
from tests import factories
from tests.journeys import citizen, crossing, desk
from tests.journeys.mailbox import one_click, scan, words
from tests.journeys.round import PHONE, Life, follow, press, read, told

CITIZEN, FOLLOWER, HANDLER = "wang@example.com", "reader@example.com", "handler@example.com"
TITLE, BODY = "小學門口的斑馬線", "早高峰斑馬線被停車擋住，接孩子的要繞到路中間。"
QUESTION, ANSWER = "請問是早上還是下午？", "早上七點半前後。"
REPLY = "已在路口加裝隔離樁，早高峰有交警值守。"
CAPTION, PUBLIC_SOON = "擋住斑馬線的車", "附件已審核公開，公開的圖片正在生成，一般一分鐘內可以看到。"


photos = pytest.fixture(crossing.photos)


@pytest.fixture
def people(photos, traces, open_page, transactional_db, time_machine, own_storages):
    """The office in their browsers; the photos were made before traces of them are looked for."""
    time_machine.move_to(factories.at("2020-12-01 09:00"), tick=True)
    office = factories.office()
    factories.make_category(unit=office.unit)
    office.handler.email = HANDLER
    office.handler.save()
    return Life(open_page, time_machine)


def pass_minutes(people):
    """So many that what could be undone is told."""
    people.clock.shift(6 * 60)


def send(page, chosen, told):
    """One file, without scripts, until the page says so."""
    page.get_by_label("選擇照片或 PDF").set_input_files([chosen])
    press(page, "上傳")
    page.get_by_text(told).wait_for()


def suggest(phone, photos):
    """(the receipt, the files that came along) of one who adds two photos and wants to be told by mail."""
    files = []

    def add(page):
        send(page, photos.page, "這個文件不是照片或 PDF。請上傳 JPEG、PNG、WebP、HEIC 照片或 PDF 文件。")
        send(page, photos.jpeg, "路口.jpg")
        send(page, photos.heic, "東口.heic")
        files.extend(page.locator(".files__name").all_inner_texts())

    def tell(page):
        page.get_by_label("聯繫方式").fill(CITIZEN)
        page.get_by_label("電子郵件", exact=True).check()

    phone.goto(reverse("suggest_start"))
    words_of_it = {"title": TITLE, "body": BODY, "category": "道路交通管理"}
    return citizen.suggest(phone, **words_of_it, photos=add, person=tell), files


def open_from_mail(people, mailbox, receipt):
    """Her page of it, opened by the link of the last mail: the number stands there, the secret is typed."""
    page = people.citizen(mailbox.path(CITIZEN), width=PHONE)
    number = page.get_by_label("編號").input_value()
    citizen.give_secret(page, receipt)
    page.locator(".letter").first.wait_for()
    return page, number


def answer(page, photos):
    """The question, with a photo that the browser makes smaller; what was typed before it is there still."""
    page.get_by_label("您的回答").fill(ANSWER)
    press(page, "添加照片或 PDF")
    page.get_by_label("選擇照片或 PDF").set_input_files([photos.another])
    page.locator(".files__name").wait_for()
    press(page, "完成，返回填寫回答")
    kept = page.get_by_label("您的回答").input_value()
    press(page, "提交回答")
    page.get_by_text("日您的回答").wait_for()
    return kept


def follow_by_mail(people, number):
    page = people.citizen(reverse("suggestion_detail", args=[number]))
    follow(page, "關注這一件")
    follow(page, "用郵件關注")
    page.get_by_label("電子郵箱").fill(FOLLOWER)
    press(page, "發確認郵件")
    page.get_by_role("heading", name="請查收確認郵件").wait_for()
    return page


def release_covered(triage, number):
    """What is told to who covers the plate by hand and releases the photo."""
    desk.open_suggestion(triage, number)
    follow(triage, "路口.jpg")
    crossing.cover_plate(triage, triage.locator(".desk-covers__page svg.is-drawable"))
    press(triage, "下一步：看公開的樣子")
    triage.get_by_label("圖片說明").fill(CAPTION)
    press(triage, "公開這個附件")
    return told(triage)


def looked_at(page):
    """What is said in the place of each small picture that is shown; the first one, small and large."""
    small = page.locator(".shown-files img")
    small.first.scroll_into_view_if_needed()
    shown = small.evaluate_all("images => Promise.all(images.map((one) => one.decode().then(() => one.alt)))")
    addresses = small.first.get_attribute("src"), page.locator(".shown-files a").first.get_attribute("href")
    return shown, [Image.open(io.BytesIO(page.request.get(address).body())) for address in addresses]


def originals():
    """{name of a file: (whether its sealed original says where it was taken, how it stands)}"""
    return {
        each.file_name: (any(trace in _opened(each) for trace in crossing.TRACES), each.state)
        for each in Attachment.objects.in_order()
    }


def _opened(attachment):
    return b"".join(sealed.read(storages["sealed"], attachment.original, attachment.key))


def heard(mailbox):
    """To whom mails went since it was asked last, and about what."""
    return sorted((to, subject) for to, subject, _words in mailbox.new())


def confirmed():
    """Of each who asked to follow, whether that was confirmed."""
    return [each.confirmed_at is not None for each in Follow.objects.order_by("pk")]


def wish():
    return Suggestion.objects.get().notices_by


def sent(people, photos, mailbox):
    """The receipt of one who adds two photos on a phone without scripts, and hears at once that it arrived."""
    receipt, files = suggest(people.citizen("/", width=PHONE, java_script=False), photos)
    assert (files, heard(mailbox)) == (["路口.jpg", "東口.heic"], [(CITIZEN, f"您的建議 {receipt.number} 已經收到")])
    return receipt


def taken_up(people, mailbox, number):
    triage, handler = people.staff("triage_officer"), people.staff("handler")
    for verb in ("受理", "公開文字", "轉辦"):
        desk.do(triage, number, verb)
    pass_minutes(people)
    assert heard(mailbox) == [
        (HANDLER, f"交您承辦的建議 {number}"),
        (CITIZEN, f"您的建議 {number} 已經受理"),
        (CITIZEN, f"您的建議 {number} 已經轉辦"),
    ]
    assert "已經轉交交通警察支隊辦理。答覆期限是 2020年12月22日。" in words(mailbox.last(CITIZEN))
    desk.do(handler, number, "開始辦理")


def followed(people, mailbox, number):
    """The page of a reader who follows it by mail. What opens the links of mails confirms nothing; the button does."""
    reader = follow_by_mail(people, number)
    assert (heard(mailbox), scan(mailbox.last(FOLLOWER)), confirmed()) == (
        [(FOLLOWER, "請確認關注")],
        [200, 200],
        [False],
    )
    reader.goto(mailbox.path(FOLLOWER))
    press(reader, "確認")
    reader.get_by_role("heading", name="已經關注").wait_for()
    assert confirmed() == [True]
    return reader


def asked_and_answered(people, photos, mailbox, receipt):
    """Her page, on which she has answered; the sealed originals hold the place where no browser took it out."""
    desk.do(people.staff("handler"), receipt.number, "向市民詢問", fill={"詢問內容": QUESTION})
    pass_minutes(people)
    assert heard(mailbox) == [(CITIZEN, f"請您補充情況：建議 {receipt.number}")]
    page, number = open_from_mail(people, mailbox, receipt)
    assert (number, QUESTION in read(page), answer(page, photos)) == (receipt.number, True, ANSWER)
    assert heard(mailbox) == [(HANDLER, f"市民回答了詢問：建議 {receipt.number}")]
    assert originals() == {"路口.jpg": (True, "drawn"), "東口.heic": (True, "drawn"), "早上.jpg": (False, "drawn")}
    return page


def released(people, mailbox, reader, number):
    assert release_covered(people.staff("triage_officer"), number) == PUBLIC_SOON
    assert heard(mailbox) == []  # nobody is told of it; the worker makes the pictures
    reader.goto(reverse("suggestion_detail", args=[number]))
    shown, pictures = looked_at(reader)
    assert (shown, [each.size for each in pictures], [crossing.is_covered(each) for each in pictures]) == (
        [CAPTION],
        [(320, 200), (crossing.WIDTH, crossing.HEIGHT)],
        [True, True],
    )


def replied(people, mailbox, number):
    """Both hear of it. Opening the links stops nothing; the one click of her mail program stops hers."""
    desk.answer(people.staff, number, REPLY)
    pass_minutes(people)
    assert heard(mailbox) == [(FOLLOWER, "您關注的內容有更新"), (CITIZEN, f"您的建議 {number} 已經答覆")]
    last = mailbox.last(CITIZEN)
    assert (scan(last), wish(), one_click(last), wish()) == ([200, 200], "mail", (200, b""), "")


def closed(people, mailbox, reader, page, receipt):
    """She rates it and hears nothing of its end, the reader does, and stops it by the link."""
    citizen.rate(page, receipt, "滿意", "辦得快")
    page.get_by_text("謝謝您的評議").wait_for()
    pass_minutes(people)
    assert (heard(mailbox), Suggestion.objects.get().stage) == ([(FOLLOWER, "您關注的內容有更新")], Stage.CLOSED)
    reader.goto(mailbox.path(FOLLOWER, place=1))
    press(reader, "停止通知")
    reader.get_by_role("heading", name="已經停止").wait_for()
    assert confirmed() == []


def test_told_at_each_step_and_nowhere_the_place(people, photos, mailbox, traces):
    receipt = sent(people, photos, mailbox)
    taken_up(people, mailbox, receipt.number)
    reader = followed(people, mailbox, receipt.number)
    page = asked_and_answered(people, photos, mailbox, receipt)
    released(people, mailbox, reader, receipt.number)
    replied(people, mailbox, receipt.number)
    closed(people, mailbox, reader, page, receipt)

    assert {*Notice.objects.values_list("state", flat=True)} == {State.SENT}
    assert [secret in mailbox.raw() for secret in (receipt.secret, receipt.secret.replace(" ", ""))] == [False, False]
    # Each kind of trace is looked through for something that is there; of the place there is nothing.
    known = traces.of(CAPTION.encode(), b"drawing.draw", sealed.shape.MARK)
    assert {kind for kind, _which in known} == {"answer", "file", "table", "log"}
    assert any("temporary-kept" in which for _kind, which in known)
    assert traces.of(*crossing.TRACES) == []
