"""Every page is sent a megabyte of the worst in each of its fields."""

import pytest
from django.urls import reverse

from feedback.desk.cases.verb_form import FORMS
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.feedback.passage import PERSON, WORDS, opened
from tests.portal.fields.measured.reading import MOST_READ, WORST, text_fields

pytestmark = pytest.mark.on_postgres


def worst_of(names, proper):
    """What is sent for each text field in turn: everything as it should be, but for that one."""
    return [dict(proper) | {name: WORST} for name in names]


STEPS = ("words", "similar", "kind", "files", "person", "check")
STATUS = {"number": "2021-0001", "secret": "000000000000"}


def sent(client, address, data):
    """What is answered to a form that is refused: its own page again, to which a failed sending leads back."""
    page = client.post(address, data, follow=True)
    assert (page.request["PATH_INFO"], "請刪去" in page.text) == (address, True)
    return page.status_code


@pytest.mark.django_db
class TestPages:
    def test_the_look_up(self, client, read):
        codes = [sent(client, reverse("status_lookup"), data) for data in worst_of(STATUS, STATUS)]
        assert (codes, max(read) <= MOST_READ) == ([200, 200], True)

    def test_the_form(self, client, read):
        client.post(reverse("suggest_start"), {"section": ""})
        words = [sent(client, reverse("suggest_words"), data) for data in worst_of(["title", "body"], WORDS)]
        client.post(reverse("suggest_words"), WORDS)
        kinds = [sent(client, reverse("suggest_kind"), data) for data in worst_of(["place"], WORDS)]
        person = PERSON | {"is_under_14": "on", "guardian_name": "王曉"}
        names = ["name", "contact", "guardian_name"]
        persons = [sent(client, reverse("suggest_person"), data) for data in worst_of(names, person)]
        assert (words + kinds + persons, max(read) <= MOST_READ) == ([200] * 6, True)

    def test_what_was_left_behind_in_the_form(self, client, read):
        """Kept as it was typed by whoever goes a step back, and read by the later steps."""
        client.post(reverse("suggest_start"), {"section": ""})
        client.post(reverse("suggest_words"), WORDS | {"title": WORST, "body": WORST[:300_000], "back": "yes"})
        codes = [client.get(reverse(f"suggest_{step}")).status_code for step in STEPS]
        assert (set(codes) <= {200, 302}, max(read) <= MOST_READ) == (True, True)

    @pytest.mark.parametrize(
        ("name", "field"), [("status_answer", "answer"), ("status_object", "reason"), ("status_rate", "comment")]
    )
    def test_what_is_done_with_a_receipt(self, client, read, name, field):
        receipt = opened(client)
        data = {
            "number": receipt.number,
            "revision": receipt.suggestion.revision,
            "solved": "solved",
            "level": "five_satisfied",
        }
        pages = [client.post(reverse(name), data | {each: WORST}, follow=True) for each in (field, "number")]
        codes = [page.status_code for page in pages]
        assert (codes, max(read) <= MOST_READ) == ([200, 200], True)

    def test_the_choice_of_size(self, client, read):
        page = client.post(reverse("comfort_choice"), {"size": "large", "next": WORST})
        assert (page.status_code, max(read) <= MOST_READ) == (200, True)

    def test_the_way_in(self, client, read):
        codes = [
            client.post(reverse("admin:login"), {"username": "x", "password": "y"} | {name: WORST}).status_code
            for name in ("username", "password", "next")
        ]
        assert (codes, max(read) <= MOST_READ) == ([200] * 3, True)

    def test_a_name_longer_than_any_account_has(self, client):
        """It is not looked up, and not written down where it does not fit."""
        page = client.post(reverse("admin:login"), {"username": "n" * 300, "password": "y"})
        assert page.context["form"].errors == {"username": ["最多 150 字，現在是 300 字，請刪去 150 字。"]}

    def test_the_verbs(self, client, read, office):
        people = {Verb.REOPEN: (office.supervisor, Stage.CLOSED), Verb.DRAFT_REPLY: (office.handler, Stage.IN_PROGRESS)}
        codes = {}
        for verb in (Verb.ASK, Verb.PROPOSE_DECLINE, Verb.CHASE, Verb.MERGE, Verb.DRAFT_REPLY, Verb.REOPEN):
            who, stage = people.get(verb, (office.triage_officer, Stage.RECEIVED))
            suggestion = factories.make_suggestion(stage=stage, unit=office.unit, received_at=factories.NOW)
            client.force_login(who)
            address = reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb])
            for name in text_fields(FORMS[verb]):
                data = {"revision": suggestion.revision, name: WORST}
                codes[verb, name] = client.post(address, data).status_code
        assert (set(codes.values()), len(codes), max(read) <= MOST_READ) == ({200}, 7, True)

    def test_what_staff_register(self, client, read, triage_officer):
        client.force_login(triage_officer)
        codes = [
            client.post(reverse("admin:feedback_suggestion_add"), WORDS | PERSON | {"channel": "phone", name: WORST})
            for name in ("title", "body", "place", "name", "contact", "guardian_name", "flow")
        ]
        assert ({page.status_code for page in codes}, max(read) <= MOST_READ) == ({200}, True)

    def test_the_pages_of_what_is_kept(self, client, read, administrator):
        client.force_login(administrator)
        pages = {
            "feedback_unit_add": ["name"], "feedback_category_add": ["name", "hint"], "feedback_district_add": ["name"],
            "feedback_status_add": ["name", "explanation"], "feedback_label_add": ["name"],
            "feedback_campaign_add": ["title", "slug", "summary"], "feedback_calendarday_add": ["note"],
            "portal_protectedword_add": ["word", "simplified", "note"], "feedback_replytemplate_add": ["name", "body"],
            "auth_user_add": ["username", "first_name", "password1"],
            "password_change": ["old_password", "new_password1"],
        }  # fmt: skip
        codes = {
            (page, name): client.post(reverse(f"admin:{page}"), {name: WORST}).status_code
            for page, names in pages.items()
            for name in names
        }
        assert (set(codes.values()), max(read) <= MOST_READ) == ({200}, True)
