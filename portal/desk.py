"""Django's admin with the portal's own desk in place of its default site."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "feedback.desk_site.Desk"
