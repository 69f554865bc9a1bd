"""What was kept as it was typed is never trusted when it is read: no draft and no cookie makes a page fail."""

import json
from itertools import count

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client, override_settings
from django.urls import reverse
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from feedback.models import Draft
from feedback.parts.passage import COOKIE, SALT
from feedback.rules import receipts
from feedback.status import opened
from feedback.suggest.forms import KindForm, PersonForm, WordsForm
from portal import keys
from tests.factories import NOW
from tests.feedback.passage import PERSON, WORDS
from tests.reports.factories import make_report, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

STEPS = ["suggest_start", "suggest_words", "suggest_similar", "suggest_kind", "suggest_files"]
STEPS += ["suggest_person", "suggest_check"]
FIELDS = [*WordsForm.base_fields, *KindForm.base_fields, *PersonForm.base_fields, "related", "anew", "aside"]
ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["x", "1", "on", "\ud800", "\0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
PAYLOADS = st.dictionaries(st.sampled_from(FIELDS), ANY_JSON) | ANY_JSON
tokens = (f"a passage {number}" for number in count())


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def holding(payload):
    """A browser in the middle of the form, and what its draft holds."""
    token, client = next(tokens), Client()
    Draft.objects.create(flow_digest=receipts.flow_digest(settings.RECEIPT_KEY, token), payload=payload, changed_at=NOW)
    client.cookies["flow"] = signing.get_cookie_signer(salt=COOKIE + SALT).sign(token)
    return client


def statuses(client):
    """Of every step, read and sent."""
    read = {client.get(reverse(step)).status_code for step in STEPS}
    return read | {client.post(reverse(step), {"fingerprint": "x"}).status_code for step in STEPS[1:]}


@pytest.mark.parametrize(
    "value", ["x", "9" * 30, "9" * 5000, "-1", "1.5", "\ud800", "\0", [], ["1"], {}, {"a": 1}, None, 1e300]
)
def test_a_draft_with_anything_for_a_choice_is_answered(value):
    choices = dict.fromkeys(["section", "category", "district", "related", "kind", "is_under_14"], value)
    assert statuses(holding(json.dumps(WORDS | PERSON | choices))) <= {200, 302}


@pytest.mark.parametrize("payload", ["", "null", "[]", "[1]", '"x"', "not JSON", '{"section": NaN}', '{"title": 5}'])
def test_a_draft_that_is_none_is_an_empty_one(payload):
    assert statuses(holding(payload)) <= {200, 302}


@given(payload=PAYLOADS)
@example(payload={"section": "x"})
@example(payload={"related": "x"})
@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_draft_makes_a_step_fail(payload):
    assert statuses(holding(json.dumps(payload))) <= {200, 302}


def test_a_section_that_is_none_with_the_back_button_spoils_nothing(client):
    """Seen: 500 ever after."""
    client.post(reverse("suggest_start"))
    client.post(reverse("suggest_words"), WORDS | {"section": "x", "back": "yes"})
    page = client.get(reverse("suggest_words"))
    assert (page.status_code, page.context["form"]["title"].value()) == (200, WORDS["title"])


def test_the_section_of_a_draft_is_still_the_one_that_was_chosen(client):
    section = make_report(published_by=make_staff()).sections.get(heading__contains="打擊犯罪")
    client.post(reverse("suggest_start"), {"section": section.pk})
    client.post(reverse("suggest_words"), WORDS | {"section": str(section.pk), "back": "yes"})
    assert client.get(reverse("suggest_words")).context["section"] == section


def test_a_draft_whose_key_was_removed_is_as_good_as_gone():
    client = holding(json.dumps(WORDS))
    with override_settings(PERSONAL_DATA_KEYS=keys.new()["PERSONAL_DATA_KEYS"]):
        assert (client.get(reverse("suggest_words")).url, client.post(reverse("suggest_start")).url) == (
            reverse("suggest_start"), reverse("suggest_words"),
        )  # fmt: skip


@pytest.mark.parametrize("said", ["", ":", "x", "x:y", "0", "-1:a", "9" * 30 + ":a", "1:\0", "1\n:a"])
def test_a_receipt_cookie_may_say_anything(client, citizen, said):
    client.cookies["receipt"] = signing.get_cookie_signer(salt=opened.COOKIE + opened.SALT).sign(said)
    assert client.get(reverse("status_detail")).url == reverse("status_lookup")
