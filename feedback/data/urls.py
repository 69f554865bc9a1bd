"""Addresses of the statistics, under /data/; they never change once published."""

from django.urls import path

from feedback.data import views

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("<slug:table>.csv", views.statistics_csv, name="statistics_csv"),
]
