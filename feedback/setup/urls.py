"""Addresses of the first steps, under the desk's own."""

from django.urls import path

from feedback.setup import views

urlpatterns = [
    path("setup/", views.setup, name="setup"),
    path("setup/<slug:slug>/", views.setup_sheet, name="setup_sheet"),
    path("setup/<slug:slug>/template.xlsx", views.setup_template, name="setup_template"),
]
