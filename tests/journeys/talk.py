"""A talk to live through by hand: its people, what is asked, and the pages on which it is held."""

from django.urls import reverse

from feedback.rules.roles import Role
from feedback.suggestions.suggestion import Suggestion
from feedback.talks.models import Talk
from tests import factories
from tests.journeys.round import Life, press

SLUG = "traffic-2020"
TITLE = "交警支隊在線懇談"
DAY_BEFORE, DAY, DUE = "2020-12-05", "2020-12-06", "2020-12-15"  # a Sunday, and seven working days later

# By the web, thirteen; two of them say much the same as others, one is none of a talk's.
ON_PHONES = (
    "香港中路東海路口的左轉燈太短，老人過不去，能不能延長五秒？",
    "燕兒島路晚上大貨車鳴笛擾民，能不能限行？",
    "小學門口上下學停車太亂，能不能設臨時停車位？",
)
BY_WEB = (
    "電動自行車上牌要帶什麼材料，在哪裡可以辦理？",
    "駕駛證到期換證，外地戶口能不能在青島辦？",
    "遼陽西路早高峰潮汐車道什麼時候啟用？",
    "中山公園周邊節假日停車難，有沒有錯時共享的車位？",
    "違法停車的短信提醒怎樣開通？",
    "新能源貨車進城的通行證怎麼申請？",
    "膠州灣大橋團霧天氣封路，能不能提前通知？",
    "老舊小區門口的消防通道被佔，交警管不管？",
    "學法減分一年可以減幾次，怎樣預約？",
    "二手車轉移登記能不能不跑車管所？",
    "騎車不戴頭盔，交警怎樣處罰？",
    "地鐵六號線施工圍擋什麼時候拆，路口看不見人。",
    "新能源貨車進城的通行證在哪裡申請，要多久？",
)
MERGED_BY_NUMBER = BY_WEB[-1], BY_WEB[5]
ALIKE = "香港中路東海路口左轉燈太短，老人過不去，請延長五秒。"
NOT_OURS = "樓上鄰居裝修太吵，請你們去沒收他的電鑽。"
BY_HOTLINE = (
    "李滄區書院路的紅綠燈壞了三天，什麼時候修好？",
    "快速路上的限速牌為什麼從八十降到六十？",
    "駕校考試為什麼要等兩個月才能排上？",
    "路邊的僵屍車打哪個電話拖走？",
    "老年人換駕照的體檢在哪家醫院做？",
    "電動三輪車到底能不能上路？",
    "隧道裡的測速點在哪裡公布？",
    "出租車在醫院門口停三分鐘要不要罰？",
)
ON_SITE = (
    "農村趕大集那天國道堵得走不動，能不能派人疏導？",
    "盲道上停滿共享單車，請問誰來清理？",
    "校車接送點設在彎道上，家長都擔心。",
    "公交站台離路口太近，一停車就堵死。",
)
ASKED = len(ON_PHONES) + len(BY_WEB) + 2 + len(BY_HOTLINE) + len(ON_SITE)


def people(open_page, clock):
    """The office in their browsers, with two who moderate; the second of them reviews for the host unit too."""
    unit = factories.office().unit
    return Life(
        open_page, clock,
        first_moderator=factories.make_user(
            username="moderator-1", first_name="主持人甲", roles=[Role.HANDLER], units=[unit]
        ),
        second_moderator=factories.make_user(
            username="moderator-2", first_name="主持人乙", roles=[Role.REVIEWER], units=[unit]
        ),
    )  # fmt: skip


def the_talk():
    return Talk.objects.select_related("campaign", "unit").get(campaign__slug=SLUG)


def asked(text):
    """The question that was asked with this text."""
    return Suggestion.objects.get(body=text)


class Stage:
    """The moderator's page of one of them, which nobody loads again."""

    def __init__(self, life, name):
        self.page = life.at(name, "talks_talk_stage", the_talk().pk)

    def card(self, question):
        return self.page.locator(f"#q{question.pk}")

    def key(self, question, key):
        """One key on the card of the question."""
        self.card(question).focus()
        self.page.locator(f"#q{question.pk}.is-current").wait_for()
        self.page.keyboard.press(key)

    def told(self, words):
        self.page.locator("[data-stage-told]").get_by_text(words).wait_for()

    def fill_in(self, question, key, words="", *, label=""):
        """One key, what is typed in the form that it opens, and Ctrl+Enter."""
        self.key(question, key)
        editor = self.page.locator("[data-editor] .talk-editor")
        editor.get_by_text(question.number).first.wait_for()
        if label:
            editor.get_by_label(label).fill(words)
        self.page.keyboard.press("Control+Enter")

    def answer(self, question, words):
        self.fill_in(question, "a", words, label="答覆內容")
        self.told(f"{question.number}：答覆已送審")

    def approve(self, question):
        self.card(question).get_by_text("起草：").wait_for()
        self.fill_in(question, "v")
        self.told(f"{question.number}：答覆已公布。")


def ask_on_a_phone(page, text):
    """One text and one choice, from the page of the talk to the receipt."""
    page.get_by_role("link", name="我要提問").click()
    page.get_by_label("您的問題").fill(text)
    page.get_by_label("同意：隱去").check()
    press(page, "提交問題")


def ask_by_web(client, text):
    """As a phone does; nothing is like it."""
    client.cookies.clear()
    answer = client.post(reverse("talk_ask", args=[SLUG]), {"question": text, "consent": "yes", "website": ""})
    assert answer.url == reverse("talk_receipt", args=[SLUG])


def enter_call(page, text, *, call, answer="", on_site=False):
    """What an operator types while listening, without a mouse; the form is empty again afterwards."""
    keyboard = page.keyboard
    keyboard.insert_text(text)
    keyboard.press("Tab")
    if on_site:
        keyboard.press("ArrowDown")
    keyboard.press("Tab")
    keyboard.press(call)
    keyboard.press("Tab")
    keyboard.insert_text(answer)
    for typed in ("示例市民", "13800000000"):
        keyboard.press("Tab")
        keyboard.insert_text(typed)
    keyboard.press("Tab")
    keyboard.press("Space")
    with page.expect_navigation():
        keyboard.press("Control+Enter")
    return page.locator(".desk-calls__last .desk-code").first.inner_text()
