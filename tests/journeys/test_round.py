"""A round of the third 民, lived from the draft to the frozen summary by the hands of staff and citizens."""

import re
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from feedback.awards.models import Nomination
from feedback.ballots import verbs as ballots
from feedback.ballots.models import Ballot
from feedback.draws.models import Draw
from feedback.models import Campaign, Suggestion
from feedback.representatives.rules import State
from feedback.rules.ratings import RatingOutcome
from feedback.rules.workflow import Stage
from tests import factories
from tests.journeys import citizen, desk
from tests.journeys.round import DAYS, PHONE, SLUG, Life, follow, last_year, press, read, told

SEATS = 6  # of whom five vote: fewer have no scores
ROUND = f"/campaigns/{SLUG}/"
SENTENCES = ".summary__sentences"


@pytest.fixture
def life(open_page, transactional_db, time_machine, settings):
    settings.ZEAL_ALLOWLIST = [{"model": "feedback.Phase"}]  # Django asks for each row of an inline
    time_machine.move_to(factories.at("2020-10-26 09:00"), tick=True)
    factories.make_district(name="市南區")
    life = Life(open_page, time_machine)
    factories.make_category(unit=factories.office().unit)
    last_year(SEATS)
    return life


def test_from_draft_to_frozen_summary(life, tmp_path):
    is_drafted_and_published(life)
    parts = ballot_is_announced(life)
    label = somebody_applies_and_is_checked(life)
    draw_is_made_once(life, label, tmp_path)
    number = suggestion_is_answered_twice(life)
    waiting = others_are_declined_and_left_open()
    report_is_rated(life)
    representatives_vote(life)
    ratings_of_the_report_are_shown(life)
    suggestion_is_awarded(life, number)
    round_cannot_be_closed(life)
    votes_are_counted(life, parts, tmp_path)
    round_is_closed(life)
    frozen = summary_is_frozen(life)
    summary_is_corrected_beside_it(life, frozen, waiting)


def is_drafted_and_published(life):
    """From last year's, with all that belongs to it, and by two people; before, nobody else sees it."""
    page = life.at("administrator", "feedback_campaign_changelist")
    follow(page, "按去年的辦法起草")
    press(page, "按去年的辦法起草")
    assert "已完成" in told(page)
    assert page.request.get(ROUND).status == 404
    page.locator("[name=summary]").fill("向市民報告，聽市民意見，請市民評議。")
    page.locator("[name=report]").select_option(index=1)
    page.locator("[name=_save]").click()
    assert "已修改" in told(page)
    campaign = Campaign.objects.get(slug=SLUG)

    page = life.at("supervisor", "feedback_campaign_change", campaign.pk)
    follow(page, "公布")
    press(page, "公布")
    assert "已完成" in told(page)
    days = {phase.kind: (phase.starts_on, phase.ends_on) for phase in campaign.phases.all()}
    assert (days, campaign.terms.seats, campaign.ballot.questions.count()) == (DAYS, SEATS, 3)


def ballot_is_announced(life):
    """Before anybody votes. The key is made by the command; of its parts two people keep one each."""
    out = StringIO()
    call_command("ballot_key", stdout=out)
    lines = out.getvalue().split("\n")
    parts = [" ".join(lines[place + 1 : place + 3]) for place, line in enumerate(lines) if line.startswith("私鑰第")]
    ballot = Ballot.objects.get(campaign__slug=SLUG)
    page = life.at("administrator", "ballots_ballot_change", ballot.pk)
    page.get_by_label("公鑰").fill(lines[1])
    page.get_by_label("三份私鑰已經分別交到三個人手裡").check()
    page.locator("[name=_save]").click()
    assert "已修改" in told(page)
    page = life.at("administrator", "ballots_ballot_change", ballot.pk)
    follow(page, "公布問題")
    press(page, "公布問題")
    assert "不能再改" in told(page)
    return parts


def somebody_applies_and_is_checked(life):
    """On a phone; the others of the pool are there already."""
    life.moves_to("2020-11-12 10:00")
    campaign = Campaign.objects.get(slug=SLUG)
    for number in range(SEATS):
        contact = f"1390000000{number}"
        factories.make_application(
            campaign=campaign, contact=contact, state=State.ELIGIBLE, now=factories.at("2020-11-11 09:00")
        )
    phone = life.citizen(ROUND, width=PHONE)
    follow(phone, "報名當市民代表")
    phone.get_by_label("姓名").fill("示例市民甲")
    phone.get_by_label("聯繫方式").fill("13800000000")
    phone.get_by_label("出生日期").fill("1990-01-31")
    phone.get_by_label("居住的區市").select_option(label="市南區")
    phone.get_by_label("我在本市居住已滿").check()
    phone.get_by_label("我已經看過個人信息的說明").check()
    press(phone, "下一步")
    press(phone, "提交報名")
    label = phone.locator(".ticket__number").inner_text()
    for path, words in (("ballot/", "12月24日起可以在代表評議中投票"), ("rate/", "12月21日起可以評議")):
        phone.goto(ROUND + path)
        assert words in read(phone).replace(" ", "")

    life.moves_to("2020-11-16 09:00")
    page = life.at("triage_officer", "representatives_application_changelist")
    page.get_by_role("link", name=label).click()
    page.get_by_label("符合條件", exact=True).check()
    press(page, "記下結果")
    assert told(page) == f"{label}：符合條件。"
    return label


def draw_is_made_once(life, label, folder):
    """Prepared by one, announced by another, its numbers typed by both; the program on its page draws the same."""
    page = life.at("supervisor", "draws_draw_add")
    page.get_by_label("活動").select_option(index=1)
    for place, name in enumerate(("雙色球", "超級大樂透", "排列5"), 1):
        page.get_by_label(f"第 {place} 次開獎：彩票").select_option(label=name)
        page.get_by_label(f"第 {place} 次開獎：期號").fill("2020115")
        page.get_by_label(f"第 {place} 次開獎：日期").fill(f"2020-11-{20 + place}")
    press(page, "準備好了")
    assert "已經準備好" in told(page)
    draw = Draw.objects.get()
    page = life.at("administrator", "draws_draw_change", draw.pk)
    press(page, "公告")
    assert "已經公告" in told(page)

    life.moves_to("2020-11-24 10:00")
    for person, answer in (("supervisor", "號碼已經記下"), ("administrator", "已經抽取")):
        page = life.at(person, "draws_draw_change", draw.pk)
        page.get_by_label("雙色球").fill("3 8 11 20 27 33 9")
        page.get_by_label("超級大樂透").fill("2 14 15 22 35 4 11")
        page.get_by_label("排列5").fill("7 0 0 3 9")
        press(page, "錄入開獎號碼")
        assert answer in told(page)
    phone = life.citizen(ROUND + "draw/", width=PHONE)
    (folder / "redo.py").write_text(phone.locator("#program").inner_text(), encoding="utf-8")
    (folder / "draw.json").write_bytes(phone.request.get(ROUND + "draw.json").body())
    redone = subprocess.run(
        [sys.executable, "redo.py", "draw.json"], cwd=folder, check=True, capture_output=True, text=True
    )
    phone.locator("#all > summary").click()
    chosen = draw.selections.get().chosen
    assert (label in read(phone), redone.stdout.split(), len(chosen)) == (True, ["1", *chosen], SEATS)


def suggestion_is_answered_twice(life):
    """Sent from a phone, handled, found wanting, handled again, and then all right; everybody can read that."""
    life.moves_to("2020-12-02 09:00")
    phone = life.citizen("/suggest/", width=PHONE)
    receipt = citizen.suggest(phone, title="路口的燈太短", body="老人過不去，請延長五秒。", category="道路交通管理")
    desk.handle(life.staff, receipt.number, "已經轉有關部門研究。")
    citizen.rate(phone, receipt, "不滿意", "等於沒答")
    assert "重辦" in read(phone)
    desk.answer(life.staff, receipt.number, "已經延長五秒。")
    citizen.rate(phone, receipt, "滿意")
    suggestion = Suggestion.objects.get()
    outcomes = [rating.outcome for rating in suggestion.ratings.order_by("rated_at")]
    redone = [RatingOutcome.CONTENT_AFTER_REDO, ""]
    assert (suggestion.campaign.slug, suggestion.stage, outcomes) == (SLUG, Stage.CLOSED, redone)
    phone.goto(f"/suggestions/{receipt.number}/")
    for words in ("市民對此前答覆的評議：不滿意", "重辦後滿意", "市民評議：滿意"):
        assert words in read(phone)
    return receipt.number


def others_are_declined_and_left_open():
    """By the office, without hands; the one that is left open comes back."""
    filed = {"campaign": Campaign.objects.get(slug=SLUG), "now": factories.at("2020-12-03 09:00")}
    factories.make_suggestion(stage=Stage.DECLINED, **filed)
    return factories.make_suggestion(stage=Stage.IN_PROGRESS, **filed)


def report_is_rated(life):
    """One touch with scripts, a page of its own without them; the results of all at the close."""
    life.moves_to("2020-12-22 09:00")
    report = Campaign.objects.get(slug=SLUG).report
    phone = life.citizen(report.get_absolute_url(), width=PHONE)
    place = phone.locator("[data-press]").nth(1)
    place.get_by_role("button", name="有用", exact=True).click()
    place.get_by_text("有用 1 人").wait_for()

    plain = life.citizen(report.get_absolute_url(), width=PHONE, java_script=False)
    plain.locator("[data-press]").nth(1).get_by_role("link", name="評議這一節").click()
    press(plain, "有用")
    assert "有用 2 人" in read(plain)
    plain.goto(ROUND + "rate/")
    assert ("2 人參加" in read(plain), "有用 2 人" in read(plain)) == (True, False)


def representatives_vote(life):
    """One by hand on a phone that shows Simplified characters, the others as that one did; then it is too late."""
    life.moves_to("2020-12-23 09:00")
    ballot = Ballot.objects.get(campaign__slug=SLUG)
    page = life.at("triage_officer", "ballots_ballot_change", ballot.pk)
    follow(page, "發投票碼")
    press(page, "發投票碼")
    page.get_by_text("投票碼只顯示這一次").wait_for()
    codes = page.locator(".desk-ticket__secret").all_inner_texts()
    assert len(codes) == SEATS

    life.moves_to("2020-12-26 09:00")
    phone = life.citizen(f"/zh-hans{ROUND}ballot/", width=PHONE)
    _type_code(phone, codes[0])
    for question in phone.locator("fieldset").all():
        question.get_by_label("满意", exact=True).check()
    press(phone, "下一步：核对")
    press(phone, "投出选票")
    assert "选票已经投出" in read(phone)
    phone.goto(f"/zh-hans{ROUND}ballot/")
    _type_code(phone, codes[0])
    assert "这个投票码已经投过票" in read(phone)
    for code in codes[1:-1]:
        chosen = {question.pk: question.options.first().pk for question in ballot.questions.all()}
        ballots.cast(ballot, re.sub(r"\D", "", code), chosen, clock=timezone.now)

    phone.get_by_label("投票码").fill(codes[-1])
    life.moves_to("2021-01-11 00:01")
    press(phone, "开始投票")
    assert "截止" in read(phone)
    assert ballot.turnout() == (SEATS - 1, SEATS)


def ratings_of_the_report_are_shown(life):
    """To everybody, now that it is over."""
    assert "有用 2 人" in read(life.citizen(ROUND + "rate/", width=PHONE))


def suggestion_is_awarded(life, number):
    """Nominated by one, its class proposed by a second, decided by a third."""
    life.moves_to("2021-01-12 09:00")
    page = life.staff("triage_officer")
    desk.open_suggestion(page, number)
    follow(page, "推薦為優秀建議")
    press(page, "推薦")
    assert told(page) == f"已推薦 {number}。"
    nomination = Nomination.objects.get()
    page = life.at("supervisor", "awards_nomination_change", nomination.pk)
    follow(page, "提出等次")
    page.get_by_label("一等", exact=True).check()
    press(page, "提出等次")
    assert "已完成" in told(page)
    page = life.at("administrator", "awards_nomination_change", nomination.pk)
    follow(page, "評定")
    press(page, "評定")
    assert "已完成" in told(page)
    phone = life.citizen(ROUND + "awards/", width=PHONE)
    for words in ("一等", number, "路口的燈太短"):
        assert words in read(phone)


def round_cannot_be_closed(life):
    """While votes are not counted."""
    life.moves_to("2021-01-21 09:00")
    page = life.at("supervisor", "feedback_campaign_change", Campaign.objects.get(slug=SLUG).pk)
    follow(page, "提請結束")
    assert "代表評議還沒有計票" in page.locator("#content").inner_text()
    assert page.get_by_role("button", name="提請結束", exact=True).count() == 0


def votes_are_counted(life, parts, folder):
    """By two people with two parts of the key; the published table alone gives the same scores."""
    for person, part, answer in (("supervisor", parts[0], "收到一份私鑰"), ("administrator", parts[2], "計票完成")):
        page = life.at(person, "ballots_ballot_change", Ballot.objects.get(campaign__slug=SLUG).pk)
        follow(page, "計票")
        page.get_by_label("一份私鑰").fill(part)
        press(page, "計票")
        assert answer in told(page)
    phone = life.citizen(ROUND + "ballots/", width=PHONE)
    table = folder / "answers.csv"
    table.write_bytes(phone.request.get(ROUND + "ballots.csv").body())
    recounted = StringIO()
    call_command("recount", str(table), stdout=recounted)
    scores = re.findall(r"%: (\S+)$", recounted.getvalue(), re.MULTILINE)
    shown = phone.locator("table").first.locator("td strong").all_inner_texts()
    assert (shown, scores) == (["95.00"] * 3, ["95.00"] * 3)


def round_is_closed(life):
    """By two people; what was left open stays in the record for everybody."""
    campaign = Campaign.objects.get(slug=SLUG)
    page = life.at("supervisor", "feedback_campaign_change", campaign.pk)
    follow(page, "提請結束")
    press(page, "提請結束")
    assert "已完成" in told(page)
    page = life.at("administrator", "feedback_campaign_change", campaign.pk)
    follow(page, "確認結束")
    press(page, "確認結束")
    assert "已完成" in told(page)
    assert "還有 1 件在辦：1 件沒有答覆" in read(life.citizen(ROUND, width=PHONE))


def summary_is_frozen(life):
    """Each number of its sentences opens a list with as many rows."""
    phone = life.citizen(ROUND + "summary/", width=PHONE)
    frozen = phone.locator(SENTENCES).inner_text()
    links = [(link.inner_text(), link.get_attribute("href")) for link in phone.locator(f"{SENTENCES} a").all()]
    lists = {address: int(number) for number, address in links if number.isdigit() and "/suggestions/" in address}
    listed = {}
    for address in lists:
        phone.goto(address)
        listed[address] = phone.locator(".suggestions > li").count()
    assert (listed, set(lists.values())) == (lists, {1, 2, 3})
    return frozen


def summary_is_corrected_beside_it(life, frozen, waiting):
    """By two people, when the open one is answered too: what was frozen stays, and what is now stands beside it."""
    life.moves_to("2021-01-22 09:00")
    factories.reply(waiting, now=timezone.now())
    page = life.at("supervisor", "summaries_correction_add")
    page.get_by_label("更正哪一份報告").select_option(index=1)
    page.get_by_label("更正", exact=True).fill("交通警察支隊的全稱是青島市公安局交通警察支隊。")
    press(page, "提交審核")
    assert "等待另一位同事審核" in told(page)
    page = life.at("administrator", "summaries_correction_changelist")
    page.locator("#result_list tbody a").first.click()
    press(page, "審核並公開")
    assert "已經公開" in told(page)
    phone = life.citizen(ROUND + "summary/", width=PHONE)
    assert phone.locator(SENTENCES).inner_text() == frozen
    for words in ("全稱是青島市公安局交通警察支隊", "已變"):
        assert words in read(phone)

    reader = life.citizen(f"/en{ROUND}summary/")
    assert "As of 21 January 2021" in reader.locator(SENTENCES).inner_text()
    assert "Frozen on 21 January 2021" in read(reader)


def _type_code(phone, code):
    phone.get_by_label("投票码").fill(code)
    press(phone, "开始投票")
