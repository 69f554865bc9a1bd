"""/suggestions/: the board, its search, a page for each suggestion."""
