"""Covering and releasing at the desk: two pages, and what is sent is what was seen."""

import pytest
from django.urls import reverse

from feedback.attachments import releasing
from feedback.attachments.models import Attachment
from feedback.rules.workflow import Stage, Verb
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

FILE, RELEASE = "admin:feedback_suggestion_file", "admin:feedback_suggestion_file_release"
DO = "admin:feedback_suggestion_file_do"


@pytest.fixture
def attachment(office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(suggestion)
    return factories.attach(suggestion)


def address(name, attachment, *more):
    return reverse(name, args=[attachment.suggestion_id, attachment.name, *more])


def rows(*covers, initial=0, page=1, **more):
    """The numbers of rectangles, as the page sends them."""
    prefix, sent = f"page{page}", {}
    for at, cover in enumerate(covers):
        names = ("left", "top", "width", "height")
        sent |= {f"{prefix}-{at}-{name}": value for name, value in zip(names, cover, strict=True)}
    return sent | {f"{prefix}-TOTAL_FORMS": len(covers), f"{prefix}-INITIAL_FORMS": initial} | more


def covers(attachment):
    return attachment.pages.get().covers


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_rectangles_are_sent_as_numbers_and_the_next_page_shows_them(client, triage_officer, attachment):
    client.force_login(triage_officer)
    response = client.post(address(FILE, attachment), rows([10, 20, 30, 40], ["", "", "", ""]), follow=True)
    assert (covers(attachment), response.redirect_chain) == (
        [[10, 20, 30, 40]], [(address(RELEASE, attachment), 302)],
    )  # fmt: skip
    assert '<rect x="10" y="20" width="30" height="40"/>' in response.text


def test_that_the_text_goes_first_is_said_before_the_work(client, triage_officer, attachment):
    client.force_login(triage_officer)
    said = "要公開這個附件，請先公開文字" in client.get(address(FILE, attachment)).text
    attachment.suggestion.take_back(by=triage_officer, now=factories.NOW, remark="有住址")
    assert (said, "要公開這個附件，請先公開文字" in client.get(address(FILE, attachment)).text) == (False, True)


def test_one_more_is_asked_for_without_a_script(client, triage_officer, attachment):
    client.force_login(triage_officer)
    response = client.post(address(FILE, attachment), rows([10, 20, 30, 40], again="yes"), follow=True)
    names = [name for name in ("page1-0-left", "page1-1-left", "page1-2-left") if f'name="{name}"' in response.text]
    assert (covers(attachment), names) == ([[10, 20, 30, 40]], ["page1-0-left", "page1-1-left"])


def test_one_that_is_not_wanted_any_more_goes(client, triage_officer, attachment):
    releasing.set_covers(attachment, {1: [[10, 20, 30, 40], [50, 60, 7, 8]]}, by=triage_officer)
    client.force_login(triage_officer)
    sent = rows([10, 20, 30, 40], [50, 60, 7, 8], initial=2) | {"page1-0-DELETE": "on"}
    client.post(address(FILE, attachment), sent)
    assert covers(attachment) == [[50, 60, 7, 8]]


def test_what_is_no_number_is_said_and_nothing_is_kept(client, triage_officer, attachment):
    client.force_login(triage_officer)
    response = client.post(address(FILE, attachment), rows(["左邊", 20, 30, 40]))
    [(_page, sets)] = response.context["sets"]
    assert (response.status_code, [*sets.errors[0]], covers(attachment)) == (200, ["left"], [])


def test_who_may_not_release_sees_the_page_without_the_form_and_covers_nothing(client, handler, attachment):
    client.force_login(handler)
    page = client.get(address(FILE, attachment)).text
    response = client.post(address(FILE, attachment), rows([10, 20, 30, 40]), follow=True)
    assert ("page1-0-left" in page, covers(attachment), told(response)) == (
        False, [], ["您的崗位沒有「公開附件」的權限。"],
    )  # fmt: skip


def sent(client, attachment, **fields):
    """The second page, filled in as it was opened and sent."""
    form = client.get(address(RELEASE, attachment)).context["form"]
    given = {"caption": "路口護欄缺口", "seen": form.initial["seen"]}
    return client.post(address(RELEASE, attachment), given | fields, follow=True)


def test_what_was_seen_is_released_with_its_caption(client, triage_officer, attachment):
    client.force_login(triage_officer)
    response = sent(client, attachment)
    attachment.refresh_from_db()
    assert (attachment.released_by, attachment.caption, told(response)) == (
        triage_officer, "路口護欄缺口", ["附件已審核公開，公開的圖片正在生成，一般一分鐘內可以看到。"],
    )  # fmt: skip


def test_what_a_colleague_covered_meanwhile_is_looked_at_and_no_caption_lost(client, triage_officer, attachment):
    client.force_login(triage_officer)
    seen = client.get(address(RELEASE, attachment)).context["form"].initial["seen"]
    releasing.set_covers(attachment, {1: [[1, 2, 3, 4]]}, by=triage_officer)
    response = sent(client, attachment, seen=seen)
    again = response.context["form"].initial
    assert (Attachment.objects.released().count(), again) == (
        0, {"caption": "路口護欄缺口", "seen": releasing.seen_of(attachment.pages.all())},
    )  # fmt: skip


def test_a_caption_that_names_a_plate_is_not_public(client, triage_officer, attachment):
    client.force_login(triage_officer)
    response = sent(client, attachment, caption="魯B12345 停在路口")
    assert ("文中似乎還有個人信息" in response.text, Attachment.objects.released().count()) == (True, 0)


def test_without_a_caption_there_is_no_release(client, triage_officer, attachment):
    client.force_login(triage_officer)
    sent(client, attachment, caption=" ")
    assert Attachment.objects.released().count() == 0


def test_who_may_not_release_is_told(client, handler, attachment):
    client.force_login(handler)
    response = sent(client, attachment)
    assert (told(response), Attachment.objects.released().count()) == (["您的崗位沒有「公開附件」的權限。"], 0)


def test_it_is_taken_back_for_a_reason(client, triage_officer, attachment):
    factories.release_file(attachment)
    client.force_login(triage_officer)
    client.post(address(DO, attachment, Verb.TAKE_BACK_FILE), {"remark": ""})
    still = Attachment.objects.released().count()
    response = client.post(address(DO, attachment, Verb.TAKE_BACK_FILE), {"remark": "有車牌。"}, follow=True)
    assert (still, Attachment.objects.released().count(), told(response)) == (1, 0, ["「收回附件」已完成。"])


def test_it_is_destroyed_once_somebody_says_that_they_know(client, triage_officer, attachment):
    client.force_login(triage_officer)
    client.post(address(DO, attachment, Verb.ERASE_FILE), {"remark": "市民要求。"})
    still = Attachment.objects.standing().count()
    client.post(address(DO, attachment, Verb.ERASE_FILE), {"remark": "市民要求。", "is_sure": "on"})
    assert (still, Attachment.objects.standing().count()) == (1, 0)


@pytest.mark.parametrize("verb", [Verb.TAKE_BACK_FILE, Verb.ERASE_FILE])
def test_who_may_not_is_led_back_in_words(client, handler, attachment, verb):
    client.force_login(handler)
    fields = {"remark": "試試。", "is_sure": "on"}
    answers = [client.get(address(DO, attachment, verb), follow=True)]
    answers.append(client.post(address(DO, attachment, verb), fields, follow=True))
    assert [told(answer) for answer in answers] == [[f"您的崗位沒有「{verb.label}」的權限。"]] * 2


@pytest.mark.parametrize("verb", [Verb.RELEASE_FILE, Verb.ACCEPT, "save"])
def test_what_has_a_page_of_its_own_or_none_is_not_done_here(client, triage_officer, attachment, verb):
    client.force_login(triage_officer)
    assert client.get(address(DO, attachment, verb)).status_code == 404
