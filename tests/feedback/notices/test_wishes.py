"""通知設置: the page of the own choices, what it does to what waits, and the link in every mail."""

import pytest
from django.urls import reverse

from feedback.notices import wishes
from feedback.notices.models import Notice, StaffWish
from feedback.notices.stopping import stopped_by, token
from feedback.notices.writing import tell_staff
from feedback.rules.cadence import DEFAULTS, Cadence
from feedback.rules.notices import Kind, State
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

PAGE = "/desk/notices/staffwish/"


@pytest.fixture
def reader(db):
    return factories.make_user(username="reader", email="reader@example.com")


@pytest.fixture
def signed_in(client, reader):
    client.force_login(reader)
    return client


def usual(**changed):
    return {kind.value: changed.get(kind.value, cadence.value) for kind, cadence in DEFAULTS.items()}


def test_the_page_offers_every_kind_as_it_is(signed_in):
    page = signed_in.get(reverse("admin:notices_staffwish_changelist"))
    form = page.context["form"]
    assert {name: form[name].initial for name in form.fields} == usual()
    assert ("reader@example.com" in page.text, "07:30" in page.text) == (True, True)


def test_what_is_chosen_is_kept_and_what_was_left_follows_the_defaults(signed_in, reader):
    answer = signed_in.post(PAGE, usual(card="none", to_me="digest"))
    kept = set(StaffWish.objects.values_list("user", "kind", "cadence"))
    assert (answer.status_code, answer["Location"], kept) == (
        302,
        PAGE,
        {(reader.pk, "card", "none"), (reader.pk, "to_me", "digest")},
    )


def test_a_wrong_choice_is_told_and_keeps_the_rest(signed_in):
    page = signed_in.post(PAGE, usual(card="hourly", to_me="none"))
    assert (page.status_code, StaffWish.objects.count(), page.context["form"]["to_me"].value()) == (200, 0, "none")


def test_without_an_address_the_page_says_so(client):
    client.force_login(factories.make_user(username="no-address"))
    assert "您的賬號還沒有登記郵箱" in client.get(PAGE).text


def test_where_no_mail_is_sent_the_page_says_so(signed_in, settings):
    settings.NOTICE_CHANNELS = ("sms",)
    assert "本站沒有設置發信" in signed_in.get(PAGE).text


def test_the_way_there_stands_on_every_page_of_the_desk(signed_in):
    assert f'href="{PAGE}"' in signed_in.get("/desk/").text


def test_nobody_reads_or_changes_the_choices_of_others(signed_in, office):
    other = StaffWish.objects.create(user=office.handler, kind=Kind.CARD, cadence=Cadence.NONE)
    page = signed_in.get(f"{PAGE}{other.pk}/change/")
    assert (page.status_code, signed_in.get(PAGE).context["form"]["card"].initial) == (302, "digest")


# What waits.


def tell(reader, kind=Kind.MENTIONED):
    tell_staff([reader.pk], kind, at=NOW)
    return Notice.objects.order_by("pk").last()


def test_who_wants_no_more_of_a_kind_gets_nothing_that_waits(reader):
    tell(reader)
    tell(reader, Kind.PAPER)
    wishes.stop(reader, "mentioned", now=NOW)
    assert (list(Notice.objects.values_list("kind", flat=True)), StaffWish.objects.of(reader)[Kind.MENTIONED]) == (
        [Kind.PAPER],
        Cadence.NONE,
    )


def test_what_is_on_its_way_or_sent_stays(reader):
    for state, ended_at in ((State.CLAIMED, None), (State.SENT, NOW)):
        tell(reader)
        Notice.objects.filter(state=State.WAITING).update(state=state, ended_at=ended_at)
    wishes.stop(reader, Kind.MENTIONED, now=NOW)
    assert sorted(Notice.objects.values_list("state", flat=True)) == [State.CLAIMED, State.SENT]


def test_what_waits_goes_into_the_digest_with_the_choice(reader):
    tell(reader)
    wishes.choose(reader, {Kind.MENTIONED: Cadence.DIGEST}, now=NOW)
    assert list(Notice.objects.values_list("is_for_digest", flat=True)) == [True]


# The link in a mail.


def test_the_link_stops_the_kind_of_its_mail_and_nothing_else(client, reader):
    link = token(tell(reader))
    answer = client.post(f"/notices/stop/{link}/", {"List-Unsubscribe": "One-Click"})
    chosen = list(StaffWish.objects.values_list("user", "kind", "cadence"))
    assert (answer.status_code, chosen, stopped_by(link)) == (200, [(reader.pk, "mentioned", "none")], None)


def test_the_page_says_what_is_stopped(client, reader):
    assert "「便箋提到我」的工作通知" in client.get(f"/notices/stop/{token(tell(reader))}/").text


def test_the_link_of_a_digest_stops_what_the_digest_brings(reader):
    link = token(tell(reader, Kind.SHEET))
    stopped_by(link).stop(NOW)
    chosen = dict(StaffWish.objects.values_list("kind", "cadence"))
    assert (chosen, stopped_by(link)) == ({"card": "none", "low_rating": "none", "sheet": "none"}, None)


def test_the_link_of_somebody_who_left_stops_nothing(reader):
    link = token(tell(reader))
    reader.is_active = False
    reader.save()
    assert stopped_by(link) is None


def test_what_was_tried_and_did_not_go_is_not_tried_again_for_who_wants_none(reader):
    tried = factories.make_notice(staff=reader, kind="chased", message_id="<of-a-try@example.com>", tries=1)
    kept = factories.make_notice(staff=reader, kind="to_me", message_id="<of-another@example.com>", tries=1)
    wishes.stop(reader, "chased", now=NOW)
    assert [*Notice.objects.filter(pk__in=[tried.pk, kept.pk])] == [kept]
