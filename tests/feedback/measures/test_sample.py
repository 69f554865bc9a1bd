"""The measures of the sample: enough to look at, over fields and districts, each behind what it says."""

import pytest

from feedback.commitments.models import Commitment
from feedback.measures.models import Measure
from feedback.measures.sample import entries
from feedback.models import Suggestion
from feedback.rules.notices import Kind


def test_there_are_at_least_fifteen_over_fields_and_districts(sample_year):
    public = Measure.objects.public()
    fields, districts = ({*public.values_list(name, flat=True)} - {None} for name in ("category", "district"))
    assert (public.count() >= 15, len(fields) >= 4, len(districts) >= 6) == (True, True, True)
    assert Measure.objects.filter(published_at=None).count() == 1
    assert not Measure.objects.filter(is_sample=False).exists()


def test_each_answers_something_and_has_evidence_and_some_stand_in_the_report(sample_year):
    public = Measure.objects.public()
    assert not public.filter(suggestions=None).exists()
    assert not public.filter(evidence=None).exists()
    assert public.filter(section__report__year=2021).count() >= 5


def test_promises_are_kept_where_the_sample_has_some(sample_year):
    kept = {*Measure.objects.exclude(commitment=None).values_list("title", flat=True)}
    assert kept == {row["title"] for row in entries() if "promise" in row and Commitment.objects.exists()}


def test_some_are_behind_one_that_is_not_public(sample_year):
    assert Suggestion.objects.filter(measures__in=Measure.objects.public(), public_title="").count() >= 2


def test_the_citizen_who_wanted_to_know_was_told(sample_year):
    told = Suggestion.objects.filter(notices__kind=Kind.MEASURE)
    assert [one.title for one in told] == ["棧橋旅遊大巴在太平路佔道上下客"]


@pytest.mark.parametrize(
    "address", ["/measures/", "/measures/?district=chengyang", "/measures.csv", "/", "/districts/shinan/"]
)
def test_its_pages_open(sample_year, client, address):
    assert client.get(address).status_code == 200


def test_every_measure_and_its_chain_open(sample_year, client):
    pages = [measure.get_absolute_url() for measure in Measure.objects.public()]
    pages += [f"/chain/measure/{measure.pk}/" for measure in Measure.objects.public()]
    assert [page for page in pages if client.get(page).status_code != 200] == []
