"""Addresses of the measures; they never change once published."""

from django.urls import path

from feedback.measures import views

urlpatterns = [
    path("measures/", views.measure_list, name="measure_list"),
    path("measures.csv", views.measure_csv, name="measure_csv"),
    path("measures/<int:pk>/", views.measure_detail, name="measure_detail"),
]
