"""The ballot at the desk: drafted with the usual questions, opened once, codes shown once, counted by two."""

import re

import pytest
from django.urls import reverse

from feedback.ballots import codes, verbs
from feedback.ballots.desk.conduct import offered
from feedback.ballots.models import Ballot, Code, Option, Question
from feedback.rounds.closing import findings
from feedback.rounds.copying import COPIED
from feedback.rules.roles import Role
from portal.tables.kept_words import KeptWords
from tests import factories
from tests.feedback.ballots.conftest import AFTER, make_representative

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def supervisor(office):
    return office.supervisor


def page(name, ballot):
    return reverse(f"admin:ballots_ballot_{name}", args=[ballot.pk])


def signed_in(client, user):
    client.force_login(user)
    return client


def test_a_new_ballot_has_the_usual_questions(client, administrator):
    campaign = factories.make_campaign()
    factories.make_unit()
    signed_in(client, administrator).post(reverse("admin:ballots_ballot_add"), {"campaign": campaign.pk})
    ballot = Ballot.objects.get(campaign=campaign)
    told = [(question.subject, question.options.count()) for question in ballot.questions.all()]
    weights = [*Option.objects.filter(question__ballot=ballot).order_by().values_list("weight", flat=True).distinct()]
    assert (told, sorted(weights)) == ([("report", 5), ("bureau", 5), ("unit", 5)], [0, 25, 50, 75, 100])


def test_without_key_or_parts_it_is_not_opened(client, administrator):
    ballot = verbs.draft(factories.make_campaign())
    response = signed_in(client, administrator).post(page("open", ballot))
    assert ("還沒有填寫公鑰" in response.text, Ballot.objects.get().state) == (True, "draft")


@pytest.mark.parametrize("key", ["zz", "00" * 32, "ab" * 31])
def test_a_key_that_seals_nothing_is_refused(client, administrator, key):
    ballot = verbs.draft(factories.make_campaign())
    fields = {"representatives_weight": 80, "daily_weight": 20, "public_key": key, "key_parts_seen": "on"}
    response = signed_in(client, administrator).post(page("change", ballot), fields)
    assert ("公鑰是 64 個" in response.text, Ballot.objects.get().public_key) == (True, "")


def test_the_weights_make_a_hundred(client, administrator):
    ballot = verbs.draft(factories.make_campaign())
    fields = {"representatives_weight": 80, "daily_weight": 30, "public_key": ""}
    response = signed_in(client, administrator).post(page("change", ballot), fields)
    assert ("合計應當是 100" in response.text, Ballot.objects.get().daily_weight) == (True, 20)


def test_once_opened_nothing_of_it_is_written(client, opened, administrator):
    question = Question.objects.first()
    fields = {"representatives_weight": 50, "daily_weight": 50, "public_key": ""}
    address = reverse("admin:ballots_question_change", args=[question.pk])
    client = signed_in(client, administrator)
    answers = [client.post(page("change", opened.ballot), fields), client.post(address, {"text": "另一個問題"})]
    assert ([answer.status_code for answer in answers], opened.fresh().daily_weight) == ([403, 403], 20)
    assert Question.objects.get(pk=question.pk).text == question.text


def test_codes_are_shown_once(client, opened, office):
    make_representative(campaign=opened.ballot.campaign, number=4)
    client = signed_in(client, office.triage_officer)
    first, second = client.post(page("codes", opened.ballot)), client.post(page("codes", opened.ballot))
    shown = re.findall(r"\d{4} \d{4} \d{4} \d{4}", first.text)
    digest = Code.objects.get(representative__number=4).digest
    assert [
        [codes.digest(opened.ballot, code.replace(" ", "")) for code in shown],
        "示例市民4" in first.text,
        re.findall(r"\d{4} \d{4} \d{4} \d{4}", second.text),
        opened.ballot.slots.count(),
    ] == [[digest], True, [], 4]


def test_a_code_is_issued_anew_by_the_number(client, opened, office):
    client = signed_in(client, office.triage_officer)
    unknown = client.post(page("reissue", opened.ballot), {"number": 9})
    response = client.post(page("reissue", opened.ballot), {"number": 2})
    [code] = re.findall(r"\d{4} \d{4} \d{4} \d{4}", response.text)
    opens = [verbs.code_of(opened.ballot, text) is not None for text in (opened.codes[2], code.replace(" ", ""))]
    assert ("沒有這個序號的代表" in unknown.text, opens) == (True, [False, True])


def test_two_people_count_and_no_part_is_kept(client, opened, administrator, supervisor, time_machine):
    opened.cast(1, 1, 2, 3)
    time_machine.move_to(AFTER, tick=False)
    signed_in(client, administrator).post(page("count", opened.ballot), {"secret_part": opened.parts[0]})
    waiting = signed_in(client, supervisor).get(page("count", opened.ballot))
    client.post(page("count", opened.ballot), {"secret_part": opened.parts[1]})
    ballot = opened.fresh()
    assert [
        "已經輸入一份" in waiting.text,
        opened.parts[0][:8] in waiting.text,
        (ballot.state, ballot.cast, ballot.first_part),
        KeptWords.objects.count(),
    ] == [True, False, ("closed", 1, ""), 0]


def test_a_part_that_was_mistyped_is_told_and_kept_nowhere(client, opened, administrator, time_machine):
    time_machine.move_to(AFTER, tick=False)
    wrong = ("1" if opened.parts[0][0] == "0" else "0") + opened.parts[0][1:]
    response = signed_in(client, administrator).post(page("count", opened.ballot), {"secret_part": wrong})
    assert ("第 1 組抄錯了" in response.text, opened.fresh().first_part, KeptWords.objects.count()) == (True, "", 0)


@pytest.mark.parametrize(
    ("moment", "is_offered"), [("2020-12-13 10:00", False), ("2020-12-20 10:00", False), ("2021-01-16 09:00", True)]
)
def test_nobody_is_asked_for_the_key_before_the_voting_is_over(opened, supervisor, moment, is_offered):
    names = [str(label) for _address, label in offered(opened.ballot, supervisor, factories.at(moment))]
    assert names == (["計票"] if is_offered else [])


def test_its_page_asks_for_no_key_before_the_voting_is_over(client, opened, supervisor, time_machine):
    time_machine.move_to(factories.at("2020-12-20 10:00"), tick=False)
    told = signed_in(client, supervisor).get(page("count", opened.ballot)).text
    assert ("過了這一天才能計票" in told, 'name="secret_part"' in told) == (True, False)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.TRIAGE, {"codes", "reissue"}),
        (Role.SUPERVISOR, {"count"}),
        (Role.ADMINISTRATOR, {"open", "count"}),
        (Role.HANDLER, set()),
    ],
)
def test_each_verb_is_for_its_roles(client, opened, role, allowed):
    client = signed_in(client, factories.make_user(username="somebody", roles=[role]))
    names = ("open", "codes", "reissue", "count")
    assert {name for name in names if client.get(page(name, opened.ballot)).status_code == 200} == allowed


def test_an_uncounted_ballot_blocks_the_close_of_the_campaign(opened, administrator, supervisor):
    told = [found.text for found in findings(opened.ballot.campaign, AFTER) if found.blocks]
    assert told == ["代表評議還沒有計票。"]


def test_next_year_takes_questions_options_and_weights_along_and_no_key(opened):
    new = factories.make_campaign(slug="sanmin-2021", year=2021, title="2021 年「三民」活動")
    for copy in COPIED:
        copy(opened.ballot.campaign, new)
    before, after = opened.ballot, Ballot.objects.get(campaign=new)
    rows = [
        [*ballot.questions.values_list("subject", "unit", "text", "options__text", "options__weight")]
        for ballot in (before, after)
    ]
    assert (rows[0] == rows[1], after.state, after.public_key, after.daily_weight) == (True, "draft", "", 20)
