"""Addresses of its pages; they never change once published."""

from django.urls import path

from feedback.draws import views

urlpatterns = [
    path("campaigns/<slug:slug>/draw/", views.draw_detail, name="draw_detail"),
    path("campaigns/<slug:slug>/draw.json", views.draw_json, name="draw_json"),
    path("campaigns/<slug:slug>/draw/<int:attempt>/", views.draw_detail, name="draw_attempt"),
    path("campaigns/<slug:slug>/draw/<int:attempt>.json", views.draw_json, name="draw_attempt_json"),
]
