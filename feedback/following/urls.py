"""Addresses of following; they never change once published."""

from django.urls import path

from feedback.following import feeds, views

urlpatterns = [
    path("follow/", views.follow, name="follow"),
    path("follow/mail/", views.follow_mail, name="follow_mail"),
    path("follow/mail/asked/", views.follow_asked, name="follow_asked"),
    path("follow/confirm/<str:token>/", views.follow_confirm, name="follow_confirm"),
    path("feeds/replies/", feeds.replies, name="feed_replies"),
    path("feeds/suggestions/", feeds.suggestions, name="feed_suggestions"),
    path("feeds/reports/", feeds.reports, name="feed_reports"),
    path("feeds/talks/", feeds.talks, name="feed_talks"),
    path("feeds/commitments/", feeds.commitments, name="feed_commitments"),
    path("feeds/suggestions/<str:value>/", feeds.of_subject, {"kind": "suggestion"}, name="feed_suggestion"),
    path("feeds/categories/<str:value>/", feeds.of_subject, {"kind": "category"}, name="feed_category"),
    path("feeds/units/<str:value>/", feeds.of_subject, {"kind": "unit"}, name="feed_unit"),
    path("feeds/districts/<str:value>/", feeds.of_subject, {"kind": "district"}, name="feed_district"),
]
