"""Addresses of its pages; they never change once published."""

from django.urls import path

from feedback.summaries import views

urlpatterns = [
    path("campaigns/<slug:slug>/summary/", views.campaign_summary, name="campaign_summary"),
    path("campaigns/<slug:slug>/summary.csv", views.campaign_summary_csv, name="campaign_summary_csv"),
]
