"""Addresses of notices; they stand in mails that were sent, and never change."""

from django.urls import path

from feedback.notices import views

urlpatterns = [
    path("notices/stop/<str:token>/", views.notice_stop, name="notice_stop"),
]
