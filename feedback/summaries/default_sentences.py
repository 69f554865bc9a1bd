"""The sentences that a new portal begins with; administrators edit them at the desk."""

from typing import NamedTuple


class Default(NamedTuple):
    name: str
    text: str
    text_en: str
    instead: str = ""
    instead_en: str = ""


DEFAULTS = [
    Default(
        "收到多少",
        "截至{截至日期}，{活動}共收到市民意見建議 {收到} 件，其中不予受理 {不予受理} 件，市民撤回 {撤回} 件，"
        "有效 {有效} 件。",
        "As of {截至日期}, {活動} had received {收到} suggestions: {不予受理} declined, {撤回} withdrawn,"
        " {有效} valid.",
    ),
    Default(
        "辦結多少",
        "有效的 {有效} 件{全部}辦結，其中單獨辦結 {單獨辦結} 件，併案後隨主件辦結 {隨主件辦結} 件。",
        "Of the valid ones, {全部} are closed: {單獨辦結} on their own, {隨主件辦結} merged into one that is closed.",
        "有效的 {有效} 件，已辦結 {已辦結} 件，辦結率 {辦結率}，還有 {未辦結} 件沒有辦結。",
        "Closed: {已辦結} of {有效} valid ones ({辦結率}); not closed yet: {未辦結}.",
    ),
    Default(
        "為什麼不予受理",
        "不予受理的，原因逐件公開：{不予受理原因}。",
        "Reasons for declining: {不予受理原因}.",
    ),
    Default(
        "是否按期",
        "已經答覆或者已過期限的 {應當答覆} 件，按期答覆 {按期答覆} 件，按期答覆率 {按期答覆率}；"
        "逾期答覆 {逾期答覆} 件，逾期未答覆 {逾期未答覆} 件。",
        "Answered or past the deadline: {應當答覆}; of these answered in time {按期答覆} ({按期答覆率}), late"
        " {逾期答覆}, overdue {逾期未答覆}.",
    ),
    Default(
        "重辦是否按期",
        "重新進入辦理、已經答覆或者已過這次期限的 {重辦次數} 次，按期 {重辦按期} 次。",
        "Handled again, and answered or past the new deadline: {重辦次數}; in time: {重辦按期}.",
    ),
    Default(
        "採納多少",
        "現有答覆的 {現有答覆} 件，採納情況是：{採納情況}。",
        "Outcomes of the {現有答覆} that have an answer now: {採納情況}.",
    ),
    Default(
        "多少人評議",
        "得到過答覆的 {得到過答覆} 件，市民評議了 {已評議} 件，其中 {工作人員開具} 件憑工作人員開具的回執；沒有評議 "
        "{未評議} 件。",
        "Answered at some time: {得到過答覆}; rated: {已評議}, of these {工作人員開具} with a receipt that staff"
        " issued; not rated: {未評議}.",
    ),
    Default(
        "最後評議",
        "以最後一次評議計，屬於滿意的 {滿意} 件，占評議過的 {滿意率}；各等級：{評議等級}。",
        "By the last rating of each, {滿意} were content ({滿意率} of those rated); by level: {評議等級}.",
    ),
    Default(
        "首次評議",
        "以首次評議計，屬於滿意的 {首次滿意} 件；各等級：{首次評議等級}。",
        "By the first rating of each, {首次滿意} were content; by level: {首次評議等級}.",
    ),
    Default(
        "是否解決",
        "評議時回答是否解決的 {答過解決情況} 件：{解決情況}。",
        "Asked whether the matter was solved, {答過解決情況} answered: {解決情況}.",
    ),
    Default(
        "不滿意的怎樣了",
        "評議為不滿意的共 {不滿意次數} 次，結果是：{不滿意去向}。",
        "Low ratings: {不滿意次數}; they ended as follows: {不滿意去向}.",
    ),
    Default("各領域", "按領域：{各領域}。", "By field: {各領域}."),
    Default("各單位", "按承辦單位：{各單位}。", "By unit: {各單位}."),
    Default("各區市", "內容公開的，按區市：{各區市}。", "By district, where the text is public: {各區市}."),
    Default(
        "優秀建議",
        "評出優秀建議 {優秀建議} 件：{優秀建議等次}。",
        "Suggestions awarded: {優秀建議} ({優秀建議等次}).",
    ),
    Default(
        "代表評議",
        "市民代表 {代表人數} 人，投票 {投票人數} 人，投票率 {投票率}。",
        "Citizen representatives: {代表人數}; voted: {投票人數} ({投票率}).",
    ),
    Default("評議得分", "綜合評議得分：{代表評議得分}。", "Scores: {代表評議得分}."),
]
