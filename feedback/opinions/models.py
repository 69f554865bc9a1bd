"""開放評議: what a browser said, once for each question, and how many said what.

A participant is a digest and nothing else; nothing here leads to a suggestion, a receipt or a ballot.
"""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.opinions.rules import ANSWERS, OF_BUREAU, Answer, Question, result

OF_ITS_QUESTION = reduce(or_, [Q(question=question, answer__in=list(ANSWERS[question])) for question in ANSWERS])
OF_ITS_SUBJECT = Q(question__in=OF_BUREAU, section__isnull=True) | (
    ~Q(question__in=OF_BUREAU) & Q(section__isnull=False)
)


class Participant(models.Model):
    """A browser that said something; the last thing taken back takes it along."""

    campaign = models.ForeignKey("feedback.Campaign", models.CASCADE, related_name="participants")
    browser_digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("開放評議的參加者")
        verbose_name_plural = _("開放評議的參加者")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "browser_digest"], name="participant_once_per_campaign")
        ]

    def __str__(self):
        return f"{self.campaign_id} {self.browser_digest[:8]}"


class SectionOpinionQuerySet(models.QuerySet):
    def answers_of(self, browser, campaign, section):
        """{question: answer} that the browser of this digest gave on one section, or on the bureau where it is None."""
        own = self.filter(participant__campaign=campaign, participant__browser_digest=browser, section=section)
        return dict(own.values_list("question", "answer")) if browser else {}


class SectionOpinion(models.Model):
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="opinions")
    section = models.ForeignKey("reports.Section", models.PROTECT, null=True, related_name="+")  # none: the bureau
    question = models.CharField(_("問題"), max_length=8, choices=Question)
    answer = models.CharField(_("回答"), max_length=8, choices=Answer)
    at = models.DateTimeField(_("時間"))

    objects = SectionOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("開放評議")
        verbose_name_plural = _("開放評議")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "section", "question"], condition=Q(section__isnull=False),
                name="opinion_of_section_once_per_browser",
            ),
            models.UniqueConstraint(
                fields=["participant", "question"], condition=Q(section__isnull=True),
                name="opinion_of_bureau_once_per_browser",
            ),
            models.CheckConstraint(condition=OF_ITS_QUESTION, name="opinion_answers_its_question"),
            models.CheckConstraint(condition=OF_ITS_SUBJECT, name="opinion_is_asked_of_its_subject"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.question} {self.answer}"


class OpinionCountQuerySet(models.QuerySet):
    def of_subject(self, campaign, section):
        """Those of one section, or of the bureau where it is None."""
        return self.filter(campaign=campaign, section=section)

    def move(self, more, **which):
        """Count `more` of one answer to one question, whose row is made when it is counted first."""
        if not self.filter(**which).update(number=F("number") + more):
            self.get_or_create(**which)
            self.filter(**which).update(number=F("number") + more)

    def results(self):
        """{(key of the section or None, question): `Result`}, in one query; what nobody answered is not in it."""
        numbers = {}
        for section, question, answer, number in self.values_list("section", "question", "answer", "number"):
            numbers.setdefault((section, question), {})[answer] = number
        return {(section, question): result(Question(question), said) for (section, question), said in numbers.items()}


class OpinionCount(models.Model):
    """How many gave an answer: counted with each opinion, so that no page counts rows."""

    campaign = models.ForeignKey("feedback.Campaign", models.CASCADE, verbose_name=_("活動"), related_name="+")
    section = models.ForeignKey(
        "reports.Section", models.PROTECT, verbose_name=_("報告章節"), null=True, related_name="+"
    )
    question = models.CharField(_("問題"), max_length=8, choices=Question)
    answer = models.CharField(_("回答"), max_length=8, choices=Answer)
    number = models.PositiveIntegerField(_("人數"), default=0)

    objects = OpinionCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("開放評議的人數")
        verbose_name_plural = _("開放評議的人數")
        ordering = ["-campaign", "section", "question", "answer"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "section", "question", "answer"], condition=Q(section__isnull=False),
                name="opinion_count_of_section_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "question", "answer"], condition=Q(section__isnull=True),
                name="opinion_count_of_bureau_once",
            ),
            models.CheckConstraint(condition=OF_ITS_SUBJECT, name="opinion_count_is_of_its_subject"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_question_display()} {self.words}"

    @property
    def words(self):
        return str(ANSWERS[self.question][self.answer])
