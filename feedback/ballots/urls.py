"""Addresses of its pages; they never change once published."""

from django.urls import path

from feedback.ballots import views
from feedback.ballots.counted import results

urlpatterns = [
    path("campaigns/<slug:slug>/ballots/", results.ballot_results, name="ballot_results"),
    path("campaigns/<slug:slug>/ballots.csv", results.ballot_csv, name="ballot_csv"),
    path("campaigns/<slug:slug>/ballot/", views.ballot_vote, name="ballot_vote"),
    path("campaigns/<slug:slug>/ballot/done/", views.ballot_done, name="ballot_done"),
    path("campaigns/<slug:slug>/ballot/questions.json", views.ballot_questions, name="ballot_questions"),
]
