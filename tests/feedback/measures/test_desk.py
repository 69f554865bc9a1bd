"""Measures at the desk: from the case to the published page, what is told of numbers, and who may do what."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.measures.models import Measure
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.measures.rows import draft, hidden, make_measure, public

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

ADD, PAGES = "/desk/measures/measure/add/", "/desk/measures/measure/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def sent(unit, *, numbers="", evidence=(), **fields):
    """What the form sends; `evidence` are rows of (kind, label, url)."""
    given = {
        "title": "清走殭屍車", "body": "聯繫車主，限期挪走。", "unit": unit.pk, "done_on": "2020-11-20", "category": "",
        "district": "", "section": "", "commitment": "", "numbers": numbers,
        "evidence-TOTAL_FORMS": len(evidence), "evidence-INITIAL_FORMS": 0,
    }  # fmt: skip
    for place, (kind, label, url) in enumerate(evidence):
        row = {"kind": kind, "label": label, "url": url, "figure": "", "attachment": ""}
        given |= {f"evidence-{place}-{name}": value for name, value in row.items()}
    return given | fields


def test_from_the_case_to_the_public_page(office, reviewer, client):
    one = public(unit=office.unit)
    handler = signed_in(office.handler)
    case = handler.get(reverse("admin:feedback_suggestion_change", args=[one.pk]))
    way = f"{ADD}?number={one.number}"
    assert f'href="{way}"' in case.text

    form = handler.get(way).context["adminform"].form
    assert (form["numbers"].value(), form["unit"].value()) == (one.number, office.unit.pk)
    given = sent(office.unit, numbers=one.number, evidence=[("link", "通告", "https://example.org/")])
    assert handler.post(ADD, given).status_code == 302
    measure = Measure.objects.get()
    assert ([*measure.suggestions.all()], measure.drafted_by, [str(row) for row in measure.evidence.all()]) == (
        [one], office.handler, ["通告"],
    )  # fmt: skip
    assert "清走殭屍車" in handler.get(reverse("admin:feedback_suggestion_change", args=[one.pk])).text

    do = f"{PAGES}{measure.pk}/do/publish/"
    second = signed_in(reviewer)
    seen = second.get(do).context["form"]["seen"].value()
    assert second.post(do, {"seen": seen}).status_code == 302
    assert client.get(measure.get_absolute_url()).status_code == 200


def test_each_line_that_cannot_be_taken_is_told_and_nothing_is_lost(office, other_unit):
    declined = factories.make_suggestion(stage=Stage.DECLINED, unit=office.unit)
    foreign = hidden(unit=other_unit)
    numbers = f"{hidden(unit=office.unit).number}\n2020-9999\n\n{foreign.number}\n建議"
    page = signed_in(office.handler).post(ADD, sent(office.unit, numbers=numbers))
    form = page.context["adminform"].form
    assert form.errors["numbers"] == [
        "第 2 行：沒有編號為「2020-9999」的建議，請核對。",
        f"第 3 行：沒有編號為「{foreign.number}」的建議，請核對。",
        "第 4 行：沒有編號為「建議」的建議，請核對。",
    ]
    assert (form["numbers"].value(), form["body"].value()) == (numbers, "聯繫車主，限期挪走。")
    told = signed_in(office.triage_officer).post(ADD, sent(office.unit, numbers=declined.number))
    assert f"第 1 行：{declined.number} 現在是「不予受理」，不能用舉措來回應。" in told.text


def test_what_becomes_public_holds_no_personal_data(office):
    one = hidden(unit=office.unit, name="王曉梅")
    given = sent(office.unit, numbers=one.number, body="王曉梅反映的車已經挪走，電話 13864210975。")
    page = signed_in(office.handler).post(ADD, given)
    row = sent(office.unit, evidence=[("link", "車主電話 13864210975", "https://example.org/")])
    evidence = signed_in(office.handler).post(ADD, row)
    assert ("文中似乎還有個人信息" in page.text, "請遮去其中的個人信息" in evidence.text) == (True, True)
    assert Measure.objects.count() == 0


def test_what_is_not_done_yet_and_evidence_of_two_kinds_are_told(office):
    handler = signed_in(office.handler)
    later = handler.post(ADD, sent(office.unit, done_on="2020-12-02"))
    odd = handler.post(ADD, sent(office.unit, evidence=[("figure", "通告", "https://example.org/")]))
    plain = handler.post(ADD, sent(office.unit, evidence=[("link", "通告", "http://example.org/")]))
    assert "完成日期不能晚於今天：還沒有做到的，請登記為承諾。" in later.text
    assert "佐證要和種類一致" in odd.text
    assert (plain.status_code, Measure.objects.count()) == (200, 0)


def test_a_draft_is_written_anew_and_a_published_one_is_not(office, reviewer):
    measure = draft(answers=[hidden(unit=office.unit)])
    address = f"{PAGES}{measure.pk}/change/"
    handler = signed_in(office.handler)
    assert handler.post(address, sent(office.unit, title="改過的")).status_code == 302
    measure.refresh_from_db()
    assert (measure.title, measure.revision, measure.suggestions.count()) == ("改過的", 2, 0)

    published = make_measure(answers=[hidden(unit=office.unit)])
    codes = handler.post(f"{PAGES}{published.pk}/change/", sent(office.unit, title="改過的")).status_code
    page = handler.get(f"{PAGES}{published.pk}/change/")
    assert (codes, published.suggestions.get().number in page.text, 'name="title"' in page.text) == (403, True, False)


def test_who_wrote_it_is_told_that_somebody_else_publishes(office, reviewer):
    measure = draft()
    pages = [signed_in(user).get(f"{PAGES}{measure.pk}/change/").text for user in (office.handler, reviewer)]
    assert ["起草的人和最後修改的人不能公布" in page for page in pages] == [True, False]
    assert [f"{PAGES}{measure.pk}/do/publish/" in page for page in pages] == [False, True]


def test_a_published_one_is_linked_unlinked_and_withdrawn(office, reviewer):
    one = hidden(unit=office.unit)
    measure = make_measure()
    second, do = signed_in(reviewer), f"{PAGES}{measure.pk}/do/"
    second.post(f"{do}link/", {"numbers": one.number})
    linked = list(measure.suggestions.all())
    second.post(f"{do}unlink/", {"numbers": one.number})
    unlinked = list(measure.suggestions.all())
    named = second.post(f"{do}withdraw/", {"reason": "電話 13864210975 要求撤回。"})
    second.post(f"{do}withdraw/", {"reason": "日期有誤。"})
    again = second.post(f"{do}withdraw/", {"reason": "日期有誤。"})

    assert (linked, unlinked) == ([one], [])
    assert "文中似乎還有個人信息" in named.text
    assert (Measure.objects.get().reason, "這項舉措還沒有公布，或者已經撤回。" in again.text) == ("日期有誤。", True)


def test_what_was_changed_meanwhile_is_told(office, reviewer):
    measure = draft()
    page = signed_in(reviewer).post(f"{PAGES}{measure.pk}/do/publish/", {"seen": "0"})
    assert "這項舉措剛剛改過，請看過現在的內容再公布。" in page.text


def test_who_may_open_what(people, office, other_unit):
    own, foreign, shown = draft(), draft(unit=other_unit), make_measure(unit=other_unit)
    pages = {
        "list": PAGES, "add": ADD, "own": f"{PAGES}{own.pk}/change/", "foreign": f"{PAGES}{foreign.pk}/change/",
        "shown": f"{PAGES}{shown.pk}/change/", "publish": f"{PAGES}{own.pk}/do/publish/",
        "none": f"{PAGES}{own.pk}/do/x/",
    }  # fmt: skip
    codes = {who: [people[who].get(page).status_code for page in pages.values()] for who in people}
    every, unit = [200, 200, 200, 200, 200, 200, 404], [200, 200, 200, 302, 200, 200, 404]
    assert codes == {
        Role.TRIAGE: every,
        Role.HANDLER: [200, 200, 200, 302, 200, 403, 404],
        Role.REVIEWER: unit,
        Role.SUPERVISOR: every,
        Role.LEADER: [200, 403, 200, 200, 200, 200, 404],
        Role.ADMINISTRATOR: [200, 403, 302, 302, 200, 404, 404],
        "superuser": every,
        "stranger": [302] * 7,
        "nobody": [302] * 7,
    }


def test_the_list_and_the_case_take_the_same_queries_for_one_and_three(office, triage_officer):
    client, one = signed_in(triage_officer), public()
    pages = (PAGES, reverse("admin:feedback_suggestion_change", args=[one.pk]))

    def queries():
        with CaptureQueriesContext(connection) as found:
            for page in pages:
                client.get(page)
        return len(found)

    make_measure(answers=[one])
    queries()
    first = queries()
    make_measure(answers=[one], title="乙")
    draft(answers=[one], title="丙")
    assert queries() == first
