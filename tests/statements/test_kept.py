"""Statements on how long something is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from feedback.models import Draft
from feedback.records.drafts import KEPT_FOR
from feedback.rules.workflow import Stage
from feedback.tasks import run_daily
from tests import factories
from tests.factories import NOW
from tests.feedback.passage import WORDS, fill, send
from tests.statements.reading import said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


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
