"""What talks put into the frame."""
