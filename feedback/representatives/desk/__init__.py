"""What staff see of 市民代表: the terms of a round, who applied, who represents."""
