"""The page of a campaign at the desk leads to what else belongs to it, and so does the page that publishes it."""

import pytest
from django.test import Client
from django.urls import reverse

from feedback.rules.roles import Role
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def campaign():
    return factories.make_campaign(is_published=False, summary="請市民評議。")


def lines(campaign, role, name="admin:feedback_campaign_change", *args):
    client = Client()
    client.force_login(factories.make_user(username=f"{role.name}-{name[-2:]}", roles=[role]))
    page = client.get(reverse(name, args=[campaign.pk, *args]))
    return [(str(line.label), line.told, line.address) for line in page.context["belonging"]]


def test_what_is_not_there_yet_is_told_with_the_way_to_it(campaign):
    add = f"add/?campaign={campaign.pk}"
    assert lines(campaign, Role.ADMINISTRATOR) == [
        ("代表徵集辦法", "名額 100 人，候補 20 人（默認值）", f"/desk/representatives/terms/{add}"),
        ("代表抽取", "還沒有", f"/desk/draws/draw/{add}"),
        ("代表評議", "還沒有", f"/desk/ballots/ballot/{add}"),
        ("優秀建議名額", "一等 10 件，二等 15 件，三等 25 件（默認值）", f"/desk/awards/quota/{add}"),
    ]


def test_what_is_there_is_told_and_opened(campaign):
    terms = factories.make_terms(campaign=campaign, seats=30, substitutes=5)
    ballot = factories.make_ballot(campaign=campaign, is_draft=True)
    found = {label: (told, address) for label, told, address in lines(campaign, Role.ADMINISTRATOR)}
    assert (found["代表徵集辦法"], found["代表評議"]) == (
        ("名額 30 人，候補 5 人", f"/desk/representatives/terms/{terms.pk}/change/"),
        (f"{ballot.questions.count()} 個問題，準備中", f"/desk/ballots/ballot/{ballot.pk}/change/"),
    )


def test_whoever_publishes_it_sees_the_same(campaign):
    publishing = lines(campaign, Role.SUPERVISOR, "admin:feedback_campaign_do", "publish")
    assert (publishing == lines(campaign, Role.SUPERVISOR), bool(publishing)) == (True, True)


def test_a_handler_is_led_nowhere(campaign):
    assert lines(campaign, Role.HANDLER) == []
