"""Addresses of the figures through the years; they never change once published."""

from django.urls import path

from reports.series import views

urlpatterns = [
    path("figures/", views.figure_index, name="figure_index"),
    path("figures.csv", views.figure_index_csv, name="figure_index_csv"),
    path("figures/<int:pk>/", views.series_detail, name="series_detail"),
    path("figures/<int:pk>.csv", views.series_csv, name="series_csv"),
]
