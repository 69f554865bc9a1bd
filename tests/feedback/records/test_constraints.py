"""What the database itself refuses, what cannot be undone, and what it does not show to whoever reads it raw."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import override_settings

from feedback.models import Draft, Event, Reply, Status, Suggestion
from feedback.records.contact_keys import contact_key
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Refused, Stage
from portal import keys
from portal.tables.encrypted import Undecryptable
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters_are_right")]


def refused_by_the_database(suggestion, **fields):
    """The text of the error that writing `fields` past all verbs runs into."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Suggestion.objects.filter(pk=suggestion.pk).update(**fields)
    return str(error.value)


def test_a_number_is_given_once():
    first, second = factories.receive(), factories.receive()
    message = refused_by_the_database(second, sequence=first.sequence)
    assert "suggestion_number_unique_per_year" in message or "year, feedback_suggestion.sequence" in message


IMPOSSIBLE = [
    ("suggestion_merged_has_a_main_one", {"stage": Stage.MERGED}),
    ("suggestion_public_only_with_consent", {"public_title": "標題", "public_body": "內容"}),
    ("suggestion_under_14_has_a_guardian", {"is_under_14": True}),
    ("suggestion_handled_by_a_unit", {"stage": Stage.IN_PROGRESS}),
    ("suggestion_declined_says_why", {"stage": Stage.DECLINED}),
    ("suggestion_extended_by_10_days_at_most", {"extended_by": 11}),
]


@pytest.mark.parametrize(("name", "fields"), IMPOSSIBLE)
def test_the_impossible_is_refused_by_name(name, fields):
    assert name in refused_by_the_database(factories.receive(), **fields)


def test_nothing_is_merged_into_itself():
    merged = factories.make_suggestion(stage=Stage.MERGED)
    assert "suggestion_not_merged_into_itself" in refused_by_the_database(merged, main=merged)


def test_a_main_one_is_named_by_a_merged_one_only():
    main, other = factories.receive(), factories.receive()
    assert "suggestion_merged_has_a_main_one" in refused_by_the_database(other, main=main)


def test_a_withdrawn_one_has_no_public_text():
    gone = factories.make_suggestion(stage=Stage.WITHDRAWN, has_consent=True)
    assert "suggestion_public_only_with_consent" in refused_by_the_database(gone, public_title="標題")


REPLIES = [
    ("reply_approved_by_a_second_person", lambda reply: {"approved_by": reply.drafted_by, "approved_at": NOW}),
    ("reply_approval_has_person_and_moment", lambda reply: {"approved_at": NOW}),
    ("reply_says_why_when_not_adopted", lambda reply: {"outcome": Adoption.NOT_ADOPTED}),
    ("reply_says_why_only_when_asked", lambda reply: {"outcome": Adoption.ADOPTED, "outcome_reason": "經費不足"}),
]


@pytest.mark.parametrize(("name", "fields"), REPLIES)
def test_an_impossible_reply_is_refused_by_name(name, fields):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion)
    reply = suggestion.replies.get()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(**fields(reply))


# The history is only added to.


def test_a_record_is_never_changed_nor_deleted(citizen):
    event = citizen.suggestion.events.get()
    event.note = "改寫"
    attempts = [
        event.save,
        event.delete,
        Event.objects.all().delete,
        citizen.suggestion.events.all().delete,
        lambda: Event.objects.update(note="改寫"),
        lambda: citizen.suggestion.events.update(note="改寫"),
        lambda: Event.objects.bulk_update([event], ["note"]),
    ]
    words = []
    for attempt in attempts:
        with pytest.raises(Refused) as refused, transaction.atomic():
            attempt()
        words.append(str(refused.value))
    changed, deleted = "辦理記錄只增不改。", "辦理記錄只增不刪。"
    assert words == [changed, deleted, deleted, deleted, changed, changed, changed]
    assert citizen.suggestion.events.get().note == ""


# Statuses.


def test_the_status_that_a_stage_begins_with_stays():
    last = Status.objects.get(stage=Stage.MERGED)
    words = "「併案」階段從「已併案」開始，不能刪除。要刪除，請先讓該階段從別的狀態開始。"
    for attempt in (last.delete, Status.objects.filter(stage=Stage.MERGED).delete):
        with pytest.raises(Refused) as refused:
            attempt()
        assert str(refused.value) == words
    assert [*Status.objects.filter(stage=Stage.MERGED)] == [last]


def test_it_may_go_once_its_stage_begins_with_another_one():
    former, other = Status.objects.get(stage=Stage.MERGED), factories.make_status(stage=Stage.MERGED, name="同案")
    other.begin_stage()
    former.delete()
    assert [*Status.objects.filter(stage=Stage.MERGED)] == [other]


def test_a_stage_begins_with_one_status_alone():
    other = factories.make_status(stage=Stage.MERGED, name="同案")
    named = r"status_begins_each_stage_once|feedback_status\.stage"
    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        Status.objects.filter(pk=other.pk).update(begins_stage=True)


def test_of_all_statuses_of_a_stage_at_once_none_is_deleted():
    factories.make_status(stage=Stage.MERGED, name="同案")
    with pytest.raises(Refused):
        Status.objects.filter(stage=Stage.MERGED).delete()
    assert Status.objects.filter(stage=Stage.MERGED).count() == 2


def test_one_of_several_statuses_may_go():
    extra = factories.make_status(stage=Stage.MERGED, name="同案")
    assert Status.objects.filter(pk=extra.pk).delete() == (1, {"feedback.Status": 1})


def test_a_status_that_was_ever_used_stays(citizen, triage_officer):
    used = citizen.suggestion.status
    factories.make_status(stage=Stage.RECEIVED, name="待補充").begin_stage()
    citizen.suggestion.accept(by=triage_officer, now=NOW)
    with pytest.raises(ProtectedError):
        used.delete()


STAGE_STAYS = "這個狀態已有建議使用，或者該階段從它開始，階段不能更改。"


def moved(status):
    status.stage = Stage.ACCEPTED
    try:
        status.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_the_stage_of_a_status_stays_once_it_was_used(citizen, triage_officer):
    factories.make_status(stage=Stage.RECEIVED, name="待補充")
    used = citizen.suggestion.status
    citizen.suggestion.accept(by=triage_officer, now=NOW)
    assert moved(used) == {"stage": [STAGE_STAYS]}


def test_the_stage_of_the_last_status_of_a_stage_stays():
    assert moved(Status.objects.get(stage=Stage.MERGED)) == {"stage": [STAGE_STAYS]}


def test_the_stage_of_the_status_to_enter_with_stays():
    newer = factories.make_status(stage=Stage.RECEIVED, name="剛剛收到")
    newer.begin_stage()
    assert moved(newer) == {"stage": [STAGE_STAYS]}


def test_the_stage_of_an_unused_further_status_may_change():
    assert moved(factories.make_status(stage=Stage.RECEIVED, name="待補充")) == {}


def test_a_status_may_be_renamed_and_reordered_while_it_is_used(citizen):
    status = citizen.suggestion.status
    status.name, status.order = "來件登記", 99
    assert status.full_clean() is None


def test_the_status_to_enter_a_stage_with_is_chosen_not_the_one_with_the_lowest_order():
    former = Status.objects.get(stage=Stage.ACCEPTED)
    chosen = factories.make_status(stage=Stage.ACCEPTED, name="受理登記", order=1)
    statuses = []
    for _ in range(2):
        statuses.append(fresh(factories.make_suggestion(stage=Stage.ACCEPTED)).status)
        chosen.begin_stage()
    assert statuses == [former, chosen]


# Personal data, read raw by SQL.


def raw(table, *columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
        return cursor.fetchone()


def test_names_and_contacts_are_unreadable_in_the_database():
    factories.receive(name="王曉梅", contact="13864210975", is_under_14=True, guardian_name="王建國")
    stored = raw("feedback_suggestion", "name", "contact", "guardian_name", "contact_key")
    assert [text.startswith("gAAAA") for text in stored[:3]] == [True, True, True]
    assert [word in " ".join(stored) for word in ("王", "曉梅", "13864210975", "建國")] == [False] * 4
    suggestion = Suggestion.objects.get()
    assert (suggestion.name, suggestion.contact, suggestion.guardian_name) == ("王曉梅", "13864210975", "王建國")


def test_empty_stays_empty():
    factories.receive()
    assert raw("feedback_suggestion", "name", "contact", "guardian_name", "contact_key") == ("", "", "", "")


def test_who_wrote_before_is_found_by_the_same_contact_without_reading_it():
    known = factories.receive(contact="13864210975")
    factories.receive(contact="13864210976")
    assert [*Suggestion.objects.filter(contact_key=contact_key("138 6421 0975"))] == [known]


def test_what_is_typed_into_the_form_is_unreadable_too():
    draft = Draft(flow_digest="d" * 64)
    draft.remember({"title": "加一塊提示牌", "contact": "13864210975"}, now=NOW)
    draft.remember({"title": "加兩塊提示牌"}, now=NOW)
    (stored,) = raw("feedback_draft", "payload")
    assert ("13864210975" in stored, "提示牌" in stored) == (False, False)
    assert Draft.objects.get().filled == {"title": "加兩塊提示牌", "contact": "13864210975"}


def test_a_new_key_reads_what_the_old_one_wrote_and_without_it_nothing_is_shown():
    factories.receive(name="王曉梅")
    new = keys.new()["PERSONAL_DATA_KEYS"]
    with override_settings(PERSONAL_DATA_KEYS=[*new, *settings.PERSONAL_DATA_KEYS]):
        assert Suggestion.objects.get().name == "王曉梅"
    with override_settings(PERSONAL_DATA_KEYS=new), pytest.raises(Undecryptable):
        Suggestion.objects.get()
