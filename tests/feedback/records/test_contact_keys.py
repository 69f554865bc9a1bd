"""The keys of contacts: made anew by a command that may be interrupted, and until it ends both are asked."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from feedback.desk.queries.contacts import ContactKeys
from feedback.desk.queries.suggestions import every
from feedback.management.commands import recompute_contact_keys
from feedback.models import Suggestion
from feedback.records.contact_keys import contact_key
from feedback.rules import receipts
from feedback.rules.workflow import Stage, Verb
from feedback.verbs.issuing import WrongContact
from portal.tables.encrypted import lookup_key
from tests import factories
from tests.factories import NOW, at

pytestmark = pytest.mark.django_db

MOBILE, MAIL = contact_key("13864210975"), contact_key("a@b.cn")


def before_the_update(contact, **fields):
    """One that was filed when the key was that of the text."""
    suggestion = factories.make_suggestion(contact=contact, **fields)
    Suggestion.objects.filter(pk=suggestion.pk).update(contact_key=lookup_key(contact))
    return suggestion


def keys():
    return list(Suggestion.objects.order_by("pk").values_list("contact_key", flat=True))


def test_two_spellings_of_one_contact_are_filed_under_one_key():
    for contact in ("+86 138 6421 0975", "１３８－６４２１－０９７５", "a@b.cn。", "A@b.cn", ""):
        factories.receive(contact=contact)
    assert keys() == [MOBILE, MOBILE, MAIL, MAIL, ""]


def test_the_key_tells_nothing_and_cannot_be_taken_for_a_former_one():
    former = lookup_key("13864210975")
    assert (MOBILE, len(MOBILE), "13864210975" in MOBILE) == ("k" + former[1:], 64, False)


# The command.


@pytest.fixture
def five():
    for contact in ("+8613864210975", "13864210975", "a@b.cn", "0532-85792555"):
        before_the_update(contact)
    factories.receive()


def test_the_command_makes_all_of_them_anew(five, capsys):
    call_command("recompute_contact_keys")
    assert keys() == [MOBILE, MOBILE, MAIL, contact_key("053285792555"), ""]
    assert capsys.readouterr().out.splitlines() == ["4 of 4", "4 keys were made anew; none is left."]


def test_it_is_asked_how_many_are_left(five, capsys):
    with pytest.raises(SystemExit, match="4 keys are left to be made anew."):
        call_command("recompute_contact_keys", check=True)
    call_command("recompute_contact_keys", verbosity=0)
    call_command("recompute_contact_keys", check=True)
    assert capsys.readouterr().out.endswith("All keys are made anew.\n")


def test_interrupted_it_goes_on_with_what_is_left(five, monkeypatch, capsys):
    monkeypatch.setattr(recompute_contact_keys, "BATCH", 2)
    renew, asked = ContactKeys.renew_contact_keys, []

    def once(queryset, most):
        if asked:
            raise KeyboardInterrupt
        asked.append(most)
        return renew(queryset, most)

    with monkeypatch.context() as patch:
        patch.setattr(ContactKeys, "renew_contact_keys", once)
        with pytest.raises(CommandError, match="Stopped behind 2 keys; call it again to go on."):
            call_command("recompute_contact_keys")
    left = every().with_former_contact_key().count()
    call_command("recompute_contact_keys")
    assert (left, keys()) == (2, [MOBILE, MOBILE, MAIL, contact_key("053285792555"), ""])
    assert capsys.readouterr().out.splitlines() == ["2 of 4", "2 of 2", "2 keys were made anew; none is left."]


def test_what_changed_while_it_read_is_left_alone(five, monkeypatch):
    """The contact of the first is taken away between its reading and its writing."""

    def taken_away(contact):
        Suggestion.objects.filter(pk=first.pk).update(contact="", contact_key="")
        return contact_key(contact)

    first = every().order_by("contact_key").with_former_contact_key()[0]
    monkeypatch.setattr("feedback.desk.queries.contacts.contact_key", taken_away)
    call_command("recompute_contact_keys", verbosity=0)
    assert (Suggestion.objects.get(pk=first.pk).contact_key, keys().count("")) == ("", 2)


def test_without_the_key_of_a_contact_it_says_so(settings):
    before_the_update("13864210975")
    settings.PERSONAL_DATA_KEYS = ["mEFVbGzJ2qoWk1pNqLxKc0Sg0cF4pRZsYwQd8h3uT1A="]
    with pytest.raises(CommandError, match="A contact is encrypted with a key that PERSONAL_DATA_KEYS does not hold."):
        call_command("recompute_contact_keys")
    assert keys() == [lookup_key("13864210975")]


def test_a_mail_address_with_a_full_stop_is_found_by_the_other_spelling_before_and_after(client, triage_officer):
    stored, typed = before_the_update("a@b.cn。"), factories.make_suggestion(contact="A@b.cn")
    client.force_login(triage_officer)
    before = of_same_contact(client, typed)
    call_command("recompute_contact_keys")
    assert (before, of_same_contact(client, typed)) == ([stored.pk], [stored.pk])


# Before and after it, one citizen is one.


@pytest.fixture(params=["before the command", "after it"])
def command_ran(request):
    def run():
        if request.param == "after it":
            call_command("recompute_contact_keys", verbosity=0)

    return run


def of_same_contact(client, suggestion):
    response = client.get(reverse("admin:feedback_suggestion_change", args=[suggestion.pk]))
    return [row.pk for row in response.context["of_same_contact"]]


def test_the_desk_shows_those_of_one_contact_together(client, triage_officer, command_ran):
    of_one = [
        before_the_update("+8613864210975"),
        before_the_update("13864210975"),
        factories.make_suggestion(contact="0086 138 6421 0975"),
    ]
    before_the_update("13900000000")
    factories.make_suggestion(contact="a@b.cn")
    factories.make_suggestion()
    command_ran()
    client.force_login(triage_officer)
    every = [one.pk for one in reversed(of_one)]
    assert {one.pk: of_same_contact(client, one) for one in of_one} == {
        pk: [other for other in every if other != pk] for pk in every
    }


def test_a_line_tells_that_the_same_contact_wrote_before(client, office, command_ran):
    received = {"stage": Stage.ASSIGNED}
    before_the_update("+8613864210975", received_at=at("2020-11-02 09:00"), **received)
    before_the_update("13864210975", received_at=at("2020-11-03 09:00"), **received)
    factories.make_suggestion(contact="138-6421-0975", received_at=at("2020-11-04 09:00"), **received)
    factories.make_suggestion(contact="a@b.cn", received_at=at("2020-11-05 09:00"), **received)
    command_ran()
    marks = {}
    for person in (office.triage_officer, office.handler, office.reviewer):
        client.force_login(person)
        lines = client.get(reverse("admin:feedback_suggestion_changelist")).context["lines"]
        marks[person] = [line["suggestion"].is_repeat for line in lines]
    told = [False, True, True, False]
    assert marks == {office.triage_officer: told, office.handler: told, office.reviewer: [False] * 4}


@pytest.mark.parametrize("said", ["13864210975", "+86 138 6421 0975", "１３８－６４２１－０９７５", "138 6421 0975。"])
def test_a_receipt_is_issued_anew_for_the_contact_in_another_spelling(client, triage_officer, command_ran, said):
    suggestion = before_the_update("+8613864210975")
    command_ran()
    client.force_login(triage_officer)
    fields = {"contact": said, "flow": "another page", "revision": suggestion.revision}
    client.post(reverse("admin:feedback_suggestion_reissue", args=[suggestion.pk]), fields)
    assert suggestion.events.filter(verb=Verb.REISSUE_RECEIPT).count() == 1


def test_once_none_is_left_no_contact_is_read_to_find_the_others():
    first = factories.make_suggestion(contact="13864210975")
    second = factories.make_suggestion(contact="+8613864210975")
    with_key = Suggestion.objects.only("contact_key").get(pk=second.pk)
    assert every().contact_keys_of(with_key) == [first.contact_key]
    assert "contact" in with_key.get_deferred_fields()


def test_another_contact_gets_no_receipt(triage_officer):
    suggestion = before_the_update("+8613864210975")
    with pytest.raises(WrongContact, match="與登記的聯繫方式不符"):
        suggestion.reissue_receipt("13864210976", flow="another", by=triage_officer, now=NOW)
    secret = receipts.secret_of(settings.RECEIPT_KEY, "another")
    assert Suggestion.objects.by_receipt(suggestion.number, secret) is None
