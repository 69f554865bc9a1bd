"""啟用步驟: what a portal needs before it serves, and what is missing of each, said where it will be missed."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

FIRST_NAMED = 8


@dataclass(frozen=True)
class Name:
    """A text of the foot or head of every page: what it is, the variable that sets it, what it says now."""

    label: str
    variable: str
    value: str
    is_needed: bool = False


@dataclass(frozen=True)
class Facts:
    """How a portal stands, in names as they are shown, without its tables.

    `alone` are units in which one person would have to approve what the same person wrote; `reviewed_twice` the fields
    whose answers two reviewers look at and whose unit has fewer; `report`, `campaign` are "published", "draft" or "".
    """

    units: tuple = ()
    without_handler: tuple = ()
    without_reviewer: tuple = ()
    alone: tuple = ()
    districts: tuple = ()
    off_map: tuple = ()
    fields: tuple = ()
    without_way: tuple = ()
    reviewed_twice: tuple = ()
    routes: int = 0
    staff: int = 0
    administrators: int = 0
    missing_roles: tuple = ()
    without_unit: tuple = ()
    awaited: tuple = ()
    needs_app: bool = True
    without_app: tuple = ()
    names: tuple = ()
    year: int = 0
    this_year_is_known: bool = False
    next_year_is_known: bool = False
    report: str = ""
    campaign: str = ""


@dataclass(frozen=True)
class Step:
    """`gaps` keep it from being done; `remarks` are worth knowing and hold up nothing. All are whole sentences."""

    slug: str
    title: str
    stands: str
    gaps: list = field(default_factory=list)
    remarks: list = field(default_factory=list)

    @property
    def is_done(self):
        return not self.gaps


def steps(facts):
    """All of them, in the order in which they are best done."""
    return [make(facts) for make in STEPS]


def _found(*pairs):
    """The sentences whose condition holds."""
    return [told for is_so, told in pairs if is_so]


def _names(names):
    """The first of `names` in a sentence."""
    told = gettext("、").join(names[:FIRST_NAMED])
    if len(names) <= FIRST_NAMED:
        return told
    return gettext("%(names)s 等 %(count)s 個") % {"names": told, "count": len(names)}


def _listing(sentence, names):
    return sentence % {"names": _names(names)}


def _units(facts):
    return Step(
        "units",
        gettext("承辦單位"),
        gettext("在用的單位 %(count)s 個。") % {"count": len(facts.units)},
        _found(
            (not facts.units, gettext("還沒有承辦單位：受理的建議無處轉辦。")),
            (
                facts.without_handler,
                _listing(gettext("沒有承辦人：%(names)s。轉給這些單位的建議沒有人辦理。"), facts.without_handler),
            ),
            (
                facts.without_reviewer,
                _listing(gettext("沒有審核人：%(names)s。這些單位的答覆寫好了也公布不了。"), facts.without_reviewer),
            ),
            (
                facts.alone,
                _listing(
                    gettext("只有一個人，既承辦又審核：%(names)s。自己起草的答覆不能自己審核，請再添一人。"),
                    facts.alone,
                ),
            ),
        ),
    )


def _districts(facts):
    return Step(
        "districts",
        gettext("區市"),
        gettext("區市 %(count)s 個。") % {"count": len(facts.districts)},
        _found((not facts.districts, gettext("還沒有區市：市民說不了在哪裡，「我身邊的」是空的，也不能按區市轉辦。"))),
        _found(
            (
                facts.off_map,
                _listing(gettext("沒有填地圖位置，只列在名單裡：%(names)s。"), facts.off_map),
            )
        ),
    )


def _fields(facts):
    return Step(
        "fields",
        gettext("領域和答覆期限"),
        gettext("在用的領域 %(count)s 個。") % {"count": len(facts.fields)},
        _found(
            (not facts.fields, gettext("還沒有領域：市民選不了是哪方面的事，統計分不出領域，期限一律 15 個工作日。")),
            (
                facts.reviewed_twice,
                _listing(
                    gettext("答覆要審核兩次、單位卻不到兩位審核人的領域：%(names)s。這些領域的答覆公布不了。"),
                    facts.reviewed_twice,
                ),
            ),
        ),
    )


def _routes(facts):
    return Step(
        "routes",
        gettext("轉辦規則"),
        gettext("轉辦規則 %(count)s 條；沒有規則的，按領域自己的承辦單位。") % {"count": facts.routes},
        _found(
            (
                not facts.fields or len(facts.without_way) == len(facts.fields),
                gettext("沒有一個領域定了承辦單位：轉辦的時候，每一件都要自己找單位。"),
            )
        ),
        _found(
            (
                facts.without_way,
                _listing(
                    gettext("沒有承辦單位、也沒有轉辦規則的領域：%(names)s。這些領域的建議要逐件選擇單位。"),
                    facts.without_way,
                ),
            )
        ),
    )


def _people(facts):
    return Step(
        "people",
        gettext("工作人員和崗位"),
        gettext("在用的賬號 %(count)s 個。") % {"count": facts.staff},
        _found(
            (
                facts.missing_roles,
                _listing(gettext("還沒有人擔任：%(names)s。要由這個崗位辦的事，沒有人能辦。"), facts.missing_roles),
            ),
            (
                facts.without_unit,
                _listing(gettext("承辦人、審核人沒有單位，登錄後看不到任何建議：%(names)s。"), facts.without_unit),
            ),
        ),
        _found(
            (
                facts.administrators < 2,
                gettext("系統管理員只有一位：公布活動、停用單位要兩位，請再添一位。"),
            ),
            (
                facts.awaited,
                _listing(gettext("還沒有用開通碼設置密碼：%(names)s。"), facts.awaited),
            ),
        ),
    )


def _second_factor(facts):
    return Step(
        "second-factor",
        gettext("手機驗證器"),
        gettext("登錄時除了密碼，還要手機驗證器的驗證碼。") if facts.needs_app else gettext("登錄時只要密碼。"),
        _found(
            (not facts.needs_app, gettext("沒有開啟：密碼被人知道，就能進工作臺。請設置 STAFF_TOTP=1，重新啟動。")),
        ),
        _found(
            (
                facts.needs_app and facts.without_app,
                _listing(gettext("還沒有綁定，第一次登錄時會要求綁定：%(names)s。"), facts.without_app),
            )
        ),
    )


def _footer(facts):
    empty = [name for name in facts.names if name.is_needed and not name.value]
    return Step(
        "names",
        gettext("頁腳和名稱"),
        gettext("每一頁的頁頭、頁腳上的文字，由部署的人設置，改了以後重新啟動。"),
        [
            gettext("頁腳沒有「%(label)s」：請設置 %(variable)s。") % {"label": name.label, "variable": name.variable}
            for name in empty
        ],
    )


def _calendar(facts):
    return Step(
        "calendar",
        gettext("工作日"),
        gettext("期限按國務院公布的放假安排計算。"),
        _found(
            (
                not facts.this_year_is_known,
                gettext("還沒有 %(year)s 年的放假安排：期限只能暫定。") % {"year": facts.year},
            )
        ),
        _found(
            (
                not facts.next_year_is_known,
                gettext("還沒有 %(year)s 年的放假安排：跨年的期限暫定，公布以後請錄入。") % {"year": facts.year + 1},
            )
        ),
    )


def _report(facts):
    return Step(
        "report",
        gettext("工作報告"),
        gettext("報告由一個人提請、另一個人確認公布。"),
        _found(
            (not facts.report, gettext("還沒有工作報告：「向市民報告」是空的，市民不能對著章節提建議。")),
            (facts.report == "draft", gettext("報告還是草稿，沒有公布：市民看不到。")),
        ),
    )


def _campaign(facts):
    return Step(
        "campaign",
        gettext("三民活動"),
        gettext("活動由一個人起草、另一個人公布。「開門納諫」一直開著。"),
        _found(
            (not facts.campaign, gettext("還沒有三民活動：市民的建議都歸入「開門納諫」，也沒有評議。")),
            (facts.campaign == "draft", gettext("三民活動還是草稿，沒有公布：市民看不到。")),
        ),
    )


STEPS = (
    _units, _districts, _fields, _routes, _people, _second_factor, _footer, _calendar, _report, _campaign,
)  # fmt: skip
