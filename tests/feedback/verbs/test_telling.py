"""How a citizen is told what happens: chosen, changed, and ended where the contact is another one."""

import pytest

from feedback.rules.workflow import Actor, Verb
from tests.factories import NOW, make_registered, make_suggestion
from tests.feedback.verbs.reading import fresh, last, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

MAIL = "xiaomei@example.com"


def test_who_left_an_address_before_there_were_notices_may_choose_them():
    suggestion = make_suggestion(contact=MAIL)
    before = fresh(suggestion).revision, fresh(suggestion).last_event_at
    suggestion.choose_notices("mail", language="en", now=NOW)
    row, event = fresh(suggestion), last(suggestion)
    assert (row.notices_by, row.notices_in, (row.revision, row.last_event_at)) == ("mail", "en", before)
    assert (event.verb, event.actor, event.details) == (Verb.CHOOSE_NOTICES, Actor.CITIZEN, {"to": "mail"})


def test_who_wants_none_any_more_is_told_by_nothing():
    suggestion = make_suggestion(contact=MAIL, notices_by="mail", notices_in="en")
    suggestion.choose_notices("", language="en", now=NOW)
    row = fresh(suggestion)
    assert (row.notices_by, row.notices_in, last(suggestion).details) == ("", "", {"to": ""})


@pytest.mark.parametrize(
    ("contact", "channel", "told"),
    [
        ("13864210975", "mail", "您留的聯繫方式不能用這種方式通知。"),
        ("", "sms", "您留的聯繫方式不能用這種方式通知。"),
        (MAIL, "", "通知方式沒有變化。"),
    ],
)
def test_refused_is_what_cannot_be_or_is_so_already(contact, channel, told):
    suggestion = make_suggestion(contact=contact)
    assert refusal(suggestion.choose_notices, channel, language="en", now=NOW) == told


@pytest.mark.parametrize(
    ("contact", "wish"),
    [("another@example.com", ("mail", "en")), ("13864210975", ("", "")), ("0532-85792555", ("", ""))],
)
def test_a_contact_of_another_kind_ends_the_wish(triage_officer, contact, wish):
    suggestion = make_registered(contact=MAIL, notices_by="mail", notices_in="en")
    suggestion.correct_intake("聽錯了。", contact=contact, by=triage_officer, now=NOW)
    row = fresh(suggestion)
    assert (row.notices_by, row.notices_in) == wish


def test_what_was_mended_beside_the_contact_leaves_the_wish(triage_officer):
    suggestion = make_registered(contact=MAIL, notices_by="mail", notices_in="en")
    suggestion.correct_intake("聽錯了。", title="別的標題", by=triage_officer, now=NOW)
    assert fresh(suggestion).notices_by == "mail"
