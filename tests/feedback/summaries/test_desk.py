"""The sentences at the desk with their preview, and corrections from the draft to the page."""

import pytest
from django.test import Client

from feedback.rules.workflow import Stage
from feedback.summaries.models import Correction, SummaryTemplate
from tests.feedback.summaries.conftest import CLOSED

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(CLOSED, tick=False)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


SENTENCE = {"text": "收到 {收到} 件。", "instead": "", "text_en": "", "instead_en": "", "is_active": "on", "order": 5}


def test_an_administrator_writes_a_sentence_and_the_page_says_it(client, suggest, administrator):
    suggest()
    answer = signed_in(administrator).post("/desk/summaries/summarytemplate/add/", SENTENCE | {"name": "短的"})
    assert answer.status_code == 302
    page = client.get("/campaigns/sanmin-2020/summary/").text
    assert '<p>收到 <a href="/suggestions/?campaign=sanmin-2020&amp;tally=received">1</a> 件。</p>' in page


def test_a_wrong_place_is_told_and_nothing_is_saved(administrator):
    sent = SENTENCE | {"name": "短的", "text": "收到 {收倒} 件。"}
    page = signed_in(administrator).post("/desk/summaries/summarytemplate/add/", sent)
    assert "沒有「{收倒}」這個位置，可以用的有：「{活動}」" in page.text
    assert not SummaryTemplate.objects.filter(name="短的").exists()


def test_the_preview_says_what_each_sentence_becomes(suggest, administrator, supervisor, handler):
    suggest(Stage.REPLIED)
    page = "/desk/summaries/summarytemplate/preview/"
    text = signed_in(supervisor).get(page).text
    assert "有效的 1 件，已辦結 0 件，辦結率 0%，還有 1 件沒有辦結。" in text
    assert "Closed: 0 of 1 valid ones (0%); not closed yet: 1." in text
    assert (signed_in(handler).get(page).status_code, "不寫" in text) == (403, True)


def test_a_correction_from_its_draft_to_its_approval(close, closers):
    summary = close()
    one, other = map(signed_in, closers)
    add = "/desk/summaries/correction/add/"
    one.post(add, {"summary": summary.pk, "text": "收到的應當是 1 件。"})
    correction = Correction.objects.get()
    page = f"/desk/summaries/correction/{correction.pk}/change/"

    refused = one.post(page)
    answer = other.post(page)
    correction.refresh_from_db()
    assert ("更正是您起草的，請由另一位同事審核。" in refused.text, answer.status_code) == (True, 302)
    assert (correction.by, correction.approved_by) == tuple(closers)
    text = one.get(page).text
    text = one.get(page).text
    assert [f"{person.username}，2021-03-01" in text for person in closers] == [True, True]


def test_personal_data_in_a_correction_is_refused_and_the_words_stay(close, closers):
    summary = close()
    page = signed_in(closers[0]).post(
        "/desk/summaries/correction/add/", {"summary": summary.pk, "text": "請打 13864210975。"}
    )
    assert ("文中似乎還有個人信息" in page.text, page.context["form"]["text"].value()) == (True, "請打 13864210975。")


def test_who_keeps_no_summary_opens_nothing(close, handler):
    close()
    pages = ["summarytemplate/", "correction/", "correction/add/"]
    assert [signed_in(handler).get(f"/desk/summaries/{page}").status_code for page in pages] == [403, 403, 403]


def test_an_address_that_is_no_correction_is_not_found(administrator):
    assert signed_in(administrator).get("/desk/summaries/correction/add/widgets.css/change/").status_code == 404
