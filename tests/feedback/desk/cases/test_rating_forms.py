"""What staff do about a rating at the desk: release its comment, take it back, note that nobody was reached."""

import pytest
from django.urls import reverse

from feedback.desk.cases.offered import verbs_for
from feedback.models import Rating
from feedback.rules.ratings import RatingOutcome
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW
from tests.feedback.desk.cases.test_verb_pages import DO, PAGE, do

pytestmark = pytest.mark.django_db
COMMENT = "我的電話是 13864210975，謝謝。"
OF_RATINGS = (Verb.NOTE_UNREACHABLE, Verb.RELEASE_COMMENT, Verb.TAKE_BACK_COMMENT)


def rated(level="five_satisfied", **said):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
    factories.release(suggestion)
    factories.rate(suggestion, level, now=NOW, **said)
    suggestion.refresh_from_db()
    return suggestion


def offered(user, suggestion):
    return [verb for verb in verbs_for(user, suggestion) if verb in OF_RATINGS]


def test_what_is_offered_follows_from_what_was_said(triage_officer):
    consented = rated(comment=COMMENT, has_consent=True)
    of_each = [rated(comment=COMMENT), consented, rated("five_dissatisfied")]
    assert [offered(triage_officer, suggestion) for suggestion in of_each] == [
        [], [Verb.RELEASE_COMMENT], [Verb.NOTE_UNREACHABLE],
    ]  # fmt: skip


def test_a_comment_is_proposed_masked_and_shown_beside_as_it_was_written(client, triage_officer):
    suggestion = rated(comment=COMMENT, has_consent=True)
    client.force_login(triage_officer)
    page = client.get(reverse(DO, args=[suggestion.pk, Verb.RELEASE_COMMENT]))
    form = page.context["form"]
    assert ("13864210975" in form["text"].value(), form.comment) == (False, COMMENT)


def test_what_still_holds_a_number_is_not_released(client, triage_officer):
    suggestion = rated(comment=COMMENT, has_consent=True)
    client.force_login(triage_officer)
    sent = {"rating": suggestion.ratings.get().pk, "text": COMMENT}
    page = do(client, suggestion, Verb.RELEASE_COMMENT, **sent)
    assert (page.status_code, "文中似乎還有個人信息" in page.text, Rating.objects.get().public_comment) == (
        200,
        True,
        "",
    )


def test_a_comment_is_released_read_by_everybody_and_taken_back(client, triage_officer):
    suggestion = rated(comment=COMMENT, has_consent=True)
    client.force_login(triage_officer)
    rating = suggestion.ratings.get().pk
    do(client, suggestion, Verb.RELEASE_COMMENT, rating=rating, text="謝謝你們。")
    shown = client.get(suggestion.get_absolute_url()).text
    do(client, suggestion, Verb.TAKE_BACK_COMMENT, rating=rating, remark="寫錯了。")
    hidden = client.get(suggestion.get_absolute_url()).text
    assert (["謝謝你們。" in page for page in (shown, hidden)], COMMENT in shown) == ([True, False], False)


def test_nobody_releases_the_comment_of_another_suggestion(client, triage_officer):
    suggestion, other = rated(comment=COMMENT, has_consent=True), rated(comment="別人的話", has_consent=True)
    client.force_login(triage_officer)
    page = do(client, suggestion, Verb.RELEASE_COMMENT, rating=other.ratings.get().pk, text="謝謝。")
    assert (page.status_code, Rating.objects.exclude(public_comment="").count()) == (200, 0)


def test_an_attempt_to_reach_a_citizen_is_recorded_and_told_in_a_code(client, handler):
    suggestion = rated("five_dissatisfied")
    client.force_login(handler)
    do(client, suggestion, Verb.NOTE_UNREACHABLE, remark="週一、週二打過，無人接聽。")
    desk, public = client.get(reverse(PAGE, args=[suggestion.pk])).text, client.get(suggestion.get_absolute_url()).text
    assert Rating.objects.get().outcome == RatingOutcome.UNREACHABLE
    assert (["無人接聽" in page for page in (desk, public)], "這次評議的結果：無法聯繫。" in public) == (
        [True, False], True,
    )  # fmt: skip


def test_whoever_may_not_release_is_refused(client, handler):
    suggestion = rated(comment=COMMENT, has_consent=True)
    client.force_login(handler)
    do(client, suggestion, Verb.RELEASE_COMMENT, rating=suggestion.ratings.get().pk, text="謝謝。")
    assert Rating.objects.get().public_comment == ""
