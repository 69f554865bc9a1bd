"""What others would write who mean the same as somebody of the sample year: found among the first that are shown."""

import pytest

from feedback.models import Suggestion
from tests.feedback.suggestions.rewordings import REWORDINGS

# Each database finds the same pieces (tests/portal/search); what is counted here is how they are weighed.
pytestmark = pytest.mark.on_postgres


def titles(title, body=""):
    return [one.public_title for one in Suggestion.objects.similar(title, body)]


def test_of_30_rewordings_of_the_sample_year_27_find_theirs_among_the_first_three(sample_year):
    first_three = [titles(title, body)[:3] for _, title, body in REWORDINGS]
    found = [wanted in hits for (wanted, *_), hits in zip(REWORDINGS, first_three, strict=True)]
    by_title_alone = [wanted in titles(title)[:3] for wanted, title, _ in REWORDINGS]
    assert (len(REWORDINGS), sum(found) >= 27, sum(by_title_alone) >= 25) == (30, True, True)
