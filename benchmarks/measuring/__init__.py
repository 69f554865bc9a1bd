"""What is measured, subject by subject, and what a worker costs meanwhile."""
