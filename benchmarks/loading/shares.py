"""A choice by shares."""


def one_of(shares, random):
    """One of the values of `shares`, pairs of (value, how often)."""
    return random.choices([value for value, _ in shares], [share for _, share in shares])[0]
