"""Addresses of its pages; they never change once published."""

from django.urls import path

from feedback.commitments import views

urlpatterns = [
    path("commitments/", views.commitment_list, name="commitment_list"),
    path("commitments.csv", views.commitment_csv, name="commitment_csv"),
    path("commitments/<int:pk>/", views.commitment_detail, name="commitment_detail"),
]
