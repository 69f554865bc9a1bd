"""Addresses of its pages; they never change once published."""

urlpatterns = []
