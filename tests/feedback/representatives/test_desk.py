"""Applications and representatives at the desk: no name before somebody asks for it, and who did is recorded."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from feedback.models import Phase
from feedback.representatives.models import Application, Representative, Terms
from feedback.representatives.rules import Reason, Source, State
from feedback.rounds.copying import COPIED
from feedback.rounds.models import CampaignEvent
from portal.tables.staff import StaffRecord
from tests import factories
from tests.factories import at
from tests.workbooks import book_of, saved

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
IMPORT = "admin:representatives_representative_import"
REGISTER = "admin:representatives_representative_changelist"


@pytest.fixture
def campaign(time_machine):
    time_machine.move_to(at("2020-12-01 10:00"), tick=False)
    campaign = factories.make_campaign()
    for kind, last in ((Phase.Kind.APPLY, 10), (Phase.Kind.RATE, 31)):
        factories.make_phase(campaign=campaign, kind=kind, starts_on=date(2020, 11, 20), ends_on=date(2020, 12, last))
    return campaign


@pytest.fixture
def made(campaign):
    return factories.make_application(
        campaign=campaign, name="示例市民甲", contact="13800000000", address="示例路 1 號"
    )


@pytest.fixture
def at_the_desk(client, triage_officer):
    client.force_login(triage_officer)
    return client


def page_of(made, name="change"):
    return reverse(f"admin:representatives_application_{name}", args=[made.pk])


def recorded():
    return list(StaffRecord.objects.order_by("pk").values_list("object_repr", flat=True))


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_list_and_page_name_nobody(at_the_desk, made):
    for address in (reverse("admin:representatives_application_changelist"), page_of(made)):
        page = at_the_desk.get(address).text
        assert (made.label in page, "示例市民甲" in page, "13800000000" in page) == (True, False, False)
    assert recorded() == []


def test_reading_who_it_is_is_recorded_first(at_the_desk, made):
    page = at_the_desk.post(page_of(made, "person")).text
    assert all(words in page for words in ("示例市民甲", "13800000000", "1990-01-31", "示例路 1 號"))
    assert recorded() == [f"查看代表報名 {made.label} 的個人信息"]


BY_CONTACT = "admin:representatives_application_by_contact"


def test_whoever_forgot_the_number_is_found_by_the_contact_and_that_is_recorded(at_the_desk, made):
    found = at_the_desk.post(reverse(BY_CONTACT), {"contact": "138-0000-0000"})
    none = at_the_desk.post(reverse(BY_CONTACT), {"contact": "13811111111"})
    assert (made.label in found.text, "示例市民甲" in found.text, made.label in none.text) == (True, False, False)
    assert recorded() == ["按聯繫方式查找代表報名，列出 1 份", "按聯繫方式查找代表報名，列出 0 份"]


def test_whoever_may_not_read_finds_nobody(client, made, supervisor):
    client.force_login(supervisor)
    assert client.post(reverse(BY_CONTACT), {"contact": "13800000000"}).status_code == 403
    assert "按聯繫方式查找" not in client.get(reverse("admin:representatives_application_changelist")).text


def test_a_supervisor_sees_that_somebody_applied_and_reads_checks_and_withdraws_nothing(client, made, supervisor):
    client.force_login(supervisor)
    page = client.get(page_of(made)).text
    answers = [client.post(page_of(made, name), {"result": "eligible"}) for name in ("change", "person", "withdraw")]
    assert (made.label in page, "查看個人信息" in page, "記下結果" in page) == (True, False, False)
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert (Application.objects.get().state, recorded()) == (State.APPLIED, [])


def test_an_application_is_checked(at_the_desk, made):
    told = at_the_desk.post(page_of(made), {"result": Reason.UNREACHABLE}, follow=True)
    assert messages(told) == [f"{made.label}：不符合條件。"]
    assert Application.objects.values_list("state", "reason").get() == (State.INELIGIBLE, Reason.UNREACHABLE)


def test_a_check_without_a_result_is_told(at_the_desk, made):
    assert "請選一項。" in at_the_desk.post(page_of(made), {"result": ""}).text
    assert Application.objects.get().state == State.APPLIED


def test_several_are_found_eligible_at_once_but_none_that_was_checked_before(at_the_desk, campaign, made):
    second = factories.make_application(campaign=campaign, contact="13800000000")
    answer = at_the_desk.post(
        reverse("admin:representatives_application_changelist"),
        {"action": "find_eligible", "_selected_action": [second.pk, made.pk]}, follow=True,
    )  # fmt: skip
    assert messages(answer) == ["1 份記為符合條件。", "另有 1 份已經核對過或者撤回，沒有改動。"]
    assert Application.objects.counts("state") == {("eligible",): 1, ("ineligible",): 1}
    assert recorded() == ["核對代表報名 1 份：符合條件"]


def test_one_is_taken_back_for_whoever_asked_the_office_to(at_the_desk, made):
    told = at_the_desk.post(page_of(made, "withdraw"), follow=True)
    assert messages(told) == [f"{made.label}：已撤回。"]
    assert Application.objects.values_list("state", "name").get() == (State.WITHDRAWN, "")
    assert recorded() == [f"應本人要求撤回代表報名 {made.label}"]
    again = at_the_desk.post(page_of(made, "withdraw"), follow=True)
    assert messages(again) == [f"報名 {made.label} 已經是「已撤回」，不能撤回。"]


def test_a_representative_is_entered(at_the_desk, campaign):
    sent = {"campaign": campaign.pk, "name": "示例市民乙", "contact": "139 0000 0000", "district": ""}
    answer = at_the_desk.post(reverse("admin:representatives_representative_add"), sent)
    row = Representative.objects.get()
    assert (answer.status_code, row.number, row.name, row.contact) == (302, 1, "示例市民乙", "13900000000")


def test_whoever_serves_is_not_entered_again(at_the_desk, campaign):
    factories.make_representative(campaign=campaign, contact="13900000000")
    sent = {"campaign": campaign.pk, "name": "示例市民乙", "contact": "13900000000", "district": ""}
    answer = at_the_desk.post(reverse("admin:representatives_representative_add"), sent)
    assert (answer.status_code >= 300, Representative.objects.count()) == (True, 1)


def test_names_are_read_by_an_action_that_is_recorded(at_the_desk, campaign):
    row = factories.make_representative(campaign=campaign, name="示例市民乙", contact="13900000000")
    shown = [reverse(REGISTER), reverse("admin:representatives_representative_change", args=[row.pk])]
    assert not any("示例市民乙" in at_the_desk.get(address).text for address in shown)
    before = len(recorded())
    page = at_the_desk.post(shown[0], {"action": "read", "_selected_action": [row.pk]}).text
    assert ("示例市民乙" in page, "13900000000" in page) == (True, True)
    assert recorded()[before:] == ["查看市民代表的姓名和聯繫方式，共 1 人"]


def test_one_who_resigns_serves_no_more(at_the_desk, campaign):
    row = factories.make_representative(campaign=campaign)
    address = reverse("admin:representatives_representative_resign", args=[row.pk])
    assert "不再計入在任代表" in at_the_desk.get(address).text
    assert messages(at_the_desk.post(address, follow=True)) == ["市民代表 1 號不再擔任。"]
    assert "這位代表已經不在任。" in at_the_desk.post(address).text
    assert not Representative.objects.active().exists()


def test_one_who_was_drawn_is_followed_by_a_substitute_of_the_draw(at_the_desk, campaign, made):
    row = factories.make_representative(campaign=campaign)
    Representative.objects.update(source=Source.DRAWN, application=made)
    address = reverse("admin:representatives_representative_resign", args=[row.pk])
    assert "由候補接替" in at_the_desk.post(address).text
    assert Representative.objects.active().exists()


def upload(client, campaign, *rows, head=("姓名", "手機", "區市")):
    file = SimpleUploadedFile("代表.xlsx", saved(book_of(head, *rows)))
    return client.post(reverse(IMPORT), {"file": file, "campaign": campaign.pk})


def confirm(client, page):
    fields = re.findall(r'<input type="hidden" name="(campaign|payload)" value="([^"]*)">', page.text)
    return client.post(reverse(IMPORT), dict(fields), follow=True)


def test_a_sheet_is_looked_at_first_and_then_entered_whole(at_the_desk, campaign):
    factories.make_district(name="測試區", code="test-district")
    factories.make_representative(campaign=campaign, contact="13900000000")
    rows = [
        ("示例市民甲", "13800000001", "测试区"),
        ("示例市民乙", "13800000002", ""),
        ("示例市民丙", "13900000000", ""),
    ]
    looked_at = upload(at_the_desk, campaign, *rows)
    assert Representative.objects.count() == 1
    assert ("2 人" in looked_at.text, "1 人" in looked_at.text) == (True, True)
    payload = re.search(r'name="payload" value="([^"]*)"', looked_at.text)[1]
    assert payload.startswith("gAAAA")
    assert messages(confirm(at_the_desk, looked_at)) == ["已錄入 2 人。"]
    found = [(row.number, row.name, str(row.district or ""), row.source) for row in Representative.objects.all()][1:]
    assert found == [(2, "示例市民甲", "測試區", "imported"), (3, "示例市民乙", "", "imported")]


def test_sent_twice_a_sheet_is_entered_once(at_the_desk, campaign):
    looked_at = upload(at_the_desk, campaign, ("示例市民甲", "13800000001", ""))
    confirm(at_the_desk, looked_at)
    again = confirm(at_the_desk, looked_at)
    assert ("沒有要錄入的" in again.text, Representative.objects.count()) == (True, 1)


def test_what_is_wrong_with_a_sheet_is_told_by_row_and_nobody_is_entered(at_the_desk, campaign):
    rows = [("", "13800000001", ""), ("示例市民乙", "不留", ""), ("示例市民丙", "13800000003", "別處"),
            ("示例市民丁", "13800000004", ""), ("示例市民戊", "138-0000-0004", "")]  # fmt: skip
    page = upload(at_the_desk, campaign, *rows)
    assert [(number, column) for number, column, _told in page.context["errors"]] == [
        (2, "姓名"), (3, "聯繫方式"), (4, "區市"), (6, "聯繫方式"),
    ]  # fmt: skip
    assert not Representative.objects.exists()


def test_rows_that_were_changed_or_are_too_old_are_refused(at_the_desk, campaign, triage_officer, time_machine):
    looked_at = upload(at_the_desk, campaign, ("示例市民甲", "13800000001", ""))
    forged = at_the_desk.post(reverse(IMPORT), {"campaign": campaign.pk, "payload": "gAAAAA"})
    time_machine.move_to(at("2020-12-01 22:00:01"))
    at_the_desk.force_login(triage_officer)
    old = confirm(at_the_desk, looked_at)
    assert ["請重新上傳" in page.text for page in (forged, old)] == [True, True]
    assert not Representative.objects.exists()


def test_next_years_campaign_takes_the_terms_along(campaign):
    terms = factories.make_terms(campaign=campaign, seats=7, quotas=[("age_band", "60+", 2)])
    new = factories.make_campaign(slug="sanmin-2021", year=2021, is_published=False)
    for copy in COPIED:
        copy(campaign, new)
    taken = Terms.objects.get(campaign=new)
    assert (taken.seats, taken.pk != terms.pk) == (7, True)
    assert list(taken.quotas.values_list("dimension", "value", "seats")) == [("age_band", "60+", 2)]


def terms_form(terms, **changes):
    names = ("seats", "substitutes", "minimum_age", "minimum_years", "age_bands", "erase_days", "erase_ineligible_days")
    sent = {name: getattr(terms, name) for name in names} | {"by_district": "on", "by_age_band": "on"} | changes
    return sent | {"quotas-TOTAL_FORMS": "0", "quotas-INITIAL_FORMS": "0"}


def test_a_change_of_the_terms_stands_in_the_history_of_the_campaign(client, campaign, administrator):
    client.force_login(administrator)
    terms = factories.make_terms(campaign=campaign)
    address = reverse("admin:representatives_terms_change", args=[terms.pk])
    assert client.post(address, terms_form(terms, seats=50)).status_code == 302
    event = CampaignEvent.objects.get()
    assert (event.verb, event.is_public, event.details["fields"]) == ("change", True, ["代表名額"])
    assert Terms.objects.get().seats == 50


def test_what_applicants_were_told_stays_as_it_was(client, campaign, administrator, made):
    """The defaults too, where nobody had entered terms when the first one applied."""
    client.force_login(administrator)
    terms = Terms.objects.get()
    address = reverse("admin:representatives_terms_change", args=[terms.pk])
    client.post(address, terms_form(terms, erase_days=365, age_bands="18", seats=50))
    assert Terms.objects.values_list("erase_days", "age_bands", "seats").get() == (90, "18,30,45,60", 50)


@pytest.mark.parametrize(("bands", "told"), [("30,18", "請從小到大"), ("十八", "請從小到大"), ("20,30", "第一段要從")])
def test_bands_that_leave_somebody_out_are_refused(client, campaign, administrator, bands, told):
    client.force_login(administrator)
    terms = factories.make_terms(campaign=campaign)
    address = reverse("admin:representatives_terms_change", args=[terms.pk])
    assert told in client.post(address, terms_form(terms, age_bands=bands)).text
    assert Terms.objects.get().age_bands == "18,30,45,60"


def with_quotas(terms, *quotas):
    sent = terms_form(terms) | {"quotas-TOTAL_FORMS": str(len(quotas))}
    for place, quota in enumerate(quotas):
        sent |= {
            f"quotas-{place}-{name}": value for name, value in zip(("dimension", "value", "seats"), quota, strict=True)
        }
    return sent


def test_quotas_are_of_what_there_is_and_no_more_than_all_seats(client, campaign, administrator):
    client.force_login(administrator)
    terms = factories.make_terms(campaign=campaign, seats=5)
    address = reverse("admin:representatives_terms_change", args=[terms.pk])
    unknown = client.post(address, with_quotas(terms, ("age_band", "18-60", 1)))
    too_many = client.post(address, with_quotas(terms, ("age_band", "18-29", 3), ("age_band", "60+", 3)))
    right = client.post(address, with_quotas(terms, ("age_band", "18-29", 3), ("age_band", "60+", 2)))
    assert "「18-60」不是這一項的代碼，可以填：18-29、30-44、45-59、60+。" in unknown.text
    assert "按年齡段分配的名額合計 6 個，超過了代表名額。" in too_many.text
    assert (right.status_code, terms.quotas.count()) == (302, 2)
    assert CampaignEvent.objects.get().details["fields"] == ["名額"]
