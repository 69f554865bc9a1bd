"""The preview as an editor: a person corrects what was read of a file before it is saved."""
