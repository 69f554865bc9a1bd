"""The pages about the log, in every language."""

from django.urls import path, re_path

from portal.ledger import checking, pages

urlpatterns = [
    path("ledger/", pages.ledger, name="ledger"),
    path("ledger/check/", checking.check, name="ledger_check"),
    re_path(r"^ledger/days/(?P<day>\d{4}-\d\d-\d\d)/$", pages.ledger_day, name="ledger_day"),
]
