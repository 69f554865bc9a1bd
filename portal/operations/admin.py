"""The tasks in the background at the desk: the package's pages name half of their columns in English."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult, get_date_max

admin.site.unregister(DBTaskResult)
DBTaskResult.add_to_class("__str__", lambda task: task.task_path)  # the package's rows have no name


@admin.register(DBTaskResult)
class TaskAdmin(DBTaskResultAdmin):
    list_display = ("task_path", "status", "enqueued_at", "started_at", "finished_at")
    list_filter = ("status",)

    def get_readonly_fields(self, request, obj=None):
        shown = ("status", "enqueued_at", "not_before", "started_at", "finished_at", "args_kwargs", "return_value")
        return (*shown, "exception_class_path", "formatted_traceback") if obj and obj.traceback else shown

    @admin.display(description=_("最早執行時間"))
    def not_before(self, task):
        return None if task.run_after == get_date_max() else task.run_after

    @admin.display(description=_("錯誤位置"))
    def formatted_traceback(self, task):
        return super().formatted_traceback(task)
