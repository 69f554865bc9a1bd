"""The targets as a drawing: one line a row, a point where it stands against its target, filled when reached."""

from html import escape
from math import log10

LEAST, MOST = 0.01, 10  # what the axis shows; a point outside stands at its end
LEFT, WIDTH, RIGHT = 340, 420, 170
LINE, HEADING, TOP, BOTTOM = 22, 34, 56, 52
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1c2733; }
.heading { font-weight: 600; } .quiet { fill: #5a6875; font-size: 12px; }
.grid { stroke: #c9d1d9; } .target { stroke: #1c2733; stroke-width: 1.5; }
.stem { stroke: #9aa7b4; stroke-width: 2; } .ground { fill: #ffffff; }
.yes { fill: #1a7f4b; stroke: #1a7f4b; } .no { fill: #ffffff; stroke: #b3372f; stroke-width: 2.5; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6ebf0; } .quiet { fill: #a3b0bd; } .grid { stroke: #39434d; } .target { stroke: #e6ebf0; }
  .ground, .no { fill: #12181f; } .stem { stroke: #66737f; }
  .yes { fill: #57c98c; stroke: #57c98c; } .no { stroke: #ff8b80; }
}
"""


def reached(row):
    """How many times a row's target is reached: 1 is just; None for one that cannot be drawn."""
    if row.target in (None, 0) or not row.value:
        return None
    return row.value / row.target if row.at_least else row.target / row.value


def across(times):
    """Where on the axis, which is logarithmic."""
    share = log10(min(max(times, LEAST), MOST) / LEAST) / log10(MOST / LEAST)
    return round(LEFT + WIDTH * share, 1)


def plot(rows, title):
    """The SVG of the rows that have a target."""
    drawn = [(row, times) for row in rows if (times := reached(row)) is not None]
    parts, down, section = [], TOP, None
    for row, times in drawn:
        if row.section != section:
            section, down = row.section, down + HEADING
            parts.append(f'<text class="heading" x="16" y="{down - 8}">{escape(section.partition(":")[0])}</text>')
        down += LINE
        parts.append(_line(row, times, down - 6))
    height = down + BOTTOM
    whole = LEFT + WIDTH + RIGHT
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {height}" width="{whole}" height="{height}" '
            f'role="img" aria-label="{escape(title)}">',
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{whole}" height="{height}"/>',
            f'<text class="heading" x="16" y="26">{escape(title)}</text>',
            '<text class="quiet" x="16" y="46">Each point: how many times the target. Filled: reached.</text>',
            *_axis(down + 8),
            *parts,
            "</svg>\n",
        ]
    )


def _line(row, times, y):
    at, mark = across(times), "yes" if row.is_reached else "no"
    value = f"{row.value:,.0f}" if row.value >= 10 else f"{row.value:.3g}"
    told = escape(f"{value}, target {row.target_shown}")
    return (
        f'<text x="{LEFT - 12}" y="{y + 4}" text-anchor="end">{escape(row.name)}</text>'
        f'<line class="stem" x1="{across(1)}" x2="{at}" y1="{y}" y2="{y}"/>'
        f'<circle class="{mark}" cx="{at}" cy="{y}" r="5"/>'
        f'<text class="quiet" x="{LEFT + WIDTH + 12}" y="{y + 4}">{told}</text>'
    )


def _axis(bottom):
    for times in (0.01, 0.1, 1, 10):
        x = across(times)
        mark = "target" if times == 1 else "grid"
        yield f'<line class="{mark}" x1="{x}" x2="{x}" y1="{TOP}" y2="{bottom}"/>'
        yield f'<text class="quiet" x="{x}" y="{bottom + 16}" text-anchor="middle">{times:g} ×</text>'
    at = f'x="{LEFT + WIDTH / 2}" y="{bottom + 34}"'
    yield f'<text class="quiet" {at} text-anchor="middle">times the target, logarithmic</text>'
