"""What keeps a vote secret: its seal, the parts of the key, and the pages that are cleared after the count."""
