"""What keeps the portal running, and what says that it does not."""
