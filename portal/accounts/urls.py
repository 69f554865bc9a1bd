"""Addresses between the password and the desk; they stand under the desk's own."""

from django.urls import path

from portal.accounts import views

urlpatterns = [
    path("code/", views.staff_code, name="staff_code"),
    path("enrol/", views.staff_enrol, name="staff_enrol"),
    path("backup-codes/", views.staff_codes, name="staff_codes"),
]
