"""The texts of notices as this version has them; administrators edit them at the desk.

Simplified is read from the Traditional; between braces stands a `Place`, by its Chinese name in English too.
"""

from typing import NamedTuple

from feedback.rules.notices import Kind, Who


class Default(NamedTuple):
    who: Who
    subject: str
    body: str
    subject_en: str
    body_en: str
    word: str = ""  # for an SMS, which only citizens get
    word_en: str = ""


HELLO, HELLO_EN = "您好！\n\n", "Hello,\n\n"


def _citizen(subject, body, subject_en, body_en, word, word_en):
    return Default(Who.CITIZEN, subject, HELLO + body, subject_en, HELLO_EN + body_en, word, word_en)


def _staff(subject, body, subject_en, body_en):
    return Default(Who.STAFF, subject, body, subject_en, body_en)


def _follower(subject, body, subject_en, body_en):
    return Default(Who.FOLLOWER, subject, HELLO + body, subject_en, HELLO_EN + body_en)


DEFAULTS = {
    Kind.RECEIVED: _citizen(
        "您的建議 {編號} 已經收到",
        "您的{建議}已經收到，感謝您的關心和支持。是否受理，最遲在 {期限}告訴您。",
        "Your suggestion {編號} has arrived",
        "Your {建議} has arrived. Thank you. You will hear by {期限} whether it is accepted.",
        "已收到", "received",
    ),
    Kind.ACCEPTED: _citizen(
        "您的建議 {編號} 已經受理",
        "您的{建議}已經受理，將轉交承辦單位辦理。答覆期限是 {期限}。",
        "Your suggestion {編號} is accepted",
        "Your {建議} is accepted and will be passed to the unit that handles it. A reply is due by {期限}.",
        "已受理", "accepted",
    ),
    Kind.ASSIGNED: _citizen(
        "您的建議 {編號} 已經轉辦",
        "您的{建議}已經轉交{承辦單位}辦理。答覆期限是 {期限}。",
        "Your suggestion {編號} is with the unit that handles it",
        "Your {建議} was passed to {承辦單位}. A reply is due by {期限}.",
        "已轉辦", "assigned",
    ),
    Kind.ASKED: _citizen(
        "請您補充情況：建議 {編號}",
        "{承辦單位}在辦理您的{建議}時，有一個問題請您回答。問題寫在查詢頁上，請您打開下面的鏈接回答。"
        "答覆期限照常計算，您回答得早，有助於早日辦好。",
        "A question about your suggestion {編號}",
        "{承辦單位} has a question about your {建議}. It stands on the status page: please open the link below to"
        " answer. The days for the reply run on meanwhile, so an early answer helps.",
        "請您補充", "question for you",
    ),
    Kind.EXTENDED: _citizen(
        "您的建議 {編號} 延長了答覆期限",
        "您的{建議}需要更多時間辦理，答覆期限延長到 {期限}。原因：{原因}",
        "More time for your suggestion {編號}",
        "Your {建議} needs more time. A reply is now due by {期限}. Reason: {原因}",
        "已延期", "extended",
    ),
    Kind.RESCHEDULED: _citizen(
        "您提問的在線懇談改期：{編號}",
        "您的{建議}是為在線懇談提的，懇談的日期改了，原因：{原因}\n\n您不用重新提問。答覆期限改為 {期限}。",
        "The talk for which you asked {編號} was moved",
        "Your {建議} was asked for a live talk that was moved to another day. Reason: {原因}\n\nYou need not ask again."
        " A reply is now due by {期限}.",
        "懇談改期", "talk moved",
    ),
    Kind.REPLIED: _citizen(
        "您的建議 {編號} 已經答覆",
        "{承辦單位}已經答覆您的{建議}。請您打開下面的鏈接查看答覆，並在 {評議截止}前評議：問題是否解決，您是否滿意。",
        "Your suggestion {編號} has a reply",
        "{承辦單位} has replied to your {建議}. Please open the link below to read the reply, and rate it by"
        " {評議截止}: was it solved, are you satisfied?",
        "已答覆", "replied",
    ),
    Kind.CORRECTED: _citizen(
        "您的建議 {編號} 的答覆有更正",
        "{承辦單位}更正了對您的{建議}的答覆，請您打開下面的鏈接查看。",
        "The reply to your suggestion {編號} was corrected",
        "{承辦單位} has corrected the reply to your {建議}. Please open the link below to read it.",
        "答覆已更正", "reply corrected",
    ),
    Kind.RATE_AGAIN: _citizen(
        "請您評議：建議 {編號}",
        "您的{建議}已經答覆，還沒有收到您的評議。評議到 {評議截止}為止，請您說說是否滿意；到期沒有評議的，自動辦結。",
        "Please rate the reply to suggestion {編號}",
        "Your {建議} has a reply that you have not rated yet. You can rate it until {評議截止}; without a rating it is"
        " closed after that day.",
        "待您評議", "please rate",
    ),
    Kind.CLOSED: _citizen(
        "您的建議 {編號} 已經辦結",
        "您的{建議}已經辦結。感謝您的參與。",
        "Your suggestion {編號} is closed",
        "Your {建議} is closed. Thank you for taking part.",
        "已辦結", "closed",
    ),
    Kind.REDONE: _citizen(
        "您的建議 {編號} 正在重新辦理",
        "您的{建議}已經發回重新辦理。新的答覆期限是 {期限}。",
        "Your suggestion {編號} is handled again",
        "Your {建議} was sent back to be handled again. A new reply is due by {期限}.",
        "重新辦理", "handled again",
    ),
    Kind.DECLINED: _citizen(
        "您的建議 {編號} 不予受理",
        "您的{建議}經審查，不予受理。原因：{原因}\n\n"
        "您認為應當受理的，可以在查詢頁上提出一次異議，由工作人員重新審查。",
        "Your suggestion {編號} was declined",
        "Your {建議} was examined and declined. Reason: {原因}\n\n"
        "If you think that it should be accepted, you may object once on the status page; it is then examined again.",
        "不予受理", "declined",
    ),
    Kind.MERGED: _citizen(
        "您的建議 {編號} 已經併案辦理",
        "您的{建議}與建議 {主件編號} 內容相同，已經併案辦理。那一件的答覆也是對您的答覆，有進展照樣通知您。",
        "Your suggestion {編號} is handled together with another one",
        "Your {建議} says the same as suggestion {主件編號}, and both are handled together. Its reply is the reply to"
        " you, and you will hear of it as before.",
        "已併案", "merged",
    ),
    Kind.RESUMED: _citizen(
        "您的建議 {編號} 恢復辦理",
        "您的{建議}恢復辦理，先前告訴您的情況有了變化，請以查詢頁為準。答覆期限是 {期限}。",
        "Your suggestion {編號} is looked at again",
        "Your {建議} is looked at again. What you were told before has changed; please go by the status page. A reply"
        " is due by {期限}.",
        "恢復辦理", "resumed",
    ),
    Kind.COMMITMENT: _citizen(
        "您的建議 {編號} 的答覆裡有一項承諾有進展",
        "答覆您的{建議}時承諾的「{承諾}」有了進展：現在是「{進展}」，承諾完成的日期是 {時間}。說明：{原因}\n\n"
        "每一次變動連同說明都留在查詢頁裡這項承諾的頁面上。",
        "A promise in the reply to {編號} has moved",
        "What was promised in the reply to your {建議}, “{承諾}”, has moved: it is now “{進展}”, to be done by {時間}."
        " Said about it: {原因}\n\nEvery change stays on the page of the promise, which the status page leads to.",
        "承諾有進展", "promise moved",
    ),
    Kind.MEASURE: _citizen(
        "回應您的建議 {編號} 的舉措已經公布",
        "我們公布了一項舉措「{舉措}」，回應了您的{建議}。做了什麼、在哪裡看得到，請您打開下面的鏈接，憑查詢碼查看。",
        "A measure that answers your suggestion {編號}",
        "We have published a measure, “{舉措}”, which answers your {建議}. What was done and where it can be"
        " seen stands on the status page: please open the link below and enter your receipt code.",
        "已有舉措", "measure taken",
    ),
    Kind.TO_UNIT: _staff(
        "新轉來的建議 {編號}",
        "{建議}已經轉到{承辦單位}，答覆期限是 {期限}。請及時開始辦理；不屬於本單位的，請在兩個工作日內退回。",
        "New for your unit: suggestion {編號}",
        "The {建議} was assigned to {承辦單位}; a reply is due by {期限}. Please begin, or send it back within two"
        " working days if it is not yours.",
    ),
    Kind.TO_ME: _staff(
        "交您承辦的建議 {編號}",
        "{建議}交由您承辦，答覆期限是 {期限}。",
        "Handed to you: suggestion {編號}",
        "The {建議} was handed to you; a reply is due by {期限}.",
    ),
    Kind.SENT_BACK: _staff(
        "退回的建議 {編號}",
        "{建議}被退回，請重新確定承辦單位。答覆期限是 {期限}。",
        "Sent back: suggestion {編號}",
        "The {建議} was sent back; please decide which unit handles it. A reply is due by {期限}.",
    ),
    Kind.TO_REVIEW: _staff(
        "等待審核的答覆：建議 {編號}",
        "{建議}的答覆已經送審，請您審核。答覆期限是 {期限}。",
        "A reply to review: suggestion {編號}",
        "A reply to the {建議} waits for your review. It is due by {期限}.",
    ),
    Kind.RETURNED: _staff(
        "退回修改的答覆：建議 {編號}",
        "{建議}的答覆退回修改，請您查看審核意見。答覆期限是 {期限}。",
        "A reply to revise: suggestion {編號}",
        "The reply to the {建議} was returned to be revised; please read the remarks. It is due by {期限}.",
    ),
    Kind.CARD: _staff(
        "{亮牌}：建議 {編號}",
        "{建議}亮了{亮牌}，答覆期限是 {期限}。請抓緊辦理。",
        "{亮牌}: suggestion {編號}",
        "The {建議} was dealt a card ({亮牌}); a reply is due by {期限}. Please see to it.",
    ),
    Kind.CHASED: _staff(
        "催辦：建議 {編號}",
        "{建議}被催辦，請到工作臺查看要求，抓緊辦理。答覆期限是 {期限}。",
        "Urged: suggestion {編號}",
        "The {建議} was urged; please see at the desk what is asked. A reply is due by {期限}.",
    ),
    Kind.SUPERVISED: _staff(
        "列入督辦的建議 {編號}",
        "{建議}已經列入督辦，請到工作臺查看要求。答覆期限是 {期限}。",
        "Under supervision: suggestion {編號}",
        "The {建議} was put under supervision; please see at the desk what is asked. A reply is due by {期限}.",
    ),
    Kind.LOW_RATING: _staff(
        "市民不滿意：建議 {編號}",
        "市民對{建議}的答覆評議為不滿意，請到工作臺查看。",
        "A low rating: suggestion {編號}",
        "The citizen is not satisfied with the reply to the {建議}; please look at the desk.",
    ),
    Kind.OBJECTED: _staff(
        "市民提出異議：建議 {編號}",
        "市民對{建議}不予受理提出異議，請重新審查。期限是 {期限}。",
        "An objection: suggestion {編號}",
        "The citizen objects to the refusal of the {建議}; please examine it again by {期限}.",
    ),
    Kind.ANSWERED: _staff(
        "市民回答了詢問：建議 {編號}",
        "市民回答了關於{建議}的詢問，請到工作臺查看。答覆期限是 {期限}。",
        "The citizen answered: suggestion {編號}",
        "The citizen answered the question about the {建議}; please look at the desk. A reply is due by {期限}.",
    ),
    Kind.SHEET: _staff(
        "表格已經導入",
        "一份表格裡的 {件數} 件意見建議已經登記，請到工作臺核對。",
        "A sheet was imported",
        "{件數} suggestions of a sheet were registered; please check them at the desk.",
    ),
    Kind.MENTIONED: _staff(
        "便箋提到您：建議 {編號}",
        "{建議}的便箋提到您，請到工作臺查看。",
        "A note speaks to you: suggestion {編號}",
        "A note on the {建議} speaks to you; please look at the desk.",
    ),
    Kind.INVOLVED: _staff(
        "請求會辦：建議 {編號}",
        "{建議}請您的單位會同辦理，請到工作臺查看要求並提交會辦意見。期限是 {期限}。",
        "Your unit is asked to take part: suggestion {編號}",
        "Your unit is asked to take part in the {建議} by {期限}; please see at the desk what is asked.",
    ),
    Kind.EXTENSION_ASKED: _staff(
        "申請延長期限：建議 {編號}",
        "{建議}申請延長答覆期限，請您審批。現在的期限是 {期限}。",
        "More days are asked for: suggestion {編號}",
        "More days are asked for the {建議}; please decide. It is now due by {期限}.",
    ),
    Kind.INSTRUCTED: _staff(
        "領導批示：建議 {編號}",
        "{建議}有領導批示，請到工作臺查看並落實。期限是 {期限}。",
        "An instruction: suggestion {編號}",
        "There is an instruction on the {建議}; please see at the desk what is asked by {期限}.",
    ),
    Kind.PAPER: _staff(
        "新一期報表已經備好",
        "新一期的週報或者月報已經備好，請到工作臺查看。",
        "A new paper is ready",
        "The new weekly or monthly paper is ready at the desk.",
    ),
    Kind.CONFIRM: _follower(
        "請確認關注",
        "有人用這個郵箱申請關注本站的內容。是您本人的，請在 48 小時內打開下面的鏈接，點擊「確認」。\n\n"
        "不是您本人的，不用理會，不會再收到郵件。",
        "Please confirm that you want to follow",
        "Somebody asked to follow something on this site with this address. If it was you, please open the link below"
        " within 48 hours and press “Confirm”.\n\nIf it was not you, do nothing; no further mail will come.",
    ),
    Kind.NEWS: _follower(
        "您關注的內容有更新",
        "您關注的內容有更新。{建議}：{進展}。",
        "News of what you follow",
        "There is news of what you follow: {建議}, {進展}.",
    ),
    Kind.TALK_SOON: _follower(
        "提醒：{懇談}",
        "您關注的{懇談}，時間是 {時間}。打開下面的鏈接，可以提問、看直播。",
        "Reminder: {懇談}",
        "The {懇談} that you follow is on {時間}. Open the link below to ask a question and to watch it live.",
    ),
    Kind.TALK_MOVED: _follower(
        "改期：{懇談}",
        "您關注的{懇談}改期，新的時間是 {時間}。原因：{原因}\n\n已經提的問題照樣有效，不用再提。開始的前一天再提醒您。",
        "Moved to another time: {懇談}",
        "The {懇談} that you follow was moved. It is now on {時間}. Reason: {原因}\n\nQuestions that were asked already"
        " stand and need not be asked again. You will be reminded on the day before it begins.",
    ),
    Kind.TALK_ANSWERED: _follower(
        "提問都有了結果：{懇談}",
        "您關注的{懇談}，收到的 {件數} 件提問都已經有了結果，沒有待答覆的了。打開下面的鏈接，可以看每一件的"
        "答覆或者結果。\n\n這是關於這場懇談的最後一封郵件，您的郵箱隨後刪除。",
        "No question waits any longer: {懇談}",
        "None of the {件數} questions of the {懇談} that you follow waits for an answer any longer. Open the link below"
        " to read the answer to each, or what became of it.\n\nThis is the last mail about this talk; your address is"
        " deleted now.",
    ),
}  # fmt: skip
