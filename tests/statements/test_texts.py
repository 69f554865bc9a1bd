"""Statements on who may read what."""

import pytest
from django.urls import reverse

from feedback.rules.reasons import Declining
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.passage import fill
from tests.statements.reading import said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


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
    told = ["辦到哪一步人人可查。", "內容和答覆，經您同意、由工作人員審核後公開。"]
    assert said(client.get("/"), *told) == told


@pytest.mark.parametrize("reason", Declining)
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
    "erased": "文字已依法銷毀",
}


@pytest.mark.parametrize("why", NOT_SHOWN)
def test_why_a_text_is_not_shown(client, triage_officer, why):
    stage = {"answered": Stage.REPLIED, "withdrawn": Stage.WITHDRAWN}.get(why, Stage.ACCEPTED)
    suggestion = factories.make_suggestion(stage=stage, has_consent=why != "no consent")
    if why == "taken back":
        factories.release(suggestion)
        suggestion.take_back("市民要求。", by=triage_officer, now=NOW)
    if why == "erased":
        factories.release(suggestion)
        factories.erase(suggestion)
    pages = [
        client.get(address) for address in (suggestion.get_absolute_url(), f"{reverse('suggestion_list')}?stubs=1")
    ]
    assert [said(page, *dict.fromkeys(NOT_SHOWN.values())) for page in pages] == [[NOT_SHOWN[why]]] * 2


@pytest.mark.parametrize("consent", ["yes", "no"])
def test_before_sending_it_says_what_the_others_will_see(client, consent):
    page = fill(client, person={"consent": consent})
    assert said(page, "公開以後，大家看到的是這樣", "內容不公開，這一件的頁面上大家只看到這些") == (
        ["公開以後，大家看到的是這樣"] if consent == "yes" else ["內容不公開，這一件的頁面上大家只看到這些"]
    )
