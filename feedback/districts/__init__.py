"""/districts/: 「我身邊的」, the map of the districts and a page for each."""
