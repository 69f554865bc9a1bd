"""One suggestion at the desk."""
