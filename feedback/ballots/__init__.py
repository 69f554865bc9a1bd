"""代表評議: ballots of which nobody can tell whose they were, and the tally anybody can redo."""
