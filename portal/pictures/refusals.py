"""Why a file cannot be used, in words for the citizen who sent it: what is wrong, and what to do instead."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.TextChoices):
    EMPTY = "empty", _("這個文件是空的。請重新選擇文件上傳。")
    KIND = "kind", _("這個文件不是照片或 PDF。請上傳 JPEG、PNG、WebP、HEIC 照片或 PDF 文件。")
    ANOTHER = "another", _("這個文件裡還夾著別的內容，例如壓縮包或網頁。請重新拍照或截圖後上傳。")
    DAMAGED = "damaged", _("這個文件已損壞或不完整。請重新上傳，或換一個文件。")
    TOO_LARGE = "too_large", _("這張照片太大，超過五千萬像素。請縮小後再上傳。")
    LOCKED = "locked", _("這個 PDF 設有密碼。請上傳沒有密碼的文件。")
    TOO_MANY_PAGES = "too_many_pages", _("這個 PDF 超過 20 頁。請只上傳有關的幾頁。")
    UNREADABLE = "unreadable", _("這個文件無法打開。請換成普通照片或 PDF 再上傳。")
