"""Outcomes and reasons to decline, as administrators keep them, and where their names are read."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from feedback.data.tables import Scope, wholes
from feedback.desk.cases.forms import ProposeDeclineForm
from feedback.desk.cases.reply_forms import DraftReplyForm
from feedback.models import DeclineReason, Outcome, Reply
from feedback.office.outcomes import outcome_name
from feedback.parts.answers import outcome_sentence
from feedback.parts.standing import standing
from feedback.records.counters import statistics
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.workflow import Refused, Stage
from tests import factories
from tests.factories import NOW, office
from tests.feedback.verbs.reading import fresh

TODAY = NOW.date()
pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def unfeasible():
    """A second outcome that means 「未採納」, by the office's own name."""
    return Outcome.objects.create(
        code="unfeasible", name="暫不具備條件", name_en="Not feasible yet", meaning=Adoption.NOT_ADOPTED, order=45
    )


def answered(outcome, reason=""):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.reply(suggestion, outcome=outcome, reason=reason)
    return fresh(suggestion)


def test_the_rows_that_came_with_the_software_are_called_by_what_they_mean():
    rows = [(row.code, row.name, row.meaning) for row in (*Outcome.objects.all(), *DeclineReason.objects.all())]
    meanings = (*Adoption, *Declining)
    assert rows == [(one.value, str(one.label), one.value) for one in meanings]


def test_an_answer_of_the_offices_own_outcome_asks_why_by_its_meaning(unfeasible):
    working = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    handler = office(unit=working.unit).handler
    with pytest.raises(Refused, match="「暫不具備條件」要寫明原因"):
        working.draft_reply("容後再議。", "unfeasible", by=handler, now=NOW)
    working.draft_reply("容後再議。", "unfeasible", "經費未落實。", by=handler, now=NOW)
    assert working.replies.get().outcome_reason == "經費未落實。"


def test_its_page_names_it_and_says_what_it_means(unfeasible):
    reply = answered("unfeasible", "經費未落實。").replies.get()
    assert outcome_sentence(reply) == "採納情況：暫不具備條件。這件建議未採納，原因是：經費未落實。"


def test_the_public_counts_by_row_in_their_order_and_adopted_ones_by_meaning(unfeasible):
    Outcome.objects.create(code="done", name="已經辦到", meaning=Adoption.ADOPTED, order=1)
    Outcome.objects.filter(pk=Adoption.EXPLAINED).update(is_active=False)
    answered("unfeasible", "經費未落實。")
    answered("done")
    answered(Adoption.ADOPTED)
    table = wholes.outcomes(Scope(statistics(NOW, TODAY), TODAY, {}))
    assert table.point == "採納或部分採納 2 件，占現有答覆的 66.6%"
    assert [(row.label, row.cells[0].text) for row in table.rows] == [
        ("已經辦到", 1), ("採納", 1), ("部分採納", 0), ("留作參考", 0), ("未採納", 0), ("暫不具備條件", 1),
    ]  # fmt: skip


def test_the_board_filters_by_it_and_offers_only_what_is_in_use(client, unfeasible):
    suggestion = answered("unfeasible", "經費未落實。")
    suggestion.release("燈", "燈太短。", by=office().triage_officer, now=NOW)
    Outcome.objects.filter(pk=Adoption.EXPLAINED).update(is_active=False)
    form = client.get(reverse("suggestion_list"), {"outcome": "unfeasible"}).context["form"]
    assert [chip.value for chip in form.chips()] == ["暫不具備條件"]
    page = client.get(reverse("suggestion_list"), {"outcome": Adoption.EXPLAINED})
    assert page.context["form"].errors == {}


def test_what_is_out_of_use_is_not_offered_but_stays_with_a_draft_that_has_it():
    working = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    handler = office(unit=working.unit).handler
    Outcome.objects.exclude(pk=Adoption.ADOPTED).update(is_active=False)
    offered = [code for code, _name in DraftReplyForm(suggestion=working, user=handler).fields["outcome"].choices]
    working.draft_reply("已辦。", Adoption.EXPLAINED, by=handler, now=NOW)
    kept = [code for code, _name in DraftReplyForm(suggestion=fresh(working), user=handler).fields["outcome"].choices]
    assert (offered, kept) == (["adopted"], ["adopted", "explained"])


def test_a_reason_out_of_use_is_not_offered():
    DeclineReason.objects.filter(pk=Declining.ABUSIVE).update(is_active=False)
    form = ProposeDeclineForm(suggestion=factories.make_suggestion(), user=office().triage_officer)
    assert [code for code, _name in form.fields["reason"].choices] == ["other_channel", "not_ours", "no_content"]


def test_a_refusal_says_what_the_office_explains_of_its_reason():
    DeclineReason.objects.filter(pk=Declining.NOT_OURS).update(name="不歸公安管", explanation="請撥 12345。")
    suggestion = factories.make_suggestion()
    factories.decline(suggestion, reason=Declining.NOT_OURS)
    assert "原因：不歸公安管。請撥 12345。" in standing(fresh(suggestion), None, TODAY)


def test_what_is_in_use_keeps_its_meaning_and_stays(client, administrator, unfeasible):
    answered("unfeasible", "經費未落實。")
    client.force_login(administrator)
    address = reverse("admin:feedback_outcome_delete", args=["unfeasible"])
    response = client.post(address, {"post": "yes"})
    sent = {
        "name": "條件不具備",
        "name_en": "",
        "meaning": Adoption.ADOPTED,
        "is_active": "on",
        "order": 5,
        "confirmed": 1,
    }
    client.post(reverse("admin:feedback_outcome_change", args=["unfeasible"]), sent)
    row = Outcome.objects.get(pk="unfeasible")
    assert (response.status_code, row.name, row.meaning, outcome_name("unfeasible")) == (
        403, "條件不具備", "not_adopted", "條件不具備",
    )  # fmt: skip


def test_nor_does_the_model_let_it(unfeasible):
    answered("unfeasible", "經費未落實。")
    unfeasible.meaning = Adoption.ADOPTED
    with pytest.raises(ValidationError, match="含義不能更改"):
        unfeasible.full_clean()
    with pytest.raises(Refused, match="已經有人用過"):
        Outcome.objects.filter(pk="unfeasible").delete()


def test_a_reason_that_an_event_tells_of_stays_though_the_proposal_was_dropped():
    own = DeclineReason.objects.create(code="elsewhere", name="已轉其他部門", meaning=Declining.NOT_OURS)
    suggestion, triage = factories.make_suggestion(), office().triage_officer
    suggestion.propose_decline("elsewhere", "", by=triage, now=NOW)
    suggestion.drop_decline(by=triage, now=NOW)
    with pytest.raises(Refused):
        own.delete()


def test_what_nobody_used_can_be_deleted(client, administrator, unfeasible):
    client.force_login(administrator)
    client.post(reverse("admin:feedback_outcome_delete", args=["unfeasible"]), {"post": "yes"})
    assert not Outcome.objects.filter(pk="unfeasible").exists()


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Outcome, {"meaning": "perhaps", "code": "perhaps"}),
        (Outcome, {"meaning": Adoption.ADOPTED, "code": Adoption.NOT_ADOPTED}),
        (DeclineReason, {"meaning": Declining.ABUSIVE, "code": Declining.NOT_OURS}),
    ],
)
def test_the_database_refuses_another_meaning(model, fields):
    model.objects.filter(pk=fields["code"]).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(name="另一個", **fields)


@pytest.mark.parametrize("kept", ["outcome", "declinereason"])
def test_only_administrators_keep_them(client, kept):
    client.force_login(office().supervisor)
    assert client.get(reverse(f"admin:feedback_{kept}_changelist")).status_code == 403


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_its_name_follows_the_reader(client, unfeasible, language):
    suggestion = answered("unfeasible", "經費未落實。")
    suggestion.release("燈", "燈太短。", by=office().triage_officer, now=NOW)
    page = client.get(f"/{language}{suggestion.get_absolute_url()}").content.decode()
    assert {"zh-hans": "暂不具备条件", "en": "Not feasible yet"}[language] in page
    assert Reply.objects.get().outcome == "unfeasible"
