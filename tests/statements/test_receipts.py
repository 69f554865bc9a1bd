"""Statements to whoever sends, and to whoever has a receipt."""

import pytest
from django.urls import reverse

from feedback.rules.workflow import OPEN_STAGES, Stage
from portal.serving import limits
from tests import factories
from tests.factories import NOW, at
from tests.feedback.passage import fill, look_up, opened, send
from tests.statements.reading import MINE, said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


@pytest.mark.parametrize("days", ["known", "provisional", "not known"])
def test_the_receipt_says_by_when_it_will_be_answered_if_that_is_known(client, monkeypatch, time_machine, days):
    if days == "provisional":
        time_machine.move_to(at("2029-12-03 10:00"), tick=False)
    if days == "not known":
        monkeypatch.setattr("feedback.parts.counted_days.due_days", lambda *args, **kwargs: 1 / 0)
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


@pytest.mark.parametrize("state", ["asked", "to be rated", "neither"])
def test_the_page_of_a_receipt_says_what_it_waits_for(client, handler, state):
    receipt = opened(client, stage=Stage.REPLIED if state == "to be rated" else Stage.IN_PROGRESS)
    if state == "asked":
        receipt.suggestion.ask("在哪個路口？", by=handler, now=NOW)
    asked, rate = "承辦單位有一個問題，請您回答。", "答覆已經作出，請您評議。"
    assert said(client.get(MINE), asked, rate) == {"asked": [asked], "to be rated": [rate], "neither": []}[state]
