"""Addresses of its pages; they never change once published."""

from django.urls import path

from feedback.awards import views

urlpatterns = [path("campaigns/<slug:slug>/awards/", views.campaign_awards, name="campaign_awards")]
