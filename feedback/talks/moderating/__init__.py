"""What moderators do with the questions of a talk, and what they see of them."""
