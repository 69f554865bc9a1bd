"""Fields in which somebody types."""
