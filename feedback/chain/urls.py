"""The address of a chain; it never changes once published."""

from django.urls import path

from feedback.chain import views

urlpatterns = [path("chain/<slug:kind>/<slug:key>/", views.chain, name="chain")]
