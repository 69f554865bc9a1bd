"""Addresses of the talks; they never change once published."""

from django.urls import path

from feedback.talks import list_views, views
from feedback.talks.asking import receipt
from feedback.talks.asking import views as asking
from feedback.talks.record import views as record

urlpatterns = [
    path("talks/", list_views.talk_list, name="talk_list"),
    path("talks/<slug:slug>/", views.talk_detail, name="talk_detail"),
    path("talks/<slug:slug>/now", views.talk_now, name="talk_now"),
    path("talks/<slug:slug>/record/", record.talk_record, name="talk_record"),
    path("talks/<slug:slug>/screen/", views.talk_screen, name="talk_screen"),
    path("talks/<slug:slug>/ask/", asking.talk_ask, name="talk_ask"),
    path("talks/<slug:slug>/receipt/", receipt.talk_receipt, name="talk_receipt"),
]
