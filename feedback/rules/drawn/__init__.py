"""What is drawn of the suggestions: the wall, its small picture, the map of the districts; plain geometry."""
