"""The keys by which suggestions of one contact are found without the contact being read.

A key was once made of the contact as it was stored, and is now made of its one spelling. `recompute_contact_keys`
makes the stored ones anew; as long as one is left, both are asked.
"""

from feedback.rules.contacts import contact_form, spellings
from portal.tables.encrypted import lookup_key

# A key begins with it; a former key is hexadecimal throughout, which is how the two are told apart.
MARK = "k"
AFTER_FORMER = "g"


def contact_key(contact):
    return MARK + lookup_key(contact_form(contact))[1:] if contact else ""


def keys_of(contact):
    """Its key, and the former keys under which the same contact may still be stored."""
    return [contact_key(contact), *(lookup_key(text) for text in {contact, *spellings(contact_form(contact))})]
