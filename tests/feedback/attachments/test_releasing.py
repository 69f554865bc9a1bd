"""Releasing a file, taking it back, destroying it: who is bound to what, and what is left on the disk."""

import io
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.storage import storages
from PIL import Image

from feedback.attachments import erasing, releasing
from feedback.attachments.models import Attachment, Page
from feedback.rules.workflow import Refused, Stage, Stale, Verb
from portal import sealed
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import last

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestion(office):
    """Its text is public."""
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(suggestion)
    return suggestion


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block at whose end everything is done that waits for the commit."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def attachment(suggestion):
    return factories.attach(suggestion)


def lies(storage, *names):
    return [storages[storage].exists(name) for name in names]


def released_pixels(page):
    with storages["released"].open(page.public) as file, Image.open(io.BytesIO(file.read())) as image:
        return image.convert("L").load(), image.size


def test_what_is_covered_is_black_in_the_public_picture_and_nothing_else_is(attachment, triage_officer):
    releasing.set_covers(attachment, {1: [[100, 50, 80, 40]]}, by=triage_officer)
    factories.release_file(attachment)
    pixels, size = released_pixels(attachment.pages.get())
    inside = max(pixels[x, y] for x in range(108, 172) for y in range(58, 82))
    outside = min(pixels[x, y] for x in (0, 90, 190, 399) for y in (0, 40, 100, 299))
    assert (size, inside < 20, outside > 235) == ((400, 300), True, True)


def test_the_thumb_has_ten_kilobytes_at_most(attachment):
    factories.release_file(attachment)
    assert 0 < storages["released"].size(attachment.pages.get().thumb) <= 10_000


def test_a_rectangle_ends_where_the_page_ends_and_one_beside_it_is_none(attachment, triage_officer):
    releasing.set_covers(attachment, {1: [[-10, -10, 30, 30], [390, 290, 50, 50], [500, 0, 9, 9]]}, by=triage_officer)
    assert attachment.pages.get().covers == [[0, 0, 20, 20], [390, 290, 10, 10]]


def test_a_release_is_an_event_that_says_what_was_seen(attachment, triage_officer):
    seen = releasing.seen_of(attachment.pages.all())
    releasing.release(attachment, "路口的護欄", seen, by=triage_officer, now=NOW)
    event = last(attachment.suggestion)
    assert (event.verb, event.by, event.details) == (
        Verb.RELEASE_FILE, triage_officer, {"file": attachment.name, "seen": seen},
    )  # fmt: skip


def test_what_was_covered_otherwise_since_it_was_seen_is_not_released(attachment, triage_officer):
    seen = releasing.seen_of(attachment.pages.all())
    releasing.set_covers(attachment, {1: [[0, 0, 10, 10]]}, by=triage_officer)
    with pytest.raises(Stale):
        releasing.release(attachment, "路口的護欄", seen, by=triage_officer, now=NOW)
    assert Attachment.objects.released().count() == 0


def test_another_page_than_the_one_that_was_seen_is_not_released(attachment, triage_officer):
    seen = releasing.seen_of(attachment.pages.all())
    attachment.pages.update(digest="0" * 64)
    with pytest.raises(Stale):
        releasing.release(attachment, "路口的護欄", seen, by=triage_officer, now=NOW)


def refused(attachment, by, caption="路口的護欄"):
    """The words in which a release is refused."""
    with pytest.raises(Refused) as refusal:
        releasing.release(attachment, caption, releasing.seen_of(attachment.pages.all()), by=by, now=NOW)
    return str(refusal.value.reason)


def test_no_file_is_public_before_the_text(attachment, triage_officer):
    attachment.suggestion.take_back("有姓名。", by=triage_officer, now=NOW)
    assert refused(attachment, triage_officer) == "建議的文字還沒有公開，請先公開文字，再公開附件。"


def test_no_file_is_public_without_words_for_who_does_not_see_it(attachment, triage_officer):
    assert refused(attachment, triage_officer, caption="") == "請寫一句說明，告訴看不到圖的人圖上是什麼。"


def test_what_was_not_drawn_anew_is_not_released(suggestion, triage_officer):
    attachment = factories.attach(suggestion, is_drawn=False)
    assert refused(attachment, triage_officer) == "這個附件還沒有檢查好，請稍後再試。"


def test_what_is_public_is_not_covered_otherwise(attachment, triage_officer):
    factories.release_file(attachment)
    with pytest.raises(Refused, match="已經公開"):
        releasing.set_covers(attachment, {1: [[0, 0, 10, 10]]}, by=triage_officer)


def test_who_may_not_release_covers_nothing(attachment, handler):
    with pytest.raises(Refused, match="您的崗位沒有「公開附件」的權限。"):
        releasing.set_covers(attachment, {1: [[0, 0, 10, 10]]}, by=handler)


def test_taken_back_its_public_files_are_gone_and_the_sealed_ones_stay(attachment, triage_officer, committed):
    factories.release_file(attachment)
    page = attachment.pages.get()
    with committed():
        releasing.take_back(attachment, "有車牌。", by=triage_officer, now=NOW)
    page_now = attachment.pages.get()
    assert lies("released", page.public, page.thumb) == [False, False]
    assert lies("sealed", page.drawn, attachment.original) == [True, True]
    assert (page_now.public, page_now.thumb, Attachment.objects.released().count()) == ("", "", 0)
    assert (last(attachment.suggestion).verb, last(attachment.suggestion).remark) == (Verb.TAKE_BACK_FILE, "有車牌。")


def test_what_is_not_public_is_not_taken_back(attachment, triage_officer):
    with pytest.raises(Refused, match="沒有公開，無須收回"):
        releasing.take_back(attachment, "", by=triage_officer, now=NOW)


def test_where_the_text_is_taken_back_so_are_its_files_and_not_those_of_the_reply(suggestion, office, committed):
    factories.reply(suggestion)
    own, replied = factories.attach(suggestion), factories.attach(suggestion, reply=suggestion.replies.get())
    factories.release_file(own)
    factories.release_file(replied)
    page = own.pages.get()
    suggestion.refresh_from_db()
    with committed():
        suggestion.take_back("有姓名。", by=office.triage_officer, now=NOW)
    assert list(Attachment.objects.released()) == [replied]
    assert lies("released", page.public, page.thumb) == [False, False]
    assert Page.objects.public().count() == 0


def test_withdrawn_its_files_are_taken_back(suggestion, attachment):
    factories.release_file(attachment)
    suggestion.refresh_from_db()
    suggestion.withdraw(now=NOW)
    assert Attachment.objects.released().count() == 0


def test_what_came_with_a_reply_goes_with_it_to_the_one_that_takes_the_place(suggestion):
    heir = factories.make_suggestion(stage=Stage.MERGED, main=suggestion)
    factories.reply(suggestion)
    own, replied = factories.attach(suggestion), factories.attach(suggestion, reply=suggestion.replies.get())
    suggestion.refresh_from_db()
    suggestion.withdraw(now=NOW)
    whose = dict(Attachment.objects.values_list("pk", "suggestion"))
    assert whose == {own.pk: suggestion.pk, replied.pk: heir.pk}


def test_destroyed_nothing_opens_it_and_only_the_row_is_left(attachment, triage_officer, committed):
    factories.release_file(attachment)
    page, original = attachment.pages.get(), attachment.original
    with committed():
        erasing.erase_file(attachment, "市民要求刪除。", by=triage_officer, now=NOW)
    row = Attachment.objects.get()
    assert lies("released", page.public, page.thumb) == [False, False]
    assert lies("sealed", page.drawn, original) == [False, False]
    assert (row.key, row.original, row.file_name, row.caption, row.digest) == (None, "", "", "", "")
    assert (row.erased_at, row.released_at, Page.objects.count()) == (NOW, None, 0)
    event = last(attachment.suggestion)
    assert (event.verb, event.remark, event.details) == (Verb.ERASE_FILE, "市民要求刪除。", {"file": row.name})


def test_with_the_words_of_a_suggestion_all_its_files_are_destroyed(suggestion, office):
    """One that was destroyed before keeps its own moment."""
    files = [factories.attach(suggestion) for _ in range(3)]
    erasing.erase_file(files[0], "有車牌。", by=office.triage_officer, now=NOW)
    suggestion.refresh_from_db()
    factories.erase(suggestion, now=NOW + timedelta(days=1))
    rows = Attachment.objects.order_by("pk").values_list("erased_at", "key")
    assert list(rows) == [(NOW, None), *[(NOW + timedelta(days=1), None)] * 2]


def test_what_is_destroyed_is_destroyed_once_and_for_a_reason(attachment, triage_officer):
    with pytest.raises(Refused, match="請寫明銷毀的原因"):
        erasing.erase_file(attachment, "", by=triage_officer, now=NOW)
    erasing.erase_file(attachment, "市民要求刪除。", by=triage_officer, now=NOW)
    with pytest.raises(Refused, match="已經銷毀"):
        erasing.erase_file(attachment, "再刪一次。", by=triage_officer, now=NOW)


def test_a_copy_of_what_was_destroyed_does_not_open_with_another_key(attachment):
    with pytest.raises(sealed.Broken):
        list(sealed.read(storages["sealed"], attachment.original, sealed.new_key()))


def test_a_reply_may_carry_a_file_where_the_text_is_not_public(office):
    stub = factories.make_suggestion(stage=Stage.REPLIED)
    attachment = factories.attach(stub, reply=stub.replies.get())
    factories.release_file(attachment)
    assert (Page.objects.public().count(), Page.objects.with_receipt(stub).count()) == (0, 1)


def test_a_storage_that_is_away_keeps_nobody_from_taking_a_file_back(
    attachment, triage_officer, committed, monkeypatch
):
    factories.release_file(attachment)

    def away(*_arguments):
        raise OSError

    monkeypatch.setattr(type(storages["released"]), "delete", away)
    with committed():
        releasing.take_back(attachment, "有車牌。", by=triage_officer, now=NOW)
    assert Page.objects.public().count() == 0
