"""The preview as an editor: what was read of a file, corrected by a person before it is saved."""
