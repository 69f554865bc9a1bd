"""What administrators keep, at the desk."""
