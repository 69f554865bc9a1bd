"""The talks at the desk: drafted, published, postponed; the moderator, the telephone, the transcript."""
