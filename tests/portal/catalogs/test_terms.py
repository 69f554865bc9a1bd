"""The site is a mainland bureau's: its Traditional text too, and what Django says at its desk."""

import re
from pathlib import Path
from string import Formatter

import django
import django_tasks
import django_tasks_db
import polib
import pytest
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, ngettext, override, pgettext
from django.utils.translation.trans_real import DjangoTranslation

from portal.reading.simplified import to_simplified
from tests.portal.catalogs.test_catalogs import marked, messages
from tests.portal.reading.mainland import left

TERMS = sorted(settings.LOCALE_PATHS[1].glob("zh_Hant/LC_MESSAGES/*.po"))
DJANGO = Path(django.__file__).parent
INSTALLED = [
    DJANGO / "conf",
    *(DJANGO / "contrib" / app for app in ("admin", "auth", "contenttypes", "sessions")),
]
# What is written so in Taiwan alone; and in Simplified text, as it would be converted.
OF_TAIWAN = [
    "登入", "登出", "註銷", "使用者", "連結", "鏈結", "預設", "儲存", "匯入", "匯出", "檔名", "搜尋", "變更",
    "資料庫", "檢視", "群組", "帳號", "帳戶", "設定", "訊息", "資訊", "螢幕", "滑鼠", "伺服器", "網路", "位址",
    "程式", "點選", "欄位", "物件", "字元", "字串", "位元", "透過", "紀錄", "視窗", "雜湊", "演算法", "記憶體",
    "軟體", "硬體", "印表機", "範本", "電子信箱", "檔案",
]  # fmt: skip
# Records are kept as 檔案 in the mainland too.
ARCHIVES = re.compile("公務檔案|檔案管理|戶籍檔案|公务档案|档案管理|户籍档案")
MAINLAND_ONCE_CONVERTED = {"账号", "账户"}
_taiwan = re.compile("|".join({*OF_TAIWAN, *map(to_simplified, OF_TAIWAN)} - MAINLAND_ONCE_CONVERTED))
NAMES_OF_LANGUAGES = {info["name"] for info in LANG_INFO.values() if "name" in info}


def foreign(text):
    return _taiwan.findall(ARCHIVES.sub("", text))


def installed(domain):
    """{(context, text): its entry} of what is installed and has a Traditional catalog."""
    paths = [folder / "locale" / "zh_Hant" / "LC_MESSAGES" / f"{domain}.po" for folder in INSTALLED]
    entries = [entry for path in paths if path.exists() for entry in polib.pofile(str(path))]
    return {(entry.msgctxt, entry.msgid): entry for entry in entries if entry.msgid not in NAMES_OF_LANGUAGES}


def without_catalog():
    """The texts that the task queue marks, which has no catalogs."""
    call = re.compile(r'(?:\b_|pgettext_lazy)\((?:"(Task)", )?"([^"]+)"\)')
    folders = [Path(package.__file__).parent for package in (django_tasks, django_tasks_db)]
    sources = [file.read_text() for folder in folders for file in sorted(folder.glob("*.py"))]
    return {(context or None, text) for source in sources for context, text in call.findall(source)}


def translated(entry):
    if entry.msgctxt:
        return pgettext(entry.msgctxt, entry.msgid)
    return ngettext(entry.msgid, entry.msgid_plural, 2) if entry.msgid_plural else gettext(entry.msgid)


@pytest.mark.parametrize("path", TERMS, ids=lambda path: path.stem)
def test_each_term_is_of_a_text_that_is_installed(path):
    known = {*installed(path.stem)} | (without_catalog() if path.stem == "django" else set())
    written = {(entry.msgctxt or None, entry.msgid) for entry in polib.pofile(str(path))}
    assert sorted(written - known, key=str) == []


def places(text):
    named = re.findall(r"%\((\w+)\)[sdr]|%([sd])", text)
    return {*map("".join, named)} | {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("path", TERMS, ids=lambda path: path.stem)
def test_each_term_has_the_places_of_its_text(path):
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if places(entry.msgstr or entry.msgstr_plural[0]) != places(entry.msgid)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", TERMS, ids=lambda path: path.stem)
def test_simplified_terms_are_converted_from_traditional_ones_and_both_compiled(path):
    simplified = Path(str(path).replace("zh_Hant", "zh_Hans"))
    source = messages(polib.pofile(str(path)))
    converted = {
        key: {number: to_simplified(text) for number, text in there.items()}
        if isinstance(there, dict)
        else to_simplified(there)
        for key, there in source.items()
    }
    assert messages(polib.pofile(str(simplified))) == converted
    assert messages(polib.mofile(str(path.with_suffix(".mo")))) == source
    assert messages(polib.mofile(str(simplified.with_suffix(".mo")))) == converted


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans"])
def test_what_django_says_is_said_in_mainland_terms(language, capsys):
    entries = installed("django")
    with override(language):
        said = {entry.msgid: translated(entry) for entry in entries.values()}
    strange = {msgid: text for msgid, text in said.items() if foreign(text)}

    with capsys.disabled():
        print(f"\n{language}: {len(said)} texts of Django, {len(strange)} with a term of Taiwan")
    assert strange == {}


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans"])
def test_what_its_scripts_say_is_said_in_mainland_terms(language):
    paths = [str(DJANGO / "contrib" / "admin" / "locale")]
    catalog = DjangoTranslation(language, domain="djangojs", localedirs=paths)
    said = {msgid: catalog.gettext(msgid) for _context, msgid in installed("djangojs")}
    assert {msgid: text for msgid, text in said.items() if foreign(text)} == {}
    assert catalog.ngettext("%(sel)s of %(cnt)s selected", "", 2) in (
        "%(cnt)s 項中選了 %(sel)s 項", "%(cnt)s 项中选了 %(sel)s 项",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "traditional", "simplified"),
    [
        ("Log out", "退出", "退出"),
        ("Log in", "登錄", "登录"),
        ("Save", "保存", "保存"),
        ("Search", "搜索", "搜索"),
        ("username", "用戶名", "用户名"),
        ("Select %s to change", "%s", "%s"),
        (":", "：", "："),
        ("0 of %(cnt)s selected", "%(cnt)s 項中選了 0 項", "%(cnt)s 项中选了 0 项"),
        ("Task Results", "後台任務", "后台任务"),
    ],
)
def test_the_desk_says(text, traditional, simplified):
    said = []
    for language in ("zh-hant", "zh-hans"):
        with override(language):
            said.append(gettext(text))
    assert said == [traditional, simplified]


def test_what_django_says_in_simplified_is_what_the_mainland_writes():
    with override("zh-hans"):
        said = {entry.msgid: translated(entry) for entry in installed("django").values()}
    assert {msgid: left(text) for msgid, text in said.items() if left(text)} == {}


def test_no_text_of_the_portal_is_in_terms_of_taiwan():
    assert sorted(text for text in marked() if foreign(text)) == []
