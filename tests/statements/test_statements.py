"""What the public pages state under a condition, each under each condition; `docs/statements.md` lists them."""

import ast
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.models import User
from django.urls import reverse

from feedback.models import Campaign, Channel, Draft, Status, Suggestion
from feedback.office.campaigns import for_new_suggestion
from feedback.records.drafts import KEPT_FOR
from feedback.rules import deadlines
from feedback.rules.workflow import OPEN_STAGES, DeclineReason, Score, Stage
from feedback.tasks import run_daily
from portal.serving import limits
from tests import factories
from tests.factories import NOW, at
from tests.feedback.passage import WORDS, fill, look_up, opened, send
from tests.reports.factories import make_report

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "docs" / "statements.md"
TODAY = NOW.date()
MINE = "/status/mine/"


@pytest.fixture
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


def said(page, *sentences):
    """Which of `sentences` the page says, without regard to its line breaks and links."""
    text = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.text))
    return [sentence for sentence in sentences if re.sub(r"\s+", "", sentence) in text]


def released(**fields):
    suggestion = factories.make_suggestion(has_consent=True, **fields)
    factories.release(suggestion)
    suggestion.refresh_from_db()
    return suggestion


# The table and these tests.


def rows():
    """[(statement, condition, file, test)] of the table."""
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("| 「")]
    return [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines]


def functions_of(path):
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


ABOUT_THE_TABLE = {
    "test_the_table_names_each_of_these_tests_and_no_other",
    "test_each_statement_stands_where_it_is_said_to",
}


def test_the_table_names_each_of_these_tests_and_no_other():
    named = [re.fullmatch(r"`(?:(\S+)::)?(test_\w+)`", test) for *_, test in rows()]
    assert [test for test, found in zip(rows(), named, strict=True) if not found] == []
    here = {found[2] for found in named if not found[1]}
    elsewhere = {(found[1], found[2]) for found in named if found[1]}
    assert here == functions_of("tests/statements/test_statements.py") - ABOUT_THE_TABLE
    assert {(path, name) for path, name in elsewhere if name not in functions_of(path)} == set()


def test_each_statement_stands_where_it_is_said_to():
    missing = [
        (statement, path)
        for statement, _condition, path, _test in rows()
        if statement.strip("「」") not in (ROOT / path.strip("`")).read_text()
    ]
    assert (missing, len(rows()) > 40) == ([], True)


# Who may read what.


def brought(stage, *, is_public):
    suggestion = factories.make_suggestion(stage=stage, has_consent=is_public)
    if is_public and stage != Stage.WITHDRAWN:
        factories.release(suggestion)
    suggestion.refresh_from_db()
    return suggestion


@pytest.mark.parametrize("is_public", [True, False])
@pytest.mark.parametrize("stage", Stage)
def test_anybody_sees_where_each_one_stands_and_reads_it_only_once_released(client, stage, is_public):
    suggestion = brought(stage, is_public=is_public)
    page = client.get(suggestion.get_absolute_url())
    is_shown = bool(suggestion.public_body)
    assert said(page, suggestion.number, suggestion.status.name) == [suggestion.number, suggestion.status.name]
    assert bool(said(page, "早高峰左轉的車排到直行道，建議加待轉提示牌。")) == is_shown
    assert said(client.get("/"), "辦到哪一步，人人可查。內容和答覆，經您同意、由工作人員審核後公開。") != []


@pytest.mark.parametrize("reason", DeclineReason)
def test_a_declined_one_says_why_and_only_that(client, reason):
    suggestion = factories.make_suggestion()
    factories.decline(suggestion, reason=reason)
    page = client.get(suggestion.get_absolute_url())
    assert said(page, str(reason.label), "這件建議不予受理，原因已經說明。", "不在受理範圍內") == [
        str(reason.label), "這件建議不予受理，原因已經說明。",
    ]  # fmt: skip


NOT_SHOWN = {
    "no consent": "市民未同意公開內容",
    "waiting": "內容尚未審核，暫不公開",
    "answered": "內容尚未審核，暫不公開",
    "taken back": "公開以後又收回，內容不公開",
    "withdrawn": "市民已撤回，內容不公開",
}


@pytest.mark.parametrize("why", NOT_SHOWN)
def test_why_a_text_is_not_shown(client, triage_officer, why):
    stage = {"answered": Stage.REPLIED, "withdrawn": Stage.WITHDRAWN}.get(why, Stage.ACCEPTED)
    suggestion = factories.make_suggestion(stage=stage, has_consent=why != "no consent")
    if why == "taken back":
        factories.release(suggestion)
        suggestion.take_back("市民要求。", by=triage_officer, now=NOW)
    pages = [client.get(address) for address in (suggestion.get_absolute_url(), reverse("suggestion_list"))]
    assert [said(page, *dict.fromkeys(NOT_SHOWN.values())) for page in pages] == [[NOT_SHOWN[why]]] * 2


@pytest.mark.parametrize("consent", ["yes", "no"])
def test_before_sending_it_says_what_the_others_will_see(client, consent):
    page = fill(client, person={"consent": consent})
    assert said(page, "公開以後，大家看到的是這樣", "內容不公開，這一件的頁面上大家只看到這些") == (
        ["公開以後，大家看到的是這樣"] if consent == "yes" else ["內容不公開，這一件的頁面上大家只看到這些"]
    )


# How long something is kept.


def test_how_long_name_and_contact_are_kept_is_one_sentence_and_true(client):
    sentence = "姓名和聯繫方式加密保存，隨這件建議保存，系統不會到期自動刪除；辦結以後不再需要的，您可以要求刪除。"
    suggestion = factories.make_suggestion(stage=Stage.CLOSED, name="王曉梅", contact="13864210975")
    run_daily(NOW + timedelta(days=20 * 365))
    suggestion.refresh_from_db()
    pages = [client.get(reverse(name)) for name in ("suggest_start", "privacy")]
    assert [said(page, sentence, "最短期限") for page in pages] == [[sentence]] * 2
    assert (suggestion.name, suggestion.contact) == ("王曉梅", "13864210975")


@pytest.mark.parametrize(("hours", "is_kept"), [(-1, True), (1, False)])
def test_what_was_not_sent_is_kept_for_the_hours_that_the_pages_say(client, hours, is_kept):
    client.post(reverse("suggest_start"))
    client.post(reverse("suggest_words"), WORDS)
    run_daily(NOW + KEPT_FOR + timedelta(hours=hours))
    hours = f"超過 {KEPT_FOR // timedelta(hours=1)} 小時沒有改動"
    told = [f"{hours}的，由每日的清理刪除", f"{hours}即刪除"]
    pages = [said(client.get(reverse(name)), *told) for name in ("suggest_start", "privacy", "accessibility")]
    assert (Draft.objects.exists(), pages) == (is_kept, [told[:1], told[:1], told[1:]])


@pytest.mark.parametrize("minutes", [0, 29, 31])
def test_the_receipt_is_shown_for_the_minutes_that_it_says(client, time_machine, minutes):
    send(client, fill(client))
    time_machine.move_to(NOW + timedelta(minutes=minutes), tick=False)
    page = client.get(reverse("suggest_receipt"))
    shown, gone = (
        "查詢碼只在這裡顯示 30 分鐘",
        "回執只在提交後 30 分鐘內、在提交時用的瀏覽器裡顯示。不再顯示，不影響辦理。",
    )
    assert said(page, shown, gone, "仍然在辦理") == ([shown] if minutes < 30 else [gone])


# Which campaign takes it.

TAKES = "現在提的意見建議，都歸入這個活動，逐件編號、逐件辦理。"
TAKES_NOT = "這個活動目前不徵集意見建議。"
GOES = "隨時可以提建議。眼下提的，歸入"
DAYS = {"now": (-5, 5), "before": (-20, -10), "later": (10, 20)}


@pytest.mark.parametrize(
    ("kind", "when", "of_round", "of_open"),
    [
        (None, None, None, [TAKES]),
        (Campaign.Kind.SANMIN, "now", [TAKES], [GOES]),
        (Campaign.Kind.SANMIN, "before", [TAKES_NOT, GOES], [TAKES]),
        (Campaign.Kind.SANMIN, "later", [TAKES_NOT, GOES], [TAKES]),
        (Campaign.Kind.LIVE, "now", [GOES], [TAKES]),
        (Campaign.Kind.LIVE, "before", [TAKES_NOT, GOES], [TAKES]),
    ],
)
def test_a_campaign_says_whether_it_takes_suggestions_now(client, kind, when, of_round, of_open):
    if kind:
        campaign = factories.make_campaign(slug="round", kind=kind, title="活動甲")
        first, last = (TODAY + timedelta(days=days) for days in DAYS[when])
        factories.make_phase(campaign=campaign, starts_on=first, ends_on=last)
    pages = [
        client.get(reverse("campaign_detail", args=[slug])) for slug in ("round", "open") if kind or slug == "open"
    ]
    assert [said(page, TAKES, TAKES_NOT, GOES) for page in pages] == [*([of_round] if kind else []), of_open]
    year_round = "一年四季都可以向公安機關提意見、出主意。"
    assert said(pages[-1], year_round, TAKES_NOT) == [year_round]  # never both


@pytest.mark.parametrize("is_round", [True, False])
def test_the_form_says_where_it_will_be_filed_and_there_it_is(client, is_round):
    if is_round:
        factories.make_phase(campaign=factories.make_campaign(), starts_on=TODAY)
    title = "2020 年「三民」活動" if is_round else "開門納諫"
    told = f"現在提的意見建議，歸入{title}。"
    start, check = client.get(reverse("suggest_start")), fill(client)
    send(client, check)
    assert (said(start, told), said(check, f"提交後歸入{title}，當場給您編號和查詢碼。") != []) == ([told], True)
    assert Suggestion.objects.get().campaign.title == title


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2020, 7, 1), date(2020, 12, 31)])
def test_there_is_a_campaign_for_every_day_of_the_year(client, day):
    past = factories.make_phase(
        campaign=factories.make_campaign(), starts_on=date(2020, 11, 1), ends_on=date(2020, 11, 2)
    )
    taken = for_new_suggestion(day)
    assert (taken.slug, taken == past.campaign) == ("open", False)
    assert said(client.get(reverse("campaign_list")), "「三民」活動每年一次，「開門納諫」全年不停。") != []


@pytest.mark.parametrize("requires_contact", [True, False])
def test_a_campaign_that_wants_a_contact_says_so(client, requires_contact):
    factories.make_phase(campaign=factories.make_campaign(requires_contact=requires_contact), starts_on=TODAY)
    told = "這次活動要求留下姓名和聯繫方式。"
    assert said(client.get(reverse("suggest_start")), told) == ([told] if requires_contact else [])
    sent = fill(client, person={"name": "", "contact": ""})
    assert bool(said(sent, "這次活動要求留下姓名。")) == requires_contact


@pytest.mark.parametrize(
    ("ends_in", "told"),
    [(0, "徵集意見建議：今天截止"), (9, "徵集意見建議：至2020年12月10日，還有9天"), (-1, ""), (None, "徵集意見建議")],
)
def test_how_long_a_phase_still_runs(client, ends_in, told):
    ends_on = None if ends_in is None else TODAY + timedelta(days=ends_in)
    campaign = factories.make_campaign()
    factories.make_phase(campaign=campaign, starts_on=TODAY - timedelta(days=9), ends_on=ends_on)
    page = client.get("/")
    every = ("今天截止", "還有9天")
    assert (bool(said(page, "徵集意見建議")), said(page, *every)) == (
        bool(told), [words for words in every if words in told],
    )  # fmt: skip


# What is like it.

SUPPORT = "說的是同一件事的，可以點「我也遇到」，不必重寫。您寫的內容還在，也可以接著提交。"
LOOK = "這些建議都不在辦理中，可以先看看結果。您寫的內容還在，可以接著提交。"
TYPED = "有人提過類似的，可以先看看"


LIKE = [
    ("小學門口的斑馬線總有車擋", "早高峰小學門口斑馬線上停車。"),
    ("小學門口的斑馬線又被擋住", "早高峰斑馬線被停車擋住，孩子過不去。"),
]


def like(stage):
    title, body = LIKE[Suggestion.objects.public().count()]
    suggestion = factories.make_suggestion(stage=stage, has_consent=True)
    factories.release(suggestion, title=title, body=body)
    return suggestion


@pytest.mark.parametrize(
    ("stages", "told"),
    [
        ([], []),
        ([Stage.IN_PROGRESS], [SUPPORT]),
        ([Stage.CLOSED], [LOOK]),
        ([Stage.CLOSED, Stage.REPLIED], [SUPPORT]),
        ([Stage.DECLINED], [LOOK]),
    ],
)
def test_the_similar_page_names_no_button_that_is_not_there(client, stages, told):
    for stage in stages:
        like(stage)
    client.post(reverse("suggest_start"))
    page = client.post(reverse("suggest_words"), WORDS, follow=True)
    has_button = '/support/">我也遇到</a>' in page.text
    assert (said(page, SUPPORT, LOOK), has_button) == (told, told == [SUPPORT])


@pytest.mark.parametrize("has_any", [True, False])
def test_while_a_title_is_typed_similar_ones_are_told_only_where_there_are_some(client, has_any):
    """What the script shows; without it nothing is asked here, and the step after the words shows the same."""
    if has_any:
        like(Stage.CLOSED)
    page = client.get(reverse("suggest_hits"), {"title": "小學門口的斑馬線"})
    assert (said(page, TYPED), "我也遇到" in page.text) == ([TYPED] if has_any else [], False)


@pytest.mark.parametrize("stage", [None, Stage.IN_PROGRESS, Stage.CLOSED])
def test_the_last_page_offers_only_to_name_one_that_is_like_it(client, stage):
    if stage:
        like(stage)
    told = "返回類似的建議，選與其中一件有關"
    assert said(fill(client), told, "有 1 件類似的建議") == ([told, "有 1 件類似的建議"] if stage else [])


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.CLOSED])
def test_a_support_can_be_undone_at_any_time(client, office, stage):
    suggestion = released(stage=Stage.ACCEPTED)
    address = reverse("suggestion_support", args=[suggestion.number])
    told = said(client.get(address), "不用註冊，每個瀏覽器算一次，隨時可以取消。")
    client.post(address)
    if stage == Stage.CLOSED:
        suggestion.refresh_from_db()
        suggestion.assign(office.unit, by=office.triage_officer, now=NOW)
        suggestion.start(by=office.handler, now=NOW)
        factories.reply(suggestion)
        suggestion.rate(Score.SATISFIED, now=NOW)
    client.post(address, {"undo": "yes"})
    assert (told != [], suggestion.supports.count()) == (True, 0)


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.CLOSED])
def test_one_that_is_done_says_that_it_counts_nobody_any_more(client, stage):
    suggestion = released(stage=stage)
    page = client.get(reverse("suggestion_support", args=[suggestion.number]))
    open_one, done = "不用註冊，每個瀏覽器算一次", "這件不在辦理中，不再計人數。"
    assert said(page, open_one, done) == ([open_one] if stage == Stage.ACCEPTED else [done])


# By phone.

REGISTERS = "由工作人員代您登記，同樣給您編號和查詢碼。"
ASKS = "有不清楚的，可以撥打"
TELLS_ALSO = "不便上網的，工作人員可以代您登記建議，同樣給您編號和查詢碼。"


@pytest.mark.parametrize("phone", ["in use", "out of use", "deleted"])
def test_that_staff_register_what_is_said_by_phone_is_promised_only_while_they_do(client, phone):
    if phone == "out of use":
        Channel.objects.filter(pk="phone").update(is_active=False)
    elif phone == "deleted":
        Channel.objects.get(pk="phone").delete()
    told = {
        name: said(client.get(reverse(name)), REGISTERS, ASKS, TELLS_ALSO)
        for name in ("home", "suggest_start", "about", "accessibility")
    }
    usual = [REGISTERS] if phone == "in use" else [ASKS]
    assert told == {
        "home": usual, "suggest_start": usual, "about": usual,
        "accessibility": [*usual, *([TELLS_ALSO] if phone == "in use" else [])],
    }  # fmt: skip


@pytest.mark.parametrize("code", ["phone", "letter", "visit", "meeting", "wechat"])
def test_every_receipt_of_what_staff_registered_is_issued_by_staff(client, triage_officer, code):
    fields = {
        "campaign": Campaign.objects.get(slug="open"), "kind": Suggestion.Kind.SUGGESTION,
        "channel": Channel.objects.get(pk=code), "title": "路燈不亮", "body": "夜裡看不清路，請修理。",
    }  # fmt: skip
    [suggestion] = Suggestion.objects.register([("a call", fields)], by=triage_officer, now=NOW)
    (table,) = (table for table in client.get("/data/").context["charts"] if table.name == "ratings")
    assert (suggestion.is_issued_by_staff, "由工作人員登記的，回執由工作人員開具" in table.meaning) == (True, True)


# Days.


@pytest.mark.parametrize("rating_days", [15, 30])
def test_the_days_of_the_rules_stand_on_the_page_about_the_site(client, settings, rating_days):
    settings.RATING_DAYS = rating_days
    told = [
        f"收到後 {deadlines.ACCEPT_DAYS} 個工作日內，決定是否受理。",
        f"收到後 {deadlines.REPLY_DAYS} 個工作日內答覆",
        f"可以延長一次，最多 {deadlines.EXTENSION_DAYS} 個工作日",
        f"由承辦單位在 {deadlines.SEND_BACK_DAYS} 個工作日內退回重轉",
        f"評議期是答覆後 {rating_days} 天，個別活動另有規定的，以查進度頁面寫明的日期為準。",
    ]
    assert said(client.get(reverse("about")), *told) == told


@pytest.mark.parametrize("own_days", [None, 7])
def test_until_when_it_may_be_rated_and_that_it_closes_then(client, own_days):
    receipt = opened(client, stage=Stage.REPLIED, campaign=factories.make_campaign(rating_days=own_days))
    last = TODAY + timedelta(days=own_days or site_settings.RATING_DAYS)
    told = f"{last.year}年{last.month}月{last.day}日以前沒有評議的，到期自動辦結。"
    page, stages = client.get(MINE), []
    for day in (last, last + timedelta(days=1)):
        run_daily(at(f"{day} 06:10"))
        stages.append(Suggestion.objects.get(pk=receipt.suggestion.pk).stage)
    assert (said(page, told), stages) == ([told], [Stage.REPLIED, Stage.CLOSED])


@pytest.mark.parametrize("days", [15, 16])
def test_what_the_daily_work_has_not_closed_says_that_it_waits_for_it(client, time_machine, days):
    """The worker was away: the days are over and nothing closed."""
    suggestion = released(stage=Stage.REPLIED)
    time_machine.move_to(NOW + timedelta(days=days), tick=False)
    over, waits = "評議期已滿，待系統辦結。", "承辦單位已經答覆，等待市民評議。"
    assert said(client.get(suggestion.get_absolute_url()), over, waits) == ([waits] if days == 15 else [over])


ALONE, SHARED = "選「滿意」「基本滿意」的，隨即辦結。", "各位都選「滿意」或「基本滿意」的，隨即辦結。"


@pytest.mark.parametrize("is_shared", [True, False])
def test_what_a_good_rating_brings_about(client, is_shared):
    receipt = opened(client, stage=Stage.REPLIED)
    if is_shared:
        other = factories.make_suggestion(stage=Stage.MERGED, main=receipt.suggestion)
    page = client.get(MINE)
    receipt.suggestion.refresh_from_db()
    receipt.suggestion.rate(Score.SATISFIED, now=NOW)
    stages = [Suggestion.objects.get(pk=receipt.suggestion.pk).stage]
    if is_shared:
        other.refresh_from_db()
        other.rate(Score.SATISFIED, now=NOW)
        stages.append(Suggestion.objects.get(pk=receipt.suggestion.pk).stage)
    assert (said(page, ALONE, SHARED), stages) == (
        ([SHARED], [Stage.REPLIED, Stage.CLOSED]) if is_shared else ([ALONE], [Stage.CLOSED])
    )


LATER = NOW + timedelta(days=2)


@pytest.mark.parametrize("became", ["handled again", "withdrawn"])
def test_an_answer_is_said_to_be_followed_by_another_only_while_one_is_due(client, became):
    receipt = opened(client, stage=Stage.REPLIED)
    if became == "withdrawn":
        receipt.suggestion.withdraw(now=LATER)
    else:
        receipt.suggestion.rate(Score.DISSATISFIED, now=LATER)
    told = "這件建議正在重新辦理，新的答覆作出以前，先列出此前的答覆。"
    page = client.get(MINE)
    assert said(page, "此前的答覆", told) == ["此前的答覆", *([told] if became == "handled again" else [])]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("handled again", "市民對此前答覆的評議"),
        ("answered again", "市民對此前答覆的評議"),
        ("rated again", "<h2>市民評議</h2>"),
    ],
)
def test_a_rating_is_not_said_to_be_of_an_answer_that_came_after_it(client, state, told):
    suggestion = released(stage=Stage.REPLIED)
    suggestion.rate(Score.DISSATISFIED, now=NOW)
    if state != "handled again":
        suggestion.refresh_from_db()
        factories.reply(suggestion, now=NOW + timedelta(days=1))
    if state == "rated again":
        suggestion.refresh_from_db()
        suggestion.rate(Score.SATISFIED, now=LATER)
    page = client.get(suggestion.get_absolute_url()).text
    assert [words for words in ("市民對此前答覆的評議", "<h2>市民評議</h2>") if words in page] == [told]


def test_a_merged_one_names_the_one_that_counts(client):
    suggestion = released(stage=Stage.MERGED)
    told = f"併入 {suggestion.main.number}，進度和答覆以那一件為準。"
    assert said(client.get(suggestion.get_absolute_url()), told) == [told]


def rated_and_answered_again(suggestion):
    suggestion.rate(Score.DISSATISFIED, now=NOW)
    suggestion.refresh_from_db()
    factories.reply(suggestion, now=NOW + timedelta(days=1))
    suggestion.refresh_from_db()


@pytest.mark.parametrize("time", [1, 2])
def test_what_a_bad_rating_brings_about(client, time):
    receipt = opened(client, stage=Stage.REPLIED)
    suggestion = receipt.suggestion
    if time == 2:
        rated_and_answered_again(suggestion)
    page = client.get(MINE)
    suggestion.refresh_from_db()
    suggestion.rate(Score.DISSATISFIED, now=LATER)
    suggestion.refresh_from_db()
    redone, supervised = "選「不滿意」的，發回重辦一次。", "選「不滿意」的，列入督辦。"
    assert (said(page, redone, supervised), suggestion.stage, suggestion.is_supervised) == (
        ([redone], Stage.IN_PROGRESS, False) if time == 1 else ([supervised], Stage.REPLIED, True)
    )


@pytest.mark.parametrize("state", ["handled again", "supervised", "answered again", "closed"])
def test_what_became_of_a_bad_rating(client, state):
    receipt = opened(client, stage=Stage.REPLIED)
    suggestion = receipt.suggestion
    if state == "handled again":
        suggestion.rate(Score.DISSATISFIED, now=NOW)
    else:
        rated_and_answered_again(suggestion)
    if state in ("supervised", "closed"):
        suggestion.rate(Score.DISSATISFIED, now=LATER)
    if state == "closed":
        suggestion.refresh_from_db()
        suggestion.close(now=at("2020-12-19 06:10"))
    again, supervised = "已經發回承辦單位重辦，新的答覆作出後，請您再評議一次。", "已經列入督辦，由督辦部門過問。"
    assert said(client.get(MINE), again, supervised) == {
        "handled again": [again], "supervised": [supervised], "answered again": [], "closed": [],
    }[state]  # fmt: skip


@pytest.mark.parametrize("days", ["known", "provisional", "not known"])
def test_the_receipt_says_by_when_it_will_be_answered_if_that_is_known(client, monkeypatch, time_machine, days):
    if days == "provisional":
        time_machine.move_to(at("2029-12-03 10:00"), tick=False)
    if days == "not known":
        monkeypatch.setattr("feedback.suggest.views.due_days", lambda *args, **kwargs: 1 / 0)
    send(client, fill(client))
    page = client.get(reverse("suggest_receipt"))
    known, moves, unknown = "由承辦單位答覆；延長的，會寫明原因。", "「暫定」是因為", "受理和答覆的期限還沒有算出"
    assert said(page, known, moves, unknown) == {
        "known": [known], "provisional": [known, moves], "not known": [unknown],
    }[days]  # fmt: skip


@pytest.mark.parametrize("stage", Stage)
def test_who_may_withdraw_is_who_the_page_about_the_site_names(client, stage):
    receipt = factories.make_receipt(stage=stage)
    look_up(client, receipt)
    told = "辦結之前，您可以憑查詢碼撤回；不予受理和已經併案的，不能撤回。"
    assert (bool(said(client.get(MINE), "撤回這件建議")), said(client.get(reverse("about")), told)) == (
        stage in OPEN_STAGES, [told],
    )  # fmt: skip


@pytest.mark.parametrize("has_merged_ones", [True, False])
@pytest.mark.parametrize("is_public", [True, False])
def test_what_becomes_of_one_that_is_withdrawn(client, is_public, has_merged_ones):
    receipt = opened(client, stage=Stage.ACCEPTED, has_consent=True)
    suggestion = receipt.suggestion
    if is_public:
        factories.release(suggestion)
    if has_merged_ones:
        other = factories.make_suggestion(stage=Stage.MERGED, main=suggestion)
    page = client.get(reverse("status_withdraw"))
    suggestion.refresh_from_db()
    suggestion.withdraw(now=NOW)
    taken_back, goes_on = "已經公開的文字隨即收回。", "併入這一件的其他市民的建議，繼續辦理。"
    assert said(page, taken_back, goes_on) == [taken_back] * is_public + [goes_on] * has_merged_ones
    assert not suggestion.is_public
    if has_merged_ones:
        other.refresh_from_db()
        assert other.stage == Stage.ACCEPTED


@pytest.mark.parametrize("is_limited", [True, False])
def test_who_sent_too_often_is_told_for_how_long(client, settings, is_limited):
    settings.SENT_PER_HOUR_BROWSER = 1 if is_limited else 0
    pages = []
    for _ in range(2):
        pages.append(send(client, fill(client)))
    told = f"請過 {limits.SEND.minutes} 分鐘再點「提交」，您填寫的內容都還在。"
    assert (pages[1].status_code, bool(said(pages[1], told))) == ((429, True) if is_limited else (302, False))


# Reports and samples.


@pytest.mark.parametrize("count", [0, 1])
def test_without_a_report_none_is_promised(client, count):
    if count:
        make_report(published_by=User.objects.create_superuser("publisher"))
    page = client.get(reverse("report_list"))
    assert said(page, "還沒有公布的報告。") == ([] if count else ["還沒有公布的報告。"])


@pytest.mark.parametrize("years", [1, 2])
def test_years_are_compared_where_there_are_some(client, years):
    publisher = User.objects.create_superuser("publisher")
    for year in range(2021, 2021 + years):
        report = make_report(year=year, published_by=publisher)
    figure = report.sections.exclude(figures=None).first().figures.first()
    page = client.get(reverse("figure_history", args=[figure.name]))
    told = "目前只有一年的數值；其他年度的報告公布後，這裡會畫出歷年變化。"
    assert said(page, told) == ([told] if years == 1 else [])


def test_every_section_with_a_text_is_open_to_suggestions(client):
    report = make_report(published_by=User.objects.create_superuser("publisher"))
    page = client.get(report.get_absolute_url())
    with_text = [section.pk for section in report.sections.all() if section.paragraphs]
    offered = [int(pk) for pk in re.findall(r"/suggest/\?section=(\d+)", page.text)]
    assert sorted(set(offered)) == sorted(with_text)
    assert said(client.get(reverse("report_list")), "有正文的各節都可以提建議。") != []


@pytest.mark.parametrize("is_sample", [True, False])
def test_sample_content_says_that_it_is(client, is_sample):
    Campaign.objects.update(is_sample=is_sample)
    told = "示例資料：本站現有的報告、意見建議和答覆都是為演示編寫的，不是真實事項。"
    assert said(client.get("/"), told) == ([told] if is_sample else [])


DEFAULTS = {
    Stage.RECEIVED: "建議已經收到，等待受理。",
    Stage.ACCEPTED: "屬於公安機關職責，正在確定承辦單位。",
    Stage.ASSIGNED: "已轉交承辦單位。",
    Stage.IN_PROGRESS: "承辦單位正在辦理。",
    Stage.REPLIED: "承辦單位已經答覆，等待市民評議。",
    Stage.CLOSED: "這件建議的辦理已經結束。",
    Stage.DECLINED: "這件建議不予受理，原因已經說明。",
    Stage.MERGED: "與另一件建議內容相同，合併辦理、一併答覆。",
    Stage.WITHDRAWN: "提出建議的市民已經撤回。",
}


@pytest.mark.parametrize("stage", Stage)
def test_the_words_of_each_status_stand_on_the_page_of_whatever_is_in_its_stage(client, stage):
    suggestion = factories.make_suggestion(stage=stage)
    words = Status.objects.get(stage=stage).explanation
    assert (words, said(client.get(suggestion.get_absolute_url()), *DEFAULTS.values())) == (
        DEFAULTS[stage], [DEFAULTS[stage]],
    )  # fmt: skip


@pytest.mark.parametrize("state", ["asked", "to be rated", "neither"])
def test_the_page_of_a_receipt_says_what_it_waits_for(client, handler, state):
    receipt = opened(client, stage=Stage.REPLIED if state == "to be rated" else Stage.IN_PROGRESS)
    if state == "asked":
        receipt.suggestion.ask("在哪個路口？", by=handler, now=NOW)
    asked, rate = "承辦單位有一個問題，請您回答。", "答覆已經作出，請您評議。"
    assert said(client.get(MINE), asked, rate) == {"asked": [asked], "to be rated": [rate], "neither": []}[state]
