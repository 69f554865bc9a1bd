"""Where Django looks for the admin of what administrators keep of the site itself."""

from portal.desk import accounts, records  # noqa: F401
from portal.operations import admin as operations  # noqa: F401
