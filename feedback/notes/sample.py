"""The notes of the sample year (便箋): one on top of its suggestion, and one that speaks to a colleague."""

from feedback.models import Suggestion
from feedback.notes import verbs
from feedback.sample.days import Clock
from feedback.sample.parts import sample_part

PINNED = (
    "石老人週末停車滿位消息提前到路口顯示",
    "與停車場經營單位談定的記錄存在支隊秩序處，安裝期限有對方書面確認，審核時可以調閱。",
)
MENTIONING = (
    "同德路小學放學時段請設限時停車區",
    "@handler 學校保安科來電，說家長志願者願意在東頭幫忙疏導。答覆以前，請與學校再核對一次放學時間。",
)


@sample_part(80)
def load_notes(cast, now):
    pinned, mentioning = (Suggestion.objects.get(title=title) for title, _text in (PINNED, MENTIONING))
    by = cast.handler(pinned.unit)
    verbs.write(pinned, PINNED[1], is_pinned=True, by=by, now=Clock.behind(pinned, 0, now).after(8))
    verbs.write(mentioning, MENTIONING[1], by=cast.triage, now=Clock.behind(mentioning, 1, now).after(8))
