"""What a page with files does with what was sent to it, and what it shows."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext

from feedback.attachments import verbs
from feedback.attachments.forms import UploadForm
from feedback.attachments.models import Attachment
from feedback.rules.files import MOST
from feedback.rules.workflow import Refused
from portal.sealed.arriving import MOST_BYTES
from portal.serving import limits, throttle


def received(request, digest, *, hold):
    """Keep the file that came for the draft of `digest`, or take one away; `hold` is as in `verbs.add`.

    Returns whether that was all: else whoever sent it is on the way to another page.
    """
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        for error in (error for errors in form.errors.values() for error in errors):
            messages.warning(request, error)
        return True
    upload, name = form.cleaned_data["file"], form.cleaned_data["remove"]
    if name:
        if verbs.remove(name, digest):
            messages.success(request, gettext("已經移除。"))
        return True
    if upload:
        return not _is_added(request, upload, digest, hold) or "upload" in request.POST
    if "upload" in request.POST:
        messages.warning(request, gettext("請先選擇文件，再點「上傳」。"))
        return True
    return False


def in_template(digest):
    """What a page with files shows."""
    files = list(Attachment.objects.of_draft(digest).in_order())
    return {
        "files": files,
        "upload": UploadForm(auto_id="upload_%s"),
        "room": MOST - sum(not file.is_refused for file in files),
        "most_bytes": MOST_BYTES,
    }


def _is_added(request, upload, digest, hold):
    if throttle.refuses(limits.UPLOAD, request, now=timezone.now()):
        told = gettext(
            "上傳的次數太多，請過 %(minutes)s 分鐘再試。不帶文件也可以提交；"
            "急需辦理的，請撥打 %(hotline)s（%(hours)s）。"
        )
        messages.warning(request, told % throttle.places(limits.UPLOAD))
        return False
    try:
        verbs.add(upload, digest, hold=hold, now=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
        return False
    except verbs.NotStored:
        messages.warning(request, gettext("這個文件暫時存不下，請稍後再試。不帶文件也可以提交。"))
        return False
    return True
