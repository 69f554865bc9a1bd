"""What talks put into the frame."""

from feedback.talks.moderating import ends  # noqa: F401  questions that end leave the stage
