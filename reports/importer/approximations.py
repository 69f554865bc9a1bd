"""The words by which a report says that a number is a round one.

The word decides what the number claims: 突破 and 超過 are more than it, 不足 is less, 約 is either. So the word itself
is kept, and no other is ever shown in its place.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.importer.folding import fold


class Approximation(TextChoices):
    ABOUT = "約", _("約")
    CLOSE = "近", _("近")
    CLOSE_TO = "接近", _("接近")
    OVER = "超", _("超")
    MORE_THAN = "超過", _("超過")
    EXCEEDING = "逾", _("逾")
    BROKEN_THROUGH = "突破", _("突破")
    NO_FEWER = "不少於", _("不少於")
    NO_LOWER = "不低於", _("不低於")
    AT_LEAST = "至少", _("至少")
    LESS_THAN = "不足", _("不足")
    SHORT_OF = "不到", _("不到")
    ODD = "餘", _("餘")
    SOME_MORE = "多", _("多")
    AND_MORE = "以上", _("以上")
    NO_MORE = "以內", _("以內")
    AND_LESS = "以下", _("以下")
    MORE_OR_LESS = "左右", _("左右")
    UP_OR_DOWN = "上下", _("上下")
    OR_SO = "許", _("許")
    UNWORDED = "約數", _("約數（原文沒有寫明用詞）")


WITHIN = {"餘", "多"}
BEHIND = {"以上", "以內", "以下", "左右", "上下", "許"}
BY_FOLDED = {fold(word): word for word in Approximation.values}
