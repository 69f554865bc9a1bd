"""What stands in one sentence: its numbers, what joins two of them, and the words that name them."""
