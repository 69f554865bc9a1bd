"""The common jobs of the desk, counted from its home: what a person does, and how many pages load for it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Event, Suggestion
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.journeys import desk
from tests.journeys.test_every_page import sideways, violations

# {job: (acts, pages that load, what was recorded)}; a click, a key that acts and a choice are one each, a text is one.
TABLE = {
    "accept and assign by the proposed route": (2, 2, [Verb.ACCEPT, Verb.ASSIGN]),
    "start and draft from a template": (4, 3, [Verb.START, Verb.DRAFT_REPLY]),
    "approve": (2, 2, [Verb.APPROVE_REPLY]),
    "release a text": (2, 2, [Verb.RELEASE]),
}


class Counted:
    """The page of somebody at the desk's home, on which acts and loaded pages are counted from then on."""

    def __init__(self, page):
        self.page, self.acts, self.loads = page, 0, 0
        self.before = Event.objects.order_by("pk").last().pk
        page.goto(reverse("admin:index"))
        page.on("domcontentloaded", self._loaded)

    def _loaded(self, _page):
        self.loads += 1

    def one_by_one(self, queue):
        self.click("link", f"逐件辦理：{queue}")

    def click(self, role, name):
        self.acts += 1
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).click()

    def choose(self, label, value):
        self.acts += 1
        self.page.get_by_label(label, exact=True).select_option(label=value)

    def counted(self):
        """(acts, pages that loaded, the verbs that were recorded)."""
        self.page.locator(".messagelist").wait_for()
        self.page.remove_listener("domcontentloaded", self._loaded)
        verbs = Event.objects.filter(pk__gt=self.before).in_order().values_list("verb", flat=True)
        return self.acts, self.loads, list(verbs)


def make(stage, **fields):
    category = factories.office().unit.category_set.get()
    return factories.make_suggestion(stage=stage, category=category, now=timezone.now(), **fields)


def accept_and_assign(staff):
    make(Stage.RECEIVED)
    person = Counted(staff("triage_officer"))
    person.one_by_one("待受理")
    person.click("button", "受理並轉交通警察支隊")
    return person.counted()


def start_and_draft(staff):
    factories.make_reply_template(name="辦畢", body="{編號}由{承辦單位}辦畢。", outcome_id=Adoption.ADOPTED)
    make(Stage.ASSIGNED)
    person = Counted(staff("handler"))
    person.one_by_one("新轉來的")
    person.choose("答覆模板", "辦畢")
    person.click("button", "開始並起草")
    person.click("button", "送審答覆")
    return person.counted()


def approve(staff):
    made = make(Stage.IN_PROGRESS)
    factories.draft(made, now=timezone.now())
    person = Counted(staff("reviewer"))
    person.one_by_one("待審核的答覆")
    person.click("button", "審核通過，公布答覆")
    return person.counted()


def release(staff):
    make(Stage.ACCEPTED, has_consent=True)
    person = Counted(staff("triage_officer"))
    person.one_by_one("文字待公開")
    person.click("button", "公開文字")
    return person.counted()


JOBS = {
    "accept and assign by the proposed route": accept_and_assign,
    "start and draft from a template": start_and_draft,
    "approve": approve,
    "release a text": release,
}


def test_the_common_jobs_take_what_the_table_says(staff):
    assert {name: job(staff) for name, job in JOBS.items()} == TABLE


@pytest.fixture
def at_the_desk(open_page, transactional_db):
    """`at_the_desk(role, width)` is the signed-in page of that person, without scripts."""
    office = factories.office()
    factories.make_category(unit=office.unit)

    def at_the_desk(role, **how):
        page = open_page(**how)
        desk.sign_in(page, getattr(office, role))
        return page

    return at_the_desk


def test_the_likeliest_act_is_the_first_that_the_keyboard_reaches(at_the_desk):
    page = at_the_desk("triage_officer", java_script=False)
    made = make(Stage.RECEIVED)
    page.goto(reverse("admin:feedback_suggestion_queue", args=["to_accept"]))
    page.locator(".desk-queue-navigation a").last.focus()
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "受理並轉交通警察支隊"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    told = page.locator(".messagelist").inner_text()
    assert f"{made.number}：「受理並轉辦」已完成，由「已收到」變為「已轉辦」。" in told


def test_what_was_done_is_taken_back_with_one_more_press(at_the_desk):
    page = at_the_desk("triage_officer", java_script=False)
    made = make(Stage.RECEIVED)
    page.goto(reverse("admin:feedback_suggestion_change", args=[made.pk]))
    page.get_by_role("button", name="受理並轉交通警察支隊").click()
    page.get_by_role("button", name="撤銷").click()
    assert "「收回轉辦」已完成，由「已轉辦」變為「已受理」" in page.locator(".messagelist").inner_text()
    assert (Suggestion.objects.get().stage, page.locator("#timeline").inner_text().count("收回")) == (Stage.ACCEPTED, 1)


def test_a_chief_approves_on_a_phone(at_the_desk):
    page = at_the_desk("reviewer", width=390)
    made = make(Stage.IN_PROGRESS)
    factories.draft(made, now=timezone.now())
    page.goto(reverse("admin:index"))
    found = sideways(page)
    page.get_by_role("link", name="逐件辦理：待審核的答覆").click()
    page.get_by_text("市民將看到的樣子").wait_for()
    found += sideways(page) + violations(page)
    page.get_by_role("button", name="審核通過，公布答覆").click()
    page.get_by_text("「審核答覆」已完成").wait_for()
    assert (found, Suggestion.objects.get().stage) == ([], Stage.REPLIED)


def test_two_that_say_the_same_are_found_by_words_and_read_side_by_side(at_the_desk):
    page = at_the_desk("triage_officer", java_script=False)
    main = factories.make_suggestion(title="燕兒島路燈不亮", body="晚上很黑。", now=timezone.now())
    made = make(Stage.RECEIVED)
    page.goto(reverse("admin:feedback_suggestion_do", args=[made.pk, Verb.MERGE]))
    page.get_by_label("編號或者文字").fill("路燈")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=f"對照 {main.number}").click()
    read = page.locator(".desk-pair").inner_text()
    found = sideways(page)
    page.get_by_role("button", name="併案").click()
    page.locator(".messagelist").wait_for()
    assert [words in read for words in ("晚上很黑。", made.body)] == [True, True]
    assert (found, Suggestion.objects.get(pk=made.pk).main) == ([], main)
