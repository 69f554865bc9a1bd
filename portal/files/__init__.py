"""Files that staff bring and take along."""
