"""What an empty portal still needs is said where it will be missed, and nothing is said of what stands."""

from feedback.setup.steps import Facts, Name, steps

READY = Facts(
    units=("交警支隊",), districts=("市南區",), fields=("道路交通管理",), routes=1, staff=9, administrators=2,
    names=(Name("聯繫方式", "CONTACT", "0532-00000000", is_needed=True),), year=2026, this_year_is_known=True,
    next_year_is_known=True, report="published", campaign="published",
)  # fmt: skip


def told(**changed):
    """{step: (what keeps it from being done, what is worth knowing)} of those that say anything."""
    facts = Facts(**{name: getattr(READY, name) for name in READY.__dataclass_fields__} | changed)
    return {step.slug: (step.gaps, step.remarks) for step in steps(facts) if step.gaps or step.remarks}


def test_of_a_portal_that_has_all_nothing_is_said():
    assert told() == {}


def test_an_empty_portal_lacks_every_step_that_somebody_has_to_do():
    missing = [step.slug for step in steps(Facts(needs_app=False)) if not step.is_done]
    assert missing == ["units", "districts", "fields", "routes", "second-factor", "calendar", "report", "campaign"]


def test_a_unit_lacks_those_who_handle_and_who_review():
    assert told(without_handler=("城陽分局",), without_reviewer=("即墨分局",), alone=("市南分局",)) == {
        "units": (
            [
                "沒有承辦人：城陽分局。轉給這些單位的建議沒有人辦理。",
                "沒有審核人：即墨分局。這些單位的答覆寫好了也公布不了。",
                "只有一個人，既承辦又審核：市南分局。自己起草的答覆不能自己審核，請再添一人。",
            ],
            [],
        )
    }


def test_of_many_the_first_are_named_and_all_counted():
    names = tuple(f"第{number}分局" for number in range(1, 11))
    [gap] = told(without_handler=names)["units"][0]
    assert gap == f"沒有承辦人：{'、'.join(names[:8])} 等 10 個。轉給這些單位的建議沒有人辦理。"


def test_a_field_without_a_way_is_said_and_holds_up_only_where_none_has_one():
    fields = ("道路交通管理", "其他")
    assert told(fields=fields, without_way=("其他",))["routes"][0] == []
    assert told(fields=fields, without_way=fields)["routes"][0] == [
        "沒有一個領域定了承辦單位：轉辦的時候，每一件都要自己找單位。"
    ]


def test_a_field_reviewed_twice_needs_two_reviewers():
    assert told(reviewed_twice=("網絡與反詐",))["fields"][0] == [
        "答覆要審核兩次、單位卻不到兩位審核人的領域：網絡與反詐。這些領域的答覆公布不了。"
    ]


def test_staff_lack_roles_units_a_password_and_the_second_factor():
    assert told(
        missing_roles=("督辦",), without_unit=("張三",), awaited=("李四",), administrators=1, without_app=("王五",)
    ) == {
        "people": (
            [
                "還沒有人擔任：督辦。要由這個崗位辦的事，沒有人能辦。",
                "承辦人、審核人沒有單位，登錄後看不到任何建議：張三。",
            ],
            ["系統管理員只有一位：公布活動、停用單位要兩位，請再添一位。", "還沒有用開通碼設置密碼：李四。"],
        ),
        "second-factor": ([], ["還沒有綁定，第一次登錄時會要求綁定：王五。"]),
    }


def test_the_foot_lacks_what_no_setting_says():
    names = (Name("聯繫方式", "CONTACT", "", is_needed=True), Name("標誌", "LOGO", ""))
    assert told(names=names) == {"names": (["頁腳沒有「聯繫方式」：請設置 CONTACT。"], [])}


def test_what_is_drafted_is_not_published():
    assert told(report="draft", campaign="draft", this_year_is_known=False, next_year_is_known=False) == {
        "calendar": (
            ["還沒有 2026 年的放假安排：期限只能暫定。"],
            ["還沒有 2027 年的放假安排：跨年的期限暫定，公布以後請錄入。"],
        ),
        "report": (["報告還是草稿，沒有公布：市民看不到。"], []),
        "campaign": (["三民活動還是草稿，沒有公布：市民看不到。"], []),
    }
