"""A citizen's way, for tests: through the form to the receipt, and with the receipt to the page behind it."""

from django.urls import reverse

from tests.factories import make_receipt

WORDS = {
    "kind": "suggestion",
    "category": "unsure",
    "title": "小學門口的斑馬線",
    "body": "早高峰斑馬線被停車擋住。\n車主電話 13864210975。",
    "district": "",
    "place": "延吉路小學東門",
    "section": "",
    "website": "",
}
PERSON = {"name": "王曉梅", "contact": "138 6421 0975", "notices_by": "none", "consent": "yes", "guardian_name": ""}


def fill(client, words=(), person=(), section=""):
    """Go through the form up to the check page, and return that page."""
    client.post(reverse("suggest_start"), {"section": section})
    client.post(reverse("suggest_words"), WORDS | {"section": section} | dict(words))
    client.post(reverse("suggest_kind"), WORDS | dict(words))
    return client.post(reverse("suggest_person"), PERSON | dict(person), follow=True)


def send(client, page):
    return client.post(reverse("suggest_check"), {"fingerprint": page.context["fingerprint"]})


def look_up(client, receipt):
    return client.post(reverse("status_lookup"), {"number": receipt.number, "secret": receipt.secret})


def opened(client, **fields):
    """A receipt whose holder has looked it up."""
    receipt = make_receipt(**fields)
    look_up(client, receipt)
    receipt.suggestion.refresh_from_db()
    return receipt
