"""Simplified text is what the mainland writes: all that the site says and all that its samples say."""

import hashlib
from importlib import import_module
from time import perf_counter

import polib
import pytest
from django.conf import settings

from portal.reading.simplified import CONTEXTS, kept_words, one_script, to_simplified
from portal.reading.text import SIMPLIFIED, Conversion
from portal.search.folding import fold
from tests.portal.reading.mainland import LISTED, left, out_of_place, unlisted

PROTECTED = [
    (word, simplified or word)
    for migration in ("0002_first_words", "0008_names_of_the_city")
    for word, simplified, _note in import_module(f"portal.migrations.{migration}").WORDS
]
SPELLINGS = [simplified for _word, simplified in PROTECTED]


def test_the_list_of_characters_is_whole():
    assert (len(LISTED), {*"一着复它啰"} <= LISTED, LISTED & {*"牠國瀰"}) == (8105, True, set())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("站著看，跟著走，接著說：『著什麼急』", "站着看，跟着走，接着说：‘着什么急’"),
        ("名著的作者成效顯著，是著名的土著", "名著的作者成效显著，是著名的土著"),
        ("拿著作業本，抱著書包，跟著名單念", "拿着作业本，抱着书包，跟着名单念"),
        ("忙著稱重，盯著書看，抱著名表，對著錄像", "忙着称重，盯着书看，抱着名表，对着录像"),
        ("站著述職的著者，著書立說，見微知著", "站着述职的著者，著书立说，见微知著"),
        ("牠不咬人，牠們不叫了", "它不咬人，它们不叫了"),
        ("巿民攷慮賸下的効果，畧有汚染", "市民考虑剩下的效果，略有污染"),
        ("幾吋屏幕，一呎寬，祂說", "几寸屏幕，一尺宽，他说"),
        ("衞生間的枱燈，隣居在廣塲蹓狗，入塲劵", "卫生间的台灯，邻居在广场遛狗，入场券"),
        ("覆核、覆查、批覆、回覆、答覆", "复核、复查、批复、回复、答复"),
        ("積雪覆蓋，顛覆，全軍覆沒", "积雪覆盖，颠覆，全军覆没"),
        ("翻天覆地，翻雲覆雨；已答覆地鐵公司", "翻天覆地，翻云覆雨；已答复地铁公司"),
        ("乾隆年間的乾坤殿曬乾了，餅乾", "乾隆年间的乾坤殿晒干了，饼干"),
        ("對於瞭解到的，登高瞭望，一目瞭然", "对于了解到的，登高瞭望，一目了然"),
        ("藉此機會，憑藉，藉口；一片狼藉", "借此机会，凭借，借口；一片狼藉"),
        ("徵求意見，特徵；餘額，其餘", "征求意见，特征；余额，其余"),
        ("甚麼時候公佈", "什么时候公布"),
        ("公開帳本、整本帳、轉帳、賬號；帳篷和蚊帳", "公开账本、整本账、转账、账号；帐篷和蚊帐"),
        ("戶籍檔案、用戶、滑鼠", "户籍档案、用户、滑鼠"),  # a word stays the writer's own
        ("硃砂、併案、牆裡的鐘", "朱砂、并案、墙里的钟"),
    ],
)
def test_traditional_text_is_read_as_the_mainland_writes(written, read):
    assert to_simplified(written) == read


def test_what_is_simplified_stays_as_it_is():
    texts = ["站着看它", "著名的显著成效", "复核、答复、覆盖", "乾隆年间晒干了", "于先生说借此了解", "什么时候公布"]
    assert [to_simplified(text) for text in texts] == texts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("牠不咬人", ["牠不咬人"]),
        ("城陽分局", ["城陽分局"]),
        ("站著看", ["站著看"]),
        ("覆核", ["覆核"]),
        ("成效显着", ["成效显着"]),
        ("干隆年间", ["干隆年间"]),
        ("站着看著作，覆盖，〇五年，110 米", []),
    ],
)
def test_what_is_left_is_found(text, found):
    assert left(text) == found


def catalog(language):
    return polib.pofile(str(settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"))


def lines_of(*patterns):
    files = sorted(file for pattern in patterns for file in settings.BASE_DIR.glob(pattern))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def converted(texts):
    conversion = Conversion(PROTECTED)
    return [conversion.in_script(text, SIMPLIFIED) for text in texts]


SOURCES = {
    "samples": lambda: converted(lines_of("feedback/sample/*.toml", "feedback/sample/*.py", "reports/sample/*.md")),
    "texts of the interface": lambda: [
        to_simplified(text) for entry in catalog("zh_Hans") for text in (entry.msgid, entry.msgid_plural)
    ],
    "Simplified catalog": lambda: [
        text for entry in catalog("zh_Hans") for text in (entry.msgstr, *entry.msgstr_plural.values())
    ],
    "rows of migrations": lambda: converted(lines_of("feedback/migrations/*.py")),
    "templates": lambda: [to_simplified(line) for line in lines_of("templates/**/*.html")],
    "settings": lambda: converted(lines_of("portal/settings.py")),
}
# How a person writes the name of the other script, in that script.
OWN_NAMES = ["繁體"]


@pytest.mark.parametrize("source", SOURCES)
def test_nothing_is_left_that_the_mainland_does_not_write(source, capsys):
    texts = [text for text in SOURCES[source]() if text]
    found = [what for text in texts for what in left(text, SPELLINGS + OWN_NAMES)]

    with capsys.disabled():
        characters = sum(len(text) for text in texts)
        print(f"\n{source}: {len(texts)} texts, {characters} characters, {len(found)} left")
    assert found == []


def test_what_the_table_costs_beside_the_plain_conversion(capsys):
    """Pages are converted while they are rendered; what was converted once is kept."""
    texts = lines_of("feedback/sample/*.toml", "reports/sample/*.md")

    def seconds(convert):
        times = []
        for _ in range(5):
            start = perf_counter()
            for text in texts:
                convert(text)
            times.append(perf_counter() - start)
        return min(times)

    ratio = seconds(to_simplified) / seconds(one_script)
    with capsys.disabled():
        print(f"\nto Simplified: {ratio:.1f} times the plain conversion, {sum(map(len, texts))} characters")
    assert ratio < 6


def test_words_that_keep_a_character_are_written_as_simplified_text_has_them():
    """Else conversion would never meet them."""
    words = [word for character in CONTEXTS for word in kept_words(character)]
    assert [word for word in words if unlisted(word) + out_of_place(word)] == []


# Every Han character, and what may be typed beside them, folded for the index.
AS_INDEXED = "bd0b2e9453b51dd9e216799bf59f56ca262092bb6ef2e70b83dcf9d8f0597c1c"
BLOCKS = [(0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32380), (0, 0x3400), (0xFF00, 0xFFF0)]


def test_what_is_read_changes_nothing_in_the_index():
    folded = "".join(fold(chr(code)) for first, end in BLOCKS for code in range(first, end))
    assert hashlib.sha256(folded.encode()).hexdigest() == AS_INDEXED


def test_texts_are_compared_character_by_character_whatever_is_read():
    assert [one_script(text) for text in ("站著", "牠", "覆核", "「網格」")] == ["站著", "牠", "覆核", "“网格”"]
