"""How an answer is written and reviewed, and how it gets more days."""
