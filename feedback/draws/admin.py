"""Where Django looks for the admin: the modules of its `desk` register themselves."""

from feedback.draws.desk import draws  # noqa: F401
