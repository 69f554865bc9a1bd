"""What staff fill in about a file: what is covered of it, what is seen on it, why it goes; and one that they bring."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.attachments.forms import ACCEPTED, SealedField
from feedback.attachments.releasing import MOST_COVERS
from feedback.models import Reply
from feedback.parts.fields import LineField, SentField
from feedback.parts.public_words import PublicWords
from feedback.rules.workflow import Verb

LARGEST = 32_767  # pixels; no page is drawn as large


def _pixels(label):
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=LARGEST)


class CoverForm(forms.Form):
    """One rectangle that is covered, in pixels of the page; one of no size is none."""

    left, top = _pixels(_("左")), _pixels(_("上"))
    width, height = _pixels(_("寬")), _pixels(_("高"))

    def cover(self):
        """[left, top, width, height], or None."""
        values = [self.cleaned_data.get(name) or 0 for name in ("left", "top", "width", "height")]
        return values if all(values[2:]) else None


class Covers(forms.BaseFormSet):
    def covers(self):
        kept = (form.cover() for form in self.forms if not self._should_delete_form(form))
        return [cover for cover in kept if cover]


CoverFormSet = forms.formset_factory(
    CoverForm, formset=Covers, extra=1, can_delete=True, max_num=MOST_COVERS, absolute_max=MOST_COVERS + 1
)


def covers_of(page, data=None):
    """The form set of the rectangles on `page`."""
    initial = [dict(zip(("left", "top", "width", "height"), one, strict=True)) for one in page.covers]
    return CoverFormSet(data, initial=initial, prefix=f"page{page.number}")


class ReleaseForm(PublicWords):
    """The caption stands in the place of the picture for whoever does not see it, so there is no release without it."""

    caption = LineField(
        label=_("圖片說明"), max_length=60,
        help_text=_("一句話說明圖上是什麼，例如「路口護欄缺口」。看不到圖的人讀到的是這一句；會公開。"),
    )  # fmt: skip
    seen = SentField(widget=forms.HiddenInput, max_length=64)
    public_fields = ("caption",)

    def __init__(self, data=None, *, suggestion, **kwargs):
        self.known_names = suggestion.known_names
        super().__init__(data, **kwargs)
        self.fields["is_checked"].label = _("我已核對，這句說明裡沒有需要遮去的個人信息")


class RemarkForm(forms.Form):
    """Why a file is taken back or destroyed, for staff."""

    remark = LineField(label=_("原因"), max_length=200, help_text=_("只有工作人員能看到。"))


class EraseForm(RemarkForm):
    is_sure = forms.BooleanField(label=_("我知道銷毀以後無法恢復"))


REMARK_FORMS = {Verb.TAKE_BACK_FILE: RemarkForm, Verb.ERASE_FILE: EraseForm}


class ReplyChoice(forms.ModelChoiceField):
    def label_from_instance(self, reply):
        if reply.approved_at:
            return gettext("%(day)s的答覆") % {"day": f"{reply.approved_at:%Y-%m-%d}"}
        return gettext("答覆草稿")


class AddForm(forms.Form):
    file = SealedField(
        label=_("選擇照片或 PDF"), max_length=255, widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("照片（JPEG、PNG、WebP、HEIC）或 PDF，一次一個，每個最多 10 MB。"),
    )  # fmt: skip
    reply = ReplyChoice(
        label=_("隨哪份答覆"), queryset=Reply.objects.none(), required=False, empty_label=_("不隨答覆：來件所附"),
        help_text=_("隨答覆的，答覆公開並且這個附件審核公開以後，市民才看到。"),
    )  # fmt: skip

    def __init__(self, *args, suggestion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reply"].queryset = suggestion.replies.order_by("-drafted_at", "-pk")
