"""Addresses of its pages; they never change once published."""

from django.urls import path

from feedback.representatives import views

urlpatterns = [
    path("campaigns/<slug:slug>/apply/", views.representative_apply, name="representative_apply"),
    path("campaigns/<slug:slug>/apply/check/", views.representative_check, name="representative_check"),
    path("campaigns/<slug:slug>/apply/sent/", views.representative_sent, name="representative_sent"),
    path("campaigns/<slug:slug>/apply/withdraw/", views.representative_withdraw, name="representative_withdraw"),
    path("campaigns/<slug:slug>/representatives/", views.representative_list, name="representative_list"),
]
