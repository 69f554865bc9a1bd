"""What only staff see of series: which figure tells which, acts on one, numbers that do not agree."""
