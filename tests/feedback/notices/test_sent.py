"""寄出的通知 at the desk: the list, the page of a suggestion, sending one again, and what development shows."""

import json
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.notices.letters import compose
from feedback.notices.models import Notice
from feedback.rules.notices import Channel, Kind, State, Why
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from portal.tables.staff import StaffRecord
from tests import factories
from tests.factories import NOW
from tests.feedback.notices import rows

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

LIST = "admin:notices_notice_changelist"
AGAIN = "admin:notices_notice_again"
CASE = "admin:feedback_suggestion_change"


def said(lines):
    return [(line["notice"].get_kind_display(), line["to"], line["told"], line["may_again"]) for line in lines]


def listed(client, **query):
    return client.get(reverse(LIST), query).context["lines"]


@pytest.fixture
def rows_of_all(row, reader):
    """One of each way in which a notice may stand, an hour apart."""
    states = [
        (Kind.ACCEPTED, {"state": State.SENT}),
        (Kind.ASSIGNED, {"state": State.SENT, "bounced_at": NOW}),
        (Kind.REPLIED, {"state": State.FAILED, "why": Why.REFUSED, "answer": "550"}),
        (Kind.RATE_AGAIN, {"state": State.UNKNOWN, "channel": Channel.SMS}),
        (Kind.TO_ME, {"state": State.WAITING, "tries": 2}),
        (Kind.NEWS, {"state": State.WAITING}),
    ]
    return [row(kind, created_at=NOW + timedelta(hours=hour), **how) for hour, (kind, how) in enumerate(states)]


def test_the_list_says_to_whom_and_how_it_stands_and_names_no_address(client, triage_officer, handler, rows_of_all):
    client.force_login(triage_officer)
    page = client.get(reverse(LIST))
    assert (said(page.context["lines"]), "example.com" in page.text, "13864210975" in page.text) == (
        [
            ("關注的內容有更新", "關注的人", "等待發送", False),
            ("交我承辦", handler.username, "等待再次發送（已試 2 次）", False),
            ("提醒評議", "市民", "送達不明：對方可能已經收到，再發送可能重複", True),
            ("答覆", "市民", "未送達：對方服務器不接收", True),
            ("轉辦", "市民", "聯繫不上：郵件被退回", False),
            ("受理", "市民", "已交付", False),
        ],
        False,
        False,
    )


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"state": "failed"}, [Kind.REPLIED]),
        ({"kind": "news"}, [Kind.NEWS]),
        ({"channel": "sms"}, [Kind.RATE_AGAIN]),
        ({"day": "2020-12-01", "state": "sent"}, [Kind.ASSIGNED, Kind.ACCEPTED]),
        ({"day": "2020-12-02"}, []),
        ({"number": "2020 1", "state": "unknown"}, []),
        ({"number": "2020-0001", "state": "unknown"}, [Kind.RATE_AGAIN]),
        ({"number": "2020-0009"}, []),
    ],
)
def test_the_list_is_narrowed(client, triage_officer, rows_of_all, query, kinds):
    client.force_login(triage_officer)
    assert [line["notice"].kind for line in listed(client, **query)] == kinds


def test_conditions_that_are_none_are_told_and_left_out(client, triage_officer, rows_of_all):
    client.force_login(triage_officer)
    page = client.get(reverse(LIST), {"state": "lost", "day": "soon"})
    assert (page.context["ignored"], len(page.context["lines"])) == (["狀態", "產生日期"], 6)


def test_what_failed_is_sent_again_once_by_whoever_may(client, supervisor, rows_of_all):
    failed = rows_of_all[2]
    client.force_login(supervisor)
    first = client.post(reverse(AGAIN, args=[failed.pk]), follow=True)
    second = client.post(reverse(AGAIN, args=[failed.pk]), follow=True)
    again = Notice.objects.get(again_of=failed)
    assert (
        [str(message) for page in (first, second) for message in page.context["messages"]],
        (again.kind, again.state, again.citizen_id),
        [record.object_repr for record in StaffRecord.objects.filter(user=supervisor)],
        [line["may_again"] for line in listed(client, state="failed")],
    ) == (
        [
            "已經安排再發送一次。",
            "只有未送達或送達不明的通知可以重新發送，而且只能重新發送一次。",
        ],
        (Kind.REPLIED, State.WAITING, failed.citizen_id),
        ["再發送通知"],
        [False],
    )


def test_who_may_see_notices_and_send_them_again(people, rows_of_all):
    failed = rows_of_all[2]
    answers = {
        name: (one.get(reverse(LIST)).status_code, one.post(reverse(AGAIN, args=[failed.pk])).status_code)
        for name, one in people.items()
    }
    may = {Role.TRIAGE, Role.SUPERVISOR, Role.ADMINISTRATOR, "superuser"}
    assert answers == {
        name: (200, 302) if name in may else (302, 302) if name in ("stranger", "nobody") else (403, 403)
        for name in people
    }


def test_a_notice_is_shown_among_those_of_its_suggestion_and_one_that_is_none_is_not_found(client, supervisor, row):
    notice = row(Kind.REPLIED)
    client.force_login(supervisor)
    found = client.get(reverse("admin:notices_notice_change", args=[notice.pk]))
    none = client.post(reverse(AGAIN, args=[notice.pk + 1]))
    assert (found.url, none.status_code) == (f"{reverse(LIST)}?number=2020-0001", 404)


def test_the_page_of_a_suggestion_says_what_was_sent_and_that_its_citizen_cannot_be_reached(client, handler, row):
    notice = row(Kind.ACCEPTED, state=State.SENT, bounced_at=NOW)
    client.force_login(handler)
    own = _of_case(client, notice.suggestion)
    notice.bounced_at = None
    notice.save()
    reached = _of_case(client, notice.suggestion)
    assert ((said(own["lines"]), own["is_unreachable"]), reached["is_unreachable"]) == (
        ([("受理", "市民", "聯繫不上：郵件被退回", False)], True), False,
    )  # fmt: skip


def _of_case(client, suggestion):
    blocks = dict(client.get(reverse(CASE, args=[suggestion.pk])).context["blocks"])
    return blocks["admin/notices/_case.html"]


@pytest.mark.parametrize("name", ["list", "case"])
def test_pages_ask_no_more_for_thirty_than_for_one(client, supervisor, office, name):
    suggestion = rows.told_citizen(stage=Stage.IN_PROGRESS)
    Notice.objects.all().delete()
    address = reverse(LIST) if name == "list" else reverse(CASE, args=[suggestion.pk])
    client.force_login(supervisor)
    counts = []
    for count in (1, 29):
        for number in range(count):
            person = factories.make_user(username=f"colleague-{count}-{number}")
            rows.notice(Kind.TO_ME, suggestion, staff=person, state=State.FAILED)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_development_shows_the_letters_and_short_messages_with_their_links(client, supervisor, row, reader, settings):
    letter, suggestion = compose([row(Kind.REPLIED)], NOW), reader[0]
    row(Kind.RATE_AGAIN, channel=Channel.SMS, message_id="a1b2")
    folder = settings.VAR_DIR / "letters"
    settings.EMAIL_FILE_PATH = str(folder)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    headers = letter.headers | {"Message-ID": letter.message_id}
    mail = EmailMultiAlternatives(letter.subject, letter.text, "a@example.com", [letter.to], headers=headers)
    mail.attach_alternative(letter.html, "text/html")
    mail.send()
    short = settings.VAR_DIR / "sms" / "a1b2.json"
    short.parent.mkdir(exist_ok=True)
    short.write_text(json.dumps({"key": "a1b2", "template": "rate_again", "places": {"number": suggestion.number}}))
    client.force_login(supervisor)
    page = client.get(reverse(LIST))
    settings.DEVELOPMENT = False
    in_service = [line["written"] for line in listed(client)]
    for path in (*folder.glob("*.log"), short):
        path.unlink()
    link = f'<a href="{settings.SITE_URL}/status/?number=2020-0001" rel="nofollow">'
    written = {line["notice"].kind: line["written"] for line in page.context["lines"]}
    assert (written, link in page.text, in_service) == (
        {
            Kind.REPLIED: f"{letter.subject}\n\n{letter.text}",
            Kind.RATE_AGAIN: "rate_again\nnumber: 2020-0001",
        },
        True,
        ["", ""],
    )
