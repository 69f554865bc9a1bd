"""What a page says of itself to those who see only a link to it: search engines, and messengers with their previews."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()

WIDTH, HEIGHT = 1200, 630
LONGEST = 150  # characters of a description, of which search engines and messengers show about so many

# By the kind of page: what its picture says, in large letters and in small ones.
WORDS = {
    "home": (_("向市民報告，聽市民意見，請市民評議"), _("每一件辦到哪一步，按編號都能查到")),
    "report": (_("工作報告"), _("每個數字都能看出處，可以逐節提建議")),
    "board": (_("看建議"), _("收到的每一件和逐件的答覆")),
    "suggestion": (_("一件建議的辦理經過"), _("從收到到辦結，每一步都有日期")),
    "form": (_("提建議"), _("幾分鐘寫完，當場拿到編號和查詢碼")),
    "status": (_("查進度"), _("憑回執看辦到哪一步、看答覆、作評議")),
    "wall": (_("件件牆"), _("收到的每一件，一格一件")),
    "statistics": (_("數據"), _("點開數字，就是它所統計的每一件")),
    "other": (_("關於本站"), _("怎樣辦理、怎樣計算、怎樣保護您的個人信息")),
}
# By the name of the address; all others are `other`.
KINDS = {
    "home": "home",
    "report_list": "report",
    "report_detail": "report",
    "figure_list": "report",
    "figure_history": "report",
    "suggestion_list": "board",
    "suggestion_detail": "suggestion",
    "suggest_start": "form",
    "status_lookup": "status",
    "campaign_list": "wall",
    "campaign_detail": "wall",
    "campaign_wall": "wall",
    "statistics": "statistics",
}
ARTICLES = {"report_detail", "suggestion_detail"}
# As networks name languages: a language with the place whose readers are meant. Traditional characters have no other
# name there than that of a place in which they are written.
LOCALES = {"zh-hant": "zh_HK", "zh-hans": "zh_CN", "en": "en_US"}


def picture(kind, language):
    """The static file that is drawn for a kind of page in a language."""
    return f"portal/share/{kind}-{language}.png"


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context, title, description):
    """The page as a preview of a link to it shows it."""
    match, language = context["request"].resolver_match, get_language()
    name = match.url_name if match else ""
    kind = KINDS.get(name, "other")
    languages = context["languages"]
    return {
        "title": title,
        "description": description,
        "site": context["site"],
        "url": next(each["canonical"] for each in languages if each["is_current"]),
        "type": "article" if name in ARTICLES else "website",
        "picture": settings.SITE_URL + static(picture(kind, language)),
        "picture_words": WORDS[kind],
        "width": WIDTH,
        "height": HEIGHT,
        "locale": LOCALES[language],
        "other_locales": [locale for code, locale in LOCALES.items() if code != language],
    }


class KeepNode(template.Node):
    def __init__(self, nodelist, name):
        self.nodelist, self.name = nodelist, name

    def render(self, context):
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308  a template drew it
        return ""


@register.tag
def keep(parser, token):
    """`{% keep title %}…{% endkeep %}`: what stands between, to be shown in more than one place."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(["endkeep"])
    parser.delete_first_token()
    return KeepNode(nodelist, name)


@register.filter
def beginning(text, length=LONGEST):
    """The first characters of a text, in one line."""
    return Truncator(" ".join(str(text).split())).chars(length, truncate="…")
