"""Addresses of the talks; they never change once published."""

urlpatterns = []
