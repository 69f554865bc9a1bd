"""A talk, lived from the draft to the last answer: thirty ask in three ways, two moderate, a hall looks on."""

import pytest
from django.utils import timezone

from feedback.following.talks import tell_of_talks
from feedback.rules.workflow import Stage
from feedback.talks.models import Place
from feedback.talks.questions import in_part, questions_of
from feedback.talks.rules import Part
from tests import factories
from tests.journeys import desk, talk
from tests.journeys.round import PHONE, follow, press, read, told
from tests.journeys.talk import asked, the_talk

PAGE = f"/talks/{talk.SLUG}/"
LIVE = (*talk.ON_PHONES, *talk.BY_WEB[:3], *talk.BY_HOTLINE[:2], *talk.ON_SITE[:2])
TOLD_AT_ONCE, CALLED_BACK = talk.BY_HOTLINE[-1], talk.BY_HOTLINE[-2]
READER = "reader@example.com"
LATE = talk.BY_WEB[-2]


@pytest.fixture
def life(open_page, transactional_db, time_machine, settings):
    # Several verbs are one act, and of what is handed over each is an act of its own.
    settings.ZEAL_ALLOWLIST = [{"model": name} for name in ("feedback.Suggestion", "feedback.Unit", "talks.*")]
    time_machine.move_to(factories.at("2020-11-25 09:00"), tick=True)
    return talk.people(open_page, time_machine)


def test_a_whole_talk(life, mailbox, client):
    is_drafted_and_published(life)
    is_announced(life, mailbox)
    thirty_ask(life, client)
    two_look_through(life)
    phone, hall = people_follow(life)
    one_is_told_by_telephone(life)
    ten_are_answered(life, phone, hall)
    rest_is_handed_over(life)
    rest_is_answered_but_one(life)
    one_is_late(life)
    record_adds_up(life)
    transcript_is_published(life)
    talks_stand_apart(life)


def is_drafted_and_published(life):
    """By two people at the desk; before the second one nobody else sees it."""
    page = life.at("administrator", "talks_talk_add")
    for name, words in {
        "title": talk.TITLE, "slug": talk.SLUG, "summary": "支隊負責同志在線回答市民提問。", "hotline": "0532-66570000",
        "place": "市民中心一樓", "starts_at_0": talk.DAY, "starts_at_1": "09:00", "ends_at_0": talk.DAY,
        "ends_at_1": "11:00",
    }.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=unit]").select_option(label="交通警察支隊")
    page.locator("#id_moderators_from").select_option(label=["主持人甲", "主持人乙"])
    page.locator("#id_moderators_add").click()
    page.locator(".add-row a").click()
    page.locator("[name=guests-0-name]").fill("示例嘉賓")
    page.locator("[name=guests-0-post]").fill("支隊長")
    page.locator("[name=_save]").click()
    assert talk.TITLE in told(page)
    assert page.request.get(PAGE).status == 404

    page = life.at("supervisor", "talks_talk_change", the_talk().pk)
    follow(page, "公布")
    press(page, "公布")
    assert "已完成" in told(page)


def is_announced(life, mailbox):
    """On the first page, among the talks and by a mail on the day before, for who asked to be reminded."""
    page = life.citizen("/", width=PHONE)
    follow(page, talk.TITLE)
    assert "預告" in read(page)
    page.goto("/talks/")
    assert talk.TITLE in read(page)
    page.goto(f"/follow/?campaign={talk.SLUG}")
    follow(page, "用郵件關注")
    page.get_by_label("電子郵箱").fill(READER)
    press(page, "發確認郵件")
    page.get_by_role("heading", name="請查收確認郵件").wait_for()
    mailbox.new()
    page.goto(mailbox.path(READER))
    press(page, "確認")
    page.get_by_role("heading", name="已經關注").wait_for()
    assert mailbox.new() == []
    life.moves_to(f"{talk.DAY_BEFORE} 08:00")
    for _ in range(2):  # whoever runs it twice tells nobody twice
        tell_of_talks(timezone.now())
    [(reader, subject, words)] = mailbox.new()
    assert (reader, talk.TITLE in words) == (READER, True), subject


def thirty_ask(life, client):
    """By the web, one is shown what is like it; by telephone and on site through the office, by keyboard alone."""
    life.moves_to(f"{talk.DAY_BEFORE} 09:00")
    for text in talk.ON_PHONES:
        phone = life.citizen(PAGE, width=PHONE)
        talk.ask_on_a_phone(phone, text)
        phone.locator(".ticket__number").wait_for()
    for text in (*talk.BY_WEB, talk.NOT_OURS):
        talk.ask_by_web(client, text)
    page = life.at("triage_officer", "talks_talk_calls", the_talk().pk)
    calls = talk.BY_HOTLINE[:-1]
    numbers = [talk.enter_call(page, text, call="2" if text == CALLED_BACK else "4") for text in calls]
    numbers += [talk.enter_call(page, text, call="4", on_site=True) for text in talk.ON_SITE]
    assert [asked(text).number for text in (*calls, *talk.ON_SITE)] == numbers


def two_look_through(life):
    """On the evening before: released, merged and declined by two, each of whom sees what the other did."""
    life.moves_to(f"{talk.DAY_BEFORE} 18:00")
    one, other = talk.Stage(life, "first_moderator"), talk.Stage(life, "second_moderator")
    first = asked(talk.ON_PHONES[0])
    one.fill_in(first, "r")
    one.told(f"{first.number}：文字已公開。")
    other.card(first).get_by_text("已公開").wait_for()
    for question in questions_of(the_talk()).filter(public_title="").exclude(body=talk.NOT_OURS):
        factories.release(question, title=question.title, body=question.body, now=timezone.now())
    support_it(life, first)
    alike_is_shown_and_merged(life, one, first)
    both_act_on_one(one, other)
    declined_by_two(one, other)


def support_it(life, question):
    """By two browsers that found it on the page of the talk; what was there once is counted once."""
    for _ in range(2):
        phone = life.citizen(PAGE, width=PHONE)
        phone.locator(f"#q{question.number}").get_by_role("link", name="我也想問").click()
        press(phone, "我也想問")
        phone.get_by_text("已經算上您").first.wait_for()
    question.refresh_from_db()
    assert question.support_count == 2


def alike_is_shown_and_merged(life, one, first):
    """Who asks the same is shown it, sends it all the same, and keeps the receipt; the moderator is shown it too."""
    phone = life.citizen(PAGE, width=PHONE)
    talk.ask_on_a_phone(phone, talk.ALIKE)
    phone.get_by_text("有人問過類似的").wait_for()
    assert first.title in read(phone)
    press(phone, "仍然提交")
    phone.locator(".ticket__number").wait_for()
    alike, (second, main) = asked(talk.ALIKE), map(asked, talk.MERGED_BY_NUMBER)
    one.card(alike).get_by_text(f"與 {first.number} 相似").wait_for()
    one.key(alike, "m")
    press(one.page, f"併入 {first.number}")
    one.told(f"{alike.number}：已併案。")
    one.fill_in(second, "m", main.number, label="主件編號")
    one.told(f"{second.number}：已併案。")
    assert sorted(questions_of(the_talk()).filter(stage=Stage.MERGED).values_list("main", flat=True)) == sorted(
        [first.pk, main.pk]
    )


def both_act_on_one(one, other):
    """The second one is told what the first one did, and sees it."""
    question = asked(talk.BY_WEB[3])
    other.page.route("**/stage/board/", lambda route: route.fulfill(status=304))  # it hears of nothing for a moment
    one.key(question, "1")
    one.told(f"{question.number}：已轉嘉賓。")
    other.key(question, "l")
    other.page.get_by_text(f"{question.number} 剛剛由主持人甲改為「已轉嘉賓」").wait_for()
    other.page.unroute("**/stage/board/")
    assert question.turn.place == Place.PASSED


def declined_by_two(one, other):
    question = asked(talk.NOT_OURS)
    one.key(question, "x")
    editor = one.page.locator("[data-editor]")
    editor.get_by_label("不屬於公安機關職責").check()
    editor.get_by_label("對市民的說明").fill("鄰里噪聲請找社區或者物業調解。")
    one.page.keyboard.press("Control+Enter")
    one.told(f"{question.number}：已提請不予受理")
    other.card(question).get_by_text("主持人甲提請不予受理").wait_for()
    other.fill_in(question, "c")
    other.told(f"{question.number}：已確認不予受理。")


def people_follow(life):
    """A phone and the screen of the hall, opened before the first answer; nobody loads them again."""
    life.moves_to(f"{talk.DAY} 09:05")
    return life.citizen(PAGE, width=PHONE), life.citizen(f"{PAGE}screen/", width=1920)


def one_is_told_by_telephone(life):
    """At once, while the talk goes on: it is one of the talk, whoever writes the answer down."""
    page = life.at("triage_officer", "talks_talk_calls", the_talk().pk)
    number = talk.enter_call(page, TOLD_AT_ONCE, call="1", answer="已經在電話裡說明。")
    assert [question.number for question in in_part(the_talk(), Part.WRITING)] == [number]


def ten_are_answered(life, phone, hall):
    """Typed by one, approved by the other; what is on stage is seen in the hall and on the phone, and the answer."""
    one, other = talk.Stage(life, "first_moderator"), talk.Stage(life, "second_moderator")
    for place, text in enumerate(LIVE, start=1):
        question = asked(text)
        one.key(question, "s")
        one.told(f"{question.number}：正在回答。")
        if place == 1:
            for page in (hall, phone):
                page.locator(".live__stage").get_by_text(question.number).wait_for()
        one.answer(question, f"第 {place} 個答覆：已經安排。")
        other.approve(question)
    phone.locator(".live__answered").get_by_text("第 10 個答覆：已經安排。").wait_for()
    assert in_part(the_talk(), Part.LIVE).count() == len(LIVE)


def rest_is_handed_over(life):
    life.moves_to(f"{talk.DAY} 11:30")
    one = talk.Stage(life, "first_moderator")
    one.page.get_by_role("link", name="其餘").click()
    press(one.page, "受理並轉辦")
    one.told("件提問已受理並轉")
    assert {question.stage for question in in_part(the_talk(), Part.WAITING)} == {Stage.ASSIGNED}


def rest_is_answered_but_one(life):
    """One through the unit's queue by hand, the others as that one was."""
    life.moves_to("2020-12-10 10:00")
    first, *others = in_part(the_talk(), Part.WAITING).exclude(body=LATE).order_by("pk")
    desk.do(life.staff("handler"), first.number, "開始辦理")
    desk.answer(life.staff, first.number, "會後已經核實，已經辦妥。")
    others += in_part(the_talk(), Part.WRITING)
    for question in others:
        if question.stage == Stage.ASSIGNED:
            question.start(by=factories.office().handler, now=timezone.now())
        factories.reply(question, now=timezone.now())
    assert "還有 1 件待答覆" in read(life.citizen(PAGE, width=PHONE))


def one_is_late(life):
    """The public page says so until it is answered, and that all are answered then."""
    life.moves_to("2020-12-17 10:00")
    assert "1 件逾期未答覆" in read(life.citizen(PAGE, width=PHONE))
    question = asked(LATE)
    question.start(by=factories.office().handler, now=timezone.now())
    factories.reply(question, now=timezone.now())
    text = read(life.citizen(PAGE, width=PHONE))
    assert ("逾期未答覆" in text, "已全部答覆" in text) == (False, True)


def record_adds_up(life):
    """Each number on the page is the length of the list behind it, and the lists are all that were asked."""
    page = life.citizen(PAGE)
    numbers = {link.get_attribute("href"): int(link.inner_text()) for link in page.locator(".talk-numbers td a").all()}
    page.goto(f"{PAGE}record/")
    lists = {
        link.get_attribute("href"): int(link.inner_text().split()[-1])
        for link in page.locator(".record__lists a").all()
    }
    listed = {}
    for address in numbers | lists:
        page.goto(address)
        listed[address] = page.locator(".suggestions > li").count()
    assert (listed, sum(lists.values())) == (numbers | lists, talk.ASKED)
    assert in_part(the_talk(), Part.LIVE).count() == len(LIVE) + 1  # and one by telephone
    assert in_part(the_talk(), Part.AFTER).count() == talk.ASKED - len(LIVE) - 1 - 2 - 1


def transcript_is_published(life):
    """Read in from a text by a moderator, published by another one, and led to from the question it speaks of."""
    life.moves_to("2020-12-18 10:00")
    question = asked(talk.ON_PHONES[0])
    page = life.at("first_moderator", "talks_talk_transcript", the_talk().pk)
    follow(page, "讀入文字或者文件")
    page.get_by_label("粘貼文字").fill(
        f"# 左轉燈\n主持人：先答 {question.number}。\n嘉賓：已經延長五秒。\n# 結束\n謝謝大家。"
    )
    press(page, "讀入並分節")
    press(page, "保存草稿")
    assert "已經保存" in told(page)
    assert "懇談實錄" not in read(life.citizen(PAGE))
    page = life.at("second_moderator", "talks_talk_transcript", the_talk().pk)
    press(page, "我已讀過，公布")
    assert "已經公布" in told(page)
    phone = life.citizen(PAGE, width=PHONE)
    phone.get_by_role("link", name="實錄：左轉燈").first.click()
    assert "已經延長五秒" in read(phone)


def talks_stand_apart(life):
    """On the first page and in the statistics."""
    assert f"提問 {talk.ASKED} 件" in read(life.citizen("/"))
    page = life.citizen("/data/")
    row = page.locator("tr", has=page.locator("th", has_text="在線懇談"))
    assert row.first.locator("td").first.text_content() == str(talk.ASKED)
