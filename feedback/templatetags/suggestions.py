"""One suggestion as pages show it: its way, its answer, its dates, why it is a stub."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from feedback.parts import telling
from feedback.parts.answers import outcome_sentence
from feedback.parts.days import day, due_day
from feedback.parts.standing import standing
from feedback.parts.way import way
from feedback.rules.periods import Ending, nth_time
from feedback.rules.workflow import UNANSWERED_STAGES, USUAL_WAY, Stage
from portal.reading.languages import reading
from portal.templatetags.sharing import beginning

register = template.Library()
register.filter(due_day)
register.filter("outcome_told", outcome_sentence)
register.filter("notices_told", telling.promise)
register.simple_tag(way, name="way_steps")
register.simple_tag(standing, name="standing_told")


@register.simple_tag
def trail(*pairs):
    """The pages above this one for the breadcrumbs: label, name of the address, and so on."""
    return tuple((str(label), reverse(name)) for label, name in zip(pairs[::2], pairs[1::2], strict=True))


STEPS = ["words", "kind", "files", "person", "check", "receipt"]


def _steps():
    return [step for step in STEPS if step != "files" or settings.ATTACHMENTS]


@register.simple_tag
def suggest_steps():
    labels = {
        "words": gettext("內容"), "kind": gettext("類別"), "files": gettext("照片"), "person": gettext("關於您"),
        "check": gettext("核對"), "receipt": gettext("回執"),
    }  # fmt: skip
    return [labels[step] for step in _steps()]


@register.simple_tag
def suggest_step(name):
    """The place of a step among them, from 1."""
    return _steps().index(name) + 1


@register.filter
def titled(suggestion):
    """What names it to whoever sees no more than a link: its number and stage, and a title where one was released."""
    places = {"number": suggestion.number, "stage": suggestion.get_stage_display()}
    if not suggestion.is_public:
        return gettext("意見建議 %(number)s（%(stage)s）") % places
    return gettext("%(number)s（%(stage)s）%(title)s") % (places | {"title": reading(suggestion.public_title)})


@register.filter
def described(suggestion):
    """The same in a few lines, with how its released text begins; of a stub no more than its number, stage and day."""
    places = {
        "number": suggestion.number, "stage": suggestion.get_stage_display(), "day": day(suggestion.received_at),
    }  # fmt: skip
    if not suggestion.is_public:
        told = gettext(
            "%(number)s：%(day)s收到，現在的階段是「%(stage)s」。這一件不公開內容，本頁列出它的階段、各個日期和辦理記錄。"
        )
        return told % places
    told = gettext("%(number)s，%(day)s收到，%(stage)s。%(text)s")
    if suggestion.talk_on:  # a question is short, and nothing without its talk
        places["talk_on"] = day(suggestion.talk_on)
        told = gettext("%(number)s，%(talk_on)s在線懇談的提問，%(day)s收到，%(stage)s。%(text)s")
    return beginning(told % (places | {"text": reading(suggestion.public_body)}))


@register.filter
def stub_reason(suggestion):
    """Why the public reads no text of it, in a coded sentence."""
    if suggestion.is_erased:
        return gettext("文字已依法銷毀")
    if suggestion.stage == Stage.WITHDRAWN:
        return gettext("市民已撤回，內容不公開")
    if not suggestion.has_consent:
        return gettext("市民未同意公開內容")
    if suggestion.was_taken_back:
        return gettext("公開以後又收回，內容不公開")
    return gettext("內容尚未審核，暫不公開")


@register.filter
def course_to(suggestion):
    """Where it stands on its way, in a word and a number: the summary of its log."""
    stage = Stage(suggestion.stage)
    if stage not in USUAL_WAY:
        return str(stage.label)
    places = {"stage": stage.label, "number": USUAL_WAY.index(stage) + 1, "count": len(USUAL_WAY)}
    return gettext("%(stage)s（第 %(number)s 步，共 %(count)s 步）") % places


@register.filter
def due_label(suggestion):
    """What the day is called by which it is answered: of what came back into work, which time it is."""
    if suggestion.period_count == 1:
        return gettext("答覆期限")
    return gettext("%(time)s，答覆期限") % {"time": nth_time(suggestion.period_count)}


@register.simple_tag
def period_facts(periods):
    """(which time, from when, due when and how it ended) of each of the `periods` in order."""
    return [(_which(period), _told(period)) for period in periods]


def _which(period):
    if period.ordinal == 1:
        return nth_time(1)
    return gettext("%(time)s（%(cause)s）") % {"time": nth_time(period.ordinal), "cause": period.get_cause_display()}


def _told(period):
    text = {"began": day(period.began_on), "due": _due(period), "ended": day(period.ended_on)}
    match period.ending:
        case Ending.REPLIED:
            return gettext("自 %(began)s起算，期限 %(due)s，%(ended)s答覆") % text
        case Ending.DECLINED:
            return gettext("自 %(began)s起算，期限 %(due)s，%(ended)s不予受理") % text
        case Ending.MERGED:
            return gettext("自 %(began)s起算，期限 %(due)s，%(ended)s併案") % text
        case Ending.WITHDRAWN:
            return gettext("自 %(began)s起算，期限 %(due)s，%(ended)s市民撤回") % text
        case _running:
            return gettext("自 %(began)s起算，期限 %(due)s，正在辦理") % text


def _due(period):
    """The day, and what is to be known of it."""
    if not period.due_on:
        return gettext("未定")
    notes = [
        gettext("已延長 %(days)s 個工作日") % {"days": period.extended_by} if period.extended_by else "",
        gettext("暫定") if period.is_provisional else "",
        gettext("追溯") if period.is_derived else "",
    ]
    noted = gettext("、").join(filter(None, notes))
    return (
        gettext("%(day)s（%(notes)s）") % {"day": day(period.due_on), "notes": noted} if noted else day(period.due_on)
    )


def closing_facts(suggestion):
    """When and why it closed; one that was merged is finished with its main one."""
    if suggestion.main:
        main = suggestion.main
        return [(gettext("主件辦結日期"), day(main.closed_at)), (gettext("主件怎樣辦結"), main.get_closing_display())]
    return [(gettext("辦結日期"), day(suggestion.closed_at)), (gettext("怎樣辦結"), suggestion.get_closing_display())]


@register.simple_tag
def stub_facts(suggestion):
    """What everybody may know of every suggestion: its dates and coded reasons."""
    return [
        (gettext("收到日期"), day(suggestion.received_at)),
        (gettext("受理日期"), day(suggestion.accepted_at)),
        (gettext("受理期限"), due_day(suggestion, "accept_due_on") if suggestion.stage == Stage.RECEIVED else ""),
        (
            due_label(suggestion.main_or_self),
            due_day(suggestion.main_or_self) if suggestion.main_or_self.stage in UNANSWERED_STAGES else "",
        ),
        (gettext("答覆日期"), day(suggestion.main_or_self.replied_at)),
        *closing_facts(suggestion),
        (
            gettext("不予受理的原因"),
            suggestion.get_decline_reason_display() if suggestion.stage == Stage.DECLINED else "",
        ),
    ]


def linked(row):
    """The name of a district or a unit, as a link to its page; nothing for none."""
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), reading(row)) if row else ""


@register.simple_tag
def public_facts(suggestion):
    """What everybody may know of one whose text was released; what its answer says is not said again."""
    main = suggestion.main_or_self
    is_answered_once = main.stage not in UNANSWERED_STAGES and main.first_replied_at and main.period_count == 1
    return [
        (gettext("活動"), reading(suggestion.campaign)),
        *stub_facts(suggestion),
        (gettext("答覆期限"), day(main.first_due_on) if is_answered_once else ""),
        (gettext("承辦單位"), linked(suggestion.main_or_self.unit)),
    ]


@register.simple_tag
def words_facts(suggestion):
    """What was typed beside title and text, for whoever typed it."""
    return [
        (gettext("類別"), suggestion.get_kind_display()),
        (gettext("領域"), reading(suggestion.category) or gettext("不清楚，請工作人員判斷")),
        (gettext("區市"), linked(suggestion.district) if suggestion.pk else reading(suggestion.district)),
        (gettext("具體地點"), suggestion.place),
        (gettext("針對報告的哪一節"), reading(suggestion.section)),
        (gettext("相關的建議"), suggestion.related.number if suggestion.related else ""),
    ]


@register.simple_tag
def person_facts(suggestion):
    return [
        (gettext("姓名"), suggestion.name or gettext("未填寫")),
        (gettext("聯繫方式"), suggestion.contact or gettext("未填寫")),
        (gettext("有進展時怎樣告訴您"), _notices_chosen(suggestion)),
        (gettext("是否同意公開"), gettext("同意") if suggestion.has_consent else gettext("不同意")),
        (gettext("監護人姓名"), suggestion.guardian_name),
    ]


def _notices_chosen(suggestion):
    """How its citizen is told, in a word; nothing where nothing was asked."""
    if suggestion.notices_by:
        return suggestion.get_notices_by_display()
    return telling.NONE_WANTED if telling.offered() else ""
