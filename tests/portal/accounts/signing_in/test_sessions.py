"""The end of a session."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import at
from tests.portal.accounts.signing_in.entering import HOME, code_at, give_password, is_in


def test_an_hour_without_a_request_ends_it(signed_in, clock):
    clock.shift(61 * 60)
    response = signed_in.get(reverse(HOME), follow=True)
    assert ("登錄已經超時，請重新登錄。" in response.text, is_in(signed_in)) == (True, False)


def test_whoever_works_stays_but_not_longer_than_a_day_of_work(signed_in, clock):
    stayed = []
    for _ in range(11):
        clock.shift(50 * 60)
        stayed.append(is_in(signed_in))
    assert stayed == [True] * 10 + [False]


def test_the_browser_forgets_it_when_it_is_closed(signed_in):
    assert signed_in.cookies["sessionid"]["expires"] == ""


def test_a_password_without_its_code_is_forgotten_after_ten_minutes(client, enrolled, clock):
    key, _codes = enrolled
    give_password(client)
    client.get(reverse(HOME))
    clock.shift(11 * 60)
    client.post(reverse("staff_code"), {"code": code_at(key, at("2020-12-01 10:11"))})
    assert is_in(client) is False


def test_it_is_not_written_at_each_request(signed_in):
    with CaptureQueriesContext(connection) as captured:
        signed_in.get(reverse(HOME))
    of_session = [query["sql"].split()[0] for query in captured if "django_session" in query["sql"]]
    assert of_session == ["SELECT"]


def test_a_visitor_without_a_session_is_given_none(client, db):
    response = client.get(reverse("home"))
    assert "sessionid" not in response.cookies
