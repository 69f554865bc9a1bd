"""Promises at the desk: found, marked, confirmed one by one or many, conducted, and what waits for whom."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from feedback.commitments import verbs
from feedback.commitments.models import Commitment
from feedback.commitments.unfulfilled import without_sequel
from feedback.measures import verbs as measures
from feedback.models import Suggestion
from feedback.rules.commitments import State
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.commitments.conftest import DAY, IN_REPLY, IN_REPORT
from tests.feedback.measures.rows import make_measure

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

LIST = "/desk/commitments/commitment/"
OTHER = "三季度前改造路口30處。"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def fields(page):
    """What the rows of a page of many would send, none of them picked."""
    return {
        form.add_prefix(name): "" if form[name].value() is None else form[name].value()
        for _sentence, _one, form in page.context["rows"]
        for name in ("title", "unit", "promised_on")
    }


def picks(page, *places):
    return {page.context["rows"][place][2].add_prefix("pick"): "on" for place in places}


def test_sentences_of_a_report_are_found_and_those_picked_are_marked(report, handler, unit):
    client = signed_in(handler)
    assert f'href="{LIST}report/2020/"' in client.get(f"{LIST}add/").text
    page = client.get(f"{LIST}report/2020/")
    found = [(sentence, form["promised_on"].value()) for sentence, _one, form in page.context["rows"]]
    answer = client.post(f"{LIST}report/2020/", fields(page) | picks(page, 1))

    assert found == [(IN_REPORT, DAY), (OTHER, date(2021, 9, 30))]
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}add/")
    marked = Commitment.objects.get()
    assert (marked.sentence, marked.title, marked.unit, marked.promised_on, marked.proposed_by) == (
        OTHER, "三季度前改造路口30處", None, date(2021, 9, 30), handler,
    )  # fmt: skip
    left = [sentence for sentence, _one, _form in client.get(f"{LIST}report/2020/").context["rows"]]
    assert left == [IN_REPORT]


def test_with_nothing_picked_the_page_says_so_and_keeps_what_was_typed(report, handler):
    client = signed_in(handler)
    page = client.get(f"{LIST}report/2020/")
    first = page.context["rows"][0][2].add_prefix("title")
    answer = client.post(f"{LIST}report/2020/", fields(page) | {first: "泊位"})
    assert ("請先勾選。" in answer.text, answer.context["rows"][0][2]["title"].value()) == (True, "泊位")
    assert Commitment.objects.count() == 0


def test_personal_data_in_what_it_is_called_is_refused(report, handler):
    client = signed_in(handler)
    page = client.get(f"{LIST}report/2020/")
    first = page.context["rows"][0][2].add_prefix("title")
    answer = client.post(f"{LIST}report/2020/", fields(page) | picks(page, 0) | {first: "找 13864210975 要泊位"})
    assert ("文中似乎還有個人信息" in answer.text, Commitment.objects.count()) == (True, 0)


def test_many_are_confirmed_at_once_and_what_lacks_a_unit_stays(section, handler, supervisor, unit):
    for sentence in (IN_REPORT, OTHER):
        verbs.propose(sentence, section=section, title=sentence[:-1], promised_on=DAY, by=handler, now=NOW)
    client = signed_in(supervisor)
    page = client.get(f"{LIST}confirm/")
    with_unit = {page.context["rows"][0][2].add_prefix("unit"): unit.pk}
    answer = client.post(f"{LIST}confirm/", fields(page) | picks(page, 0, 1) | with_unit)

    assert ("確認 1 項。" in answer.text, "請填寫：承辦單位。" in answer.text) == (True, True)
    assert [sentence for sentence, _one, _form in answer.context["rows"]] == [OTHER]
    assert list(Commitment.objects.public().values_list("sentence", flat=True)) == [IN_REPORT]


def test_many_are_dropped_at_once(promise, supervisor):
    promise(is_confirmed=False)
    client = signed_in(supervisor)
    page = client.get(f"{LIST}confirm/")
    answer = client.post(f"{LIST}confirm/", fields(page) | picks(page, 0) | {"act": "drop"})
    assert (answer.status_code, Commitment.objects.count()) == (302, 0)


def test_the_drafter_is_shown_what_the_draft_promises_and_marks_it(unit, handler):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion, body=IN_REPLY)
    client, reply = signed_in(handler), suggestion.replies.get()
    case = client.get(f"/desk/feedback/suggestion/{suggestion.pk}/change/").text
    assert ("起草的答覆裡這幾句像是承諾。" in case, f'href="{LIST}reply/{reply.pk}/"' in case) == (True, True)

    page = client.get(f"{LIST}reply/{reply.pk}/")
    client.post(f"{LIST}reply/{reply.pk}/", fields(page) | picks(page, 0))
    marked = Commitment.objects.get()
    assert (marked.reply, marked.unit, marked.promised_on) == (reply, unit, DAY)
    case = client.get(f"/desk/feedback/suggestion/{suggestion.pk}/change/").text
    assert (f'href="{LIST}{marked.pk}/change/"' in case, "像是承諾" in case) == (True, False)


def test_a_reply_of_another_unit_is_not_there(answered, other_handler):
    reply = answered().replies.get()
    assert signed_in(other_handler).get(f"{LIST}reply/{reply.pk}/").status_code == 404


def test_from_confirmed_to_complete(promise, report, section, handler, reviewer, supervisor, unit, settings):
    marked = promise(is_confirmed=False)
    do = f"{LIST}{marked.pk}/do/"
    sent = {"title": "新增泊位", "unit": unit.pk, "promised_on": "2021-06-30"}
    answers = [
        signed_in(supervisor).post(f"{do}confirm/", sent),
        signed_in(handler).post(f"{do}move/", {"state": "limited", "reason": "動工。", "evidence": "https://example.cn"}),
        signed_in(handler).post(f"{do}reschedule/", {"promised_on": "2021-09-30", "reason": "雨季停工。"}),
        signed_in(handler).post(
            f"{do}propose-end/",
            {
                "state": "complete", "reason": "建成。",
                "evidence": f"{settings.SITE_URL}/reports/2020/#{section.anchor}",
            },
        ),
    ]  # fmt: skip
    seen = signed_in(reviewer).get(f"{do}agree/").context["form"]["seen"].value()
    answers.append(signed_in(reviewer).post(f"{do}agree/", {"seen": seen}))
    marked.refresh_from_db()
    assert [(answer.status_code, answer.headers.get("Location")) for answer in answers] == [
        (302, f"{LIST}{marked.pk}/change/")
    ] * 5
    assert (marked.state, marked.promised_on, marked.first_promised_on, marked.has_slipped) == (
        State.COMPLETE, date(2021, 9, 30), DAY, True,
    )  # fmt: skip
    assert [(change.evidence, change.section) for change in marked.changes.in_order()] == [
        ("", None), ("https://example.cn", None), ("", None), ("", section),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"state": "limited", "evidence": "http://example.cn"}, "網址要以 https:// 開頭。"),
        ({"state": "limited", "reason": "請打 13864210975。"}, "文中似乎還有個人信息"),
        ({"state": "complete"}, "請重新選擇，「complete」不在可選的範圍內。"),
    ],
)
def test_what_is_not_for_everybody_is_refused(promise, handler, sent, told):
    commitment = promise()
    page = signed_in(handler).post(f"{LIST}{commitment.pk}/do/move/", sent)
    assert (told in page.text, commitment.changes.count()) == (True, 1)


def test_a_refusal_is_told_on_the_page(promise, handler, other_handler):
    commitment = promise()
    page = signed_in(other_handler).post(f"{LIST}{commitment.pk}/do/move/", {"state": "limited"})
    assert "這項承諾由別的單位負責" in page.text


def test_each_is_offered_what_is_theirs(promise, handler, other_handler, reviewer, supervisor, triage_officer):
    commitment = promise()
    people = (handler, other_handler, reviewer, supervisor, triage_officer)

    def offered(user):
        ways = signed_in(user).get(f"{LIST}{commitment.pk}/change/").context["ways"]
        return [address.rstrip("/").rpartition("/")[2] for _label, address in ways]

    before = [offered(user) for user in people]
    verbs.propose_end(commitment, State.COMPLETE, reason="建成。", by=handler, now=NOW)
    moving = ["move", "propose-end", "reschedule"]
    assert before == [moving, [], moving, [*moving, "pass-on"], []]
    assert [offered(user) for user in people] == [["refuse"], [], ["agree", "refuse"], ["agree", "refuse"], []]


def test_what_is_not_offered_leads_back(promise, handler):
    commitment = promise()
    answer = signed_in(handler).get(f"{LIST}{commitment.pk}/do/agree/")
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{commitment.pk}/change/")


def test_who_has_no_part_in_it_is_kept_out(promise, administrator, handler, triage_officer):
    commitment = promise(is_confirmed=False)
    asked = [
        (handler, f"{LIST}confirm/"), (triage_officer, f"{LIST}report/2020/"), (triage_officer, f"{LIST}add/"),
        (administrator, f"{LIST}{commitment.pk}/change/"), (handler, f"{LIST}{commitment.pk}/do/erase/"),
        (handler, f"{LIST}{commitment.pk}/delete/"),
    ]  # fmt: skip
    assert [signed_in(user).get(address).status_code for user, address in asked] == [403, 403, 403, 404, 404, 403]


def test_the_list_is_narrowed_by_what_waits(promise, supervisor, handler, time_machine):
    late = promise()
    waiting = promise(sentence=OTHER, is_confirmed=False)
    verbs.propose_end(late, State.COMPLETE, reason="建成。", by=handler, now=NOW)
    time_machine.move_to(at("2021-07-01 10:00"), tick=False)
    client = signed_in(supervisor)
    found = {
        name: list(client.get(f"{LIST}?standing={name}").context["cl"].queryset)
        for name in ("proposed", "late", "slipped", "ending")
    }
    assert found == {"proposed": [waiting], "late": [late], "slipped": [], "ending": [late]}


def test_the_home_says_what_waits_for_whom(promise, supervisor, handler, reviewer, other_handler, time_machine):
    late = promise()
    promise(sentence=OTHER, is_confirmed=False)
    verbs.propose_end(late, State.COMPLETE, reason="建成。", by=handler, now=NOW)
    time_machine.move_to(at("2021-07-01 10:00"), tick=False)
    lines = ("逾期未完成 1 項", "別人提請完成或者撤回，待確認 1 項", "新提出的承諾，待確認 1 項")
    pages = [signed_in(user).get("/desk/").text for user in (supervisor, handler, reviewer, other_handler)]
    assert [[line in page for line in lines] for page in pages] == [
        [True, True, True], [True, False, False], [True, True, False], [False, False, False],
    ]  # fmt: skip


def test_what_was_adopted_and_came_to_nothing_is_listed(in_reply, answered, handler, supervisor, unit, settings):
    settings.COMMITMENT_DAYS = 60
    in_reply()
    measured, bare, other = answered(), answered(), factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.reply(other, outcome=Adoption.EXPLAINED)
    measure = make_measure(answers=[measured])
    later = NOW + timedelta(days=60)
    found = [list(without_sequel(Suggestion.objects.all(), now)) for now in (later - timedelta(seconds=1), later)]
    assert found == [[], [bare]]
    measures.withdraw(measure, "說得不對。", by=supervisor, now=NOW)
    assert [*without_sequel(Suggestion.objects.all(), later)] == [measured, bare]


def test_the_unit_sees_its_own_of_these(answered, handler, other_handler, time_machine):
    suggestion = answered()
    time_machine.move_to(NOW + timedelta(days=61), tick=False)
    pages = [signed_in(user).get(f"{LIST}unfulfilled/").text for user in (handler, other_handler)]
    assert [suggestion.number in page for page in pages] == [True, False]
    home = signed_in(handler).get("/desk/").text
    assert "採納以後還沒有舉措和承諾的 1 件" in home


def test_the_pages_of_many_take_the_same_queries_for_one_and_three(promise, in_reply, supervisor):
    client = signed_in(supervisor)

    def queries(address):
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    promise(is_confirmed=False)
    addresses = (LIST, f"{LIST}confirm/")
    for address in addresses:
        client.get(address)
    before = [queries(address) for address in addresses]
    promise(sentence=OTHER, is_confirmed=False)
    in_reply()
    assert [queries(address) for address in addresses] == before
