"""The stages of a suggestion, the verbs that move it, and the arithmetic of the bureau's claim."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """The fixed meaning behind every status."""

    RECEIVED = "received", _("收到")
    ACCEPTED = "accepted", _("受理")
    ASSIGNED = "assigned", _("轉辦")
    IN_PROGRESS = "in_progress", _("辦理")
    REPLIED = "replied", _("答覆")
    CLOSED = "closed", _("辦結")
    DECLINED = "declined", _("不予受理")
    MERGED = "merged", _("併案")
    WITHDRAWN = "withdrawn", _("撤回")


OPEN_STAGES = frozenset({Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPLIED})
UNANSWERED_STAGES = OPEN_STAGES - {Stage.REPLIED}
# Others may be merged into a suggestion that is here.
MAIN_STAGES = OPEN_STAGES | {Stage.CLOSED}
# What is accepted may take longer, whoever has it.
EXTENDABLE_STAGES = UNANSWERED_STAGES - {Stage.RECEIVED}
# The way a citizen is shown, first to last.
USUAL_WAY = (Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPLIED, Stage.CLOSED)


class Verb(TextChoices):
    """Everything that can be done to a suggestion; each is a method of the model of the same name."""

    RECEIVE = "receive", _("收到")
    REGISTER = "register", _("登記來件")
    ACCEPT = "accept", _("受理")
    PROPOSE_DECLINE = "propose_decline", _("提請不予受理")
    DROP_DECLINE = "drop_decline", _("撤回提請")
    DECLINE = "decline", _("確認不予受理")
    OBJECT = "object", _("提出異議")
    REVOKE_DECLINE = "revoke_decline", _("撤回不予受理")
    MERGE = "merge", _("併案")
    UNMERGE = "unmerge", _("撤銷併案")
    TAKE_MAIN = "take_main", _("接替為主件")
    ASSIGN = "assign", _("轉辦")
    RECALL = "recall", _("收回轉辦")
    HAND_OVER = "hand_over", _("交辦")
    PASS_ON = "pass_on", _("移交")
    SEND_BACK = "send_back", _("退回")
    GIVE_BACK = "give_back", _("單位停用交回")
    INVOLVE = "involve", _("請求會辦")
    CONTRIBUTE = "contribute", _("提交會辦意見")
    EXCUSE = "excuse", _("撤銷會辦")
    NOTE = "note", _("寫便箋")
    START = "start", _("開始辦理")
    ASK = "ask", _("向市民詢問")
    ANSWER = "answer", _("回答詢問")
    DRAFT_REPLY = "draft_reply", _("起草答覆")
    RETURN_REPLY = "return_reply", _("退回修改")
    REVIEW_REPLY = "review_reply", _("初審答覆")
    APPROVE_REPLY = "approve_reply", _("審核答覆")
    CORRECT_REPLY = "correct_reply", _("起草更正")
    APPROVE_CORRECTION = "approve_correction", _("審核更正")
    RATE = "rate", _("評議")
    NOTE_UNREACHABLE = "note_unreachable", _("記錄無法聯繫")
    RELEASE_COMMENT = "release_comment", _("公開評語")
    TAKE_BACK_COMMENT = "take_back_comment", _("收回評語")
    REDO = "redo", _("重辦")
    CHASE = "chase", _("催辦")
    SUPERVISE = "supervise", _("督辦")
    LIFT_SUPERVISION = "lift_supervision", _("撤銷督辦")
    INSTRUCT = "instruct", _("領導批示")
    FULFIL_INSTRUCTION = "fulfil_instruction", _("批示已落實")
    CLOSE = "close", _("辦結")
    REOPEN = "reopen", _("重新辦理")
    WITHDRAW = "withdraw", _("撤回")
    RELEASE = "release", _("公開文字")
    TAKE_BACK = "take_back", _("收回公開文字")
    RECATEGORISE = "recategorise", _("更改領域")
    CORRECT_INTAKE = "correct_intake", _("更正登記")
    ASK_EXTENSION = "ask_extension", _("申請延長")
    REFUSE_EXTENSION = "refuse_extension", _("不同意延長")
    LAPSE_EXTENSION = "lapse_extension", _("延長申請失效")
    EXTEND = "extend", _("延長期限")
    RECOUNT_DAYS = "recount_days", _("重算期限")
    DEAL_CARD = "deal_card", _("亮牌")
    SET_STATUS = "set_status", _("更改狀態")
    LABEL = "label", _("加減標籤")
    READ_CONTACT = "read_contact", _("查看聯繫方式")
    CHOOSE_NOTICES = "choose_notices", _("選擇通知方式")
    ADD_FILE = "add_file", _("添加附件")
    READ_FILE = "read_file", _("查看附件原件")
    RELEASE_FILE = "release_file", _("公開附件")
    TAKE_BACK_FILE = "take_back_file", _("收回附件")
    ERASE_FILE = "erase_file", _("銷毀附件")
    REISSUE_RECEIPT = "reissue_receipt", _("補發回執")
    PROPOSE_ERASURE = "propose_erasure", _("提請銷毀")
    DROP_ERASURE = "drop_erasure", _("撤回銷毀的提請")
    ERASE = "erase", _("確認銷毀")


@dataclass(frozen=True)
class Arrow:
    """From which stages a verb may act, and where it leads; `to` is None when the stage stays as it is."""

    frm: frozenset
    to: Stage | None = None


def _arrow(*frm, to=None):
    return Arrow(frozenset(frm), to)


ANY = frozenset(Stage)
ARROWS = {
    Verb.RECEIVE: _arrow(to=Stage.RECEIVED),
    Verb.REGISTER: _arrow(to=Stage.RECEIVED),
    Verb.ACCEPT: _arrow(Stage.RECEIVED, to=Stage.ACCEPTED),
    Verb.PROPOSE_DECLINE: _arrow(Stage.RECEIVED, Stage.ACCEPTED),
    Verb.DROP_DECLINE: _arrow(Stage.RECEIVED, Stage.ACCEPTED),
    Verb.DECLINE: _arrow(Stage.RECEIVED, Stage.ACCEPTED, to=Stage.DECLINED),
    Verb.OBJECT: _arrow(Stage.DECLINED, to=Stage.RECEIVED),
    Verb.REVOKE_DECLINE: _arrow(Stage.DECLINED, to=Stage.RECEIVED),
    Verb.MERGE: _arrow(Stage.RECEIVED, Stage.ACCEPTED, Stage.IN_PROGRESS, to=Stage.MERGED),
    Verb.UNMERGE: _arrow(Stage.MERGED),  # back to where it was: see `stage_after`
    Verb.TAKE_MAIN: _arrow(Stage.MERGED),  # to where the withdrawn main one was
    Verb.ASSIGN: _arrow(Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, to=Stage.ASSIGNED),
    Verb.RECALL: _arrow(Stage.ASSIGNED, to=Stage.ACCEPTED),
    Verb.HAND_OVER: _arrow(Stage.ASSIGNED, Stage.IN_PROGRESS),
    # From triage alone it leads on: to where it was before its unit was dissolved.
    Verb.PASS_ON: _arrow(Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS),
    Verb.SEND_BACK: _arrow(Stage.ASSIGNED, to=Stage.ACCEPTED),
    Verb.GIVE_BACK: _arrow(Stage.ASSIGNED, Stage.IN_PROGRESS, to=Stage.ACCEPTED),
    Verb.INVOLVE: _arrow(Stage.ASSIGNED, Stage.IN_PROGRESS),
    # What was asked of a further unit stands while the main one is looked for anew.
    Verb.CONTRIBUTE: _arrow(*UNANSWERED_STAGES),
    Verb.EXCUSE: _arrow(*UNANSWERED_STAGES),
    Verb.NOTE: Arrow(ANY),
    Verb.START: _arrow(Stage.ASSIGNED, to=Stage.IN_PROGRESS),
    Verb.ASK: _arrow(*UNANSWERED_STAGES),
    Verb.ANSWER: _arrow(*UNANSWERED_STAGES),
    Verb.DRAFT_REPLY: _arrow(Stage.IN_PROGRESS),
    Verb.RETURN_REPLY: _arrow(Stage.IN_PROGRESS, Stage.REPLIED, Stage.CLOSED),  # there the draft of a correction
    Verb.REVIEW_REPLY: _arrow(Stage.IN_PROGRESS, Stage.REPLIED, Stage.CLOSED),
    Verb.APPROVE_REPLY: _arrow(Stage.IN_PROGRESS, to=Stage.REPLIED),
    Verb.CORRECT_REPLY: _arrow(Stage.REPLIED, Stage.CLOSED),
    Verb.APPROVE_CORRECTION: _arrow(Stage.REPLIED, Stage.CLOSED),
    Verb.RATE: _arrow(Stage.REPLIED, Stage.MERGED),  # a merged one while its main one is answered
    # Whoever is not content may be out of reach wherever the suggestion stands while that is open.
    Verb.NOTE_UNREACHABLE: Arrow(OPEN_STAGES | {Stage.MERGED}),
    Verb.RELEASE_COMMENT: Arrow(ANY - {Stage.WITHDRAWN}),
    Verb.TAKE_BACK_COMMENT: Arrow(ANY),
    Verb.REDO: _arrow(Stage.REPLIED, to=Stage.IN_PROGRESS),
    Verb.CHASE: _arrow(*UNANSWERED_STAGES),
    Verb.SUPERVISE: _arrow(*OPEN_STAGES),
    Verb.LIFT_SUPERVISION: _arrow(*OPEN_STAGES),
    Verb.INSTRUCT: _arrow(*UNANSWERED_STAGES),
    Verb.FULFIL_INSTRUCTION: Arrow(ANY),  # wherever it has come to, its maker may say that it is done
    Verb.CLOSE: _arrow(Stage.REPLIED, to=Stage.CLOSED),
    Verb.REOPEN: _arrow(Stage.CLOSED, to=Stage.IN_PROGRESS),
    Verb.WITHDRAW: _arrow(*OPEN_STAGES, to=Stage.WITHDRAWN),
    Verb.RELEASE: Arrow(ANY - {Stage.WITHDRAWN}),
    Verb.TAKE_BACK: Arrow(ANY),
    Verb.RECATEGORISE: _arrow(*UNANSWERED_STAGES),
    Verb.CORRECT_INTAKE: Arrow(ANY - {Stage.WITHDRAWN}),
    Verb.ASK_EXTENSION: Arrow(EXTENDABLE_STAGES),
    Verb.REFUSE_EXTENSION: Arrow(EXTENDABLE_STAGES),
    Verb.LAPSE_EXTENSION: Arrow(EXTENDABLE_STAGES),
    Verb.EXTEND: Arrow(EXTENDABLE_STAGES),
    Verb.RECOUNT_DAYS: _arrow(*UNANSWERED_STAGES),
    Verb.DEAL_CARD: _arrow(*UNANSWERED_STAGES),
    Verb.SET_STATUS: Arrow(ANY),
    Verb.LABEL: Arrow(ANY),
    Verb.READ_CONTACT: Arrow(ANY),
    Verb.CHOOSE_NOTICES: Arrow(ANY),
    Verb.ADD_FILE: Arrow(ANY - {Stage.WITHDRAWN}),
    Verb.READ_FILE: Arrow(ANY),
    Verb.RELEASE_FILE: Arrow(ANY - {Stage.WITHDRAWN}),
    Verb.TAKE_BACK_FILE: Arrow(ANY),
    Verb.ERASE_FILE: Arrow(ANY),
    Verb.REISSUE_RECEIPT: Arrow(ANY),
    Verb.PROPOSE_ERASURE: Arrow(ANY),
    Verb.DROP_ERASURE: Arrow(ANY),
    Verb.ERASE: Arrow(ANY),
}


class Actor(TextChoices):
    """Who does a verb: the citizen with the receipt, staff, or the office itself by rule and by the clock."""

    CITIZEN = "citizen", _("市民")
    STAFF = "staff", _("工作人員")
    SYSTEM = "system", _("系統")


CITIZEN_VERBS = frozenset({Verb.RECEIVE, Verb.OBJECT, Verb.ANSWER, Verb.RATE, Verb.CHOOSE_NOTICES, Verb.WITHDRAW})
SYSTEM_VERBS = frozenset(
    {
        Verb.TAKE_MAIN,
        Verb.PASS_ON,
        Verb.GIVE_BACK,
        Verb.EXCUSE,
        Verb.REDO,
        Verb.SUPERVISE,
        Verb.LIFT_SUPERVISION,
        Verb.CLOSE,
        Verb.LAPSE_EXTENSION,
        Verb.RECOUNT_DAYS,
        Verb.DEAL_CARD,
    }
)
# What the clock does, or follows from a rule, and staff by hand as well.
EITHERS_VERBS = frozenset({Verb.CLOSE, Verb.EXCUSE, Verb.SUPERVISE, Verb.LIFT_SUPERVISION})
STAFF_VERBS = frozenset(Verb) - CITIZEN_VERBS - SYSTEM_VERBS | EITHERS_VERBS
# What staff do to one attachment: offered beside each file, never among what can be done to the suggestion.
FILE_VERBS = frozenset({Verb.ADD_FILE, Verb.READ_FILE, Verb.RELEASE_FILE, Verb.TAKE_BACK_FILE, Verb.ERASE_FILE})


def actor_of(verb, *, is_by_person=False):
    """Who does `verb`; of one that is done either by the clock or by staff, whether a person does it now decides."""
    if verb in CITIZEN_VERBS:
        return Actor.CITIZEN
    is_by_office = verb in SYSTEM_VERBS and not (is_by_person and verb in EITHERS_VERBS)
    return Actor.SYSTEM if is_by_office else Actor.STAFF


class Refused(Exception):
    """A change that the rules do not allow, with the reason in the reader's words."""

    def __init__(self, reason):
        super().__init__(str(reason))
        self.reason = reason


class Stale(Refused):
    """Somebody else changed the suggestion since it was read."""

    def __init__(self):
        super().__init__(gettext("這件建議剛剛由別人辦理過，已經變動。請看過最新情況，再決定是否提交。"))


def can(verb, stage):
    """Whether `verb` may act on a suggestion that is in `stage`."""
    return stage in ARROWS[verb].frm


def check(verb, stage):
    """Raise `Refused` when `verb` may not act on a suggestion that is in `stage`."""
    if not can(verb, stage):
        raise Refused(
            _("這件建議現在是「%(stage)s」，不能「%(verb)s」。")
            % {"stage": Stage(stage).label, "verb": Verb(verb).label}
        )


def check_merge(main_stage):
    """Raise `Refused` unless others may be merged into a suggestion that is in `main_stage`."""
    if main_stage not in MAIN_STAGES:
        raise Refused(_("主件現在是「%(stage)s」，不能併入。") % {"stage": Stage(main_stage).label})


# After so many units sent it back, a supervisor says who handles it, and nobody sends it back any more.
MOST_BOUNCES = 3


def is_for_supervisor(bounce_count):
    """Whether it was sent back so often that a supervisor decides where it goes.

    Triage has erred three times by then, or the units disagree: a fourth guess would cost the citizen more days.
    """
    return bounce_count >= MOST_BOUNCES
