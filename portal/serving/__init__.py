"""Requests as they come in, pages as they go out, and what is kept in between."""
