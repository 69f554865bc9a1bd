"""How a section is laid out for reading."""
