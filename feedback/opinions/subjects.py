"""What may be said something of: the sections of a round's report that have a text, and the bureau as a whole."""

from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from feedback.models import Campaign
from feedback.opinions.rules import ANSWERS, OF_BUREAU, OF_SECTION, Standing, result, standing
from reports.models import Section

BUREAU = "bureau"  # where the anchor of a section stands in an address


class Subject(NamedTuple):
    """A section, or the bureau where `section` is None."""

    campaign: Campaign
    section: Section | None

    @property
    def is_asked(self):
        """Whether there is something to say anything of: a heading without a text only names those below it."""
        return not self.section or bool(self.section.paragraphs)

    @property
    def level(self):
        return self.section.level if self.section else 1

    @property
    def questions(self):
        return OF_SECTION if self.section else OF_BUREAU

    @property
    def key(self):
        return self.section.pk if self.section else None

    def asked(self):
        """(question, [(answer, its words)]) of each."""
        return [(question, list(ANSWERS[question].items())) for question in self.questions]

    def results(self, found):
        """The `Result` of each question, from what `OpinionCount.objects.results()` found."""
        return [found.get((self.key, question)) or result(question, {}) for question in self.questions]

    def get_absolute_url(self):
        anchor = self.section.anchor if self.section else BUREAU
        return reverse("rate_subject", args=[self.campaign.slug, anchor])


def campaign_or_404(slug):
    """The published campaign with its phases, one of which asks everybody."""
    campaigns = Campaign.objects.published().select_related("report").prefetch_related("phases")
    return get_object_or_404(campaigns, slug=slug)


def standing_or_404(campaign, today):
    found = standing(campaign, today)
    if found == Standing.NEVER:
        raise Http404
    return found


def subjects_of(campaign):
    """The bureau, and the sections of the published report in reading order, those without a text among them."""
    return [Subject(campaign, None), *(Subject(campaign, section) for section in _sections(campaign))]


def subject_or_404(campaign, anchor):
    if anchor == BUREAU:
        return Subject(campaign, None)
    subject = next((Subject(campaign, one) for one in _sections(campaign) if one.anchor == anchor), None)
    if not subject or not subject.is_asked:
        raise Http404
    return subject


def _sections(campaign):
    if not campaign.report_id or not campaign.report.is_published:
        return []
    sections = list(campaign.report.sections.in_order())
    for section in sections:
        section.report = campaign.report  # whose address is the way back
    return sections
