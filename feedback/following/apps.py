from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    name = "feedback.following"
    label = "following"
    verbose_name = _("關注")

    def ready(self):
        from feedback.following import tasks  # noqa: F401  what is done each day makes itself known
