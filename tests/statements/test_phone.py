"""Statements on what staff register for citizens."""

import pytest
from django.urls import reverse

from feedback.models import Campaign, Channel, Suggestion
from tests.factories import NOW
from tests.statements.reading import said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


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
