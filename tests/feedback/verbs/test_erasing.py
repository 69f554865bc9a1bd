"""Erasing the words of a suggestion: by two people, for good; number, dates and codes stay."""

import json

import pytest

from feedback.awards.models import Nomination
from feedback.models import Draft, Event, Suggestion
from feedback.rules import receipts
from feedback.rules.erasing import ERASED, ErasureDecision, ErasureReason
from feedback.rules.workflow import Refused, Stage, Stale, Verb
from portal.ledger import standing
from portal.ledger.append import Statement, append
from portal.ledger.models import Entry, Erasure
from portal.tables.kept_words import KeptWords
from tests import factories, ledger
from tests.factories import NOW
from tests.feedback.ledgers import mismatched
from tests.feedback.verbs.reading import fresh, last, refusal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", list(Stage))
def test_in_any_stage_one_proposes_and_another_one_confirms(office, stage):
    suggestion = factories.make_suggestion(stage=stage, has_consent=True)
    factories.erase(suggestion)
    erased = fresh(suggestion)
    assert (erased.stage, erased.title, erased.body, erased.erased_at) == (stage, ERASED, ERASED, NOW)


def test_whoever_proposed_does_not_confirm(citizen, supervisor):
    citizen.suggestion.propose_erasure(ErasureReason.ASKED, "本人要求。", by=supervisor, now=NOW)
    told = refusal(citizen.suggestion.erase, by=supervisor, now=NOW)
    assert (told, fresh(citizen.suggestion).title) == (
        "銷毀須由另一位同事確認，提請的人不能自己確認。", "香港中路東海路口加一塊待轉提示",
    )  # fmt: skip


def test_triage_does_not_confirm_and_a_leader_may(citizen, second_triage_officer, leader):
    factories.propose_erasure(citizen.suggestion)
    with pytest.raises(Refused):
        fresh(citizen.suggestion).erase(by=second_triage_officer, now=NOW)
    fresh(citizen.suggestion).erase(by=leader, now=NOW)
    assert fresh(citizen.suggestion).erased_at == NOW


def test_without_a_proposal_there_is_nothing_to_confirm_or_to_drop(citizen, office):
    people = {"by": office.supervisor, "now": NOW}
    assert [refusal(verb, **people) for verb in (citizen.suggestion.erase, fresh(citizen.suggestion).drop_erasure)] == [
        "還沒有人提請銷毀，請先提請。",
        "還沒有人提請銷毀，無須撤回。",
    ]


def test_a_proposal_that_was_dropped_is_not_confirmed_and_may_be_made_again(citizen, office):
    suggestion = citizen.suggestion
    factories.propose_erasure(suggestion)
    suggestion.drop_erasure("市民改了主意。", by=office.supervisor, now=NOW)
    assert refusal(fresh(suggestion).erase, by=office.supervisor, now=NOW) == "還沒有人提請銷毀，請先提請。"
    factories.erase(fresh(suggestion))
    rows = suggestion.erasure_requests.order_by("pk").values_list("decision", "note")
    assert list(rows) == [(ErasureDecision.DROPPED, ERASED), (ErasureDecision.ERASED, ERASED)]


def test_proposed_twice_is_refused(citizen, office):
    factories.propose_erasure(citizen.suggestion)
    told = refusal(citizen.suggestion.propose_erasure, ErasureReason.ASKED, "本人要求。", by=office.supervisor, now=NOW)
    assert told == "已經有人提請銷毀，正在等待確認。"


def test_the_event_says_the_coded_reason_and_the_public_note(citizen):
    factories.erase(citizen.suggestion, reason=ErasureReason.OTHERS, note="寫到了鄰居。")
    event = last(citizen.suggestion)
    assert (event.verb, event.note, event.details) == (Verb.ERASE, "寫到了鄰居。", {"reason": "others"})


def test_of_earlier_events_the_codes_are_left_and_no_words(citizen, office):
    suggestion = citizen.suggestion
    factories.release(suggestion)
    factories.bring(suggestion, to=Stage.CLOSED)
    factories.erase(suggestion)
    rows = list(suggestion.events.exclude(verb=Verb.ERASE).values_list("note", "remark"))
    details = dict(suggestion.events.filter(verb__in=[Verb.RELEASE, Verb.DRAFT_REPLY]).values_list("verb", "details"))
    assert (set(rows), details) == ({("", "")}, {Verb.RELEASE: {}, Verb.DRAFT_REPLY: {"outcome": "adopted"}})


def test_what_the_ledger_committed_to_of_it_is_not_opened_any_more_but_for_the_erasure(citizen, office):
    number, other = citizen.number, factories.receive()
    told = [("accept", number), (Verb.ERASE, number), ("accept", other.number)]
    entries = append(*(Statement(kind, subject, NOW, {"note": "說明"}) for kind, subject in told))
    factories.erase(citizen.suggestion)
    rows = Entry.objects.filter(pk__in=[entry.pk for entry in entries]).order_by("pk")
    assert [bytes(row.data) for row in rows] == [entry.data for entry in entries]
    assert [bool(row.salt) for row in rows] == [False, True, True]
    assert [*Erasure.objects.values_list("subject", "erased_at")] == [(number, NOW)]


def test_it_is_not_erased_again_before_something_was_done_since(citizen, office):
    suggestion = citizen.suggestion
    factories.erase(suggestion)
    told = refusal(suggestion.propose_erasure, ErasureReason.ASKED, "本人要求。", by=office.triage_officer, now=NOW)
    assert told == "這件建議的文字已經銷毀，此後沒有新的文字。"
    suggestion = fresh(suggestion)
    suggestion.ask("請問是哪個路口？", by=office.triage_officer, now=NOW)
    factories.erase(suggestion)
    assert (suggestion.questions.get().body, Erasure.objects.count()) == (ERASED, 1)


def test_what_was_asked_and_answered_between_two_people_keeps_who_and_when(citizen, office):
    """Rows stay where they count something; what they said does not."""
    suggestion = citizen.suggestion
    factories.bring(suggestion, to=Stage.REPLIED)
    factories.rate(suggestion, "five_very_dissatisfied", comment="沒有人聯繫我。", has_consent=True)
    factories.erase(suggestion)
    reply, rating = suggestion.replies.get(), suggestion.ratings.get()
    assert (reply.body, reply.outcome, reply.approved_by) == (ERASED, "adopted", office.reviewer)
    assert (rating.level_id, rating.comment, rating.has_consent) == ("five_very_dissatisfied", "", False)


def test_the_answer_of_a_main_one_stays_where_only_a_merged_one_is_erased(citizen, office):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = citizen.suggestion
    merged.merge(main, by=office.triage_officer, now=NOW)
    factories.erase(merged)
    assert (main.replies.get().body[:3], fresh(main).title, fresh(merged).title) == (
        "已增設", "香港中路東海路口加一塊待轉提示", ERASED,
    )  # fmt: skip


def test_of_an_heir_goes_what_was_written_down_of_its_answer_with_the_one_before(office, other_unit, other_handler):
    """Their texts are in the events of the main one that was withdrawn, and its entries commit to them."""
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    heir = factories.receive(title="同一路口的待轉提示")
    heir.merge(main, by=office.triage_officer, now=NOW)
    factories.involve(main, other_unit, words="請看李大爺的事。")
    main.contribute(other_unit, "李大爺說的路口已看。", by=other_handler, now=NOW)
    factories.reply(main, body="李大爺，已經改好。")
    main.withdraw(now=NOW)
    factories.erase(fresh(heir))
    words = [*Event.objects.exclude(verb=Verb.ERASE).values_list("note", "remark", "details")]
    assert ("李大爺" in str(words), mismatched(), fresh(main).title) == (False, [], "香港中路東海路口加一塊待轉提示")


def test_of_an_heir_goes_what_was_stated_of_its_answer_with_the_one_before(office):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    heir = factories.receive(title="同一路口的待轉提示")
    heir.merge(main, by=office.triage_officer, now=NOW)
    ledger.forget()
    [*standing.state_all(NOW)]
    fresh(main).withdraw(now=NOW)
    factories.erase(fresh(heir))
    assert mismatched() == []


def test_what_a_withdrawn_one_says_itself_stays_when_its_heir_is_erased(office):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(main, "five_dissatisfied", comment="沒有回電。")
    heir = factories.receive(title="同一路口的待轉提示")
    heir.merge(fresh(main), by=office.triage_officer, now=NOW)
    fresh(main).withdraw(now=NOW)
    factories.erase(fresh(heir))
    kept = main.events.filter(verb=Verb.RATE).values_list("remark", flat=True)
    assert ([*kept], mismatched()) == (["沒有回電。"], [])


def test_of_a_draft_that_went_nobody_approves_what_stands_instead(citizen, office):
    suggestion = citizen.suggestion
    factories.bring(suggestion, to=Stage.IN_PROGRESS)
    factories.draft(suggestion)
    factories.erase(suggestion)
    told = refusal(suggestion.approve_reply, by=office.reviewer, now=NOW)
    assert told == "草稿的文字已依法銷毀，請重新起草。"
    suggestion = fresh(suggestion)
    factories.reply(suggestion, body="已經改好。")
    assert suggestion.replies.get().body == "已經改好。"


def test_what_was_proposed_in_words_that_went_is_proposed_anew(citizen, office):
    """A public reason is none that nobody reads any more."""
    told = "原來寫明的原因已依法銷毀，請重新提出。"
    declined, late = citizen.suggestion, factories.make_suggestion(stage=Stage.IN_PROGRESS)
    declined.propose_decline("not_ours", "李大爺的事請找城管。", by=office.triage_officer, now=NOW)
    late.ask_extension(5, "要等李大爺回來。", by=office.handler, now=NOW)
    for one in (declined, late):
        factories.erase(fresh(one))
    assert refusal(fresh(declined).decline, by=office.second_triage_officer, now=NOW) == told
    assert refusal(fresh(late).extend, by=office.supervisor, now=NOW) == told
    fresh(late).refuse_extension("重新申請。", by=office.supervisor, now=NOW)
    fresh(late).ask_extension(5, "要等材料。", by=office.handler, now=NOW)
    fresh(late).extend(by=office.supervisor, now=NOW)
    assert last(late).note == "要等材料。"


def test_whoever_drafts_meanwhile_submits_what_nobody_saw_erased(citizen, office):
    """The page was read before: it is stale, and what was kept for them is gone."""
    suggestion = citizen.suggestion
    factories.bring(suggestion, to=Stage.IN_PROGRESS)
    seen = fresh(suggestion)
    suggestion.writings.keep(suggestion, office.handler, {"body": "引用來信"}, is_correction=False, now=NOW)
    factories.erase(suggestion)
    with pytest.raises(Stale):
        factories.draft(seen)
    assert suggestion.writings.count() == 0


def test_what_the_citizen_was_writing_with_the_receipt_goes(citizen, settings):
    digest = receipts.unsent_digest(settings.RECEIPT_KEY, citizen.suggestion.secret_digest)
    Draft.objects.create(flow_digest=digest, payload=json.dumps({"answer": "我想說"}), changed_at=NOW)
    factories.erase(citizen.suggestion)
    assert Draft.objects.count() == 0


def test_what_staff_typed_about_it_on_pages_of_its_talk_and_its_award_goes(office, supervisor):
    talk = factories.make_talk()
    question = factories.make_suggestion(campaign=talk.campaign)
    nomination = Nomination.objects.create(suggestion=question, by=supervisor, at=NOW)
    of_talk = f"/desk/talks/talk/{talk.pk}/"
    about = [
        f"{of_talk}stage/{question.pk}/release/", f"{of_talk}calls/{question.pk}/",
        f"/desk/awards/nomination/{nomination.pk}/do/show_name/", f"/desk/feedback/suggestion/{question.pk}/do/ask/",
    ]  # fmt: skip
    others = [f"{of_talk}stage/{question.pk}0/release/", f"/desk/awards/nomination/{nomination.pk}0/do/show_name/"]
    for address in (*about, *others):
        KeptWords.objects.keep(supervisor, address=address, words=[("name", "王小梅")], has_file=False, now=NOW)
    factories.erase(question)
    assert [kept.given["address"] for kept in KeptWords.objects.order_by("pk")] == others


def test_an_under_age_citizen_is_not_said_to_be_one_any_more(office):
    suggestion = factories.make_suggestion(is_under_14=True, guardian_name="王大明", name="王小明")
    factories.erase(suggestion)
    row = fresh(suggestion)
    assert (row.is_under_14, row.guardian_name, row.name) == (False, "", "")


def test_a_refused_confirmation_leaves_all_as_it_was(citizen, supervisor):
    citizen.suggestion.propose_erasure(ErasureReason.ASKED, "本人要求。", by=supervisor, now=NOW)
    before = list(Event.objects.values_list("note", "remark", "details"))
    refusal(fresh(citizen.suggestion).erase, by=supervisor, now=NOW)
    assert (list(Event.objects.values_list("note", "remark", "details")), Erasure.objects.count()) == (before, 0)
    assert Suggestion.objects.get().erased_at is None


def test_what_was_erased_of_a_registration_is_not_written_down_again(office):
    suggestion = factories.make_registered()
    factories.erase(suggestion)
    told = refusal(suggestion.correct_intake, "聽錯了。", title="原來的標題", by=office.triage_officer, now=NOW)
    assert (told, fresh(suggestion).title) == ("這件建議的文字已依法銷毀，登記不能再更正。", ERASED)
