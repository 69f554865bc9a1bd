"""附件: how many there may be, of what size, and how far one has come."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST = 5  # of one draft, or of one answer
# Of everything that was not sent yet, for each megabyte that may wait: many small files are a burden, too.
FILES_FOR_A_MEGABYTE = 10


class State(TextChoices):
    ARRIVED = "arrived", _("正在檢查")
    DRAWN = "drawn", _("可以使用")
    REFUSED = "refused", _("不能使用")


def is_full(count, size, *, more, megabytes):
    """Whether a file of `more` bytes finds no room beside `count` unsent ones of `size` bytes together."""
    return size + more > megabytes * 1024 * 1024 or count >= megabytes * FILES_FOR_A_MEGABYTE
