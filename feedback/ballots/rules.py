"""What a ballot asks unless somebody writes it otherwise. No public source has the bureau's own: all can be changed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Subject(TextChoices):
    """What a question is about."""

    REPORT = "report", _("工作報告")
    BUREAU = "bureau", _("全局工作")
    UNIT = "unit", _("一個單位的工作")


# Texts of rows, which are stored as they stand here: (subject, question, English).
QUESTIONS = (
    (Subject.REPORT, "您對本年度工作報告滿意嗎？", "Are you satisfied with this year's report?"),
    (Subject.BUREAU, "您對全局本年度的工作滿意嗎？", "Are you satisfied with the bureau's work this year?"),
)
UNIT_QUESTION = ("您對%(unit)s本年度的工作滿意嗎？", "%(unit)s: are you satisfied with its work this year?")
# The five levels of the national 好差評 practice, at even distances: (option, English, weight of a hundred).
OPTIONS = (
    ("非常滿意", "Very satisfied", 100),
    ("滿意", "Satisfied", 75),
    ("基本滿意", "Mostly satisfied", 50),
    ("不滿意", "Dissatisfied", 25),
    ("非常不滿意", "Very dissatisfied", 0),
)
