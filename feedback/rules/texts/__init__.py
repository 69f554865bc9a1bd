"""What texts have in common: how alike they are, what they mention, which field their words speak for."""
