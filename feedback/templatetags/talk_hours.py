"""Talks on pages: their hours."""

from django import template

from feedback.parts.hours import hours_told

register = template.Library()


@register.simple_tag
def hours(talk):
    """The day and the hours of a talk in words."""
    return hours_told(talk.starts_at, talk.ends_at)
