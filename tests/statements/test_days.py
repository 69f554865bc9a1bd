"""Statements on days."""

from datetime import timedelta

import pytest
from django.conf import settings as site_settings
from django.urls import reverse

from feedback.models import Suggestion
from feedback.rules import deadlines
from feedback.rules.workflow import Stage
from feedback.tasks import run_daily
from tests import factories
from tests.factories import NOW, at
from tests.feedback.passage import opened
from tests.statements.reading import MINE, TODAY, released, said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


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
