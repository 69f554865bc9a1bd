"""What did not come by the web."""
