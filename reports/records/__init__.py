"""What is kept of a report."""
