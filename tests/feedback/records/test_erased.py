"""A word that stands in everything that is written about one suggestion: erased, it is nowhere any more.

Every table is read as the database holds it, and once more as the models read it, for what is encrypted; and the files.
"""

import json
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from feedback.awards import verbs as awards
from feedback.awards.rules import Consent
from feedback.models import Draft, Phase
from feedback.notes.verbs import write
from feedback.rules import receipts
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from feedback.talks.models import Transcript, TranscriptPart
from portal.tables.kept_words import KeptWords
from tests import factories
from tests.factories import NOW
from tests.feedback.attachments.keeping import lying, own_storages
from tests.feedback.ledgers import mismatched

__all__ = ["own_storages"]  # a fixture
pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("own_storages")]

CANARY = "丹頂鶴jqzxkv"
# In both scripts, as JSON may write it, and what the index of words keeps whole, but for how it begins.
FOUND_AS = [word.encode() for word in ("丹頂", "丹顶", json.dumps("丹頂")[1:-1], json.dumps("丹顶")[1:-1], "qzxkv")]
OTHER = "另一件的天鵝"


@pytest.fixture
def suggestion(office, other_unit, other_handler, administrator, django_capture_on_commit_callbacks):
    """All has been done to it that leaves words; in the end it is answered, corrected, rated and awarded."""
    campaign = factories.make_campaign()
    for kind in (Phase.Kind.COLLECT, Phase.Kind.AWARD):
        factories.make_phase(campaign=campaign, kind=kind, starts_on=date(2020, 11, 1), ends_on=date(2020, 12, 31))
    one = factories.make_registered(
        campaign=campaign, title=f"{CANARY}標題", body=f"{CANARY}來信\r\n第二行", place=f"{CANARY}路", name=CANARY,
        contact="138 6421 0975", guardian_name=CANARY, is_under_14=True, has_consent=True,
    )  # fmt: skip
    triage, people = {"by": office.triage_officer, "now": NOW}, factories.office
    one.correct_intake(f"聽錯{CANARY}", title=f"{CANARY}新標題", body=f"{CANARY}新來信", place=f"{CANARY}街", **triage)
    one.propose_decline("not_ours", f"{CANARY}不受理", **triage)
    one.drop_decline(f"{CANARY}撤銷", **triage)
    one.ask(f"{CANARY}詢問", **triage)
    one.answer(f"{CANARY}回答", now=NOW)
    factories.bring(one, to=Stage.IN_PROGRESS)
    factories.release(one, title=f"{CANARY}公開", body=f"{CANARY}公開內容")
    factories.involve(one, other_unit, words=f"{CANARY}請看")
    one.contribute(other_unit, f"{CANARY}會辦", by=other_handler, now=NOW)
    factories.instruct(one, text=f"{CANARY}批示", due_on=date(2020, 12, 8))
    factories.extend(one, note=f"{CANARY}延長")
    one.chase(f"{CANARY}催辦", by=office.supervisor, now=NOW)
    write(one, f"{CANARY}便箋", people=[office.reviewer], by=office.handler, now=NOW)
    factories.draft(one, body=f"{CANARY}草稿")
    one.return_reply(f"{CANARY}修改意見", by=office.reviewer, now=NOW)
    factories.draft(one, body=f"{CANARY}答覆", outcome="not_adopted", reason=f"{CANARY}未採納")
    one.approve_reply(by=office.reviewer, now=NOW)
    factories.correct(one, body=f"{CANARY}更正", note=f"{CANARY}更正的原因")
    one.approve_correction(by=office.reviewer, now=NOW)
    factories.rate(one, comment=f"{CANARY}評語", has_consent=True)
    one.release_comment(one.ratings.get(), f"{CANARY}公開評語", **triage)
    with django_capture_on_commit_callbacks(execute=True):
        factories.release_file(factories.attach(one, file_name=f"{CANARY}.jpg"), caption=CANARY)
        factories.attach(one, reply=one.replies.first(), by=people().handler, caption=CANARY)
    nomination = awards.nominate(one, f"{CANARY}推薦", by=office.supervisor, now=NOW)
    awards.propose(nomination, "first", by=office.supervisor, now=NOW)
    awards.decide(nomination, "first", by=administrator, now=NOW)
    awards.show_name(nomination, CANARY, Consent.values[0], is_by_guardian=True, by=administrator, now=NOW)
    writes_beside(one, office.handler)
    return one


def writes_beside(suggestion, handler):
    """What is no step of the suggestion: a transcript, what is being written, what was kept when a session ran out."""
    moderator = factories.make_user(username="moderator", roles=[Role.HANDLER])
    talk = factories.make_talk(moderators=[moderator])
    transcript = Transcript.objects.create(talk=talk, drafted_by=moderator, drafted_at=NOW)
    part = TranscriptPart.objects.create(transcript=transcript, order=1, heading=CANARY, body=f"主持人讀了{CANARY}")
    part.questions.add(suggestion)
    suggestion.writings.keep(suggestion, handler, {"body": f"{CANARY}暫存"}, is_correction=True, now=NOW)
    digest = receipts.unsent_digest(settings.RECEIPT_KEY, suggestion.secret_digest)
    Draft.objects.create(flow_digest=digest, payload=json.dumps({"answer": CANARY}), changed_at=NOW)
    KeptWords.objects.keep(
        handler, address=f"/desk/feedback/suggestion/{suggestion.pk}/do/ask/", words=[("body", CANARY)], has_file=False,
        now=NOW,
    )  # fmt: skip


def raw_places():
    """{table: names of the columns} in which the word stands, as the database holds them; shadow tables, too."""
    with transaction.atomic():
        places = {}  # a savepoint: FTS5 writes down what it still holds
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    if any(word in raw for word in FOUND_AS):
                        places.setdefault(table, set()).add(name)
    return places


def read_places():
    """{model: names of the fields} in which it stands once what is encrypted is read."""
    places = {}
    for model in apps.get_models():
        for row in model._base_manager.values():
            for name, value in row.items():
                if CANARY in str(value):
                    places.setdefault(model._meta.label, set()).add(name)
    return places


def test_erased_the_word_is_nowhere_any_more(suggestion, office, django_capture_on_commit_callbacks):
    raw, read, files = raw_places(), read_places(), lying()
    with django_capture_on_commit_callbacks(execute=True):
        factories.erase(suggestion)
    assert (raw_places(), read_places(), lying()) == ({}, {}, {"sealed": 0, "released": 0})
    assert mismatched() == []
    assert read["feedback.Event"] == {"note", "remark", "details"}
    assert len(read) >= 15
    if connection.vendor == "sqlite":
        assert {"feedback_deskentry_data", "feedback_publicentry_data"} <= {*raw}
    assert min(files.values()) > 0


def test_nothing_of_another_one_goes(suggestion, office):
    other = factories.receive(title=OTHER, body=OTHER, name=OTHER, place=OTHER, has_consent=True)
    factories.release(other, title=OTHER, body=OTHER)
    factories.attach(other)
    KeptWords.objects.keep(
        office.handler, address=f"/desk/feedback/suggestion/{other.pk}/do/ask/", words=[("body", OTHER)],
        has_file=False, now=NOW,
    )  # fmt: skip
    before = _rows_of(other)
    factories.erase(suggestion)
    assert (_rows_of(other), KeptWords.objects.count()) == (before, 1)


def _rows_of(suggestion):
    rows = [type(suggestion).objects.filter(pk=suggestion.pk).values().get()]
    rows += [*suggestion.events.order_by("pk").values(), *suggestion.attachments.values()]
    return rows
