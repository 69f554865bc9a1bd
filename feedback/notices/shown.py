"""What was sent to a citizen, on the page that the receipt opens."""

from feedback.notices.models import Notice
from feedback.notices.told import told_to_citizen
from portal.frame import STATUS_PAGE


@STATUS_PAGE.block(30, "notices/_status.html")
def sent_to_citizen(suggestion, now):
    return {"notices": [(notice, told_to_citizen(notice)) for notice in Notice.objects.to_citizen_of(suggestion)]}
