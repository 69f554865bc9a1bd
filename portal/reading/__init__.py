"""Chinese text: two scripts, one content."""
