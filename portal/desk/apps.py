"""Django's admin with the portal's own desk in place of its default site."""

from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig


class TasksConfig(TasksAppConfig):
    verbose_name = _("後台任務")


class DeskConfig(AdminConfig):
    default_site = "portal.desk.site.Desk"

    def ready(self):
        from portal.fields import desk  # models are there from now on

        desk.put_in_place()
        super().ready()
