"""The sample's promises: of its reports and replies, some kept, some late, one withdrawn, some put off."""

import tomllib
from datetime import date

import pytest

from feedback.commitments.models import Commitment
from feedback.commitments.sample import PROMISES, the_one
from feedback.rules.commitments import State
from reports.models import Report

rows = tomllib.loads(PROMISES.read_text(encoding="utf-8"))["promise"]


def test_the_sample_shows_promises_kept_late_put_off_and_withdrawn(sample_year):
    years = set(Report.objects.values_list("year", flat=True))
    of_sample = [row for row in rows if row.get("year") in years or "suggestion" in row]
    public, today = Commitment.objects.public(), date(2026, 11, 24)
    assert set(public.values_list("title", flat=True)) == {row["title"] for row in of_sample}
    assert (
        len(of_sample) >= 10,
        public.filter(state=State.COMPLETE).count() >= 5,
        public.late(today).count() >= 2,
        public.filter(state=State.WITHDRAWN).count(),
        public.filter(has_slipped=True).count() >= 1,
    ) == (True, True, True, 1, True)


def test_words_that_find_no_sentence_are_told():
    with pytest.raises(LookupError, match="0 sentences promise with the words '泊位'"):
        the_one([], "泊位")
