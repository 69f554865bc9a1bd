"""What a citizen sends, step by step."""

from django import forms
from django.utils.crypto import constant_time_compare
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Category, District
from feedback.parts import telling
from feedback.parts.fields import ContactField, LineField, RowField, SentField, TextField
from feedback.parts.honeypot import HoneypotForm
from feedback.parts.typed import goes_along
from feedback.rules import redaction
from feedback.rules.contacts import addresses_in
from feedback.rules.kinds import Kind
from portal.reading.languages import reading
from reports.models import Section

TITLE_LENGTH, TEXT_LENGTH, NAME_LENGTH = 60, 3000, 40
MOST_REASONS = 4  # words that a proposal is explained by
YES, NO = "yes", "no"
UNSURE = "unsure"  # which field it belongs to: the office is to judge


class StepForm(forms.Form):
    """A page of the form; `filled` is what to remember of it, as the form itself takes it again."""

    not_kept = frozenset()

    def filled(self):
        kept = self.kept_names()
        return {name: self.fields[name].prepare_value(self.cleaned_data.get(name)) for name in kept}

    def typed(self):
        """The same before it is checked: what somebody leaves behind who goes back a step."""
        return {name: self.data.get(name, "") for name in self.kept_names()}

    @classmethod
    def kept_names(cls):
        return [name for name in cls.base_fields if name not in cls.not_kept]

    def texts(self, filled):
        """(label, words) of what somebody wrote themselves in `filled`, to be shown to them."""
        fields = ((name, self.fields[name]) for name in self.kept_names())
        written = [(name, field.label) for name, field in fields if isinstance(field, LineField | TextField)]
        return [(label, filled[name]) for name, label in written if filled.get(name)]


class SectionForm(StepForm):
    """The part of a report from which a citizen came to the form."""

    section = RowField(
        queryset=Section.objects.published().select_related("report"), required=False, widget=forms.HiddenInput
    )


class StartForm(SectionForm):
    """The buttons of the first page where something was begun; `anew` forgets what was not sent."""

    anew = forms.BooleanField(required=False, widget=forms.HiddenInput)
    not_kept = frozenset({"anew"})


class CategoryField(RowField):
    """A field of work with what it holds, or `UNSURE`, which is none."""

    def clean(self, value):
        return None if value == UNSURE else super().clean(value)

    def label_from_instance(self, category):
        if not category.shown_hint:
            return reading(category)
        return gettext("%(name)s（%(hint)s）") % {"name": reading(category), "hint": reading(category.shown_hint)}


@goes_along
class WordsForm(HoneypotForm, StepForm):
    not_kept = frozenset({"website"})

    title = LineField(
        label=_("標題"), min_length=2, max_length=TITLE_LENGTH, help_text=_("用一句話說明您的建議。最多 60 字。"),
        error_messages={"required": _("請寫一個標題。"), "min_length": _("標題太短，請再寫幾個字。")},
    )  # fmt: skip
    body = TextField(
        label=_("內容"), min_length=5, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("何時、何地、什麼情況，希望怎樣解決。請不要寫別人的姓名、電話、證件號碼。"),
        error_messages={"required": _("請寫下您的意見或建議。"), "min_length": _("內容太短，請說得具體一些。")},
    )  # fmt: skip
    section = RowField(
        label=_("針對報告的哪一節"), queryset=Section.objects.none(), required=False,
        error_messages={"invalid_choice": _("您選的那一節已經不在公布的報告裡，請另選一節，或者不選。")},
    )  # fmt: skip

    def __init__(self, *args, sections, **kwargs):
        """`sections` are the ones to choose from, in the order of their report."""
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections
        self.fields["section"].choices = lambda: [("", _("不針對某一節")), *self.section_groups]

    @cached_property
    def section_groups(self):
        return grouped(self.fields["section"].queryset)

    def findings(self):
        """Personal data in what was typed so far, valid or not; the names when the next step was seen already."""
        typed = (self["title"].value() or "", self["body"].value() or "")
        names = [str(self.initial.get(name) or "")[:NAME_LENGTH] for name in ("name", "guardian_name")]
        found = [finding for text in typed for finding in redaction.find(str(text)[:TEXT_LENGTH], names)]
        return redaction.once(found)[0]


@goes_along
class KindForm(StepForm):
    """What kind of thing was written, which field it belongs to, and where."""

    kind = forms.ChoiceField(
        label=_("類別"), choices=Kind, widget=forms.RadioSelect,
        help_text=_("拿不準時選「建議」，不影響辦理。"), error_messages={"required": _("請選一個類別。")},
    )  # fmt: skip
    category = CategoryField(
        label=_("領域"), queryset=Category.objects.filter(is_active=True), widget=forms.RadioSelect,
        error_messages={
            "required": _("請選一個領域，拿不準的選最後一項。"),
            "invalid_choice": _("您選的領域已經停用，請另選一個。"),
        },
    )  # fmt: skip
    district = RowField(label=_("區市"), queryset=District.objects.all(), required=False, empty_label=_("不限／不清楚"))
    place = LineField(
        label=_("具體地點"), max_length=120, required=False, help_text=_("路口、小區或門牌，只供辦理時使用，不公開。")
    )

    def offer(self, fields, kinds):
        """Put what the words propose before the rest, and say why; nothing is chosen by it."""
        category, kind = self.fields["category"], self.fields["kind"]
        kind.choices = _first([one.key for one in kinds], Kind.choices)
        rows = list(category.queryset)
        choices = _first([one.key for one in fields], [(row.pk, category.label_from_instance(row)) for row in rows])
        category.choices = [*choices, (UNSURE, _("不清楚，請工作人員判斷"))]
        if not rows:  # before an administrator has entered any
            self.initial["category"] = self.initial.get("category") or UNSURE
        names = {row.pk: reading(row) for row in rows}
        proposed = [one for one in fields if one.key in names]
        category.help_text = _why_fields(proposed, names)
        for one in kinds:
            told = gettext("從標題裡的%(words)s看，可能是「%(kind)s」。拿不準時選「建議」，不影響辦理。")
            kind.help_text = told % {"words": _quoted(one.words), "kind": Kind(one.key).label}

    def filled(self):
        filled = super().filled()
        return filled | {"category": filled["category"] or UNSURE}


def _first(keys, choices):
    """The choices, those of `keys` before the others."""
    ahead = [choice for key in keys for choice in choices if choice[0] == key]
    return ahead + [choice for choice in choices if choice not in ahead]


def _why_fields(proposed, names):
    if not proposed:
        return gettext("從您寫的還看不出屬於哪個領域，請您選。")
    words = [word for one in proposed for word in one.words][:MOST_REASONS]
    told = gettext("從您寫的%(words)s看，可能屬於%(fields)s，排在最前面。")
    fields = gettext("或者").join(_quoted([names[one.key]]) for one in proposed)
    return told % {"words": _quoted(words), "fields": fields}


def _quoted(words):
    """Words in quotation marks, as they may stand in a page: the first ones were typed by somebody."""
    return "".join(gettext("「%(word)s」") % {"word": escape(word)} for word in words)


def grouped(sections):
    """Choices of `sections` under the headings of the first level."""
    groups = []
    for section in sections:
        if section.level == 1 or not groups:
            groups.append((reading(section.label), []))
        groups[-1][1].append((section.pk, reading(section.label)))
    return groups


@goes_along
class PersonForm(StepForm):
    name = LineField(
        label=_("姓名"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("這次活動要求留下姓名。")},
    )  # fmt: skip
    contact = ContactField(
        label=_("聯繫方式"), max_length=120, required=False,
        help_text=_("電話或電子郵箱，只用來就這件建議與您聯繫，加密保存。不留也可以憑回執查看答覆。"),
        error_messages={"required": _("這次活動要求留下電話或電子郵箱。")},
    )  # fmt: skip
    notices_by = forms.ChoiceField(
        label=_("有進展時怎樣告訴您"), required=False, widget=forms.RadioSelect,
        help_text=_("受理、答覆、有問題請您回答等，發到上面的聯繫方式，隨時可以停止。沒有留郵箱或者手機號碼的，不用選。"),
        error_messages={"invalid_choice": _("您選的通知方式現在不能用，請另選一項。")},
    )  # fmt: skip
    consent = forms.ChoiceField(
        label=_("是否同意公開"), widget=forms.RadioSelect,
        choices=[
            (YES, _("同意：隱去個人信息、經工作人員審核後，公開標題、內容和答覆")),
            (NO, _("不同意：標題、內容和答覆都不公開，只公開編號、階段、日期等，答覆憑回執查看")),
        ],
        help_text=_("姓名、聯繫方式、具體地點任何時候都不公開。是否同意，不影響受理和辦理。"),
        error_messages={"required": _("請選擇是否同意公開。")},
    )  # fmt: skip
    is_under_14 = forms.BooleanField(label=_("提建議的人未滿 14 周歲"), required=False)
    guardian_name = LineField(label=_("監護人姓名"), max_length=40, required=False)
    guardian_consent = forms.BooleanField(
        label=_("我是監護人，已經看過以上內容，同意提交並同意處理其中的個人信息"), required=False
    )

    # Whoever left what can be written to is asked; a form that others fill in for them takes no answer as none wanted.
    asks_for_notices = True

    def __init__(self, *args, requires_contact, **kwargs):
        super().__init__(*args, **kwargs)
        if "notices_by" in self.fields:
            self.fields["notices_by"].choices = telling.choices()
            self.fields["notices_by"].is_asked_for = self.asks_for_notices
        for name in ("name", "contact"):
            self.fields[name].required = requires_contact
        if requires_contact:
            self.fields["contact"].help_text = _("電話或電子郵箱，只用來就這件建議與您聯繫，加密保存。")

    @property
    def shows_notices(self):
        """Whether there is something to choose, or a choice to mend."""
        return bool(telling.offered()) or "notices_by" in self.errors

    def clean(self):
        filled = super().clean()
        if "notices_by" in filled and "contact" in filled:
            self._check_notices(filled["notices_by"], addresses_in(filled["contact"]).channels)
        if not filled.get("is_under_14"):
            return filled
        if not filled.get("guardian_name"):
            self.add_error("guardian_name", gettext("未滿 14 周歲的，請填寫監護人姓名。"))
        if not filled.get("guardian_consent"):
            self.add_error("guardian_consent", gettext("未滿 14 周歲的，請監護人看過以後勾選這一項。"))
        return filled

    def _check_notices(self, chosen, possible):
        """Tell what does not fit: a channel without a contact of its kind, or no answer where one could be told."""
        if chosen in telling.NEEDED and chosen not in possible:
            self.add_error("notices_by", telling.NEEDED[chosen])
        elif not chosen and self.asks_for_notices and set(possible) & set(telling.offered()):
            self.add_error("notices_by", gettext("請選有進展時怎樣告訴您；不需要的，請選「不用通知」。"))


def given_fields(given, campaign):
    """The fields of a suggestion from what the three forms above hold, cleaned and in one mapping."""
    names = ("kind", "category", "section", "title", "body", "district", "place", "name", "contact", "is_under_14")
    channel = telling.chosen(given.get("notices_by", ""))
    return {name: given[name] for name in names} | {
        "notices_by": channel,
        "notices_in": get_language() if channel else "",
        "campaign": campaign,
        "has_consent": given["consent"] == YES,
        "guardian_name": given["guardian_name"] if given["is_under_14"] else "",
    }


class CheckForm(forms.Form):
    """The sending of exactly what was shown: `fingerprint` tells an older page from the newest one."""

    fingerprint = SentField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, expected, **kwargs):
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_fingerprint(self):
        if not constant_time_compare(self.cleaned_data["fingerprint"], self.expected):
            raise forms.ValidationError(
                gettext(
                    "您提交的是較早打開的一頁，那以後內容又有變動，所以沒有提交。下面是最新的內容，請核對後再提交。"
                )
            )
