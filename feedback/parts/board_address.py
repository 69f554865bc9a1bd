"""Where the list of suggestions behind a number is."""

from django.urls import reverse
from django.utils.http import urlencode


def board_address(**filters):
    """The address of the board under these filters, by the names that an address has for them."""
    query = urlencode(filters)
    return reverse("suggestion_list") + (f"?{query}" if query else "")
