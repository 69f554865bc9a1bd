"""The addresses of the log itself, as `tlog-tiles` gives them: without a language."""

from django.urls import path, re_path

from portal.ledger import files, stamp_files, views

urlpatterns = [
    path("ledger/check_ledger.py", files.check_program, name="ledger_program"),
    path("ledger/openings/<path:subject>/<int:sequence>.json", files.opening, name="ledger_opening"),
    path("ledger/checkpoint", views.checkpoint, name="ledger_checkpoint"),
    re_path(r"^ledger/(?P<log>[2-9]|[1-9]\d{1,3})/checkpoint$", views.checkpoint, name="ledger_checkpoint_of"),
    re_path(
        r"^ledger/(?:(?P<log>[2-9]|[1-9]\d{1,3})/)?stamps/(?P<size>\d{1,18})\.tsr$",
        stamp_files.stamp,
        name="ledger_stamp",
    ),
    re_path(
        r"^ledger/(?:(?P<log>[2-9]|[1-9]\d{1,3})/)?stamps/(?P<size>\d{1,18})\.checkpoint$",
        stamp_files.note,
        name="ledger_stamped",
    ),
    re_path(
        r"^ledger/(?:(?P<log>[2-9]|[1-9]\d{1,3})/)?tile/(?P<level>0|[1-9]\d?|entries)/(?P<address>[x\d/.p]+)$",
        views.tile,
        name="ledger_tile",
    ),
]
