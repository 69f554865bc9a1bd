"""Where Django looks for the admin: the modules of its `desk` register themselves."""

from feedback.ballots.desk import ballots, questions  # noqa: F401
