"""Addresses of the calendars; programs ask them again and again, so they never change."""

from django.urls import path

from feedback.rounds import calendar

urlpatterns = [
    path("calendar.ics", calendar.calendar, name="calendar"),
    path("campaigns/<slug:slug>/calendar.ics", calendar.campaign_calendar, name="campaign_calendar"),
]
