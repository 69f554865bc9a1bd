"""What a web page puts around a report and is none of it: buttons, sharing, sources, related links."""

import re

from reports.importer.folding import fold

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
RELATED = re.compile(r"相关(?:报道|阅读|链接|新闻)\s*[:：]?")


def lines_of_text(text):
    """The lines of the report itself, stripped; blank ones stay as "", since they part paragraphs."""
    kept = []
    for raw in text.splitlines():
        line = ICONS.sub("", raw).strip(" \t\u3000\xa0\ufeff")
        folded = fold(line)
        if RELATED.fullmatch(folded):
            return kept + _after_related(text.splitlines()[len(kept) :], line)
        if line and (_is_buttons(folded) or LINES.fullmatch(folded)):
            kept.append("")
        else:
            kept.append(line)
    return kept


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
