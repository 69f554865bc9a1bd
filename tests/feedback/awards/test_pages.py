"""The public page of the awards, the line on the campaign's page, and the pages of the desk."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.awards import verbs
from feedback.awards.models import Award, Nomination, Quota
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

PAGE = "/campaigns/sanmin-2020/awards/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2].partition("</main>")[0]))


def test_each_class_lists_number_and_released_text(client, suggest, award):
    award(suggest())
    award(suggest(is_released=False), "third")
    text = text_of(client.get(PAGE))

    assert "一等 1 件，名額 10 件 香港中路路口加待轉提示 早高峰左轉的車排到直行道，建議加待轉提示牌。 2020-0001" in text
    assert "三等 1 件，名額 25 件 2020-0002 內容不公開" in text


def test_what_was_typed_and_whose_it_is_stay_away(client, suggest, award):
    award(suggest(name="王曉梅", contact="13864210975", title="我的標題", body="我的原話"))
    award(suggest(name="王曉梅", contact="13864210975", title="我的標題", body="我的原話", is_released=False))
    page = client.get(PAGE).text
    assert [word for word in ("王曉梅", "13864210975", "我的標題", "我的原話") if word in page] == []


def test_a_name_with_its_consent_stands_there(client, suggest, award, supervisor):
    nomination = award(suggest())
    verbs.show_name(nomination, "王女士", "written", is_by_guardian=False, by=supervisor, now=NOW)
    assert "提建議的人：王女士" in text_of(client.get(PAGE))


def test_what_was_withdrawn_says_why(client, suggest, award, supervisor):
    verbs.withdraw(award(suggest()), "與前一年重複。", by=supervisor, now=NOW)
    assert "2020-0001 曾評為一等，2020年12月1日撤銷：與前一年重複。" in text_of(client.get(PAGE))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2020-11-20", "2020年11月25日開始評選。"), ("2020-12-01", "正在評選，還沒有評出。"),
        ("2021-01-01", "本站沒有這個活動優秀建議的記錄。"),
    ],
)  # fmt: skip
def test_before_there_are_any_it_says_how_far_it_is(client, campaign, time_machine, day, told):
    time_machine.move_to(factories.at(f"{day} 10:00"), tick=False)
    assert told in text_of(client.get(PAGE))


def test_where_nothing_is_awarded_there_is_no_page(client, db):
    draft = factories.make_campaign(slug="sanmin-2021", year=2021, is_published=False)
    pages = ("/campaigns/open/awards/", f"/campaigns/{draft.slug}/awards/", "/campaigns/none/awards/")
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_the_campaign_says_how_many_there_are(client, suggest, award):
    award(suggest())
    award(suggest(), "second")
    page = client.get("/campaigns/sanmin-2020/")
    assert "優秀建議 一等 1 件，二等 1 件。 看評出的優秀建議" in text_of(page)
    assert 'href="/campaigns/sanmin-2020/awards/"' in page.text


def test_one_award_takes_as_many_queries_as_three(client, suggest, award):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(PAGE)
        return len(found)

    award(suggest())
    one = queries()
    award(suggest(), "second")
    award(suggest(is_released=False))
    assert queries() == one


# At the desk.


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_from_the_case_to_the_award(suggest, triage_officer, supervisor, second):
    suggestion = suggest()
    case = signed_in(triage_officer).get(reverse("admin:feedback_suggestion_change", args=[suggestion.pk]))
    way = "/desk/awards/nomination/add/?number=2020-0001"
    assert f'href="{way}"' in case.text

    form = signed_in(triage_officer).get(way).context["form"]
    sent = {"number": form["number"].value(), "note": "見效快。"}
    answer = signed_in(triage_officer).post("/desk/awards/nomination/add/", sent)
    nomination = Nomination.objects.get()
    page = f"/desk/awards/nomination/{nomination.pk}/change/"
    assert (answer.status_code, answer["Location"]) == (302, page)

    do = f"/desk/awards/nomination/{nomination.pk}/do/"
    signed_in(supervisor).post(f"{do}propose/", {"grade": "third"})
    seen = signed_in(second).get(f"{do}decide/").context["form"]["grade"].value()
    answer = signed_in(second).post(f"{do}decide/", {"grade": seen})
    assert (answer.status_code, Award.objects.get().grade) == (302, "third")
    assert "已評為三等。" in signed_in(triage_officer).get(f"/desk/feedback/suggestion/{suggestion.pk}/change/").text


def test_a_refusal_is_told_and_keeps_what_was_typed(suggest, supervisor):
    suggestion = suggest(stage=Stage.DECLINED)
    page = signed_in(supervisor).post("/desk/awards/nomination/add/", {"number": str(suggestion), "note": "很好。"})
    assert "2020-0001 現在是「不予受理」，優秀建議只在有效的意見建議裡評選。" in page.text
    assert page.context["form"]["note"].value() == "很好。"


def test_the_public_reason_has_no_personal_data(suggest, award, supervisor):
    nomination = award(suggest(name="王曉梅"))
    page = signed_in(supervisor).post(
        f"/desk/awards/nomination/{nomination.pk}/do/withdraw/", {"reason": "王曉梅要求撤銷。"}
    )
    assert ("文中似乎還有個人信息" in page.text, Award.objects.standing().count()) == (True, 1)


def test_who_only_nominates_opens_no_verb(suggest, triage_officer, handler):
    nomination = verbs.nominate(suggest(), "", by=triage_officer, now=NOW)
    do, page = f"/desk/awards/nomination/{nomination.pk}/do/propose/", "/desk/awards/nomination/"
    codes = [signed_in(triage_officer).get(do).status_code, signed_in(triage_officer).get(page).status_code]
    codes += [signed_in(handler).get(f"{page}add/").status_code, signed_in(handler).get(do).status_code]
    assert codes == [403, 200, 403, 403]


def test_there_is_no_other_verb(suggest, supervisor):
    nomination = verbs.nominate(suggest(), "", by=supervisor, now=NOW)
    assert signed_in(supervisor).get(f"/desk/awards/nomination/{nomination.pk}/do/erase/").status_code == 404


def test_the_numbers_are_not_fewer_than_were_awarded(suggest, campaign, award, administrator):
    award(suggest())
    sent = {"campaign": campaign.pk, "first": 0, "second": 1, "third": 1}
    page = signed_in(administrator).post("/desk/awards/quota/add/", sent)
    assert ("已經評出 1 件，名額不能更少。" in page.text, Quota.objects.count()) == (True, 0)


def test_a_change_of_the_numbers_stands_in_the_history_of_the_campaign(campaign, administrator):
    sent = {"campaign": campaign.pk, "first": 2, "second": 1, "third": 1}
    signed_in(administrator).post("/desk/awards/quota/add/", sent)
    event = campaign.events.get()
    assert (event.verb, event.by, event.details) == (
        "change", administrator, {"fields": ["一等名額", "二等名額", "三等名額"]}
    )  # fmt: skip


def test_the_list_of_nominations_takes_the_same_queries_for_one_and_three(suggest, award, supervisor):
    client = signed_in(supervisor)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get("/desk/awards/nomination/")
        return len(found)

    award(suggest())
    queries()
    one = queries()
    award(suggest(), "second")
    award(suggest(), "third")
    assert queries() == one


def test_whoever_entered_no_name_goes_by_the_name_of_the_account(suggest, award, supervisor):
    nomination = award(suggest())
    text = signed_in(supervisor).get(f"/desk/awards/nomination/{nomination.pk}/change/").text
    assert ("supervisor，2020-12-01" in text, "decider，2020-12-01" in text) == (True, True)


def test_an_address_that_is_no_nomination_is_not_found(admin_client):
    assert admin_client.get("/desk/awards/nomination/1/widgets.css/change/").status_code == 404
