"""What staff fill in of a measure: the draft with the numbers of what it answers, its evidence, and its verbs."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.attachments.models import Attachment
from feedback.commitments.models import Commitment
from feedback.desk.queries.suggestions import at_desk
from feedback.measures import rules, verbs
from feedback.measures.models import Evidence, Measure, MeasureSuggestion
from feedback.models import Suggestion, Unit
from feedback.office import staff
from feedback.parts.fields import LineField, SentField, TextField
from feedback.parts.public_words import PublicWords
from feedback.rules.redaction import find
from feedback.rules.workflow import Refused
from portal.fields.measured import URLField
from reports.models import Figure, Section

MOST_NUMBERS = 200


class NumbersField(TextField):
    """Public numbers, one a line; cleaned to their suggestions, those that `user` may see or that stand there already.

    Each line that cannot be taken is told by itself.
    """

    def __init__(self, **kwargs):
        super().__init__(max_length=5000, widget=forms.Textarea(attrs={"rows": 5}), **kwargs)
        self.user, self.known = None, frozenset()

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_NUMBERS:
            told = gettext("一次最多填 %(most)s 個編號，現在是 %(count)s 個。")
            raise forms.ValidationError(told % {"most": MOST_NUMBERS, "count": len(lines)})
        found, wrong = {}, []
        for place, line in enumerate(lines, start=1):
            suggestion = self._found(line)
            told = self._wrong(line, suggestion)
            if told:
                wrong.append(gettext("第 %(place)s 行：%(told)s") % {"place": place, "told": told})
            else:
                found[suggestion.pk] = suggestion
        if wrong:
            raise forms.ValidationError(wrong)
        return list(found.values())

    def _found(self, line):
        known = Suggestion.objects.filter(pk__in=self.known).by_number(line).first()
        return known or at_desk(self.user).by_number(line).first()

    def _wrong(self, line, suggestion):
        if not suggestion:
            return gettext("沒有編號為「%(number)s」的建議，請核對。") % {"number": line}
        if suggestion.pk in self.known:
            return ""
        try:
            rules.check_answerable(suggestion.number, suggestion.stage)
        except Refused as refusal:
            return str(refusal.reason)
        return ""


class SectionField(forms.ModelChoiceField):
    """Sections of published reports, the newest first, each with its year."""

    def label_from_instance(self, section):
        return gettext("%(year)s 年：%(section)s") % {"year": section.report.year, "section": section.label}


class FigureField(forms.ModelChoiceField):
    def label_from_instance(self, figure):
        places = {"year": figure.section.report.year, "name": figure.name, "value": figure.told}
        return gettext("%(year)s 年：%(name)s %(value)s") % places


class PictureField(forms.ModelChoiceField):
    """Files that were released with what the measure answers, by what is seen on them."""

    def label_from_instance(self, file):
        return gettext("%(number)s：%(caption)s") % {"number": file.suggestion.number, "caption": file.caption}


class MeasureForm(PublicWords, forms.ModelForm):
    """Title and text are public: personal data in them is refused. A unit's people write for their own units."""

    public_fields = ("title", "body")

    title = LineField(label=_("舉措"), max_length=100, help_text=_("公開。一句話說清做了什麼。"))
    body = TextField(
        label=_("做了什麼"), max_length=3000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("公開。寫清楚做到哪一步，在哪裡看得到。"),
    )  # fmt: skip
    numbers = NumbersField(
        label=_("回應的意見建議"), required=False,
        help_text=_("一行一個編號，例如 2021-0170。內容不公開的，公眾只看到件數。"),
    )  # fmt: skip
    section = SectionField(
        label=_("報告章節"), required=False, queryset=Section.objects.none(), help_text=_("寫在公布的報告的哪一節。")
    )
    commitment = forms.ModelChoiceField(
        label=_("承諾"), required=False, queryset=Commitment.objects.none(), help_text=_("這項舉措兌現的承諾。")
    )

    class Meta:
        model = Measure
        fields = ("title", "body", "unit", "done_on", "category", "district", "section", "commitment")

    user = None  # who fills it in; the admin says so

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        linked = list(self.instance.suggestions.order_by("pk")) if self.instance.pk else []
        numbers, known = self.fields["numbers"], self.instance
        numbers.user, numbers.known = self.user, frozenset(one.pk for one in linked)
        self.initial.setdefault("numbers", "\n".join(one.number for one in linked))
        self.fields["unit"].queryset = self._units()
        sections = Section.objects.published() | Section.objects.filter(pk=known.section_id)
        self.fields["section"].queryset = sections.select_related("report").defer("paragraphs").order_by(
            "-report__year", "order"
        )  # fmt: skip
        promises = Commitment.objects.public() | Commitment.objects.filter(pk=known.commitment_id)
        self.fields["commitment"].queryset = promises.distinct()

    def _units(self):
        units = Unit.objects.filter(is_active=True)
        if not rules.may_draft(staff.roles_of(self.user), is_own=False):
            units = units.filter(pk__in=staff.units_of(self.user))
        return (units | Unit.objects.filter(pk=self.instance.unit_id)).distinct()

    @property
    def known_names(self):
        return [name for one in self.cleaned_data.get("numbers") or () for name in one.known_names if name]

    def clean_done_on(self):
        done_on = self.cleaned_data["done_on"]
        try:
            rules.check_done(done_on, timezone.localdate())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.reason)) from None
        return done_on


class EvidenceForm(forms.ModelForm):
    label = LineField(label=_("說明"), max_length=100)
    url = URLField(label=_("鏈接"), required=False, assume_scheme="https", max_length=300)
    figure = FigureField(label=_("指標"), required=False, queryset=Figure.objects.none())
    attachment = PictureField(label=_("照片"), required=False, queryset=Attachment.objects.none())

    class Meta:
        model = Evidence
        fields = ("kind", "label", "url", "figure", "attachment")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["figure"].queryset = self.figures
        self.fields["attachment"].queryset = self.pictures

    def clean_label(self):
        label = self.cleaned_data["label"]
        if found := find(label):
            listed = gettext("、").join(f"{one.kind.label} {one.text}" for one in found)
            raise forms.ValidationError(gettext("說明是公開的，請遮去其中的個人信息：%(found)s。") % {"found": listed})
        return label


def figures_for(measure):
    """Those that may be evidence: of the report it stands in, or, where none is chosen yet, of the newest one."""
    published = Figure.objects.published().with_place().order_by("section__order", "order")
    if measure and measure.section_id:
        report = measure.section.report_id
    else:
        report = Section.objects.published().order_by("-report__year").values_list("report", flat=True).first()
    own = Figure.objects.filter(evidence__measure=measure.pk if measure else None).with_place()
    return (published.filter(section__report=report) | own).distinct()


def pictures_for(measure):
    """What was released with the suggestions that the measure, once saved, answers, and with their answers."""
    answered = MeasureSuggestion.objects.filter(measure=measure.pk if measure else None).values("suggestion")
    released = Attachment.objects.released().standing().filter(suggestion__in=answered)
    return released.select_related("suggestion").order_by("pk")


class MeasureVerb(forms.Form):
    """A verb of a measure; its cleaned fields are the arguments of `do`."""

    label = told = ""

    def __init__(self, data=None, *, measure, user):
        self.measure, self.user = measure, user
        super().__init__(data)


class PublishForm(MeasureVerb):
    label = _("公布")
    told = _("公布以後立即列在「您說，我們做」裡，並通知願意收到通知的市民。公布以後不能再改，只能撤回。")

    seen = SentField(max_length=20, widget=forms.HiddenInput)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.initial["seen"] = self.measure.revision

    def clean_seen(self):
        seen = self.cleaned_data["seen"]
        return int(seen) if seen.isascii() and seen.isdecimal() else 0

    def do(self, *, by, now):
        verbs.publish(self.measure, self.cleaned_data["seen"], by=by, now=now)


class WithdrawForm(PublicWords, MeasureVerb):
    label = _("撤回")
    told = _("撤回以後，頁面上只留標題、撤回的日期和原因；還沒有發出的通知不再發出。")
    public_fields = ("reason",)

    reason = LineField(label=_("撤回的原因"), max_length=200, help_text=_("公眾看到。"))

    def do(self, *, by, now):
        verbs.withdraw(self.measure, self.cleaned_data["reason"], by=by, now=now)


class LinkForm(MeasureVerb):
    label = _("關聯意見建議")
    told = _("這項舉措也回應這些意見建議；願意收到通知的市民會得到通知。")

    numbers = NumbersField(label=_("編號"), help_text=_("一行一個編號，例如 2021-0170。"))

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["numbers"].user = self.user

    def do(self, *, by, now):
        verbs.link(self.measure, self.cleaned_data["numbers"], by=by, now=now)


class UnlinkForm(MeasureVerb):
    label = _("取消關聯")
    told = _("關聯錯了的才取消；還沒有發出的通知不再發出。")

    numbers = NumbersField(label=_("編號"), help_text=_("一行一個編號，例如 2021-0170。"))

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["numbers"].user = self.user
        self.fields["numbers"].known = frozenset(self.measure.links.values_list("suggestion", flat=True))

    def do(self, *, by, now):
        verbs.unlink(self.measure, self.cleaned_data["numbers"], by=by, now=now)


FORMS = {"publish": PublishForm, "withdraw": WithdrawForm, "link": LinkForm, "unlink": UnlinkForm}


def offered(measure, user):
    """The names of the verbs, keys of `FORMS`, that `user` may do to `measure` as it stands."""
    if not verbs.may_publish(user, measure.unit_id) or measure.withdrawn_at:
        return []
    if measure.is_public:
        return ["link", "unlink", "withdraw"]
    return [] if user.pk in (measure.drafted_by_id, measure.changed_by_id) else ["publish"]
