"""The form that brings a file, or takes one away."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.parts.fields import SentField
from portal.pictures.kinds import kind_of
from portal.pictures.refusals import Refusal
from portal.sealed.arriving import MOST_BYTES

ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf"


class SealedField(forms.FileField):
    """A file as `SealedUpload`; what it is is told by what it begins with."""

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.is_too_large:
            told = gettext("「%(name)s」太大，沒有上傳。每個文件最多 %(most)s MB。")
            raise forms.ValidationError(told % {"name": upload.name, "most": MOST_BYTES // 1024**2})
        if upload.is_further:
            raise forms.ValidationError(gettext("一次只能上傳一個文件，請逐個上傳。"))
        if upload.sealing is None:
            raise forms.ValidationError(gettext("這個文件暫時存不下，請稍後再試。不帶文件也可以提交。"))
        upload.content = kind_of(upload.head)
        if not upload.content:
            raise forms.ValidationError(Refusal.KIND.label)
        return upload


class UploadForm(forms.Form):
    """A page with files: one that arrives, or the name of one to take away."""

    file = SealedField(
        label=_("選擇照片或 PDF"), required=False, max_length=255, widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("手機拍的照片、截圖和 PDF 都可以。每個最多 10 MB，最多 5 個。"),
        error_messages={
            "empty": Refusal.EMPTY.label,
            "max_length": _("文件名太長，請改短以後再上傳。"),
        },
    )  # fmt: skip
    remove = SentField(required=False, max_length=32, widget=forms.HiddenInput)
