"""The suggestion itself, and the questions that everybody may ask of it."""
