"""The map of the districts: a schematic of tiles in rows and columns, north up; no borders, no queries."""

LARGEST = 12  # rows, and columns
