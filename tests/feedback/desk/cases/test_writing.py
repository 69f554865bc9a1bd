"""The form of an answer: kept, gone on with, submitted; who is told of it, and who may review it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from feedback.desk.cases.offered import verbs_for
from feedback.models import Writing
from feedback.office import absences
from feedback.office.calendar import working_days
from feedback.rules.reasons import Adoption
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

WORDS = {"body": "寫了一半，請勿外傳。", "outcome": Adoption.ADOPTED}
HALF = "寫了一半，請勿外傳。"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def working(office):
    return factories.make_suggestion(stage=Stage.IN_PROGRESS)


@pytest.fixture
def colleague(office):
    return factories.make_user(username="colleague", roles=[Role.HANDLER], units=[office.unit], first_name="王同事")


def page_of(suggestion):
    return reverse("admin:feedback_suggestion_change", args=[suggestion.pk])


def form_of(suggestion, verb=Verb.DRAFT_REPLY):
    return reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb])


def take_over(suggestion, row):
    return reverse("admin:feedback_suggestion_take_over", args=[suggestion.pk, row.pk])


def sent(client, suggestion, verb=Verb.DRAFT_REPLY, *, follow=False, seen=None, query="", **fields):
    data = {"revision": fresh(suggestion).revision if seen is None else seen, **fields}
    return client.post(form_of(suggestion, verb) + query, data, follow=follow)


def keep(client, suggestion, **fields):
    return sent(client, suggestion, aside="keep", **WORDS | fields)


def told(response):
    return [str(message) for message in response.context["messages"]]


# Kept.


def test_what_is_kept_stands_in_the_form_again_and_is_submitted_from_there(client, working, office):
    client.force_login(office.handler)
    response = keep(client, working, follow=True)
    form = response.context["form"]
    assert told(response) == [f"{working.number}：已暫存。內容只有您能看到；送審以後，審核人才看到。"]
    assert ({name: form[name].value() for name in WORDS}, working.replies.count()) == (WORDS, 0)
    response = sent(client, working, follow=True, body="寫完了。", outcome=Adoption.ADOPTED)
    assert told(response) == [f"{working.number}：「送審答覆」已完成，仍為「辦理中」。"]
    assert (working.replies.get().body, Writing.objects.count()) == ("寫完了。", 0)


def test_the_queue_goes_along(client, working, office):
    client.force_login(office.handler)
    response = sent(client, working, aside="keep", query="?queue=in_progress&kept=7", **WORDS)
    assert response.url == f"{form_of(working)}?queue=in_progress"


def test_an_empty_form_keeps_nothing(client, working, office):
    client.force_login(office.handler)
    assert told(keep(client, working, follow=True, body=" ")) == ["沒有新寫的內容，不用暫存。"]
    assert Writing.objects.kept().count() == 0


def test_half_an_answer_with_a_number_in_it_is_kept_though_it_could_not_be_submitted(client, working, office):
    client.force_login(office.handler)
    keep(client, working, body="請撥 13812345678。", outcome="")
    assert Writing.objects.get().body == "請撥 13812345678。"


def test_what_could_not_be_submitted_is_kept(client, working, office):
    client.force_login(office.handler)
    refused = sent(client, working, body=HALF)
    assert (refused.status_code, Writing.objects.get().body, refused.context["form"]["body"].value()) == (
        200, HALF, HALF,
    )  # fmt: skip


def test_what_came_too_late_is_kept_and_shown_to_its_writer(client, working, office):
    factories.reply(working)
    client.force_login(office.handler)
    response = sent(client, working, seen=0, **WORDS)
    assert (Writing.objects.get().body, "已經替您暫存" in response.text, HALF in response.text) == (HALF, True, True)
    assert HALF in client.get(page_of(working)).text  # nothing submits it any more: it can be read there


def test_sent_twice_leaves_nothing_behind(client, working, office):
    client.force_login(office.handler)
    revision = fresh(working).revision
    sent(client, working, seen=revision, body="寫完\r\n了。", outcome=Adoption.ADOPTED)
    sent(client, working, seen=revision, body="寫完\r\n了。", outcome=Adoption.ADOPTED)
    assert (working.replies.get().body, Writing.objects.kept().count()) == ("寫完\n了。", 0)


def test_a_correction_is_kept_with_its_reason_beside_the_answer(client, office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    client.force_login(office.handler)
    sent(client, suggestion, Verb.CORRECT_REPLY, aside="keep", note="秒數寫錯。", **WORDS)
    form = client.get(form_of(suggestion, Verb.CORRECT_REPLY)).context["form"]
    assert (form["body"].value(), form["note"].value(), Writing.objects.get().is_correction) == (
        HALF, "秒數寫錯。", True,
    )  # fmt: skip


def test_a_later_draft_of_a_colleague_is_told_to_whoever_keeps_an_earlier_one(client, working, office, colleague):
    Writing.objects.keep(working, office.handler, WORDS, is_correction=False, now=NOW - timedelta(hours=1))
    working.draft_reply("同事的稿。", Adoption.ADOPTED, by=colleague, now=NOW)
    client.force_login(office.handler)
    text = client.get(form_of(working)).text
    assert [words in text for words in ("此後王同事送審過一稿", "同事的稿。", HALF)] == [True] * 3


def test_whoever_may_not_write_keeps_nothing(client, working, office):
    client.force_login(office.triage_officer)
    keep(client, working)
    assert not Writing.objects.exists()


# Who is told.


def test_colleagues_see_that_somebody_writes_and_keeps_not_what(client, working, office, colleague):
    client.force_login(colleague)
    client.get(form_of(working))
    client.force_login(office.handler)
    opened = client.get(page_of(working)).text
    client.force_login(colleague)
    keep(client, working)
    client.force_login(office.handler)
    texts = [client.get(address).text for address in (page_of(working), form_of(working))]
    assert ("王同事正在起草（10:00 打開）" in opened, "暫存" in opened) == (True, False)
    assert [("王同事有一份暫存的答覆" in text, HALF in text) for text in texts] == [(True, False)] * 2


def test_whoever_opened_the_form_half_an_hour_ago_is_not_at_it(client, working, office, colleague, time_machine):
    client.force_login(colleague)
    client.get(form_of(working))
    time_machine.move_to(NOW + timedelta(minutes=30), tick=False)
    client.force_login(office.handler)
    assert client.get(page_of(working)).context["writing"]["others"] == []


def test_a_head_request_is_nobody_writing(client, working, office):
    client.force_login(office.handler)
    client.head(form_of(working))
    client.get(form_of(working, Verb.ASK))
    assert not Writing.objects.exists()


# Passed on.


def test_whom_it_is_handed_to_goes_on_from_it(client, working, office, colleague):
    Writing.objects.keep(working, office.handler, WORDS, is_correction=False, now=NOW)
    row = Writing.objects.get()
    client.force_login(colleague)
    refused = client.post(take_over(working, row), follow=True)
    working.hand_over(colleague, by=office.handler, now=NOW)
    offered = "接著寫" in client.get(page_of(working)).text
    response = client.post(take_over(working, row), follow=True)
    assert (told(refused), offered) == (["這份暫存的答覆現在不能由您接著寫。"], True)
    assert (response.context["form"]["body"].value(), Writing.objects.get().by) == (HALF, colleague)


def test_the_deputy_goes_on_from_it(client, working, office, colleague, monkeypatch):
    monkeypatch.setattr(absences, "stands_in_for", lambda user, today: {office.handler.pk} if user == colleague else ())
    Writing.objects.keep(working, office.handler, WORDS, is_correction=False, now=NOW)
    client.force_login(colleague)
    client.post(take_over(working, Writing.objects.get()))
    assert Writing.objects.get().by == colleague


def test_another_unit_finds_nothing_there(client, working, office, other_handler):
    Writing.objects.keep(working, office.handler, WORDS, is_correction=False, now=NOW)
    client.force_login(other_handler)
    assert client.post(take_over(working, Writing.objects.get())).status_code == 404


def test_taking_over_is_no_link(client, working, office):
    client.force_login(office.handler)
    assert client.get(reverse("admin:feedback_suggestion_take_over", args=[working.pk, 1])).status_code == 405


# Reviewed.


def acts(user, suggestion):
    reviewing = {Verb.DRAFT_REPLY, Verb.REVIEW_REPLY, Verb.APPROVE_REPLY, Verb.APPROVE_CORRECTION, Verb.RETURN_REPLY}
    return [verb for verb in verbs_for(user, suggestion) if verb in reviewing]


def test_the_reviewers_first_button_is_to_review(client, working, office):
    factories.draft(working)
    client.force_login(office.reviewer)
    page = client.get(page_of(working))
    assert page.context["next_verbs"] == [Verb.APPROVE_REPLY]
    working.return_reply("寫清楚。", by=office.reviewer, now=NOW)
    client.force_login(office.handler)
    assert client.get(page_of(working)).context["next_verbs"] == [Verb.DRAFT_REPLY]


def test_nobody_is_offered_the_own_words_and_all_are_told_who_may(client, working, office):
    factories.make_user(username="third", roles=[Role.REVIEWER], units=[office.unit], first_name="李審核")
    working.draft_reply("我寫的。", Adoption.ADOPTED, by=office.reviewer, now=NOW)
    client.force_login(office.reviewer)
    told = "答覆等待審核。 起草或改過的人不能審核，可以審核的有：李審核。"
    assert (acts(office.reviewer, fresh(working)), told in " ".join(client.get(page_of(working)).text.split())) == (
        [Verb.DRAFT_REPLY, Verb.RETURN_REPLY], True,
    )  # fmt: skip


def test_a_unit_without_another_reviewer_is_told_so(client, working, office):
    working.draft_reply("我寫的。", Adoption.ADOPTED, by=office.reviewer, now=NOW)
    client.force_login(office.handler)
    assert "承辦單位現在沒有別的審核人" in client.get(page_of(working)).text


def test_two_reviews_are_offered_one_after_the_other(client, office):
    category = factories.make_category(needs_two_reviews=True)
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, category=category)
    third = factories.make_user(username="third", roles=[Role.REVIEWER], units=[office.unit])
    factories.draft(suggestion)
    before = [acts(person, fresh(suggestion)) for person in (office.handler, office.reviewer, third)]
    client.force_login(office.reviewer)
    response = sent(client, suggestion, Verb.REVIEW_REPLY)
    after = [acts(person, fresh(suggestion)) for person in (office.handler, office.reviewer, third)]
    page = client.get(page_of(suggestion)).text
    both = [Verb.DRAFT_REPLY, Verb.RETURN_REPLY]
    assert response.status_code == 302
    assert before == [[Verb.DRAFT_REPLY], [*both, Verb.REVIEW_REPLY], [*both, Verb.REVIEW_REPLY]]
    assert after == [[Verb.DRAFT_REPLY], both, [*both, Verb.APPROVE_REPLY]]
    assert f"答覆已由{office.reviewer.username}初審，等待另一位審核人終審。" in page


# More days.


def test_what_is_asked_is_shown_to_whoever_grants_it_with_what_follows(client, working, office):
    working.recount_days(working_days(), now=NOW)
    factories.ask_extension(working, 5, "要聯合踏勘。")
    client.force_login(office.reviewer)
    page = client.get(form_of(working, Verb.EXTEND))
    preview = page.context["verb_preview"]
    assert (preview["lines"][0], preview["note"], preview["changes"]) == (
        ("市民和公眾看到", "延長 5 個工作日答覆，至 2020年12月29日"),
        "延長的原因",
        [("期限", "2020-12-22", "2020-12-29")],
    )
    assert ["延長的原因：要聯合踏勘。" in page.text, 'value="同意延長"' in page.text] == [True, True]


def test_of_a_request_that_came_to_nothing_the_page_says_so(client, working, office):
    factories.ask_extension(working)
    working.refuse_extension("可以按期答覆。", by=office.reviewer, now=NOW)
    client.force_login(office.handler)
    text = client.get(page_of(working)).text
    assert f"{office.reviewer.username}不同意，原因見辦理記錄。" in text
    factories.extend(working, 3)
    assert client.get(page_of(working)).context["writing"]["extension"] is None


def test_whoever_asked_is_offered_neither_to_grant_nor_to_refuse(working, office):
    factories.ask_extension(working, by=office.supervisor)
    about = {Verb.ASK_EXTENSION, Verb.EXTEND, Verb.REFUSE_EXTENSION}
    offered = [about & set(verbs_for(who, fresh(working))) for who in (office.supervisor, office.reviewer)]
    assert offered == [set(), {Verb.EXTEND, Verb.REFUSE_EXTENSION}]
