"""/status/: what stands with the receipt."""
