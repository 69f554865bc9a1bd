"""/campaigns/: the campaigns and the wall of each."""
