"""What only the desk asks of suggestions."""
