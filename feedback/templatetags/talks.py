"""What only the pages of talks need of templates."""

from django import template

from feedback.parts.board_address import board_address

register = template.Library()

# From so many characters on a question is drawn smaller, so that it fits a screen in a hall.
LENGTHS = ((400, "endless"), (160, "longest"), (90, "longer"), (40, "long"))


@register.filter
def length_class(text):
    return next((name for least, name in LENGTHS if len(text) >= least), "short")


@register.simple_tag
def board(campaign):
    """The list of all questions of the talk."""
    return board_address(campaign=campaign.slug)
