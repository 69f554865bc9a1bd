"""Personal data in running text: found, shown to the citizen, masked for release."""

from feedback.rules.redaction.finding import Finding, find, hide, mask, once
from feedback.rules.redaction.rules import Kind

__all__ = ["Finding", "Kind", "find", "hide", "mask", "once"]
