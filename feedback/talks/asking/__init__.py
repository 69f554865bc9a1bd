"""提問: one page with one text, its check and its receipt."""
