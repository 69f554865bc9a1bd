"""Personal data in running text: found, shown to the citizen, masked for release."""

from feedback.redaction.finding import Finding, find, mask
from feedback.redaction.rules import Kind

__all__ = ["Finding", "Kind", "find", "mask"]
