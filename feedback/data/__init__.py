"""/data/: the statistics."""
