"""The way of a citizen who applies, and what everybody reads of it."""

import re
from datetime import date

import pytest
from django.test import Client

from feedback.models import Campaign, Draft, Phase
from feedback.representatives.models import Application, Representative
from feedback.representatives.rules import Reason, Source, State
from tests import factories
from tests.factories import at

START, CHECK = "/campaigns/sanmin-2020/apply/", "/campaigns/sanmin-2020/apply/check/"
SENT, WITHDRAW = "/campaigns/sanmin-2020/apply/sent/", "/campaigns/sanmin-2020/apply/withdraw/"
NUMBERS = "/campaigns/sanmin-2020/representatives/"
pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture(autouse=True)
def during_the_phase(time_machine):
    time_machine.move_to(at("2020-12-01 10:00"), tick=False)
    return time_machine


@pytest.fixture
def campaign():
    campaign = factories.make_campaign()
    for kind, first, last in ((Phase.Kind.APPLY, date(2020, 11, 20), date(2020, 12, 10)),
                              (Phase.Kind.AWARD, date(2020, 12, 20), date(2020, 12, 31))):  # fmt: skip
        factories.make_phase(campaign=campaign, kind=kind, starts_on=first, ends_on=last)
    return campaign


@pytest.fixture
def filled(campaign):
    district = factories.make_district(name="測試區", code="test-district")
    return {
        "name": "示例市民甲", "contact": "138 0000 0000", "born_on": "1990年1月31日", "district": district.pk,
        "address": "示例路 1 號", "lives_here": "on", "has_consented": "on",
    }  # fmt: skip


def carried(page):
    return dict(re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)">', page))


def applied(client, filled):
    """Through the form, its check and on to the page with the label."""
    checked = client.post(START, filled, follow=True)
    return client.post(CHECK, carried(checked.text), follow=True)


def test_whoever_applies_looks_it_over_and_gets_a_label(client, filled):
    checked = client.post(START, filled, follow=True)
    assert checked.redirect_chain == [(CHECK, 302)]
    assert all(words in checked.text for words in ("示例市民甲", "13800000000", "1990年1月31日", "測試區"))
    sent = client.post(CHECK, carried(checked.text), follow=True)
    made = Application.objects.get()
    assert sent.redirect_chain == [(SENT, 302)]
    assert (made.label in sent.text, "示例市民甲" in sent.text) == (True, False)
    assert (made.name, made.contact, made.born_on, made.state) == (
        "示例市民甲", "13800000000", "1990-01-31", State.APPLIED,
    )  # fmt: skip
    assert not Draft.objects.exists()


def test_the_label_is_shown_to_this_browser_for_half_an_hour(client, filled, during_the_phase):
    applied(client, filled)
    label = Application.objects.get().label
    assert [label in other.get(SENT).text for other in (client, Client())] == [True, False]
    during_the_phase.move_to(at("2020-12-01 10:30"))
    assert label not in client.get(SENT).text


def test_a_button_puts_the_label_away(client, filled):
    applied(client, filled)
    assert client.post(SENT).url == NUMBERS
    assert Application.objects.get().label not in client.get(SENT).text


def test_sent_twice_it_is_one_application(client, filled):
    checked = client.post(START, filled, follow=True)
    for _ in range(2):
        assert client.post(CHECK, carried(checked.text)).url == SENT
    assert Application.objects.count() == 1


def test_a_second_one_of_a_contact_looks_the_same_to_whoever_sends_it(client, filled):
    first, second = applied(client, filled), applied(Client(), filled | {"name": "示例市民乙"})
    labels = [made.label for made in Application.objects.order_by("pk")]
    pages = [re.sub(r'csrf[^>]*value="[^"]*"', "", page.text) for page in (first, second)]
    assert pages[0].replace(labels[0], "") == pages[1].replace(labels[1], "")
    assert Application.objects.counts("state", "reason") == {("applied", ""): 1, ("ineligible", "duplicate"): 1}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": ""}, "請填寫姓名。"),
        ({"contact": "不留"}, "請填寫電話號碼或電子郵箱。"),
        ({"born_on": "2002-12-11"}, "市民代表須年滿 18 周歲，年齡算到2020年12月10日。"),
        ({"born_on": "十八歲"}, "看不出是哪一天，請寫成 1990-01-31 的樣子。"),
        ({"born_on": "2021-01-01"}, "看不出是哪一天，請寫成 1990-01-31 的樣子。"),
        ({"district": ""}, "請選擇區市。"),
        ({"lives_here": ""}, "不符合這一項的，不能報名。"),
        ({"has_consented": ""}, "不同意處理個人信息的，無法報名。"),
        ({"website": "http://example.org"}, "這一欄是用來防機器人的，請清空後再提交。"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, filled, change, told):
    page = client.post(START, filled | change)
    assert told in page.text
    assert (change | filled)["address"] in page.text
    assert not Application.objects.exists()


def test_who_is_18_on_the_last_day_of_the_phase_may_apply(client, filled):
    applied(client, filled | {"born_on": "2002-12-10"})
    assert Application.objects.get().age_band == "18-29"


def test_the_occupation_is_asked_where_seats_are_shared_out_by_it(client, campaign, filled):
    assert 'name="occupation"' not in client.get(START).text
    factories.make_terms(campaign=campaign, by_occupation=True)
    assert 'name="occupation"' in client.get(START).text
    assert "請選擇職業。" in client.post(START, filled).text


def test_what_was_begun_is_encrypted_and_shown_to_who_says_that_it_is_theirs(client, filled):
    client.post(START, filled | {"name": ""})
    assert "示例" not in str(Draft.objects.values_list("flow_digest", "changed_at").get())
    asked, mine = client.get(START).text, client.get(f"{START}?on=1").text
    assert ("示例路" in asked, "填了一半" in asked, 'value="示例路 1 號"' in mine) == (False, True, True)
    client.post(START, {"anew": "yes"})
    assert ("填了一半" in client.get(START).text, Draft.objects.exists()) == (False, False)


def test_another_browser_reads_nothing_of_it(client, filled):
    client.post(START, filled)
    other = Client()
    assert ("示例路" in other.get(f"{START}?on=1").text, other.get(CHECK).url) == (False, START)


def test_whoever_leaves_for_another_language_goes_on_there(client, filled):
    left = client.post(START, filled | {"leave": f"/en{START}"})
    assert left.url == f"/en{START}?on=1"
    assert 'value="示例路 1 號"' in client.get(left.url).text


def test_a_page_that_outlives_its_cookie_is_sent_all_the_same(client, filled):
    checked = client.post(START, filled, follow=True)
    other = Client()
    assert other.post(CHECK, carried(checked.text)).url == SENT
    assert Application.objects.get().label in other.get(SENT).text


def test_before_and_after_the_phase_the_page_says_when_it_is_open(client, filled, during_the_phase):
    for moment, told in (
        ("2020-11-19 23:59", "2020年11月20日起可以報名"),
        ("2020-12-11 00:00", "已於2020年12月10日截止"),
    ):
        during_the_phase.move_to(at(moment))
        page = client.get(START).text
        assert (told in page, "<form" in page.partition("<main")[2].partition("</main>")[0]) == (True, False)


def test_who_sends_as_the_phase_ends_is_told_and_reads_what_they_wrote(client, filled, during_the_phase):
    checked = client.post(START, filled, follow=True)
    during_the_phase.move_to(at("2020-12-11 00:00"))
    page = client.post(CHECK, carried(checked.text)).text
    assert ("已於2020年12月10日截止" in page, "示例路 1 號" in page) == (True, True)
    assert not Application.objects.exists()


def test_too_many_from_one_browser_are_told_to_wait(client, filled, settings):
    settings.SENT_PER_HOUR_BROWSER = settings.SENT_PER_HOUR_NETWORK = 1
    checked = client.post(START, filled, follow=True)
    answers = [client.post(CHECK, carried(checked.text)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 429]
    assert "示例路 1 號" in answers[1].text


def test_an_application_is_withdrawn_by_its_label_and_contact(client, filled):
    applied(client, filled)
    label = Application.objects.get().label
    wrong = client.post(WITHDRAW, {"label": label, "contact": "13811111111"}).text
    done = client.post(WITHDRAW, {"label": label.replace("-", " "), "contact": "138-0000-0000"}, follow=True).text
    assert ("沒有找到可以撤回的報名" in wrong, "報名已經撤回" in done) == (True, True)
    assert list(Application.objects.values_list("state", "name", "contact")) == [("withdrawn", "", "")]


def test_labels_cannot_be_tried_without_end(client, campaign, settings):
    settings.WRONG_RECEIPTS_BROWSER = settings.WRONG_RECEIPTS_NETWORK = 2
    wrong = {"label": "100-000-000", "contact": "13800000000"}
    assert [client.post(WITHDRAW, wrong).status_code for _ in range(3)] == [200, 200, 429]


def test_after_the_phase_it_is_withdrawn_by_telephone(client, campaign, during_the_phase):
    made = factories.make_application(campaign=campaign, contact="13800000000")
    during_the_phase.move_to(at("2020-12-11 00:00"))
    asked = client.get(WITHDRAW).text
    sent = client.post(WITHDRAW, {"label": made.label, "contact": "13800000000"})
    assert ("只有在報名期間可以在網上撤回" in asked, sent.status_code) == (True, 200)
    assert Application.objects.get().state == State.APPLIED


@pytest.mark.parametrize("address", [START, CHECK, SENT, WITHDRAW, NUMBERS])
def test_a_draft_has_no_such_page(client, address):
    factories.make_campaign(is_published=False)
    assert client.get(address).status_code == 404


def test_a_campaign_without_representatives_has_no_page_of_them(client):
    factories.make_campaign()
    assert client.get(NUMBERS).status_code == 404
    assert "市民代表" not in client.get("/campaigns/sanmin-2020/").text


def test_the_numbers_add_up_and_name_nobody(client, campaign):
    shinan = factories.make_district(name="測試區", code="test-district")
    factories.make_terms(campaign=campaign, quotas=[("district", "test-district", 7)], seats=9)
    made = [
        factories.make_application(
            campaign=campaign, district=shinan, name="示例市民甲", contact=f"1380000000{n}", **fields
        )
        for n, fields in enumerate(
            [{}, {"state": State.ELIGIBLE}, {"state": State.INELIGIBLE, "reason": Reason.RESIDENCE}]
        )
    ]
    page = client.get(NUMBERS)
    rows = {code: rows for code, _label, rows in page.context["numbers"].shares}
    shares = [(row.applied, row.eligible, row.seats) for row in rows["district"] if row.name == "測試區"]
    counts = [str(count) for _label, count in page.context["numbers"].facts]
    assert (counts, shares) == (["3 份", "1", "1", "1", "0", "0 人"], [("不足 5", "不足 5", 7)])
    assert not any(words in page.text for words in ("示例市民甲", "1380000000", *(one.label for one in made)))


def test_the_numbers_say_who_serves_by_the_draw_and_who_was_entered(client, campaign):
    for number, source in enumerate([Source.DRAWN, Source.DRAWN, Source.ENTERED, Source.IMPORTED]):
        contact = f"1390000000{number}"
        one = factories.make_representative(campaign=campaign, contact=contact)
        applied = factories.make_application(campaign=campaign, contact=contact) if source == Source.DRAWN else None
        Representative.objects.filter(pk=one.pk).update(source=source, application=applied)
    facts = client.get(NUMBERS).context["numbers"].facts
    assert facts[-3:] == [("在任代表", "4 人"), ("其中抽取產生的", 2), ("其中由工作人員登記的", 2)]


def told(client):
    return {str(name): str(count) for name, count in client.get(NUMBERS).context["numbers"].facts}


def test_whoever_tries_a_contact_learns_from_no_number_whether_it_applied(client, filled, during_the_phase):
    """The second of a contact waits, as any other does, until nobody can apply any more."""
    applied(client, filled)
    one = told(client)
    applied(Client(), filled)
    again = told(client)
    applied(Client(), filled | {"contact": "13900000000"})
    another = told(client)
    during_the_phase.move_to(at("2020-12-11 00:00"), tick=False)
    waiting = [numbers["待核對"] for numbers in (one, again, another)]
    assert (waiting, again.keys() == another.keys()) == (["1", "2", "3"], True)
    assert told(client) == {
        "報名": "3 份", "符合條件": "0", "不符合條件": "1", "待核對": "2", "撤回": "0", "在任代表": "0 人",
    }  # fmt: skip


@pytest.mark.parametrize(("unreachable", "untrue", "listed"), [(5, 0, 1), (5, 5, 2), (5, 4, 0)])
def test_reasons_are_listed_where_there_are_five_of_each(client, campaign, unreachable, untrue, listed):
    reasons = [Reason.UNREACHABLE] * unreachable + [Reason.UNTRUE] * untrue
    for number, reason in enumerate(reasons):
        factories.make_application(
            campaign=campaign, contact=f"1380000{number:04}", state=State.INELIGIBLE, reason=reason
        )
    assert [name.startswith("其中") for name in told(client)].count(True) == listed


def test_the_numbers_take_as_many_queries_for_three_as_for_one(client, campaign, django_assert_max_num_queries):
    factories.make_application(campaign=campaign, contact="13800000000")
    client.get(NUMBERS)
    with django_assert_max_num_queries(12) as one:
        client.get(NUMBERS)
    for n in (1, 2):
        factories.make_application(campaign=campaign, contact=f"1380000000{n}")
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(NUMBERS)


def test_the_page_of_a_campaign_leads_to_the_form_while_it_is_open(client, campaign, during_the_phase):
    factories.make_application(campaign=campaign)
    found = []
    for moment in ("2020-12-01 11:00", "2020-12-11 00:00"):
        during_the_phase.move_to(at(moment))
        page = client.get("/campaigns/sanmin-2020/").text
        found.append((f'href="{START}"' in page, f'href="{NUMBERS}"' in page, "收到報名 1 份" in page))
    assert found == [(True, True, True), (False, True, True)]


@pytest.mark.parametrize("address", [START, NUMBERS])
def test_the_day_of_erasure_is_named_while_it_is_known(client, campaign, address):
    told = []
    for ends_on in (date(2020, 12, 31), None):
        campaign.phases.filter(kind=Phase.Kind.AWARD).update(ends_on=ends_on)
        page = client.get(address).text
        told.append(("活動結束 90 天後自動刪除" in page, "按現在的安排，是2021年3月31日。" in page))
    assert told == [(True, True), (True, False)]


def test_the_numbers_say_until_when_or_why_not(client, campaign, during_the_phase):
    during = client.get(NUMBERS).text
    campaign.phases.filter(kind=Phase.Kind.APPLY).update(ends_on=None)
    without_end = client.get(NUMBERS).text
    campaign.phases.filter(kind=Phase.Kind.APPLY).update(ends_on=date(2020, 11, 30))
    after = client.get(NUMBERS).text
    assert ("現在可以報名，2020年12月10日截止。" in during, "現在可以報名。" in without_end) == (True, True)
    assert ("現在可以報名" in after, "已於2020年11月30日截止" in after) == (False, True)


def test_the_numbers_of_a_round_long_over_say_that_nothing_personal_is_kept(client, campaign, during_the_phase):
    factories.make_application(campaign=campaign)
    Campaign.objects.update(closed_at=at("2020-12-20 10:00"))
    during_the_phase.move_to(at("2021-04-02 11:00"))
    page = client.get(NUMBERS)
    facts = [label for label, _count in page.context["numbers"].facts]
    told = ("活動已經結束，個人信息2021年3月20日起按規定刪除，只留人數。" in page.text, "後自動刪除" in page.text)
    assert (told, facts[-1]) == ((True, False), "代表")
