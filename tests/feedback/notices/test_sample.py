"""The notices of the sample year."""

from collections import Counter

from feedback.notices.models import Notice
from feedback.rules.notices import Kind, State


def test_two_citizens_were_told_what_happened_one_mail_was_not_sent_and_one_came_back(sample_year):
    notices = list(Notice.objects.select_related("citizen").order_by("pk"))
    assert (
        len({notice.citizen_id for notice in notices}),
        Counter(notice.state for notice in notices if notice.state != State.SENT),
        [notice.kind for notice in notices if notice.state == State.FAILED],
        [notice.kind for notice in notices if notice.bounced_at],
        {notice.kind for notice in notices} >= {Kind.RECEIVED, Kind.ASKED, Kind.REPLIED},
    ) == (2, Counter({State.FAILED: 1}), [Kind.ASSIGNED], [Kind.EXTENDED], True)
