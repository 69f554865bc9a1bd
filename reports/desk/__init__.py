"""What staff do with reports."""
