"""What staff type about a transcript: the text or its file, the sections with their questions, why it is taken back."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.parts.fields import LineField, SentField, TextField
from feedback.rules import receipts
from feedback.talks.record.sectioning import LONGEST_HEADING, MOST, Section, marked_sections, sections
from feedback.talks.record.transcripts import Part
from reports.importer import AT_ONCE, ImportRefused, TooLarge, read_text

CHARACTERS = 100_000  # of a whole transcript: a talk of a morning has some 30,000
LONGEST_PART = 30_000
MOST_BYTES = 1024 * 1024
LIMITS = replace(AT_ONCE, size=MOST_BYTES, characters=CHARACTERS, lines=3_000)
MORE = 2  # empty sections at the end of the form
WORDS = forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField"})


class TextForm(forms.Form):
    """The first step: a pasted text, or a file of one."""

    text = TextField(
        label=_("粘貼文字"), max_length=CHARACTERS, required=False, widget=WORDS,
        help_text=_(
            "分節的辦法：有以「# 」開頭的行，就按這些小標題分；沒有就按「一、」「（一）」「1.」的小標題分；"
            "再沒有就按「主持人：」「問：」和「答：」的一問一答分。"
        ),
    )  # fmt: skip
    file = forms.FileField(
        label=_("或者上傳文件"), required=False, allow_empty_file=True, help_text=_("txt、md 或 docx，不超過 1 MB。")
    )

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        text, file = cleaned.get("text"), cleaned.get("file")
        if bool(text) == bool(file):
            told = (
                gettext("文字和文件只選一樣：現在兩樣都有。") if text else gettext("請粘貼實錄的文字，或者選擇文件。")
            )
            raise forms.ValidationError(told)
        self.sections = sections(text or self._read(file))
        if not self.sections:
            raise forms.ValidationError(gettext("裡面沒有文字。"))
        if len(self.sections) > MOST:
            told = gettext("分出了 %(count)s 節，最多 %(most)s 節；請用「# 小標題」另外分節。")
            raise forms.ValidationError(told % {"count": len(self.sections), "most": MOST})
        return cleaned

    def _read(self, file):
        if file.size > MOST_BYTES:
            raise forms.ValidationError({"file": gettext("文件超過 1 MB，沒有讀取；請刪去圖片，另存後再上傳。")})
        content = file.read()
        if content.startswith(b"%PDF"):
            raise forms.ValidationError({"file": gettext("PDF 的分行不可靠，請用 txt、md 或 docx，或者粘貼文字。")})
        try:
            return read_text(content, file.name, LIMITS)
        except TooLarge:
            told = gettext("文件裡的文字太多（最多 %(most)s 字），沒有讀取；請分開或者刪減，再上傳。")
            raise forms.ValidationError({"file": told % {"most": CHARACTERS}}) from None
        except ImportRefused as refusal:
            raise forms.ValidationError({"file": str(refusal)}) from None


class PartForm(forms.Form):
    """A section; one without heading and body is left out."""

    heading = LineField(label=_("小標題"), max_length=LONGEST_HEADING, required=False)
    body = TextField(label=_("內容"), max_length=LONGEST_PART, required=False, widget=forms.Textarea(attrs={"rows": 8}))
    numbers = LineField(
        label=_("對應的提問"),
        max_length=600,
        required=False,
        help_text=_("編號，用頓號隔開，例如 2026-0031、2026-0032。"),
    )

    def __init__(self, *args, questions, **kwargs):
        """`questions` are {number: key} of those of the talk."""
        super().__init__(*args, **kwargs)
        self.questions = questions

    def clean_numbers(self):
        self.keys = []
        for typed in self.cleaned_data["numbers"].replace("，", "、").replace(",", "、").split("、"):
            parsed = receipts.parse_number(typed.strip()) if typed.strip() else None
            key = self.questions.get(receipts.number(*parsed)) if parsed else None
            if typed.strip() and not key:
                told = gettext("「%(number)s」不是這次懇談的提問，請核對編號。")
                raise forms.ValidationError(told % {"number": typed.strip()[:40]})
            self.keys += [key] if key and key not in self.keys else []
        return self.cleaned_data["numbers"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("numbers") and not (cleaned.get("heading") or cleaned.get("body")) and not self.errors:
            raise forms.ValidationError(gettext("這一節只有編號，沒有文字。"))
        return cleaned

    def parts(self):
        """The `Part`s that it is saved as: lines that begin with 「# 」 part it, the questions stay with the first."""
        heading, body = self.cleaned_data["heading"], self.cleaned_data["body"]
        found = marked_sections(body)
        if not found or (heading and found[0].heading):
            found.insert(0, Section(heading, ""))
        elif heading:
            found[0] = found[0]._replace(heading=heading)
        return [Part(*section, tuple(self.keys) if section is found[0] else ()) for section in found]


class _Parts(forms.BaseFormSet):
    def clean(self):
        if any(self.errors):
            return
        parts = self.parts()
        if not parts:
            raise forms.ValidationError(gettext("實錄沒有內容，沒有保存。"))
        if len(parts) > MOST:
            raise forms.ValidationError(gettext("最多 %(most)s 節，現在更多，請合併幾節。") % {"most": MOST})
        if sum(len(part.body) for part in parts) > CHARACTERS:
            raise forms.ValidationError(gettext("實錄太長，最多 %(most)s 字，請刪減。") % {"most": CHARACTERS})

    def parts(self):
        return [part for form in self.forms if form.has_changed() for part in form.parts()]


PartsFormSet = forms.formset_factory(
    PartForm, formset=_Parts, extra=MORE, max_num=MOST + MORE, absolute_max=MOST + MORE
)


class SeenForm(forms.Form):
    """What was seen of the draft."""

    seen = SentField(max_length=64, required=False, widget=forms.HiddenInput)


class PublishForm(SeenForm):
    is_checked = forms.BooleanField(
        label=_("我已逐字讀過，文中沒有需要遮去的個人信息"), required=False, help_text=_("僅在系統提示有誤時勾選。")
    )

    def __init__(self, *args, found=(), **kwargs):
        """`found` is the personal data that seems to be in the draft."""
        super().__init__(*args, **kwargs)
        self.found = found
        if not found:
            del self.fields["is_checked"]

    def clean_is_checked(self):
        if not self.cleaned_data["is_checked"]:
            raise forms.ValidationError(gettext("文中似乎還有個人信息，請先改草稿，或者核對無誤後勾選這一項。"))
        return True


class TakeBackForm(forms.Form):
    reason = LineField(label=_("收回的原因"), max_length=200, help_text=_("公開在懇談的頁面上，請不要寫個人信息。"))
