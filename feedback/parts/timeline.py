"""Events as sentences: what a timeline says of each verb."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office.levels import levels
from feedback.office.names import channel_called, names
from feedback.office.outcomes import decline_reason_name
from feedback.rules.erasing import ErasureReason
from feedback.rules.kinds import Kind
from feedback.rules.notices import Channel
from feedback.rules.periods import nth_time
from feedback.rules.ratings import Solved
from feedback.rules.reach import is_change_of_unit
from feedback.rules.reasons import Closing, Lifting, Supervision, Weight
from feedback.rules.workflow import Verb
from portal.reading.languages import told


def sentence(event):
    """What happened, in one sentence for whoever may read `event`; where it names somebody it is HTML."""
    details, unit = event.details, event.unit
    match event.verb:
        case Verb.RECEIVE:
            return gettext("收到市民來件")
        case Verb.REGISTER:
            return _registered(details)
        case Verb.ACCEPT:
            return gettext("予以受理")
        case Verb.PROPOSE_DECLINE:
            return gettext("提請不予受理：%(reason)s") % {"reason": decline_reason_name(details["reason"])}
        case Verb.DROP_DECLINE:
            return gettext("「不予受理」的提請已撤回")
        case Verb.DECLINE:
            return gettext("不予受理：%(reason)s") % {"reason": decline_reason_name(details["reason"])}
        case Verb.OBJECT:
            if "due_on" in details:
                return gettext("市民提出異議，重新審查（%(time)s，答覆期限 %(due)s）") % _period(details)
            return gettext("市民提出異議，重新審查")
        case Verb.REVOKE_DECLINE:
            return gettext("撤回不予受理，重新審查（%(time)s，答覆期限 %(due)s）") % _period(details)
        case Verb.MERGE:
            return gettext("與 %(number)s 內容相同，併案辦理") % {"number": event.main.number}
        case Verb.UNMERGE:
            return gettext("撤銷與 %(number)s 的併案，單獨辦理") % {"number": event.main.number}
        case Verb.TAKE_MAIN:
            return gettext("%(number)s 已由市民撤回，本件接替為主件") % {"number": details["instead_of"]}
        case Verb.ASSIGN:
            return told(gettext("轉交%(unit)s辦理"), unit=unit)
        case Verb.HAND_OVER if "for" in details:
            return told(
                gettext("交由代理人%(person)s承辦（代%(absent)s）"), person=details["to"], absent=details["for"]
            )
        case Verb.RECALL:
            return told(gettext("從%(unit)s收回，重新確定承辦單位"), unit=names().called("unit", details["from"]))
        case Verb.HAND_OVER:
            return told(gettext("交由%(person)s承辦"), person=details["to"])
        case Verb.PASS_ON:
            return _passed_on(details, unit)
        case Verb.SEND_BACK:
            return told(gettext("%(unit)s退回，重新確定承辦單位"), unit=names().called("unit", details["from"]))
        case Verb.GIVE_BACK:
            return told(gettext("%(unit)s已停用，重新確定承辦單位"), unit=names().called("unit", details["from"]))
        case Verb.INVOLVE:
            return told(gettext("請%(unit)s會同辦理"), unit=names().called("unit", details["unit"]))
        case Verb.CONTRIBUTE:
            return told(gettext("%(unit)s已提出會辦意見"), unit=names().called("unit", details["unit"]))
        case Verb.EXCUSE:
            return told(gettext("%(unit)s不再會辦"), unit=names().called("unit", details["unit"]))
        case Verb.NOTE:
            return gettext("收回便箋") if details.get("is_taken_back") else gettext("寫便箋")
        case Verb.START:
            return told(gettext("%(unit)s開始辦理"), unit=unit)
        case Verb.ASK:
            return told(gettext("%(unit)s向市民詢問有關情況"), unit=unit)
        case Verb.ANSWER:
            return gettext("市民回答了詢問")
        case Verb.DRAFT_REPLY:
            return gettext("答覆草稿送審")
        case Verb.RETURN_REPLY:
            return gettext("答覆退回修改")
        case Verb.REVIEW_REPLY:
            return gettext("答覆初審通過")
        case Verb.APPROVE_REPLY:
            return told(gettext("%(unit)s作出答覆"), unit=unit)
        case Verb.CORRECT_REPLY:
            return gettext("答覆的更正送審")
        case Verb.APPROVE_CORRECTION:
            return told(gettext("%(unit)s更正了答覆"), unit=unit)
        case Verb.RATE:
            return _rated(details)
        case Verb.NOTE_UNREACHABLE:
            return gettext("工作人員聯繫市民，沒有聯繫上")
        case Verb.RELEASE_COMMENT:
            return gettext("評語經審核後公開")
        case Verb.TAKE_BACK_COMMENT:
            return gettext("公開的評語已收回")
        case Verb.REDO:
            if "due_on" in details:
                return gettext("市民不滿意，發回重辦（%(time)s，答覆期限 %(due)s）") % _period(details)
            return gettext("市民不滿意，發回重辦")
        case Verb.CHASE:
            return gettext("催辦")
        case Verb.SUPERVISE:
            reason = Supervision(details.get("why", Supervision.DISSATISFIED))
            if reason == Supervision.BY_HAND:
                return str(reason.label)
            return gettext("%(reason)s，列入督辦") % {"reason": reason.label}
        case Verb.LIFT_SUPERVISION if details["why"] == Lifting.BY_HAND:
            return str(Lifting.BY_HAND.label)
        case Verb.LIFT_SUPERVISION:
            return gettext("更正：%(day)s列入督辦有誤，%(reason)s，當時尚未逾期；撤銷這次督辦") % {
                "day": _day(details["supervised_on"]),
                "reason": Lifting(details["why"]).label,
            }
        case Verb.INSTRUCT:
            return told(
                gettext("%(leader)s批示（%(weight)s，期限 %(due)s）"),
                leader=details["leader"],
                weight=Weight(details["weight"]).label,
                due=_day(details["due_on"]),
            )
        case Verb.FULFIL_INSTRUCTION:
            return gettext("領導批示已落實")
        case Verb.CLOSE:
            return str(CLOSED[details["why"]])
        case Verb.REOPEN:
            if "due_on" in details:
                return gettext("重新辦理（%(time)s，答覆期限 %(due)s）") % _period(details)
            return gettext("重新辦理")
        case Verb.WITHDRAW:
            return gettext("市民撤回")
        case Verb.RELEASE:
            return gettext("文字經審核後公開")
        case Verb.TAKE_BACK:
            return gettext("公開文字已收回")
        case Verb.RECATEGORISE:
            return told(gettext("領域改為「%(category)s」"), category=names().called("category", details["to"]))
        case Verb.CORRECT_INTAKE:
            return gettext("工作人員更正了登記的%(fields)s") % {"fields": _fields_called(details["fields"])}
        case Verb.ASK_EXTENSION:
            return gettext("申請延長 %(days)s 個工作日答覆") % {"days": details["days"]}
        case Verb.REFUSE_EXTENSION:
            return gettext("不同意延長期限")
        case Verb.LAPSE_EXTENSION:
            return gettext("延長申請到期未批，已失效")
        case Verb.EXTEND:
            return gettext("延長 %(days)s 個工作日答覆，至 %(due)s") % {
                "days": details["days"],
                "due": _day(details["due_on"]),
            }
        case Verb.RECOUNT_DAYS if "talk_from" in details:
            return gettext("懇談由%(from)s改到%(to)s，答覆期限改為 %(due)s") % {
                "from": _day(details["talk_from"]),
                "to": _day(details["talk_on"]),
                "due": _day(details["due_on"]),
            }
        case Verb.RECOUNT_DAYS:
            return gettext("答覆期限定為 %(due)s") % {"due": _day(details["due_on"])}
        case Verb.DEAL_CARD:
            return gettext("亮牌提醒") if details["card"] else gettext("解除亮牌")
        case Verb.SET_STATUS:
            return told(gettext("狀態改為「%(status)s」"), status=event.status)
        case Verb.LABEL:
            return _label_sentence(details["added"], details["removed"])
        case Verb.READ_CONTACT:
            return gettext("查看聯繫方式")
        case Verb.CHOOSE_NOTICES:
            return str(CHOSEN[details["to"]])
        case Verb.ADD_FILE:
            return gettext("添加附件")
        case Verb.READ_FILE:
            return gettext("查看附件")
        case Verb.RELEASE_FILE:
            return gettext("附件經審核後公開")
        case Verb.TAKE_BACK_FILE:
            return gettext("公開的附件已收回")
        case Verb.ERASE_FILE:
            return gettext("附件已銷毀")
        case Verb.PROPOSE_ERASURE:
            return gettext("提請銷毀：%(reason)s") % {"reason": ErasureReason(details["reason"]).label}
        case Verb.DROP_ERASURE:
            return gettext("銷毀的提請已撤回")
        case Verb.ERASE:
            return gettext("文字和附件已依法銷毀：%(reason)s") % {"reason": ErasureReason(details["reason"]).label}
        case Verb.REISSUE_RECEIPT:
            return gettext("補發回執，原查詢碼作廢")


def _period(details):
    """Which period began and when it is due; events from before there were periods say neither."""
    due = _day(details["due_on"])
    return {
        "time": nth_time(details["period"]),
        "due": gettext("%(day)s（暫定）") % {"day": due} if details["is_provisional"] else due,
    }


CLOSED = {
    Closing.RATED: _("市民評議滿意，辦結"),
    Closing.EXPIRED: _("評議期已滿，自動辦結"),
    Closing.BY_HAND: _("評議期已滿，由工作人員辦結"),
}


CHOSEN = {
    Channel.MAIL: _("市民選擇收郵件通知"),
    Channel.SMS: _("市民選擇收短信通知"),
    "": _("市民選擇不收通知"),
}


def _rated(details):
    """What a receipt said; of before there were two questions the code stands under another name, and one alone."""
    code, solved = details.get("level") or details["score"], details.get("solved", Solved.NOT_ASKED)
    said = {"level": levels().get(code, code), "solved": Solved(solved).label}
    if details.get("is_on_staff_receipt"):
        if solved == Solved.NOT_ASKED:
            return told(gettext("市民評議：%(level)s（憑工作人員開具的回執）"), **said)
        return told(gettext("市民評議：%(level)s（解決了嗎：%(solved)s；憑工作人員開具的回執）"), **said)
    if solved == Solved.NOT_ASKED:
        return told(gettext("市民評議：%(level)s"), **said)
    return told(gettext("市民評議：%(level)s（解決了嗎：%(solved)s）"), **said)


# What staff mend of what they registered, as the citizen is told it.
FIELDS = {
    "title": _("標題"),
    "body": _("內容"),
    "kind": _("類別"),
    "district": _("區市"),
    "place": _("地點"),
    "name": _("姓名"),
    "contact": _("聯繫方式"),
}


def wordings(event):
    """[(what, before, after)] of a registration that was mended, for staff; of name and contact nothing is kept.

    Once the words were erased there are none.
    """
    if event.verb != Verb.CORRECT_INTAKE or "before" not in event.details:
        return []
    before, after = event.details["before"], event.details["after"]
    told = [name for name in FIELDS if name in before]  # a database may keep the names in an order of its own
    return [(str(FIELDS[name]), _value(name, before[name]), _value(name, after[name])) for name in told]


def _value(name, value):
    return str(Kind(value).label) if name == "kind" else value


def _fields_called(fields):
    return gettext("、").join(str(FIELDS[name]) for name in fields)


def _passed_on(details, unit):
    """To another unit, which everybody may read; else from one of its people to another, for staff alone."""
    if "from" in details:
        return told(gettext("轉由%(unit)s辦理"), unit=unit)
    people = {"person": details.get("to", ""), "left": details.get("left", "")}
    if not people["person"]:
        return told(gettext("%(left)s移交，由單位另行安排承辦人"), **people)
    if not people["left"]:
        return told(gettext("移交%(person)s承辦"), **people)
    return told(gettext("由%(left)s移交%(person)s承辦"), **people)


def given_to(event):
    """For staff alone, beside the sentence of what a unit got: who of it has it; empty where nobody was named."""
    details = event.details
    if event.verb not in (Verb.ASSIGN, Verb.START) and not is_change_of_unit(event.verb, details):
        return ""
    if "for" not in details:
        return told(gettext("由%(person)s承辦"), person=details["to"]) if "to" in details else ""
    if "to" not in details:
        return told(gettext("%(absent)s正在請假，由單位另行安排承辦人"), absent=details["for"])
    return told(gettext("由代理人%(person)s承辦（代%(absent)s）"), person=details["to"], absent=details["for"])


def _label_sentence(added, removed):
    names = {"added": gettext("、").join(added), "removed": gettext("、").join(removed)}
    if added and removed:
        return told(gettext("加標籤「%(added)s」，去標籤「%(removed)s」"), **names)
    return told(gettext("加標籤「%(added)s」") if added else gettext("去標籤「%(removed)s」"), **names)


# What is told of one whose text is not public: what happened, not with whom nor in whose words.
CODED = {
    Verb.ASSIGN: _("轉交承辦單位辦理"),
    Verb.RECALL: _("重新確定承辦單位"),
    Verb.SEND_BACK: _("重新確定承辦單位"),
    Verb.PASS_ON: _("轉由別的承辦單位辦理"),
    Verb.GIVE_BACK: _("重新確定承辦單位"),
    Verb.INVOLVE: _("請別的單位會同辦理"),
    Verb.CONTRIBUTE: _("會辦單位已提出意見"),
    Verb.EXCUSE: _("會辦單位有變動"),
    Verb.START: _("承辦單位開始辦理"),
    Verb.APPROVE_REPLY: _("承辦單位作出答覆"),
    Verb.APPROVE_CORRECTION: _("承辦單位更正了答覆"),
    Verb.RATE: _("市民作出評議"),
    Verb.REDO: _("發回重辦"),
    Verb.SUPERVISE: _("列入督辦"),
}


def coded_sentence(event):
    """What happened, for everybody, when the text is not public."""
    if event.verb == Verb.REDO and "due_on" in event.details:
        return gettext("發回重辦（%(time)s，答覆期限 %(due)s）") % _period(event.details)
    if event.verb == Verb.CLOSE and event.details["why"] == Closing.RATED:
        return gettext("市民作出評議，辦結")
    return str(CODED[event.verb]) if event.verb in CODED else sentence(event)


# By the code of the channel, as long as it goes by this name: the sentence on the same day, and on a later one.
REGISTERED = {
    "phone": (
        "電話", _("市民來電，由工作人員登記"), _("市民 %(day)s來電，由工作人員登記"),
    ),
    "letter": (
        "來信", _("市民來信，由工作人員登記"), _("市民來信 %(day)s送達，由工作人員登記"),
    ),
    "visit": (
        "來訪", _("市民來訪，由工作人員登記"), _("市民 %(day)s來訪，由工作人員登記"),
    ),
    "meeting": (
        "座談",
        _("市民在座談中提出，由工作人員登記"),
        _("市民在 %(day)s的座談中提出，由工作人員登記"),
    ),
}  # fmt: skip


def _registered(details):
    usual, at_once, later = REGISTERED.get(details["channel"], ("", "", ""))
    channel = details.get("channel_name", usual)  # earlier events have none
    if channel != usual:
        at_once = _("市民通過「%(channel)s」提出，由工作人員登記")
        later = _("市民 %(day)s通過「%(channel)s」提出，由工作人員登記")
        channel = channel_called(channel)
    arrived_on = details.get("arrived_on")
    return told(later if arrived_on else at_once, channel=channel, day=arrived_on and _day(arrived_on))


def _day(text):
    return date_format(date.fromisoformat(text), "DATE_FORMAT")
