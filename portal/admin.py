"""The face of what administrators keep of the site itself: Django looks for it here."""

from portal.desk import accounts, records  # noqa: F401
from portal.operations import admin as operations  # noqa: F401
