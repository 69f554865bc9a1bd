"""Addresses of its pages; they never change once published."""

from django.urls import path

from feedback.opinions import views

urlpatterns = [
    path("campaigns/<slug:slug>/rate/", views.rate_list, name="rate_list"),
    path("campaigns/<slug:slug>/rate/<slug:anchor>/", views.rate_subject, name="rate_subject"),
]
