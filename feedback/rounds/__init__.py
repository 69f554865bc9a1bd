"""The life of a campaign: drafted, published by a second person, extended with a public reason, closed by two."""
