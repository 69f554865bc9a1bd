"""Addresses of the reports; they never change once published."""

from django.urls import path

from reports.pages import views
from reports.series import views as series

urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("<int:year>/", views.report_detail, name="report_detail"),
    path("<int:year>/figures/", views.figure_list, name="figure_list"),
    path("<int:year>/figures.csv", views.figure_csv, name="figure_csv"),
    path("figures/<str:name>/", series.figure_history, name="figure_history"),
]
