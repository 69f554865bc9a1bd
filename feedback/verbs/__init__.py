"""What can be done to a suggestion."""
