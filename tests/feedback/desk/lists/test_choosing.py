"""Lists and choices of the desk: each begins with words, each is counted with a counter."""

import pytest
from django.urls import reverse

from feedback.models import Category, District


@pytest.mark.parametrize(
    ("page", "first"),
    [
        ("category_add", "不選"),
        ("status_add", "請選擇"),
        ("replytemplate_add", "不選"),
    ],
)
def test_a_choice_begins_with_words_instead_of_dashes(client, administrator, unit, page, first):
    client.force_login(administrator)
    text = client.get(reverse(f"admin:feedback_{page}")).text
    assert ("---------" in text, f'<option value="" selected>{first}</option>' in text) == (False, True)


def test_a_list_is_called_by_its_name_and_counted(client, administrator):
    Category.objects.create(name="治安管理")
    client.force_login(administrator)
    page = client.get(reverse("admin:feedback_category_changelist"))
    assert (page.context["title"], f"共 {Category.objects.count()} 項" in page.text) == ("領域", True)


def test_a_history_names_who_it_was_in_the_readers_script(client, administrator):
    administrator.first_name = "示例系統管理員"
    administrator.save()
    client.force_login(administrator)
    client.post(
        reverse("admin:feedback_district_add"), {"name": "膠州市", "code": "jiaozhou", "order": "1", "name_en": ""}
    )
    row = District.objects.get(name="膠州市")
    page = client.get("/zh-hans" + reverse("admin:feedback_district_history", args=[row.pk])).text
    assert "administrator（示例系统管理员）" in page
