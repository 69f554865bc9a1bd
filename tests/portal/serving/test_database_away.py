"""While the database is away: what is kept stays readable and says of when it is; nobody waits for the rest."""

import gzip
import sqlite3
from contextlib import closing
from datetime import datetime

import psycopg
import pytest
from django.db import DataError, IntegrityError, InternalError, OperationalError, connection, connections
from django.test import Client

from portal.postgresql import base
from portal.serving import generation, outage, pages
from tests.conftest import STOPPED_AT
from tests.factories import SHANGHAI
from tests.portal.serving.away import closed_port, gone
from tests.portal.serving.publishing import publish

MARK = "數據截至 2026-11-26 21:05，系統正在恢復。"
TO_READ = ["/", "/suggestions/", "/zh-hans/campaigns/", "/en/data/", "/data/months.csv"]


class Clock:
    """The one that never goes back, of everything that keeps pages."""

    def __init__(self, monkeypatch):
        self.now = STOPPED_AT
        for module in (generation, pages):
            monkeypatch.setattr(module, "monotonic", lambda: self.now)

    def go_on(self, *, minutes=0, seconds=0):
        self.now += 60 * minutes + seconds


@pytest.fixture
def clock(monkeypatch, settings, time_machine):
    """Pages are kept; it is five past nine in the evening."""
    settings.PAGE_CACHE = 60
    time_machine.move_to(datetime(2026, 11, 26, 21, 5, tzinfo=SHANGHAI), tick=False)
    return Clock(monkeypatch)


@pytest.fixture
def away(db):
    """Call it, and the database is away until the test ends: gives how often it was asked all the same."""
    asked = []

    def refused(*args):
        asked.append("asked")
        raise OperationalError("connection refused")

    with pytest.MonkeyPatch.context() as patch:
        yield lambda: patch.setattr(connection, "cursor", refused) or asked


def failing(*args):
    raise OperationalError("server closed the connection unexpectedly")


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/suggestions/", "/reports/", "/data/"])
def test_a_kept_page_stays_readable_and_says_of_when_it_is(client, clock, away, address):
    before = client.get(address)
    away()
    clock.go_on(minutes=29)
    after = client.get(address)

    notice = after.text[after.text.index('<div class="notice notice--warning"') :].partition("</div>")[0] + "</div>"
    assert (after.status_code, after["Cache-Control"], "ETag" in after, MARK in notice) == (
        200,
        "no-store",
        False,
        True,
    )
    assert after.text.replace(notice, "") == before.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "mark"),
    [("/zh-hans/about/", "数据截至 2026-11-26 21:05，"), ("/about/", MARK)],
)
def test_it_says_so_in_the_language_of_the_page(client, clock, away, address, mark):
    client.get(address)
    away()
    clock.go_on(seconds=1)

    assert mark in client.get(address).text


@pytest.mark.django_db
def test_everybody_reads_the_same_bytes(client, clock, away, triage_officer):
    signed_in = Client()
    signed_in.force_login(triage_officer)
    tag = client.get("/suggestions/")["ETag"]
    away()
    clock.go_on(minutes=1)
    answers = [
        client.get("/suggestions/"),
        client.get("/suggestions/", headers={"if-none-match": tag}),
        signed_in.get("/suggestions/"),
    ]

    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert [dict(answer.cookies) for answer in answers] == [{}, {}, {}]


@pytest.mark.django_db
def test_a_packed_page_is_marked_inside(client, clock, away):
    for packing in ("", "gzip"):
        client.get("/suggestions/", headers={"accept-encoding": packing})
    away()
    clock.go_on(minutes=1)
    plain = client.get("/suggestions/")
    packed = [client.get("/suggestions/", headers={"accept-encoding": "gzip"}) for _ in range(2)]

    assert (packed[0]["Content-Encoding"], packed[0].content) == ("gzip", packed[1].content)
    assert gzip.decompress(packed[0].content) == plain.content


@pytest.mark.django_db
def test_a_table_to_download_is_sent_as_it_was(client, clock, away):
    before = client.get("/data/months.csv")
    away()
    clock.go_on(minutes=1)
    after = client.get("/data/months.csv")

    assert (after.content, after["Cache-Control"], "ETag" in after) == (before.content, "no-store", False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes", "after", "status"), [(30, 30, 503), (30, 31, 503), (5, 4, 200), (5, 5, 503), (0, 0, 503)]
)
def test_it_is_shown_for_so_long_and_no_longer(client, clock, away, settings, minutes, after, status):
    settings.DATABASE_AWAY_MINUTES = minutes
    client.get("/campaigns/")
    away()
    clock.go_on(minutes=after, seconds=1)

    assert client.get("/campaigns/").status_code == status


@pytest.mark.django_db
def test_what_was_not_kept_says_so_in_the_sites_face(client, clock, away):
    away()
    answer = client.get("/suggestions/")

    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")
    assert ("這一頁暫時打不開" in answer.text, "tel:110" in answer.text, pages.shelf._pages) == (True, True, {})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/static/portal/site.css", "/comfort.css", "/qr/page.svg?path=/about/", "/about/", "/status/"]
)
def test_what_needs_no_database_is_there_all_the_same(client, clock, away, address):
    away()
    with closing(client.get(address)) as answer:
        assert answer.status_code == 200


@pytest.mark.django_db
def test_what_was_taken_back_is_not_shown_again(client, clock, away):
    client.get("/suggestions/")
    publish()
    generation.forget()
    client.get("/campaigns/")  # somebody looks, and the generation is another one
    away()
    clock.go_on(seconds=1)

    assert [client.get(address).status_code for address in ("/suggestions/", "/campaigns/")] == [503, 200]


@pytest.mark.django_db(transaction=True)
def test_nor_when_the_database_went_away_right_after_it(client, clock, away):
    client.get("/suggestions/")
    publish()
    away()

    assert client.get("/suggestions/").status_code == 503


@pytest.mark.django_db
def test_a_look_from_before_a_publication_is_not_kept(monkeypatch):
    """Another thread asks just before the commit, and hears the answer just after."""
    known = generation.Pulse(generation._newest)
    aggregate = generation.Publishing.objects.aggregate

    def slow(**asked):
        found = aggregate(**asked)
        known.forget()
        return found

    monkeypatch.setattr(generation.Publishing.objects, "aggregate", slow)

    assert (known.value() is None, known.seen_within(60)) == (False, None)


@pytest.mark.django_db
def test_a_page_that_fails_on_the_way_is_shown_as_it_was(client, clock, monkeypatch):
    client.get("/suggestions/")
    clock.go_on(seconds=70)
    generation.current()  # a moment ago it was there
    monkeypatch.setattr(connection, "cursor", failing)
    answer = client.get("/suggestions/")

    assert (answer.status_code, MARK in answer.text, answer["Cache-Control"]) == (200, True, "no-store")


@pytest.mark.django_db
def test_the_database_is_looked_for_once_a_second(client, clock, away):
    client.get("/campaigns/")
    asked = away()
    clock.go_on(seconds=1)
    for _ in range(3):
        client.get("/campaigns/")
    clock.go_on(seconds=1)
    client.get("/campaigns/")

    assert asked == ["asked"] * 2


@pytest.mark.django_db
def test_when_it_is_back_pages_are_as_before(client, clock, monkeypatch):
    before = client.get("/campaigns/")
    clock.go_on(seconds=1)
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", failing)
        meanwhile = client.get("/campaigns/")
    clock.go_on(seconds=1)
    after = client.get("/campaigns/")

    assert "ETag" not in meanwhile
    assert (after.content, after["ETag"], after["Cache-Control"]) == (before.content, before["ETag"], pages.FOR_ALL)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_really_is_away(client, clock):
    for address in TO_READ:
        client.get(address)
    clock.go_on(seconds=1)
    with gone():
        kept = [client.get(address).status_code for address in TO_READ]
        others = [client.get(address).status_code for address in ("/reports/", "/suggest/", "/status/")]
    base.outage.end()

    assert (kept, others) == ([200] * len(TO_READ), [503, 503, 200])
    assert client.get("/reports/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="nobody cuts a file")
def test_a_connection_that_was_cut_costs_one_page_at_most(client, clock):
    client.get("/suggestions/")
    clock.go_on(seconds=70)
    connection.ensure_connection()
    process = connection.connection.info.backend_pid
    with psycopg.connect(
        **connections["default"].get_connection_params() | {"cursor_factory": None, "context": None}
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [process])
    pages_shown = [client.get("/suggestions/")]
    connection.close_if_unusable_or_obsolete()  # as the server does behind each request
    clock.go_on(seconds=2)
    pages_shown.append(client.get("/suggestions/"))

    told = [(page.status_code, page["Cache-Control"]) for page in pages_shown]
    assert told == [(200, "no-store"), (200, pages.FOR_ALL)]


@pytest.mark.django_db
def test_a_connection_that_failed_is_not_tried_again_for_a_second(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(base, "outage", base.DatabaseOutage(lambda: now[0]))
    where = connections["default"].settings_dict | {
        "ENGINE": "portal.postgresql", "NAME": "portal", "USER": "nobody", "PASSWORD": "", "HOST": "127.0.0.1",
        "PORT": closed_port(), "OPTIONS": {"connect_timeout": 2}, "CONN_HEALTH_CHECKS": True,
    }  # fmt: skip
    database = base.DatabaseWrapper(where, alias="elsewhere")

    def told():
        with pytest.raises(OperationalError) as refused:
            database.ensure_connection()
        return "a moment ago" in str(refused.value)

    tried = [told(), told(), told()]
    now[0] = 1
    assert (tried, [told(), told()]) == ([False, True, True], [False, True])


def error(kind, cause):
    found = kind("told")
    found.__cause__ = cause
    return found


def sqlite(code):
    cause = sqlite3.OperationalError("told")
    cause.sqlite_errorcode, cause.sqlite_errorname = code, "SQLITE"
    return cause


@pytest.mark.parametrize(
    ("found", "is_one"),
    [
        (OperationalError("connection refused"), True),
        (error(OperationalError, psycopg.OperationalError("the connection is closed")), True),
        (error(OperationalError, psycopg.errors.AdminShutdown()), True),
        (error(OperationalError, psycopg.errors.DiskFull()), True),
        (error(OperationalError, psycopg.errors.TooManyConnections()), True),
        (error(InternalError, psycopg.errors.ReadOnlySqlTransaction()), True),
        (error(OperationalError, psycopg.errors.DeadlockDetected()), True),
        (error(InternalError, psycopg.errors.InFailedSqlTransaction()), False),
        (error(DataError, psycopg.errors.StringDataRightTruncation()), False),
        (error(IntegrityError, psycopg.errors.UniqueViolation()), False),
        (error(OperationalError, sqlite(sqlite3.SQLITE_FULL)), True),
        (error(OperationalError, sqlite(sqlite3.SQLITE_READONLY)), True),
        (error(OperationalError, sqlite(sqlite3.SQLITE_READONLY_DBMOVED)), True),
        (error(OperationalError, sqlite(sqlite3.SQLITE_BUSY)), True),
        (error(OperationalError, sqlite(sqlite3.SQLITE_CANTOPEN)), True),
        (error(OperationalError, sqlite(sqlite3.SQLITE_ERROR)), False),  # no such table: ours
        (error(IntegrityError, sqlite(sqlite3.SQLITE_CONSTRAINT_UNIQUE)), False),
        (ValueError("connection refused"), False),
        (None, False),
    ],
)  # fmt: skip
def test_an_outage_is_told_from_a_fault_of_ours(found, is_one):
    assert outage.is_unavailable(found) is is_one


@pytest.mark.django_db
def test_the_log_has_a_line_for_an_answer_and_no_traceback(client, clock, away, caplog):
    away()
    client.get("/suggestions/")

    assert [(record.name, record.exc_info) for record in caplog.records] == [("portal.serving.unsaved", None)]
    assert caplog.messages == ["Answered 503 to GET '/suggestions/': the database said OperationalError"]
