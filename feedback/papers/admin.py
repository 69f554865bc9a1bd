"""What the desk registers of it."""
