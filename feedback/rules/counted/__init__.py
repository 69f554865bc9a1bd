"""What is counted, and the arithmetic of it."""
