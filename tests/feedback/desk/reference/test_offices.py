"""What administrators keep: statuses, units, campaigns."""

from datetime import UTC

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from feedback.models import BulkRun, Campaign, Channel, Status, Suggestion, Unit
from feedback.rules.workflow import Refused, Stage, Verb
from tests import factories

pytestmark = pytest.mark.on_postgres


def status_fields(status, **changed):
    names = ("name", "stage", "explanation", "colour", "order")
    return {name: getattr(status, name) for name in names} | changed


def test_the_last_status_of_a_stage_cannot_be_deleted(client, administrator):
    status = Status.objects.get(stage=Stage.ACCEPTED)
    client.force_login(administrator)
    response = client.post(reverse("admin:feedback_status_delete", args=[status.pk]), {"post": "yes"})
    assert (response.status_code, Status.objects.filter(pk=status.pk).exists()) == (403, True)


def test_a_second_status_of_a_stage_can(client, administrator):
    status = factories.make_status(stage=Stage.ACCEPTED, name="已登記")
    client.force_login(administrator)
    client.post(reverse("admin:feedback_status_delete", args=[status.pk]), {"post": "yes"})
    assert not Status.objects.filter(pk=status.pk).exists()


def beginning(client, status):
    return reverse("admin:feedback_status_begin", args=[status.pk])


def begins(stage):
    return Status.objects.get(stage=stage, begins_stage=True).name


def test_an_order_of_one_changes_nothing_of_where_a_verb_leads(client, administrator):
    client.force_login(administrator)
    sent = {"name": "調查中", "stage": Stage.IN_PROGRESS, "explanation": "", "colour": "teal", "order": 1}
    client.post(reverse("admin:feedback_status_add"), sent | {"begins_stage": "on"})
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    assert (suggestion.status.name, Status.objects.get(name="調查中").order) == ("辦理中", 1)


def test_what_will_happen_is_said_before_a_stage_begins_with_another_status(client, administrator):
    status = factories.make_status(stage=Stage.IN_PROGRESS, name="調查中", explanation="正在了解情況。")
    client.force_login(administrator)
    page = client.get(beginning(client, status))
    assert "今後進入「辦理」階段的建議，狀態是「調查中」，不再是「辦理中」。" in page.text
    assert (page.context["verbs"], "正在了解情況。" in page.text) == (["開始辦理", "重辦", "重新辦理"], True)
    assert begins(Stage.IN_PROGRESS) == "辦理中"


def test_what_was_said_happens_once_it_is_confirmed(client, administrator):
    before = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    status = factories.make_status(stage=Stage.IN_PROGRESS, name="調查中")
    client.force_login(administrator)
    page = client.post(beginning(client, status), follow=True)
    after = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    before.refresh_from_db()
    assert (begins(Stage.IN_PROGRESS), before.status.name, after.status.name) == ("調查中", "辦理中", "調查中")
    assert [str(message) for message in page.context["messages"]] == ["今後進入「辦理」階段的建議，從「調查中」開始。"]
    assert "從這個狀態開始。" in page.text


def test_a_status_says_what_its_stage_begins_with_and_leads_to_the_change(client, administrator):
    status = factories.make_status(stage=Stage.IN_PROGRESS, name="調查中")
    client.force_login(administrator)
    pages = [
        client.get(reverse("admin:feedback_status_change", args=[row.pk])).text
        for row in (status, Status.objects.get(name="辦理中"))
    ]
    assert [("從「辦理中」開始。" in page, beginning(client, status) in page) for page in pages] == [
        (True, True), (False, False),
    ]  # fmt: skip
    assert "保存以後，可以讓該階段從這個狀態開始。" in client.get(reverse("admin:feedback_status_add")).text


def test_nothing_is_to_be_confirmed_of_the_status_that_its_stage_begins_with(client, administrator):
    status = Status.objects.get(stage=Stage.IN_PROGRESS)
    client.force_login(administrator)
    page = client.get(beginning(client, status))
    again = client.post(beginning(client, status), follow=True)
    assert ("沒有要改的" in page.text, 'type="submit" class="default"' in page.text) == (True, False)
    assert [str(message) for message in again.context["messages"]] == []


def test_in_simplified_the_statuses_are_called_so_where_a_stage_begins(client, administrator):
    second = Status.objects.create(
        stage=Stage.IN_PROGRESS, name="現場勘查", explanation="正在現場勘查。", colour="blue", order=1
    )
    client.force_login(administrator)
    with override("zh-hans"):
        pages = [
            client.get(reverse(name, args=[second.pk])).text
            for name in ("admin:feedback_status_begin", "admin:feedback_status_change")
        ]
    assert ("現場" in pages[0], "辦理中" in pages[0], "从“办理中”开始" in pages[1]) == (False, False, True)


def test_who_keeps_no_statuses_changes_no_beginning(client, supervisor):
    status = factories.make_status(stage=Stage.IN_PROGRESS, name="調查中")
    client.force_login(supervisor)
    answers = [client.get(beginning(client, status)).status_code, client.post(beginning(client, status)).status_code]
    assert (answers, begins(Stage.IN_PROGRESS)) == ([403, 403], "辦理中")


def test_a_status_in_use_is_renamed_but_keeps_its_stage(client, administrator):
    factories.make_suggestion()
    status = Status.objects.get(stage=Stage.RECEIVED)
    factories.make_status(stage=Stage.RECEIVED, name="另一個")
    client.force_login(administrator)
    address = reverse("admin:feedback_status_change", args=[status.pk])
    client.post(address, status_fields(status, name="收悉", stage=Stage.CLOSED, confirmed=1))
    status.refresh_from_db()
    assert (status.name, status.stage) == ("收悉", Stage.RECEIVED)


def test_a_campaign_keeps_its_address(client, administrator):
    campaign = factories.make_campaign()
    client.force_login(administrator)
    client.post(reverse("admin:feedback_campaign_change", args=[campaign.pk]), {"slug": "moved", "title": "改名"})
    assert Campaign.objects.get(pk=campaign.pk).slug == "sanmin-2020"


def channel_fields(**changed):
    return {"name": "局長信箱", "code": "box", "is_active": "on", "order": 80} | changed


def test_administrators_keep_the_channels(client, administrator):
    client.force_login(administrator)
    client.post(reverse("admin:feedback_channel_add"), channel_fields())
    client.post(
        reverse("admin:feedback_channel_change", args=["box"]), channel_fields(name="信箱", code="moved", confirmed=1)
    )
    assert list(Channel.objects.filter(pk="box", order=80).values_list("name", "is_active")) == [("信箱", True)]


@pytest.mark.parametrize("code", ["Box", "信箱", "a b", "web", ""])
def test_the_code_of_a_channel_is_plain_and_its_own(client, administrator, code):
    client.force_login(administrator)
    client.post(reverse("admin:feedback_channel_add"), channel_fields(code=code))
    assert not Channel.objects.filter(name="局長信箱").exists()


def test_the_channel_of_the_site_is_renamed_and_stays(client, administrator):
    client.force_login(administrator)
    client.post(reverse("admin:feedback_channel_change", args=["web"]), {"name": "本網站", "order": 1, "confirmed": 1})
    answer = client.post(reverse("admin:feedback_channel_delete", args=["web"]), {"post": "yes"})
    web = Channel.objects.get(pk="web")
    assert (answer.status_code, web.name, web.is_active) == (403, "本網站", True)
    for delete in (web.delete, Channel.objects.filter(pk="web").delete):
        with pytest.raises(Refused, match="不能刪除"):
            delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.filter(pk="web").update(is_active=False)


def test_a_channel_is_deleted_as_long_as_nothing_came_by_it(client, administrator):
    client.force_login(administrator)
    Suggestion.objects.filter(pk=factories.make_suggestion().pk).update(channel="wechat")
    answers = [
        client.post(reverse("admin:feedback_channel_delete", args=[code]), {"post": "yes"}).status_code
        for code in ("wechat", "12345")
    ]
    assert (answers, Channel.objects.filter(pk__in=["wechat", "12345"]).get().pk) == ([403, 302], "wechat")


def test_a_handler_keeps_no_reference_data(client, handler):
    client.force_login(handler)
    names = ("status", "unit", "category", "district", "channel", "calendarday")
    answers = [client.get(reverse(f"admin:feedback_{name}_changelist")).status_code for name in names]
    assert answers == [403] * 6


def test_a_unit_dissolved_while_the_page_was_open_is_given_nothing(triage_officer, unit):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    seen = Unit.objects.get(pk=unit.pk)
    unit.dissolve(by=triage_officer, now=factories.NOW)
    with pytest.raises(Refused, match="已停用"):
        suggestion.assign(seen, by=triage_officer, now=factories.NOW)


def test_the_always_open_campaign_cannot_be_deleted(client, administrator):
    campaign = Campaign.objects.get(slug="open")
    client.force_login(administrator)
    response = client.post(reverse("admin:feedback_campaign_delete", args=[campaign.pk]), {"post": "yes"})
    assert (response.status_code, Campaign.objects.filter(slug="open").exists()) == (403, True)
    with pytest.raises(Refused, match="不能刪除"):
        campaign.delete()


def test_days_to_rate_follow_the_setting_until_a_campaign_has_its_own(db, settings):
    settings.RATING_DAYS = 30
    own, common = factories.make_campaign(rating_days=7), Campaign.objects.get(slug="open")
    assert (own.days_to_rate, common.days_to_rate) == (7, 30)


def test_what_keeps_a_row_is_told_with_the_time_of_this_place(client, administrator, triage_officer):
    """At ten in the morning, which is two at night in the database, it had a status that it left since."""
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    first, spare = suggestion.status, factories.make_status(stage=Stage.ACCEPTED, name="備用")
    suggestion.set_status(spare, by=triage_officer, now=factories.NOW)
    suggestion.set_status(first, by=triage_officer, now=factories.NOW)
    client.force_login(administrator)
    page = client.get(reverse("admin:feedback_status_delete", args=[spare.pk])).text
    run = BulkRun(verb=Verb.ACCEPT, at=factories.NOW.astimezone(UTC))
    assert ("更改狀態 2020-12-01 10:00" in page, "02:00" in page, str(run)) == (True, False, "受理 2020-12-01 10:00")
