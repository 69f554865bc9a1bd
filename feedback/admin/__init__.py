"""The desk: what staff do, in Django's admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from feedback.admin import campaigns, offices, routing, suggestions  # noqa: F401 - they register themselves

admin.site.site_header = _("工作臺")
admin.site.site_title = _("工作臺")
admin.site.index_title = _("意見建議辦理")
