"""Addresses of an account itself: between the password and the desk, and what is kept for it; under the desk's own."""

from django.urls import path

from portal.accounts import activating, views

urlpatterns = [
    path("language/", views.staff_language, name="staff_language"),
    path("activate/", activating.staff_activate, name="staff_activate"),
    path("code/", views.staff_code, name="staff_code"),
    path("enrol/", views.staff_enrol, name="staff_enrol"),
    path("backup-codes/", views.staff_codes, name="staff_codes"),
    path("kept/", views.staff_kept, name="staff_kept"),
    path("kept/<int:pk>/forget/", views.staff_kept_forget, name="staff_kept_forget"),
]
