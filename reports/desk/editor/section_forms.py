"""What a person does to a section of the draft."""

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.fields.measured import LineField
from reports.desk.editor.acts import Act, act
from reports.desk.forms import ParagraphsField, parted
from reports.drafting import outline
from reports.models import Section

LEVELS = [(1, _("一級，如「一、」")), (2, _("二級，如「（一）」")), (3, _("三級，如「1.」"))]
LONGEST_NUMERAL = Section._meta.get_field("numeral").max_length
LONGEST_HEADING = Section._meta.get_field("heading").max_length
LONGEST_TOLD = 30  # of a heading in what was done


class HeadedForm(Act):
    """A heading with its numeral and level."""

    of = "section"
    numeral = LineField(label=_("序號"), max_length=LONGEST_NUMERAL, required=False)
    heading = LineField(label=_("小標題"), max_length=LONGEST_HEADING, required=False)
    level = forms.TypedChoiceField(label=_("層級"), choices=LEVELS, coerce=int)

    @property
    def headed(self):
        return {name: self.cleaned_data[name] for name in ("numeral", "heading", "level")}


def told(section):
    return section.label[:LONGEST_TOLD]


@act("heading")
class HeadingForm(HeadedForm):
    label = _("改標題")

    def starts(self):
        return {name: getattr(self.target, name) for name in ("numeral", "heading", "level")}

    def edited(self):
        return outline.head_section(self.draft, self.key, **self.headed)

    def done(self, draft):
        return gettext("改標題為「%(section)s」") % {"section": told(draft.section(self.key))}


@act("text")
class TextForm(Act):
    label = _("改正文")
    of = "section"
    text = ParagraphsField(
        label=_("段落"), required=False,
        help_text=_("段落之間空一行。沒有改動的句子，指標不變；改動的句子重新讀出指標。"),
    )  # fmt: skip

    def starts(self):
        return {"text": "\n\n".join(self.target.paragraphs)}

    def edited(self):
        return outline.rewrite_section(self.draft, self.key, paragraphs=parted(self.cleaned_data["text"]))

    def done(self, draft):
        before = {figure.key for figure in self.target.figures}
        fresh = sum(figure.key not in before for figure in draft.section(self.key).figures)
        return ngettext(
            "改「%(section)s」的正文，改動的句子重新讀出 %(count)s 個指標",
            "改「%(section)s」的正文，改動的句子重新讀出 %(count)s 個指標",
            fresh,
        ) % {"section": told(self.target), "count": fresh}


@act("split")
class SplitForm(HeadedForm):
    label = _("從這裡分成兩節")
    paragraph = forms.IntegerField(
        label=_("從第幾段起"), min_value=1, max_value=9999, help_text=_("這一節的段落從 1 數起，這一段歸新的一節。")
    )
    takes_line = forms.BooleanField(
        label=_("這一段本身就是小標題"), required=False, help_text=_("選了這一項，下面的小標題不用填。")
    )
    field_order = ["paragraph", "takes_line"]

    def starts(self):
        number = self.query.get("paragraph", "")
        return {"level": self.target.level, "paragraph": int(number[:4]) if number.isdecimal() else None}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["takes_line"] or cleaned["heading"]):
            self.add_error("heading", gettext("請填新一節的小標題，或者選「這一段本身就是小標題」。"))
        number = (cleaned.get("paragraph") or 0) - 1
        if not self.errors and cleaned["takes_line"] and number < len(self.target.paragraphs):
            length = len(self.target.paragraphs[number])
            if length > LONGEST_HEADING:
                self.add_error(
                    "takes_line",
                    gettext("這一段有 %(count)s 個字，超過 %(most)s 個，不能作小標題。")
                    % {"count": length, "most": LONGEST_HEADING},
                )
        return cleaned

    def edited(self):
        return outline.split_section(
            self.draft, self.key, paragraph=self.cleaned_data["paragraph"] - 1,
            takes_line=self.cleaned_data["takes_line"], **self.headed,
        )  # fmt: skip

    def done(self, draft):
        return gettext("把「%(section)s」分成兩節") % {"section": told(self.target)}


@act("merge")
class MergeForm(Act):
    label = _("併入上一節")
    of = "section"

    def edited(self):
        return outline.merge_section(self.draft, self.key)

    def done(self, draft):
        return gettext("把「%(section)s」併入上一節，標題成為一段正文") % {"section": told(self.target)}


@act("up")
class UpForm(Act):
    label = _("上移一節")
    of = "section"

    def edited(self):
        return outline.move_section(self.draft, self.key, by=-1)

    def done(self, draft):
        return gettext("上移「%(section)s」") % {"section": told(self.target)}


@act("down")
class DownForm(Act):
    label = _("下移一節")
    of = "section"

    def edited(self):
        return outline.move_section(self.draft, self.key, by=1)

    def done(self, draft):
        return gettext("下移「%(section)s」") % {"section": told(self.target)}


@act("delete")
class DeleteForm(Act):
    label = _("刪去這一節")
    of = "section"
    text = forms.ChoiceField(
        label=_("它的正文"),
        choices=[("keep", _("歸入上一節")), ("drop", _("一起刪去"))],
        widget=forms.RadioSelect,
    )

    def edited(self):
        return outline.delete_section(self.draft, self.key, keeps_text=self.cleaned_data["text"] == "keep")

    def done(self, draft):
        return gettext("刪去「%(section)s」") % {"section": told(self.target)}
