"""The talks at the desk, for Django to find."""
