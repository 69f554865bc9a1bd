"""What is written down about suggestions."""
