"""In the sample report of 2021, 「170 條，全部辦理完畢」 is counted: how many came in 2020, and how many are done."""

from feedback.bindings.models import Binding
from feedback.bindings.verbs import bind
from feedback.models import Campaign
from feedback.sample.parts import sample_part
from reports.models import Figure

NAME = "2020年「三民」活動收到的意見建議"


@sample_part(97)
def load_bindings(cast, now):
    campaign = Campaign.objects.get(slug="sanmin-2020")
    figure = Figure.objects.select_related("section__report").get(section__report__year=2021, name=NAME)
    for query in ("received", "handled"):
        binding = Binding(figure=figure, query=query, campaign=campaign, as_of=figure.section.report.published_at)
        bind(binding, by=cast.administrator, now=now)
