"""The page of one suggestion: what is marked, who reads which entry, what stands beside it, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.desk.cases.offered import verbs_for
from feedback.desk.cases.page import leads_on
from feedback.notes.models import Note
from feedback.rules.answering.contributions import MOST_UNITS
from feedback.rules.workflow import Stage, Verb
from feedback.templatetags.desk import lines_with_findings, with_findings
from portal.serving import generation
from tests import factories
from tests.factories import NOW, at

pytestmark = pytest.mark.on_postgres

PAGE = "admin:feedback_suggestion_change"


def page(client, suggestion, query=""):
    return client.get(reverse(PAGE, args=[suggestion.pk]) + query)


def test_what_redaction_finds_is_marked_and_all_else_escaped():
    assert with_findings("<b>電話 13864210975</b>") == (
        '&lt;b&gt;電話 <mark title="電話號碼">13864210975</mark>&lt;/b&gt;'
    )
    assert lines_with_findings("一\n魯B12345") == '<p>一<br><mark title="車牌號碼">魯B12345</mark></p>'


def test_the_findings_are_listed_and_the_masks_proposed_beside_the_text(client, triage_officer):
    suggestion = factories.make_suggestion(body="請打 13864210975，車牌魯B12345。", has_consent=True)
    client.force_login(triage_officer)
    response = page(client, suggestion)
    assert [(finding.kind.label, finding.text) for finding in response.context["findings"]] == [
        ("電話號碼", "13864210975"), ("車牌號碼", "魯B12345"),
    ]  # fmt: skip
    assert "請打 ＊＊＊＊＊＊，車牌＊＊＊＊＊＊。" in response.text


def told(response):
    return [(item["reach"], item["sentence"]) for item in response.context["timeline"]]


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", ["public", "citizen", "internal"]), ("?timeline=citizen", ["public", "citizen"]),
     ("?timeline=internal", ["internal"]), ("?timeline=anything", ["public", "citizen", "internal"])],
)  # fmt: skip
def test_the_timeline_tells_who_reads_each_entry_and_shows_some_alone(client, handler, query, shown):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.ask("在哪個路口？", by=handler, now=NOW)
    factories.draft(suggestion)
    client.force_login(handler)
    every = [
        ("public", "收到市民來件"),
        ("public", "予以受理"),
        ("public", "轉交交通警察支隊辦理"),
        ("public", "交通警察支隊開始辦理"),
        ("citizen", "交通警察支隊向市民詢問有關情況"),
        ("internal", "答覆草稿送審"),
    ]
    assert told(page(client, suggestion, query)) == [entry for entry in every if entry[0] in shown]


@pytest.mark.parametrize(("count", "is_long"), [(7, False), (8, True)])
def test_a_long_timeline_offers_to_be_filtered(client, supervisor, count, is_long):
    suggestion = factories.make_suggestion()
    for _ in range(count):
        suggestion.chase("快。", by=supervisor, now=NOW)
    client.force_login(supervisor)
    assert ("?timeline=internal" in page(client, suggestion).text) is is_long


# The same contact.


def numbers(rows):
    return [row.number for row in rows]


@pytest.fixture
def of_one_citizen(office, other_unit):
    """Three of one contact, two with our unit, and one of somebody else."""
    ours, later = (
        factories.make_suggestion(stage=Stage.ASSIGNED, contact="13864210975", title=title)
        for title in ("路燈不亮", "井蓋不平")
    )
    theirs = factories.make_suggestion(stage=Stage.ASSIGNED, unit=other_unit, contact="13864210975", title="攤位占道")
    factories.make_suggestion(stage=Stage.ASSIGNED, contact="13900000000")
    return ours, later, theirs


def test_triage_reads_which_others_came_from_the_same_contact(client, triage_officer, of_one_citizen):
    ours, later, theirs = of_one_citizen
    client.force_login(triage_officer)
    response = page(client, ours)
    assert numbers(response.context["of_same_contact"]) == [theirs.number, later.number]
    assert ("攤位占道" in response.text, "6421" in response.text) == (True, False)


def test_a_handler_reads_those_of_the_own_unit(client, handler, of_one_citizen):
    ours, later, _theirs = of_one_citizen
    client.force_login(handler)
    assert numbers(page(client, ours).context["of_same_contact"]) == [later.number]


@pytest.mark.parametrize("who", ["reviewer", "supervisor"])
def test_who_may_not_read_contacts_is_told_of_none(client, request, who, of_one_citizen):
    client.force_login(request.getfixturevalue(who))
    response = page(client, of_one_citizen[0])
    assert (response.context["of_same_contact"], "同一聯繫方式" in response.text) == ([], False)


def test_without_a_contact_nobody_is_the_same(client, triage_officer):
    first, _second = factories.make_suggestion(), factories.make_suggestion()
    client.force_login(triage_officer)
    assert page(client, first).context["of_same_contact"] == []


# The verbs.


def test_the_next_steps_of_the_usual_way_come_first(office):
    nexts = {}
    for person in (office.triage_officer, office.handler):
        for stage in (Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPLIED):
            suggestion = factories.make_suggestion(stage=stage)
            verbs = [verb for verb in verbs_for(person, suggestion) if leads_on(verb, suggestion)]
            nexts[person.username.split("-")[0], stage] = verbs
    assert {key: verbs for key, verbs in nexts.items() if verbs} == {
        ("triage", Stage.RECEIVED): [Verb.ACCEPT],
        ("triage", Stage.ACCEPTED): [Verb.ASSIGN],
        ("handler", Stage.ASSIGNED): [Verb.START],
        ("handler", Stage.IN_PROGRESS): [Verb.DRAFT_REPLY],
    }


def test_why_it_is_under_supervision_stands_at_its_head(client, supervisor):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.supervise("late", now=NOW)
    client.force_login(supervisor)
    assert "逾期未答覆，列入督辦" in page(client, suggestion).text


def test_one_that_closed_is_not_under_supervision_any_more(client, supervisor):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    suggestion.supervise(now=NOW)
    client.force_login(supervisor)
    answered = page(client, suggestion)
    suggestion.close(now=at("2020-12-17 06:10"))
    closed, badge = page(client, suggestion), '<span class="desk-card desk-card--red">督辦</span>'
    assert [badge in response.text for response in (answered, closed)] == [True, False]
    assert closed.context["is_supervised"] is False


# The cost.


def queries(client, suggestion):
    page(client, suggestion)
    with CaptureQueriesContext(connection) as captured:
        response = page(client, suggestion)
    assert response.status_code == 200
    return len(captured)


def grown(times):
    """One with so many events, questions, answers, notes, instructions, merged ones and others of its contact."""
    office = factories.office()
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, contact=f"1380000{times:04}", has_consent=True)
    for number in range(times):
        suggestion.ask("在哪個路口？", by=office.handler, now=NOW)
        suggestion.answer("東海路口。", now=NOW)
        factories.make_suggestion(stage=Stage.MERGED, main=suggestion, title=f"同一件 {number}")
        factories.make_suggestion(contact=f"1380000{times:04}")
        factories.instruct(suggestion)
    for number in range(min(times, MOST_UNITS)):
        factories.involve(suggestion, factories.make_unit(name=f"會辦單位 {times} {number}"))
    Note.objects.bulk_create(
        Note(suggestion=suggestion, text="請看。", by=office.handler, at=NOW) for _ in range(times)
    )
    factories.reply(suggestion)
    for _ in range(times - 1):
        factories.correct(suggestion)
        suggestion.approve_correction(by=office.reviewer, now=NOW)
    factories.rate(suggestion, "five_satisfied", now=at("2020-12-02 10:00"))
    return suggestion


def test_the_page_costs_so_many_queries_with_one_and_with_thirty(client, request, office, settings, monkeypatch):
    short, long = grown(1), grown(30)
    # Calendar, names, levels and outcomes are kept, as by every process that serves.
    settings.TOTALS_CACHE = 60
    monkeypatch.setattr(generation, "SECONDS_BETWEEN_LOOKS", 60)
    cost = {}
    for who in ("triage_officer", "handler", "reviewer", "supervisor", "leader"):
        client.force_login(request.getfixturevalue(who))
        cost[who] = (queries(client, short), queries(client, long))
    assert {who: found for who, found in cost.items() if found[0] != found[1] or found[0] > 22} == {}


def test_a_merged_one_costs_no_more(client, handler):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    client.force_login(handler)
    assert queries(client, factories.make_suggestion(stage=Stage.MERGED, main=main)) <= 19
