"""A campaign that is closed while somebody files under it, or changes it: one after the other, and nothing half."""

from datetime import date

import pytest
from django.urls import reverse

from feedback.models import Channel, Suggestion
from feedback.rounds import verbs
from feedback.rules.roles import Role
from tests.factories import at, make_campaign, make_phase, make_user
from tests.feedback.verbs.test_stale import at_once

NOW = at("2021-01-04 10:00")


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_registered_while_a_round_closes_is_in_its_record_or_refused():
    campaign = make_campaign()
    make_phase(campaign=campaign, starts_on=date(2020, 11, 23), ends_on=date(2020, 12, 31))
    people = [make_user(username=f"second-{n}", roles=[Role.SUPERVISOR]) for n in range(2)]
    triage = make_user(username="triage", roles=[Role.TRIAGE])
    verbs.propose_close(campaign, by=people[0], now=NOW)
    words = {
        "kind": Suggestion.Kind.SUGGESTION, "title": "加一塊提示牌", "body": "左轉的車排到了直行道。",
        "channel": Channel.objects.for_staff()[0], "campaign": campaign, "arrived_on": date(2020, 12, 30),
    }  # fmt: skip
    filings = [
        lambda flow=flow: Suggestion.objects.register([(flow, dict(words))], by=triage, now=NOW) for flow in "abcd"
    ]
    fresh = type(campaign).objects.get(pk=campaign.pk)

    results = at_once(*filings, lambda: verbs.close(fresh, by=people[1], now=NOW))

    filed = Suggestion.objects.count()
    findings = campaign.events.in_order().last().details["findings"]
    assert (results[-1], results[:-1].count("done")) == ("done", filed)
    assert [finding["text"] for finding in findings] == (
        [f"還有 {filed} 件在辦：{filed} 件沒有答覆，0 件已經答覆、等待市民評議。"] if filed else []
    )


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_sent_to_a_page_that_changes_nothing_holds_nothing(client):
    campaign = make_campaign()
    client.force_login(make_user(username="administrator", roles=[Role.ADMINISTRATOR]))
    assert client.post(reverse("admin:feedback_campaign_history", args=[campaign.pk])).status_code == 200


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_does():
    campaign = make_campaign(is_published=False, summary="請市民評議。")
    make_phase(campaign=campaign, starts_on=date(2020, 11, 23))
    people = [make_user(username=f"second-{n}", roles=[Role.SUPERVISOR]) for n in range(2)]
    pages = [type(campaign).objects.get(pk=campaign.pk) for _ in people]

    acts = [
        lambda page=page, by=by: verbs.publish(page, by=by, now=NOW) for page, by in zip(pages, people, strict=True)
    ]

    assert sorted(at_once(*acts)) == ["Refused", "done"]
