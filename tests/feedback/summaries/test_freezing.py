"""A close freezes the summary for ever; what was wrong is corrected beside it, by two people."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from feedback.awards import verbs as awards
from feedback.rounds import verbs as rounds
from feedback.rules.workflow import Refused, Stage
from feedback.summaries import items, verbs
from feedback.summaries.models import Correction, Summary, SummaryTemplate
from feedback.summaries.numbers import counted
from feedback.summaries.sentences import sentences
from tests.factories import NOW, at
from tests.feedback.summaries.conftest import CLOSED

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value.reason)


def kept():
    """All that is stored of the summary."""
    return Summary.objects.values().get()


def test_what_is_frozen_is_what_was_counted_in_the_moment_of_the_close(campaign, suggest, close):
    for stage in (Stage.RECEIVED, Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN, Stage.IN_PROGRESS, Stage.MERGED):
        suggest(stage)
    summary = close()
    numbers, names = counted(campaign, CLOSED)

    assert (summary.numbers, summary.named, summary.frozen_at) == (numbers, names, CLOSED)
    assert list(summary.named) == list(names)
    templates = list(SummaryTemplate.objects.in_use())
    for language in ("zh", "en"):
        assert summary.said(language) == sentences(templates, language, campaign, numbers, names, CLOSED)


def test_it_never_changes_whatever_is_done_afterwards(suggest, close, supervisor, triage_officer, administrator):
    suggestion = suggest()
    close()
    before = kept()

    suggestion.reopen(note="要再看一次。", by=supervisor, now=at("2021-03-02 10:00"))
    suggestion.take_back("市民要求", by=triage_officer, now=at("2021-03-02 11:00"))
    SummaryTemplate.objects.update(text="收到 {收到} 件。")
    suggestion.unit.name = "改過的名稱"
    suggestion.unit.save()
    assert kept() == before


def test_nobody_changes_or_deletes_it(suggest, close):
    suggest()
    summary = close()
    before, told = kept(), "已經定稿，不能更改，也不能刪除；有錯的，另寫更正。"
    acts = (
        summary.save, summary.delete, Summary.objects.all().delete, lambda: Summary.objects.update(numbers={}),
        lambda: summary.campaign.frozen_summary.delete(),
    )  # fmt: skip
    assert [refusal(act) for act in acts] == [told] * 5
    assert kept() == before


def test_nor_does_the_database(close):
    close()
    with (
        pytest.raises(DatabaseError, match="summary_is_frozen"), transaction.atomic(), connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute("UPDATE summaries_summary SET items = 'a'")


def test_a_refused_close_freezes_nothing(campaign, closers, monkeypatch):
    monkeypatch.setattr(items, "arithmetic", lambda rows: {"received": -1})
    rounds.propose_close(campaign, by=closers[0], now=CLOSED)
    told = refusal(lambda: rounds.close(campaign, by=closers[1], now=CLOSED))
    campaign.refresh_from_db()
    assert (told, campaign.closed_at, Summary.objects.count()) == (
        "辦理情況正在變動，數字和清單對不上，請過一會再辦。", None, 0,
    )  # fmt: skip


def test_numbers_and_list_are_read_again_until_they_agree(campaign, suggest, close, monkeypatch):
    """A suggestion is closed between the counting and the reading of the list."""
    suggest(Stage.REPLIED)
    whole, calls = items.arithmetic, []

    def once_wrong(rows):
        calls.append(len(rows))
        return whole(rows) if len(calls) > 1 else {"received": -1}

    monkeypatch.setattr(items, "arithmetic", once_wrong)
    assert (close().numbers["received"], calls) == (1, [1, 1])


def test_awards_are_part_of_it(suggest, close, closers):
    nomination = awards.nominate(suggest(), "", by=closers[1], now=NOW)
    awards.propose(nomination, "second", by=closers[1], now=NOW)
    awards.decide(nomination, "second", by=closers[0], now=NOW)
    summary = close()
    text = ["".join(piece.text for piece in sentence) for sentence in summary.said("zh")]
    assert (summary.numbers["awards"], summary.numbers["award:second"]) == (1, 1)
    assert "評出優秀建議 1 件：二等 1 件。" in text


def test_a_correction_by_two_people_stands_beside_it(client, suggest, close, closers):
    suggest()
    summary = close()
    before = kept()
    correction = verbs.propose_correction(summary, "收到的應當是 2 件。", by=closers[0], now=CLOSED)
    hidden = "收到的應當是 2 件。" in client.get("/campaigns/sanmin-2020/summary/").text

    told = refusal(lambda: verbs.approve_correction(correction, by=closers[0], now=CLOSED))
    verbs.approve_correction(correction, by=closers[1], now=CLOSED)
    again = refusal(lambda: verbs.approve_correction(correction, by=closers[1], now=CLOSED))

    assert (hidden, told, again) == (False, "更正是您起草的，請由另一位同事審核。", "這一條更正已經公開。")
    assert "收到的應當是 2 件。" in client.get("/campaigns/sanmin-2020/summary/").text
    assert kept() == before


def test_who_may_not_correct_is_refused(close, handler, closers):
    summary = close()
    assert refusal(lambda: verbs.propose_correction(summary, "無", by=handler, now=CLOSED)) == (
        "您的崗位沒有這一項權限。"
    )
    correction = verbs.propose_correction(summary, "無", by=closers[0], now=CLOSED)
    assert refusal(lambda: verbs.approve_correction(correction, by=handler, now=CLOSED)) == "您的崗位沒有這一項權限。"
    assert (refusal(correction.delete), Correction.objects.count()) == ("更正只增不刪。", 1)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"text": "收到 {收倒} 件"}, ["text"]),
        ({"text": "有效的全部辦結"}, ["text"]),
        ({"text": "有效的{全部}辦結"}, ["instead"]),
        ({"text": "有效的{全部}辦結", "instead": "{全部}"}, ["instead"]),
        ({"text": "收到 {收到} 件", "text_en": "All were closed"}, ["text_en"]),
    ],
)
def test_a_wrong_sentence_is_refused_at_its_field(fields, wrong):
    with pytest.raises(ValidationError) as refused:
        SummaryTemplate(name="新的", **fields).full_clean()
    assert sorted(refused.value.message_dict) == wrong


def test_a_right_one_is_taken():
    SummaryTemplate(name="新的", text="有效的{全部}辦結", instead="辦結 {已辦結} 件").full_clean()
