"""Somebody in the middle of each form in which somebody writes."""

import pytest
from django.urls import reverse

from feedback.rules.workflow import Stage
from tests.factories import NOW, make_receipt, office
from tests.feedback.pages.nothing_typed_is_lost.leaving import Form, stand_in

MINE = "/status/mine/"


class Writer:
    """Somebody in the middle of a form: the page it stands on, and what they typed, which it would refuse.

    `opened` is the page on which they begin, where that is another one.
    """

    def __init__(self, client, page, typed, send, opened=None):
        self.client, self.page, self.typed, self.send = client, page, typed, send
        self.form = Form(client.get(opened or page))

    def press(self, label, **more):
        return self.form.press(self.client, label, self.typed, **more)

    def finds_it_in(self, page):
        return stand_in(page, self.typed)

    def finds_it_again(self):
        return self.finds_it_in(self.client.get(self.page))


def begun(client):
    page = client.get(reverse("suggest_start"))
    client.post(reverse("suggest_start"), {"csrfmiddlewaretoken": page.context["csrf_token"]})


TYPED = {"title": "路燈又滅了", "body": "夜\u3000黑"}


def first(client):
    return Writer(client, reverse("suggest_words"), dict(TYPED), "下一步", opened=reverse("suggest_start"))


def words(client):
    begun(client)
    return Writer(client, reverse("suggest_words"), dict(TYPED), "下一步")


def kind(client):
    begun(client)
    return Writer(client, reverse("suggest_kind"), {"place": "延吉路\u3000東口"}, "下一步")


def person(client):
    begun(client)
    typed = {"name": "王曉梅", "contact": "寫了一半的電話 1386421"}
    return Writer(client, reverse("suggest_person"), typed, "下一步")


def with_receipt(client, typed, send, receipt):
    client.receipt = receipt
    page = client.get(reverse("status_lookup"))
    sent = {"number": receipt.number, "secret": receipt.secret, "csrfmiddlewaretoken": page.context["csrf_token"]}
    client.post(reverse("status_lookup"), sent)
    return Writer(client, MINE, typed, send)


def rating(client):
    typed = {"comment": "說得很清楚，但是燈還沒有修"}
    return with_receipt(client, typed, "提交評議", make_receipt(flow="of a writer", stage=Stage.REPLIED))


def too_long(client):
    typed = {"reason": "這條路歸交警管，" + "我問過了" * 300}
    return with_receipt(client, typed, "提出異議", make_receipt(flow="of a writer", stage=Stage.DECLINED))


def answering(client):
    receipt = make_receipt(flow="of a writer", stage=Stage.IN_PROGRESS)
    receipt.suggestion.ask("是由東向西的方向嗎？", by=office().handler, now=NOW)
    return with_receipt(client, {"answer": "是的，由東向西" * 200}, "提交回答", receipt)


def looking_up(client):
    return Writer(client, reverse("status_lookup"), {"number": "2020 年第 9 封", "secret": "1234 5678"}, "查詢")


def look_up_again(client, receipt=None):
    receipt, page = receipt or client.receipt, client.get(reverse("status_lookup"))
    sent = {"number": receipt.number, "secret": receipt.secret, "csrfmiddlewaretoken": page.context["csrf_token"]}
    return client.post(reverse("status_lookup"), sent, follow=True)


BEGUN = {"words": words, "kind": kind, "person": person}
STEPS = {"first page": first} | BEGUN
BY_RECEIPT = {"rating": rating, "objection": too_long, "answer": answering}
FORMS = STEPS | BY_RECEIPT | {"look-up": looking_up}


def every(forms):
    return pytest.mark.parametrize("form", forms.values(), ids=[*forms])
