"""Every component with its states on one page, for those who build and check them; in development only."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.search.asking import QueryField
from portal.serving.pages import for_everybody
from portal.site.forms import ComfortForm

FIRST = datetime(2021, 1, 4, 9, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
COLOURS = ["slate", "blue", "teal", "amber", "violet", "green", "red", "slate", "slate"]
STAGES = ["received", "accepted", "assigned", "in_progress", "replied", "closed", "declined", "merged", "withdrawn"]
NAMES = ["已收到", "已受理", "已轉辦", "辦理中", "已答覆", "已辦結", "不予受理", "已併案", "已撤回"]


class SampleForm(forms.Form):
    """One field of every kind that the public forms use."""

    title = forms.CharField(label="標題", help_text="用一句話說明您的建議。", max_length=60)
    body = forms.CharField(label="內容", widget=forms.Textarea, help_text="何時、何地、什麼情況、希望怎樣解決。")
    category = forms.ChoiceField(label="領域", choices=[("", "請選擇"), ("1", "道路交通管理"), ("2", "戶政管理")])
    kind = forms.ChoiceField(
        label="類別",
        help_text="拿不準時選「建議」即可。",
        widget=forms.RadioSelect,
        choices=[("opinion", "意見"), ("proposal", "建議"), ("question", "諮詢")],
    )
    topics = forms.MultipleChoiceField(
        label="涉及方面", widget=forms.CheckboxSelectMultiple, choices=[("a", "設施"), ("b", "服務")], required=False
    )
    seen_on = forms.DateField(label="發現日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    photo = forms.FileField(label="照片", required=False)
    has_consent = forms.BooleanField(label="同意把隱去個人信息後的內容公開", help_text="不同意也照樣辦理。")

    def clean(self):
        super().clean()
        raise forms.ValidationError("提交前請再核對一遍。")


class SampleSearch(forms.Form):
    q = QueryField(label="在報告裡搜索")


def timeline():
    stages = [
        ("收到", "done", [("市民提交", "")]),
        ("受理", "done", [("予以受理", "屬於戶政管理，轉戶政管理處研究。"), ("領域改為「戶政管理」", "")]),
        ("辦理", "current", [("戶政管理處開始辦理", "")]),
        ("答覆", "next", []),
    ]
    return [_step(3 * day, *stage) for day, stage in enumerate(stages)]


def _step(day, stage, state, told):
    """Each thing that happened a day and a bit after the one before."""
    at = [FIRST + timedelta(days=day + later, minutes=17 * later) for later in range(len(told))]
    items = [
        {"at": moment, "heading": heading, "body": body, "is_same_day": moment == at[0]}
        for moment, (heading, body) in zip(at, told, strict=True)
    ]
    return {"stage": stage, "state": state, "at": at[0] if at else None, "items": items}


def bars():
    """Rows of bars in two parts, their widths in percent; one row without any."""
    counts = [("道路交通管理", 60, 25), ("出入境與戶政管理服務窗口", 24, 3)]
    drawn = [
        (
            {"label": label, "page": "#bars-title", "url": "#bars-title", "told": f"{handled + rest} 件"},
            [
                {"tone": "handled", "start": "0%", "width": f"{handled}%"},
                {"tone": "rest", "start": f"{handled}%", "width": f"{rest}%"},
            ],
        )
        for label, handled, rest in counts
    ]
    return [*drawn, ({"label": "治安管理", "note": "沒有收到"}, [])]


@for_everybody
@require_safe
def styleguide(request):
    pages = Paginator(range(240), 20)
    return render(
        request,
        "pages/styleguide.html",
        {
            "blank_form": SampleForm(auto_id="blank_%s"),
            "wrong_form": SampleForm({"title": "路燈"}),
            "badges": [
                {"label": name, "colour": colour, "stage": stage}
                for name, colour, stage in zip(NAMES, COLOURS, STAGES, strict=True)
            ],
            "supported": {"number": "2021-0170", "support_count": 2},
            "timeline": timeline(),
            "rows": [("受理日期", "2021年1月5日"), ("承辦單位", "戶政管理處"), ("答覆日期", ""), ("件數", 0)],
            "totals": [
                {"number": 170, "label": "收到", "url": "#totals", "note": "截至 2021年1月31日"},
                {"number": 164, "label": "有效", "url": "#totals"},
                {"number": 164, "label": "辦結", "url": "#totals"},
                {"number": "100%", "label": "辦結率", "note": "辦結 ÷ 有效"},
            ],
            "steps": ["內容", "類別", "關於您", "核對", "回執"],
            "bars": bars(),
            "bars_left_out": ["出入境管理"],
            "trail": [("看建議", "#content")],
            "page": {"url": settings.SITE_URL + "/about/", "qr": "/qr/page.svg?path=%2Fabout%2F"},
            "original": {"is_original": False, "url": "?original=1"},
            "search": SampleSearch({"q": "養犬登記"}, auto_id="search_%s"),
            "comfort_form": ComfortForm(initial={"size": "large"}, auto_id="comfort_%s"),
            "page_obj": pages.page(7),
            "slice": {"after": {"number": "2021-0150"}, "before": {"number": "2021-0169"}},
            "notices": ["info", "success", "warning", "error"],
        },
    )
