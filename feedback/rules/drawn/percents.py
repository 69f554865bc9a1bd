"""Places and lengths of a drawing as SVG attributes."""


def percent(number):
    """`number`, of 100, to two decimals at most: `12.5%`."""
    return f"{round(number, 2):g}%"
