"""What a web page puts around a report and is none of it: buttons, sharing, sources, related links."""

import re

from reports.importer.folding import fold
from reports.importer.persons import SURNAMES
from reports.importer.rows import rows_of

ICONS = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
BUTTON = re.compile(
    r"打印(?:本页|此页|页面)?|列印|下载|全屏|收藏|分享|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)?|加大|还原|减小|放大|缩小"
    r"|上一篇|下一篇|字[号体](?:大小)?|繁[体體]|简体|朗读|纠错|微信|微博|空间|[大中小]|T|A[+-]?"
)
BETWEEN_BUTTONS = re.compile(r"[\s【】\[\]()|/·:：>-]+")
FRAME = re.compile(r"[\s【】\[\]()|/·]+")
LINES = re.compile(
    r"扫一扫.*|(?:分享到|分享至).*|(?:当前位置|您(?:所在|现在)的位置).*|浏览(?:次数|量)?\s*[:：]?\s*\d*(?:次)?"
    r"|(?:相关(?:报道|阅读|链接|新闻|附件)|责任编辑|编辑|审核|信息来源|来源|时间|日期|发[布表]时间|发[布表]日期|索引号|点击数?|阅读量?)"
    r"\s*[:：].{0,40}"
)
ROLES = (
    r"责任编辑|责编|编辑|编审|主编|值班编委|校对|校审|审核|审签|监制|初审|复审|终审|供稿|撰稿|录入|作者"
    r"|来源|信息来源|稿源|记者|通讯员|摄影|图片"
)
PERSON = rf"[{SURNAMES}][\u3400-\u9fff]{{1,3}}(?![\u3400-\u9fff])"
NAMED = rf"(?:[\s:：丨|/]+(?:{PERSON}[\s,，、]*){{1,3}}|\s*[:：丨|/]\s*[\u3400-\u9fff·]{{2,12}}\s*)"
SIGNED = re.compile(rf"[(\[【]?\s*(?:(?:本报|本网|全媒体)*(?:{ROLES}){NAMED}){{1,4}}(?:摄|报道|摄影报道)?[)\]】]?")
CAPTION = re.compile(
    r"[▲△▼↑]\s*[^。]{0,60}。?|(?:上|下|左|右)?图为.{1,80}|.{2,80}(?<![拍])摄[)）]?|[(（]?(?:图片|照片|资料图)(?:来源|提供)?\s*[:：].{0,30}[)）]?"
)
COUNTS = re.compile(r"\d\s*(?:起|[条件人名个家项处]|万|亿|%)")  # what counts something is text
HASHES = re.compile(r"(?:#[^#\s]{1,20}#\s*)+|#+|(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})", re.IGNORECASE)
# 「首頁 > 政務公開 > 工作報告」
PATH = re.compile(
    r"(?:.{0,12}位置[:：\s]*)?.{0,10}[首主]页\s*(?:[-—>›»→＞/|·]+[^-—>›»→＞/|·。，；]{1,40})+[>›»→＞]*"
    r"|[^>›»→＞。，；]{1,20}(?:[>›»→＞]+[^>›»→＞。，；]{1,40}){2,}[>›»→＞]*"
)
CONTENTS = re.compile(r"[#\s]*目\s*录\s*")
CONTENTS_LINE = re.compile(r".{1,60}?(?:[.…·．]{2,}|\t|\s{2,})\s*-?\d{1,3}-?")
LEADERS = re.compile(r".{1,60}?[.…·．]{4,}\s*-?\d{1,3}-?")
RELATED = re.compile(r"相关(?:报道|阅读|链接|新闻)\s*[:：]?")
BLANKS = " \t\u3000\xa0\ufeff"
LONGEST = 200  # characters; a line of a frame has few


def lines_of_text(text):
    """The lines of the report itself, stripped; blank ones stay as "", since they part paragraphs.

    A row of a table keeps the tabs between its cells, and those around them that say which cells are empty.
    """
    raws = [ICONS.sub("", raw) for raw in text.splitlines()]
    rows, kept, in_contents = rows_of(raws), [], False
    for place, (raw, row) in enumerate(zip(raws, rows, strict=True)):
        line = raw.replace("\t", " ").strip(BLANKS) if row is None else row
        folded = fold(line)
        if RELATED.fullmatch(folded):
            return kept + _after_related(raws[place:], line)
        in_contents = CONTENTS.fullmatch(folded) is not None or (
            in_contents and (not line or len(line) <= LONGEST and CONTENTS_LINE.fullmatch(folded) is not None)
        )
        kept.append("" if in_contents or _is_frame(folded, is_row=row is not None) else line)
    return kept


def _is_frame(folded, *, is_row):
    if folded and not is_row and _is_buttons(folded):
        return True
    if not folded or len(folded) > LONGEST:
        return False
    if LEADERS.fullmatch(folded):
        return True
    if is_row or COUNTS.search(folded):
        return False
    return any(kind.fullmatch(folded) for kind in (LINES, SIGNED, CAPTION, HASHES, PATH))


def _is_buttons(folded):
    """Whether a line is a row of buttons, or of what stands between them.

    Word by word: in one pattern the words could be told apart in many ways, and a long row would be tried in each.
    """
    place, has_button = 0, False
    while place < len(folded):
        word = BUTTON.match(folded, place)
        has_button = has_button or word is not None
        word = word or BETWEEN_BUTTONS.match(folded, place)
        if not word:
            return False
        place = word.end()
    return has_button or FRAME.fullmatch(folded) is not None


def _after_related(lines, heading):
    """What follows the list of related links: titles go, but a paragraph with a full stop is text."""
    return [line.strip() for line in lines if "。" in line and line.strip() != heading]
