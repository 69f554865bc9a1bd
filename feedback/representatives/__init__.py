"""市民代表: who applied, who is entered, and when what is personal of them is erased."""
