"""The talks at the desk, for Django to find."""

from django.contrib import admin

from feedback.talks.desk.stage import StageDesk
from feedback.talks.models import Talk


@admin.register(Talk)
class TalkAdmin(StageDesk, admin.ModelAdmin):
    list_display = ("campaign", "unit", "starts_at")
