"""Addresses of the entries of one subject, and of one's own proof."""

from django.urls import path

from feedback.ledger import views

urlpatterns = [
    path("ledger/entries/<path:subject>/", views.ledger_entries, name="ledger_entries"),
    path("status/proof/", views.status_proof, name="status_proof"),
]
