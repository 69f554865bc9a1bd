"""Where Django looks for the admin: the modules of its `desk` register themselves."""

from feedback.representatives.desk import applications, register, terms  # noqa: F401
