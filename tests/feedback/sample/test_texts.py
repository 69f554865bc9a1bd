"""The texts of the sample year (示例資料), read as a suspicious journalist would: days, places, units, words.

A text knows nothing that happens after the day it is written, and an answer does not announce as new what had begun
before anybody asked for it.
"""

import re
from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from feedback.models import Suggestion
from feedback.notes import sample as notes
from feedback.rules.workflow import Verb
from feedback.sample import leave, offices, years
from feedback.sample.reports import SAMPLE

FILES = sorted(path.name for path in Path(years.__file__).parent.glob("*.toml"))
ENTRIES = [entry for name in FILES for entry in years.entries(name)]
WRITTEN = ["title", "body", "question", "answer", "draft_reply", "reply", "second_reply", "comment", "first_comment",
           "decline_note", "outcome_reason", "place", "instruction", "supervised", "kept_reply", "extension",
           "extension_remark", "involved_words", "contribution"]  # fmt: skip

# Days

NUMERALS = {"十": 10} | {numeral: place for place, numeral in enumerate("一二三四五六七八九", start=1)}
NUMBER = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
DAY = re.compile(
    rf"(?P<year>\d{{4}}年|[〇一二三四五六七八九]{{4}}年|今年|明年|去年)?(?P<month>{NUMBER})(?:月份?)"
    rf"(?:(?P<day>{NUMBER})[日號]|(?P<part>[上中下]旬|底|初))?(?:[（(]?(?P<weekday>週[一二三四五六日])[）)]?)?"
)
FEASTS = {
    "小雪": (date(2020, 11, 22),) * 2,
    "元旦": (date(2021, 1, 1),) * 2,
    "臘月": (date(2021, 1, 13), date(2021, 2, 11)),
    "臘八": (date(2021, 1, 20),) * 2,
    "除夕": (date(2021, 2, 11),) * 2,
    "元宵": (date(2021, 2, 26),) * 2,
}
# What tells of a day still to come that it is only announced: words right behind it, or words of its clause.
AHEAD_BEHIND = re.compile(r".{0,2}?(?:起|前|後|至|到期|春耕前)")
AHEAD = re.compile(r"明年|將|定於|定在|排在|預計|列入|就要|要參加|盼|持續到|承包到|留到|起至|放假|會再|再")
# 「二月起已執行」 cannot be said before February, whatever stands behind the day.
DONE = re.compile(r"已(?:經|於|在|執行|實行|啟用|裝|換|完成|通)|現已|試過")
# What tells that an answer only looks back at a day before the letter.
BACK = re.compile(r"去年|當年|早在|此前")


def number_of(text):
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)


def period(match, written_on):
    """(first, last day) a match of DAY speaks of; without a year, the one nearest to `written_on`."""
    month = number_of(match["month"])
    said = {"今年": 0, "明年": 1, "去年": -1}.get(match["year"])
    if said is not None:
        year = written_on.year + said
    elif match["year"]:
        year = int(match["year"][:4].translate(str.maketrans("〇一二三四五六七八九", "0123456789")))
    else:
        year = min(
            (written_on.year + step for step in (-1, 0, 1)),
            key=lambda year: abs((date(year, month, 15) - written_on).days),
        )
    last = monthrange(year, month)[1]
    if match["day"]:
        days = (number_of(match["day"]),) * 2
    else:
        days = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last), "初": (1, 10), "底": (21, last)}.get(
            match["part"], (1, last)
        )
    return date(year, month, days[0]), date(year, month, days[1])


def days_in(text, written_on):
    """(clause, what stands behind the day, first day, last day, weekday named) for every day a text names."""
    for clause in re.split(r"[，。；：！？]", text):
        for match in DAY.finditer(clause):
            yield clause, clause[match.end() :], *period(match, written_on), match["weekday"]
        for feast, (first, last) in FEASTS.items():
            for match in re.finditer(feast, clause):
                yield clause, clause[match.end() :], first, last, None


def wrong_days(text, *, written_on, asked_on=None):
    """The clauses that know what is still to come, name a wrong weekday, or are older than what they answer."""
    found = []
    for clause, behind, first, last, weekday in days_in(text, written_on):
        is_announced = AHEAD_BEHIND.match(behind) or AHEAD.search(clause)
        if first > written_on and (not is_announced or DONE.search(clause)):
            found.append((clause, "to come"))
        if asked_on and last < asked_on and not BACK.search(clause):
            found.append((clause, "before it was asked for"))
        if weekday and weekday != "週" + "一二三四五六日"[first.weekday()]:
            found.append((clause, "wrong weekday"))
    return found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("十二月七日起每週三個早晨步巡。", ["before it was asked for"]),
        ("自12月21日起，到窗口即辦。", ["before it was asked for"]),
        ("十二月中旬，派出所談了兩個晚上。", ["before it was asked for"]),
        ("自一月七日起步巡。", []),
        ("二月起執行。", []),
        ("二月起已執行。", ["to come"]),
        ("一月二十日的版本裡改了三處。", ["to come"]),
        ("一月二十日上線的版本將改三處。", []),
        ("去年十二月考研。", []),
        ("一月七日（週四）到場。", []),
        ("一月七日（週五）到場。", ["wrong weekday"]),
        ("除夕夜還是零星響了幾聲。", ["to come"]),
        ("二〇二一年四月上旬施工，另見2021年4月。", ["to come", "to come"]),
    ],
)
def test_a_day_that_cannot_be_is_seen(text, wrong):
    days = {"written_on": date(2021, 1, 12), "asked_on": date(2021, 1, 4)}
    assert [why for clause, why in wrong_days(text, **days)] == wrong


def told(suggestion):
    """(what it is, text, written on, asked on) of all that was said in a suggestion's course."""
    received_on = timezone.localdate(suggestion.received_at)
    yield "body", suggestion.body, received_on, None
    for reply in suggestion.replies.approved():
        yield "reply", reply.body, timezone.localdate(reply.approved_at), received_on
    for event in suggestion.events.filter(verb=Verb.RATE):
        yield "comment", event.remark, timezone.localdate(event.at), None


def test_no_text_of_2020_knows_what_comes_or_announces_what_was(sample_year):
    found = [
        (suggestion.number, what, clause, why)
        for suggestion in Suggestion.objects.filter(campaign__slug="sanmin-2020")
        for what, text, written_on, asked_on in told(suggestion)
        for clause, why in wrong_days(text, written_on=written_on, asked_on=asked_on)
    ]
    assert found == []


def test_the_texts_of_the_current_year_name_no_day_as_they_are_loaded_on_any():
    named = [
        (entry["title"], clause)
        for entry in years.entries("current.toml")
        for written in WRITTEN
        for clause, *_ in days_in(entry.get(written, ""), date(2026, 1, 1))
    ]
    assert named == []


# Places

PLACES = {
    "市南區": "香港中路 江蘇路 大學路 魚山路 黃縣路 南京路 閩江路 太平路 東海西路 黃島路 信號山路 八大關 韶關路"
    " 居庸關路 燕兒島路 福州南路 雲南路 澳門路 費縣路 青島站 青島火車站 中山路 八大湖 湖南路 第一海水浴場 小魚山"
    " 江西路 山東路",
    "市北區": "威海路 台東 水清溝 鎮江路 杭州路 山東路 遼源路 福州路 浮山後 同安路 人民路 鞍山路 延吉路 合肥路 遼寧路"
    " 延安路 嘉定路 敦化路 洛陽路 洪山坡 同德路 南京路",
    "李滄區": "書院路 重慶中路 九水東路 黑龍江中路 環灣路 永年路 青島北站 興華路 李村 滄口 向陽路 京口路",
    "嶗山區": "海爾路 銀川東路 東海東路 石老人 松嶺路 王哥莊 苗嶺路 秦嶺路 香港東路 金家嶺 中韓 海口路 北宅 巨峰",
    "黃島區": "金沙灘 長江中路 長江西路 長江路街道 井岡山路 江山中路 膠州灣隧道 薛家島 濱海大道 前灣港 嘉陵江路 辛安"
    " 隱珠 香江路 武夷山路",
    "城陽區": "正陽路 正陽中路 重慶北路 春城路 流亭 惜福鎮 城陽世紀公園 夏莊 春陽路 明陽路",
    "即墨區": "鶴山路 藍鰲路 鰲山灣 鰲山衛 即墨服裝 服裝市場",
    "膠州市": "蘭州路 廣州路 北京路 三里河公園 膠東國際機場 膠州大集 鋪集鎮 里岔鎮 福州南路",
    "平度市": "揚州路 紅旗路 南村鎮 店子鎮 舊店鎮 人民路",
    "萊西市": "煙臺路 威海路 姜山 店埠鎮 院上鎮 馬連莊鎮 上海路",
}
DISTRICTS_OF = {}
for district, names in PLACES.items():
    for name in names.split():
        DISTRICTS_OF.setdefault(name, set()).add(district)


KNOWN = re.compile("|".join(sorted(DISTRICTS_OF, key=len, reverse=True)))


def misplaced(entry):
    """Names in the place of an entry that are of other districts; the place itself when no name in it is known."""
    if entry["place"] and not names_in(entry["place"]):
        return [entry["place"]]
    named = names_in(entry["place"]) + names_in(entry["title"])
    return [name for name in dict.fromkeys(named) if entry["district"] not in DISTRICTS_OF[name]]


def names_in(text):
    """The known names in a text; 長江西路 is not 江西路."""
    return KNOWN.findall(text)


@pytest.mark.parametrize(
    ("place", "district", "wrong"),
    [
        ("正陽路", "城陽區", []),
        ("正陽路", "市南區", ["正陽路"]),
        ("某某巷", "市南區", ["某某巷"]),
        ("", "市南區", []),
    ],
)
def test_a_road_of_another_district_is_seen(place, district, wrong):
    assert misplaced({"place": place, "title": "", "district": district}) == wrong


def test_every_place_lies_in_its_district():
    assert [(entry["title"], name) for entry in ENTRIES for name in misplaced(entry)] == []


def test_a_branch_answers_for_its_own_district():
    branches = [unit for unit in offices.UNITS if unit.endswith(("分局", "市公安局"))]
    wrong = [
        (entry["title"], entry["unit"])
        for entry in ENTRIES
        if entry.get("unit") in branches and entry["unit"][:2] != entry["district"][:2]
    ]
    assert wrong == []


# Words: the mainland's, as its officials and citizens write them

NOT_HERE = """
影片 資訊 軟體 硬體 網路 計程車 公車 捷運 機車 腳踏車 滑鼠 螢幕 登入 登出 連結 使用者 預設 儲存 匯出 簡訊 攝影機
監視器 智慧型手機 行動電話 隨身碟 數位 位址 伺服器 程式 臉書 貼文 里長 警局 分駐所 身分 客製 外送 便當 幼稚園
國小 國中 高中職 塑膠 雷射 列印 影印 磁碟 訴願 覆議 複議 視訊 音訊 頻寬 資料夾 選單 點選 快取
"""


def test_the_words_are_the_mainlands():
    texts = [(entry["title"], entry.get(written, "")) for entry in ENTRIES for written in WRITTEN]
    texts += [(path.name, path.read_text(encoding="utf-8")) for path in SAMPLE.iterdir()]
    texts += [("notes", text) for text in (notes.PINNED[1], notes.MENTIONING[1], leave.KEPT_REPLY)]
    texts += [("offices", text) for template in offices.REPLY_TEMPLATES for text in template if text]
    found = [(where, word) for where, text in texts for word in NOT_HERE.split() if word in text]
    assert found == []
