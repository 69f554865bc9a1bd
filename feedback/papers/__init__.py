"""週報、月報: the bureau and each unit in a week or a month, by the public statistics' own functions."""
