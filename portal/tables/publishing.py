"""That something was published."""

from django.db import models


class Publishing(models.Model):
    """A change of what the public reads; only that there was one counts."""

    def __str__(self):
        return str(self.pk)
