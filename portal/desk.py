"""Django's admin with the portal's own desk in place of its default site."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "feedback.desk_site.Desk"

    def ready(self):
        from portal import desk_fields  # models are there from now on

        desk_fields.put_in_place()
        super().ready()
