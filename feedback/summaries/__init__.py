"""辦理情況報告: the summary of a round, computed from the records and frozen when it closes."""
