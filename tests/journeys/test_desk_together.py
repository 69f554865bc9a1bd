"""Several people of two units work on one suggestion, with notes, a further unit, leave in the middle and two reviews.

What they tell each other on the way stays at the desk.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Route, Suggestion
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.journeys import desk
from tests.journeys.round import Life, press, read
from tests.walking import public_pages

# What stands at the desk alone: the notes, what the handler kept and the deputy worded anew, and the words of 會辦.
NOTE, KEPT, ASKED, PART, SECOND_NOTE = (
    "請先看白鷺灣的舊案。",
    "蒼鷺還在看。",
    "請看翠鳥攤位。",
    "灰鶴攤位已經搬走。",
    "黑鸛那邊下週再去。",
)
WORDS = (NOTE, KEPT, ASKED, PART, SECOND_NOTE)
WHY_LONGER = "要與商戶逐家商量。"
ANSWER = "待轉牌已立，佔道的攤位已經搬走。"


@pytest.fixture
def people(open_page, transactional_db, time_machine):
    """The office in their browsers, with a deputy, a second reviewer, and a handler of the further unit."""
    time_machine.move_to(factories.at("2020-12-01 09:00"), tick=True)
    unit = factories.office().unit
    return Life(
        open_page, time_machine,
        deputy=factories.make_user(username="deputy", first_name="代理的人", roles=[Role.HANDLER], units=[unit]),
        second_reviewer=factories.make_user(username="second-reviewer", roles=[Role.REVIEWER], units=[unit]),
        further_handler=factories.office(unit=factories.make_unit(name="治安警察支隊")).handler,
    )  # fmt: skip


@pytest.fixture
def suggestion(people):
    """Of a field whose answers are reviewed twice, and whose route names the handler."""
    office = factories.office()
    category = factories.make_category(unit=office.unit, needs_two_reviews=True)
    Route.objects.create(category=category, unit=office.unit, handler=office.handler)
    return factories.make_suggestion(category=category, has_consent=True, now=timezone.now())


def assign_with_a_note(people, suggestion):
    triage, handler = people.staff("triage_officer"), factories.office().handler
    desk.do(triage, suggestion.number, "公開文字")
    desk.open_suggestion(triage, suggestion.number)
    triage.get_by_role("button", name="受理並轉交通警察支隊").click()
    triage.locator(".messagelist").wait_for()
    desk.open_suggestion(triage, suggestion.number)
    triage.get_by_label("便箋內容").fill(f"@{handler.username} {NOTE}")
    press(triage, "寫便箋")
    triage.locator(".messagelist").wait_for()


def begin(people, suggestion):
    """The handler reads the note, starts, asks a further unit and for more days, keeps a draft, enters the leave."""
    handler = people.at("handler", "index")
    handler.get_by_role("link", name="提到我的便箋：1 張未讀").click()
    handler.get_by_role("link", name=suggestion.number, exact=True).click()
    noted = handler.locator(".desk-notes").inner_text()
    press(handler, "已閱")
    handler.get_by_text("（已閱）").wait_for()
    desk.do(handler, suggestion.number, "開始辦理")
    desk.do(handler, suggestion.number, "請求會辦", fill={"請會辦單位做什麼": ASKED}, choose=["治安警察支隊"])
    desk.do(handler, suggestion.number, "申請延長", fill={"延長幾個工作日": "5", "延長的原因": WHY_LONGER})
    desk.open_suggestion(handler, suggestion.number)
    handler.locator(".desk-verbs").get_by_role("link", name="起草答覆").click()
    handler.get_by_label("答覆內容").fill(KEPT)
    press(handler, "暫存")
    handler.locator(".messagelist").wait_for()
    people.at("handler", "feedback_absence_add")
    handler.get_by_label("第一天").fill("2020-12-03")
    handler.get_by_label("最後一天").fill("2020-12-09")
    handler.get_by_label("代理人").select_option(label="代理的人")
    press(handler, "保存")
    handler.locator(".messagelist").wait_for()
    return noted


def take_part(people, suggestion):
    """The further unit finds it in its queue, writes its part, and a note."""
    further = people.at("further_handler", "index")
    further.get_by_role("link", name="逐件辦理：待提交會辦意見").click()
    further.locator(".desk-verbs").get_by_role("link", name="提交會辦意見").click()
    asked = further.locator(".desk-contributions").inner_text()
    further.get_by_label("會辦意見").fill(PART)
    press(further, "提交會辦意見")
    further.locator(".messagelist").wait_for()
    further.goto(reverse("admin:feedback_suggestion_change", args=[suggestion.pk]))
    further.get_by_label("便箋內容").fill(SECOND_NOTE)
    press(further, "寫便箋")
    further.locator(".messagelist").wait_for()
    return asked


def go_on_writing(people, suggestion):
    """The deputy finds it among the own work, goes on from what was kept with the part beside it, and submits."""
    deputy = people.at("deputy", "index")
    deputy.get_by_role("link", name="逐件辦理：我承辦的").click()
    before = deputy.locator(".desk").first.inner_text()
    press(deputy, "接著寫")
    kept = deputy.get_by_label("答覆內容")
    found, beside = kept.input_value(), deputy.locator(".desk-contributions").inner_text()
    kept.fill(ANSWER)
    deputy.get_by_label("採納", exact=True).check()
    press(deputy, "送審答覆")
    deputy.locator(".messagelist").wait_for()
    return KEPT in before, found, PART in beside


def review(people, name, button):
    """What the person reads beside the button of the next review, pressed then."""
    page = people.at(name, "index")
    page.get_by_role("link", name="逐件辦理：待審核的答覆").click()
    shown = page.locator(".desk-hands").inner_text()
    press(page, button)
    page.locator(".messagelist").wait_for()
    return shown


def test_several_people_work_on_one(people, suggestion, client):
    assign_with_a_note(people, suggestion)
    assert NOTE in begin(people, suggestion)
    people.moves_to("2020-12-02 10:00")
    desk.do(people.staff("reviewer"), suggestion.number, "延長期限")
    assert ASKED in take_part(people, suggestion)
    people.moves_to("2020-12-03 10:00")
    assert go_on_writing(people, suggestion) == (False, KEPT, True)
    shown = [review(people, "reviewer", "初審通過"), review(people, "second_reviewer", "審核通過，公布答覆")]
    assert [words in text for text in shown for words in (ANSWER, "會辦單位：治安警察支隊")] == [True] * 4

    done = Suggestion.objects.get()
    verbs = [verb for verb in done.events.in_order().values_list("verb", flat=True) if verb != Verb.NOTE]
    assert (done.stage, done.extended_by, done.handler, verbs) == (
        Stage.REPLIED,
        5,
        factories.office().handler,
        [
            Verb.RECEIVE, Verb.RELEASE, Verb.ACCEPT, Verb.ASSIGN, Verb.START, Verb.INVOLVE, Verb.ASK_EXTENSION,
            Verb.EXTEND, Verb.CONTRIBUTE, Verb.DRAFT_REPLY, Verb.REVIEW_REPLY, Verb.APPROVE_REPLY,
        ],
    )  # fmt: skip
    neighbour = people.citizen(reverse("suggestion_detail", args=[suggestion.number]))
    public = read(neighbour)
    assert [words in public for words in (ANSWER, "會辦單位：治安警察支隊", WHY_LONGER)] == [True] * 3
    pages = public_pages(client, suggestion.get_absolute_url())
    assert [(address, word) for address, text in pages.items() for word in WORDS if word in text] == []
