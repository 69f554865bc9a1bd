"""/reports/: what a citizen reads."""
