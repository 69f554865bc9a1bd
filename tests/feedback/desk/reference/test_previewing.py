"""What administrators read before a name, a colour or an order changes that the public sees."""

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from feedback.models import Category, Label, Status, Unit
from feedback.rules.workflow import Stage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def keeper(client, administrator):
    client.force_login(administrator)
    return client


def status_fields(status, **changed):
    names = ("name", "name_en", "explanation", "explanation_en", "colour", "order")
    return {name: getattr(status, name) for name in names} | changed


def sent_again(page):
    """All hidden fields of the preview, as the browser sends them."""
    return dict(page.context["sent"]) | {"confirmed": "1"}


def test_a_status_says_what_changes_and_how_many_have_it_and_is_saved_when_confirmed(keeper):
    status = Status.objects.get(stage=Stage.RECEIVED)
    factories.make_suggestion()
    address = reverse("admin:feedback_status_change", args=[status.pk])
    page = keeper.post(address, status_fields(status, name="收悉", colour="red", _save="保存"))
    before = Status.objects.get(pk=status.pk).name
    saved = keeper.post(address, sent_again(page))
    status.refresh_from_db()
    assert [tuple(map(str, change)) for change in page.context["changes"]] == [
        ("名稱", before, "收悉"), ("顏色", "灰", "紅"),
    ]  # fmt: skip
    assert page.context["told"] == ["有 1 件意見建議正在用。"]
    assert (before, saved.status_code, status.name, status.colour) == ("已收到", 302, "收悉", "red")


def test_an_order_typed_in_the_list_is_shown_as_it_will_stand(keeper):
    rows = list(Status.objects.all())
    sent = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows), "_save": "保存"}
    for place, row in enumerate(rows):
        sent |= {f"form-{place}-id": row.pk, f"form-{place}-order": row.order}
    sent["form-8-order"] = 1
    address = reverse("admin:feedback_status_changelist")
    page = keeper.post(address, sent)
    shown = [(row.name, is_moved) for row, is_moved in page.context["order"]]
    unchanged = Status.objects.first().name
    with zeal_ignore():  # Django asks for each row of its form
        keeper.post(address, sent_again(page))
    assert shown[:2] == [(rows[8].name, True), (rows[0].name, False)]
    assert (unchanged, Status.objects.first().name) == (rows[0].name, rows[8].name)


def test_a_field_says_what_its_limit_and_its_unit_mean_for_what_is_there(keeper, unit, other_unit):
    category = factories.make_category(unit=unit)
    sent = {"name": category.name, "unit": other_unit.pk, "reply_days": 10, "order": 0}
    page = keeper.post(reverse("admin:feedback_category_change", args=[category.pk]), sent)
    assert page.context["told"] == [
        "還沒有意見建議用到。",
        "今後收到的，按 10 個工作日計算答覆期限；已經收到的，期限不變。",
        "轉辦規則裡沒有另設的，今後按新的單位提議；已經轉辦的不變。",
        "市民提建議時不再提供這個領域；已經歸入的不變。",
    ]
    assert [(str(change.before), str(change.after)) for change in page.context["changes"]] == [
        (unit.name, other_unit.name), ("15", "10"), ("是", "否"),
    ]  # fmt: skip
    assert Category.objects.get().reply_days == 15


def test_a_field_that_is_taken_into_use_again_says_so(keeper):
    category = factories.make_category(is_active=False)
    sent = {"name": category.name, "reply_days": 15, "order": 0, "is_active": "on"}
    page = keeper.post(reverse("admin:feedback_category_change", args=[category.pk]), sent)
    assert page.context["told"][-1] == "市民提建議時又可以選這個領域。"


def test_who_belongs_to_a_unit_is_nothing_the_public_sees(keeper, unit, handler):
    names = ("name", "name_en", "duties", "duties_en", "telephone", "order")
    sent = {name: getattr(unit, name) for name in names} | {"members": []}
    answer = keeper.post(reverse("admin:feedback_unit_change", args=[unit.pk]), sent)
    assert (answer.status_code, list(Unit.objects.get(pk=unit.pk).members.all())) == (302, [])


def test_what_is_wrong_is_told_before_anything_else(keeper):
    status = Status.objects.get(stage=Stage.RECEIVED)
    address = reverse("admin:feedback_status_change", args=[status.pk])
    page = keeper.post(address, status_fields(status, name=""))
    assert [*page.context["adminform"].form.errors] == ["name"]


def test_labels_are_for_staff_alone_and_are_saved_at_once(keeper):
    label = factories.make_label(name="甲")
    keeper.post(reverse("admin:feedback_label_change", args=[label.pk]), {"name": "乙", "colour": "red", "order": 1})
    assert Label.objects.get().name == "乙"


def test_nobody_else_sees_a_preview(client, supervisor):
    client.force_login(supervisor)
    status = Status.objects.get(stage=Stage.RECEIVED)
    address = reverse("admin:feedback_status_change", args=[status.pk])
    listed = reverse("admin:feedback_status_changelist")
    sent = {address: {"name": "乙"}, listed: {"_save": 1, "form-TOTAL_FORMS": 0, "form-INITIAL_FORMS": 0}}
    assert [client.post(*each).status_code for each in sent.items()] == [403, 403]
