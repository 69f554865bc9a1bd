"""A public number as people type it: it opens the receipt, and every search finds it."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

SPELLINGS = [
    "{year}——{rest}", "{year}一{rest}", "{year}ー{rest}", "{year}～{rest}", "{year}−{rest}",
    "「编号：{year}-{rest}。」", "No. {year}-{rest}", "  {year}　－　{rest}  ", "{year}-{rest}\u200b", "{year} {rest}",
]  # fmt: skip


def spelled(spelling, number):
    year, _hyphen, rest = number.partition("-")
    return spelling.format(year=year, rest=rest)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_it_opens_the_receipt(client, citizen, spelling):
    typed = {"number": spelled(spelling, citizen.number), "secret": f"查詢碼：{citizen.secret}。"}
    page = client.post(reverse("status_lookup"), typed)
    assert (page.status_code, page.get("Location")) == (302, reverse("status_detail"))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_searches_find_it(client, triage_officer, spelling):
    suggestion = factories.make_suggestion()
    factories.make_suggestion()
    typed = spelled(spelling, suggestion.number)
    board = client.get(reverse("suggestion_list"), {"q": typed})
    client.force_login(triage_officer)
    desk = client.get(reverse("admin:feedback_suggestion_changelist"), {"q": typed})
    assert [line.number for line in board.context["slice"].lines] == [suggestion.number]
    assert [line["suggestion"] for line in desk.context["lines"]] == [suggestion]


def test_the_address_of_another_spelling_leads_to_its_page(client):
    suggestion = factories.make_suggestion()
    page = client.get(reverse("suggestion_detail", args=[spelled("{year}——{rest}", suggestion.number)]))
    assert (page.status_code, page["Location"]) == (301, suggestion.get_absolute_url())


def test_letters_in_the_secret_are_told_and_cost_no_try(client, citizen):
    wrong = {"number": citizen.number, "secret": citizen.secret[:-1] + "l"}
    pages = [client.post(reverse("status_lookup"), wrong, follow=True) for _ in range(12)]
    told = {"secret": ["查詢碼只有數字，您填的裡面有字母或者別的文字，請對照回執。"]}
    assert [(page.status_code, page.context["form"].errors) for page in pages] == [(200, told)] * 12
    assert (
        client.post(reverse("status_lookup"), {"number": citizen.number, "secret": citizen.secret}).status_code == 302
    )


def test_a_number_that_is_chosen_as_main_may_be_spelled_so(client, office):
    main, other = factories.make_suggestion(), factories.make_suggestion()
    client.force_login(office.triage_officer)
    data = {"revision": other.revision, "main": spelled("编号：{year}——{rest}。", main.number), "seen": main.pk}
    client.post(reverse("admin:feedback_suggestion_do", args=[other.pk, "merge"]), data)
    other.refresh_from_db()
    assert other.main == main
