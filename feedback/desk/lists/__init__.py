"""Many suggestions at the desk."""
