"""Every verb, tried by a person of each role on the own units' suggestions, on others', and as a further unit."""

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from feedback.desk.many.bulk_forms import FORMS as BULK_FORMS
from feedback.desk.many.bulk_forms import VERB_OF
from feedback.models import BulkRun, Label, Suggestion
from feedback.rules.roles import Role
from feedback.rules.workflow import FILE_VERBS, STAFF_VERBS, Refused, Stage, Verb
from tests import factories
from tests.databases import undone
from tests.feedback.desk.matrix.prepared import prepared
from tests.feedback.desk.matrix.roles import CASEWORK, REACH, SEES_EVERY

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def outcome_expected(person, verb, suggestion, unit):
    """`done`, `refused` in words, or `unseen`."""
    roles = list(Role) if person == "superuser" else [person]
    is_with_unit = unit in {suggestion.unit, suggestion.main.unit if suggestion.main else None}
    takes_part = unit.pk in suggestion.co_units
    is_seen = person in SEES_EVERY or (person in CASEWORK and (is_with_unit or takes_part))
    reaches = {reach for role in roles for reach in REACH[verb, role].split("+")}
    # The superuser of the test is in no unit.
    is_own, is_co = (person != "superuser" and is_so for is_so in (suggestion.unit == unit, takes_part))
    if not is_seen:
        return "unseen"
    return "done" if "every" in reaches or ("own" in reaches and is_own) or ("co" in reaches and is_co) else "refused"


def sent(client, verb, suggestion, fields):
    """What came of sending the form of the verb."""
    if verb == Verb.READ_CONTACT:
        response = client.post(reverse("admin:feedback_suggestion_contact", args=[suggestion.pk]))
        return {200: "done", 403: "refused", 404: "unseen"}[response.status_code]
    response = client.post(
        reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb]), {"revision": suggestion.revision, **fields}
    )
    if response.status_code == 200:
        assert f"您的崗位沒有「{verb.label}」的權限。" in response.text
    return {302: "done", 200: "refused", 404: "unseen"}[response.status_code]


def looked_at(client, verb, suggestion):
    """What came of opening the page of the verb; whoever may not is led back to the suggestion."""
    response = client.get(reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb]))
    return {200: "done", 302: "refused", 404: "unseen"}[response.status_code]


@pytest.mark.parametrize("verb", sorted(STAFF_VERBS - FILE_VERBS - {Verb.REGISTER}))  # of none that is there
def test_every_verb_by_everybody_with_the_own_units_with_others_and_as_a_further_one(people, office, other_unit, verb):
    factories.office(unit=other_unit)
    found, expected = {}, {}
    for whose, unit in (("own", office.unit), ("other", other_unit), ("co", other_unit)):
        suggestion, fields = prepared(verb, unit, office)
        if whose == "co":
            factories.take_part(suggestion, office.unit)
        suggestion = Suggestion.objects.get(pk=suggestion.pk)
        for person in (*Role, "superuser"):
            with undone():
                came_of_it = sent(people[person], verb, suggestion, fields)
            if verb not in (Verb.READ_CONTACT, Verb.CLOSE):  # no page of their own; closed in bulk
                came_of_it = (came_of_it, looked_at(people[person], verb, suggestion))
            found[person, whose] = came_of_it
            will = outcome_expected(person, verb, suggestion, office.unit)
            expected[person, whose] = (will, will) if isinstance(came_of_it, tuple) else will
    assert found == expected


@pytest.mark.parametrize("verb", BULK_FORMS)
def test_every_verb_in_bulk_by_everybody_with_the_own_units_with_others_and_as_a_further_one(
    people, office, other_unit, verb
):
    factories.office(unit=other_unit)
    ours, fields = prepared(verb, office.unit, office)
    theirs, _fields = prepared(verb, other_unit, office)
    shared, _fields = prepared(verb, other_unit, office)
    factories.take_part(shared, office.unit)
    rows = [Suggestion.objects.get(pk=each.pk) for each in (ours, theirs, shared)]
    data = {**fields, "verb": verb, "picked": [f"{row.pk}.{row.revision}" for row in rows], "token": "0" * 32}
    data["add"] = [Label.objects.first().pk] if verb == Verb.LABEL else []
    found, expected = {}, {}
    for person in (*Role, "superuser"):
        with undone(), zeal_ignore():  # each by itself is what is wanted
            people[person].post(reverse("admin:feedback_suggestion_bulk"), data)
            run = BulkRun.objects.first()
            found[person] = {key for key, _number, reason in run.results if not reason} if run else set()
        checked = VERB_OF.get(verb, verb)
        expected[person] = {row.pk for row in rows if outcome_expected(person, checked, row, office.unit) == "done"}
    assert found == expected


def test_what_is_refused_at_the_address_is_refused_by_the_model(office, other_unit):
    """The last door: a verb called by the wrong person changes nothing, whatever page let them in."""
    theirs = factories.make_suggestion(stage=Stage.ASSIGNED, unit=other_unit)
    with pytest.raises(Refused, match="您的崗位沒有「開始辦理」的權限"):
        theirs.start(by=office.handler, now=factories.NOW)
