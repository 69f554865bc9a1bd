"""What each verb, and each act of several, needs before it, and what is sent."""

from django.utils import timezone

from feedback.models import Campaign, Suggestion
from feedback.records.bulk_runs import Many
from feedback.rules.acts import Act
from feedback.rules.erasing import ErasureReason
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories


def suggestion_count():
    return Suggestion.objects.count()


def prepared(verb, unit, office):
    """A suggestion, with `unit` where its stage has one, that the verb may act on; and the fields of its form."""
    now = timezone.now()

    def at(stage, **fields):
        if stage == Stage.MERGED:
            main = factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=unit, now=now)
            return factories.make_suggestion(stage=stage, main=main, now=now)
        return factories.make_suggestion(stage=stage, unit=unit, now=now, has_consent=True, **fields)

    other = factories.make_unit(name=f"第三單位 {Suggestion.objects.count()}")
    second = factories.office().second_triage_officer
    match verb:
        case Act.ACCEPT_AND_ASSIGN:
            return at(Stage.RECEIVED), {"unit": other.pk}
        case Act.START_AND_DRAFT:
            return at(Stage.ASSIGNED), {}
        case Act.RELEASE_AND_ACCEPT:
            return at(Stage.RECEIVED), {"title": "標題", "body": "內容"}
        case Verb.ACCEPT:
            return at(Stage.RECEIVED), {}
        case Verb.PROPOSE_DECLINE:
            return at(Stage.RECEIVED), {"reason": Declining.NOT_OURS, "note": "請撥 12345。"}
        case Verb.DROP_DECLINE | Verb.DECLINE:
            suggestion = at(Stage.RECEIVED)
            suggestion.propose_decline(Declining.NOT_OURS, "", by=second, now=now)
            return suggestion, {}
        case Verb.REVOKE_DECLINE:
            return at(Stage.DECLINED), {"note": "應當由公安機關辦理。"}
        case Verb.MERGE:
            main = at(Stage.IN_PROGRESS)
            return at(Stage.IN_PROGRESS), {"main": main.number, "seen": main.pk}
        case Verb.UNMERGE:
            return at(Stage.MERGED), {}
        case Verb.ASSIGN:
            return at(Stage.IN_PROGRESS), {"unit": other.pk}
        case Verb.RECALL:
            return at(Stage.ASSIGNED), {}
        case Verb.INVOLVE:
            return at(Stage.IN_PROGRESS), {"units": [other.pk], "due_on": timezone.localdate(now)}
        case Verb.CONTRIBUTE:
            return at(Stage.IN_PROGRESS), {"unit": office.unit.pk, "body": "護欄已報修。"}
        case Verb.EXCUSE:
            suggestion = at(Stage.IN_PROGRESS)
            factories.involve(suggestion, other, now=now)
            return suggestion, {"unit": other.pk}
        case Verb.NOTE:
            return at(Stage.IN_PROGRESS), {"text": "下午去看現場。"}
        case Many.ASSIGN_BY_ROUTE:
            category = factories.make_category(name=f"領域 {suggestion_count()}", unit=unit)
            return at(Stage.ACCEPTED, category=category), {}
        case Verb.SEND_BACK:
            return at(Stage.ASSIGNED), {"remark": "不歸我們。"}
        case Verb.START:
            return at(Stage.ASSIGNED), {}
        case Verb.ASK:
            return at(Stage.IN_PROGRESS), {"body": "在哪個路口？"}
        case Verb.DRAFT_REPLY:
            return at(Stage.IN_PROGRESS), {"body": "已辦。", "outcome": Adoption.ADOPTED}
        case Verb.RETURN_REPLY | Verb.APPROVE_REPLY:
            suggestion = at(Stage.IN_PROGRESS)
            factories.draft(suggestion, now=now)
            return suggestion, {"remark": "寫清楚。"} if verb == Verb.RETURN_REPLY else {}
        case Verb.REVIEW_REPLY:
            campaign = factories.make_campaign(
                slug=f"twice-{suggestion_count()}", kind=Campaign.Kind.OPEN, year=None, needs_two_reviews=True
            )
            suggestion = at(Stage.IN_PROGRESS, campaign=campaign)
            factories.draft(suggestion, now=now)
            return suggestion, {}
        case Verb.CORRECT_REPLY | Verb.APPROVE_CORRECTION:
            suggestion = at(Stage.REPLIED)
            correction = {"body": "已全部辦妥。", "outcome": Adoption.ADOPTED, "note": "原文少寫一處。"}
            if verb == Verb.CORRECT_REPLY:
                return suggestion, correction
            suggestion.correct_reply(**correction, by=factories.office(unit=unit).handler, now=now)
            return suggestion, {}
        case Verb.HAND_OVER:
            name = f"colleague-{unit.pk}-{suggestion_count()}"
            colleague = factories.make_user(username=name, roles=[Role.HANDLER], units=[unit])
            return at(Stage.IN_PROGRESS), {"handler": colleague.pk}
        case Verb.CHASE:
            return at(Stage.IN_PROGRESS), {"remark": "請儘快。"}
        case Verb.SUPERVISE | Verb.LIFT_SUPERVISION:
            suggestion = at(Stage.IN_PROGRESS)
            if verb == Verb.LIFT_SUPERVISION:
                suggestion.supervise(now=now)
            return suggestion, {"remark": "市領導關注。"}
        case Verb.INSTRUCT | Verb.FULFIL_INSTRUCTION:
            suggestion, due_on = at(Stage.IN_PROGRESS), timezone.localdate(now)
            if verb == Verb.INSTRUCT:
                return suggestion, {"text": "請辦。", "weight": "urgent", "due_on": due_on, "leader": "示例局長"}
            made = factories.instruct(suggestion, due_on=due_on, now=now)
            return suggestion, {"instruction": made.pk, "remark": "已落實。"}
        case Verb.CLOSE:
            suggestion = at(Stage.REPLIED)
            Suggestion.objects.filter(pk=suggestion.pk).update(rating_ends_on="2020-12-31")
            return suggestion, {}
        case Verb.REOPEN:
            return at(Stage.CLOSED), {"note": "又壞了。"}
        case Verb.RELEASE:
            return at(Stage.IN_PROGRESS), {"title": "標題", "body": "內容"}
        case Verb.TAKE_BACK:
            suggestion = at(Stage.IN_PROGRESS)
            factories.release(suggestion, now=now)
            return suggestion, {"remark": "有姓名。"}
        case Verb.NOTE_UNREACHABLE:
            suggestion = at(Stage.REPLIED)
            factories.rate(suggestion, "five_dissatisfied", now=now)
            return suggestion, {"remark": "打過三次電話。"}
        case Verb.RELEASE_COMMENT | Verb.TAKE_BACK_COMMENT:
            suggestion = at(Stage.REPLIED)
            factories.release(suggestion, now=now)
            factories.rate(suggestion, comment="謝謝。", has_consent=True, now=now)
            rating = suggestion.ratings.get()
            if verb == Verb.RELEASE_COMMENT:
                return suggestion, {"rating": rating.pk, "text": "謝謝。"}
            suggestion.release_comment(rating, "謝謝。", by=second, now=now)
            return suggestion, {"rating": rating.pk, "remark": "有姓名。"}
        case Verb.RECATEGORISE:
            return at(Stage.IN_PROGRESS), {"category": factories.make_category(name=f"領域 {suggestion_count()}").pk}
        case Verb.CORRECT_INTAKE:
            suggestion = factories.make_registered(stage=Stage.IN_PROGRESS, unit=unit, now=now, has_consent=True)
            same = {"kind": suggestion.kind, "body": suggestion.body}
            return suggestion, same | {"title": "更正的標題", "note": "聽錯了。"}
        case Verb.ASK_EXTENSION:
            return at(Stage.IN_PROGRESS), {"days": 5, "note": "要踏勘。"}
        case Verb.REFUSE_EXTENSION | Verb.EXTEND:
            suggestion = at(Stage.IN_PROGRESS)
            factories.ask_extension(suggestion, now=now)
            return suggestion, {"remark": "不必。"} if verb == Verb.REFUSE_EXTENSION else {}
        case Verb.PROPOSE_ERASURE:
            return at(Stage.CLOSED), {"reason": ErasureReason.ASKED, "note": "本人要求刪除。"}
        case Verb.DROP_ERASURE | Verb.ERASE:
            suggestion = at(Stage.CLOSED)
            suggestion.propose_erasure(ErasureReason.ASKED, "本人要求刪除。", by=second, now=now)
            return suggestion, {"is_known": "on"} if verb == Verb.ERASE else {}
        case Verb.SET_STATUS:
            name = f"狀態 {suggestion_count()}"
            return at(Stage.IN_PROGRESS), {"status": factories.make_status(stage=Stage.IN_PROGRESS, name=name).pk}
        case Verb.LABEL:
            return at(Stage.IN_PROGRESS), {"labels": [factories.make_label(name=f"標籤 {suggestion_count()}").pk]}
        case Verb.READ_CONTACT:
            return at(Stage.IN_PROGRESS), {}
        case Verb.REISSUE_RECEIPT:
            contact = {"contact": "13864210975"}
            return at(Stage.IN_PROGRESS, **contact), contact | {"flow": f"page {suggestion_count()}"}
    raise AssertionError(f"say in prepared what {verb} needs")
