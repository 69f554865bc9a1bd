"""Django's own pages at the desk: what they are called, and whose words they use."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
# What Taiwan calls it and Qingdao does not; Django's own catalog is full of it.
ELSEWHERE = (
    "使用者",
    "群組",
    "認證",
    "帳號",
    "預設",
    "儲存",
    "資訊",
    "變更",
    "登入",
    "登出",
    "搜尋",
    "欄位",
    "選單",
    "字元",
    "檔名",
)


@pytest.fixture
def root(client):
    client.force_login(User.objects.create_superuser("root"))
    return client


def words_of_elsewhere(page):
    return [word for word in ELSEWHERE if word in page.text]


def test_the_home_has_no_empty_group_and_mainland_names(root):
    page = root.get(reverse("admin:index"))
    groups = {app["name"]: len(app["models"]) for app in page.context["app_list"]}
    assert (words_of_elsewhere(page), [name for name, count in groups.items() if not count]) == ([], [])


@pytest.mark.parametrize("model", ["status", "unit", "category", "label", "campaign", "level", "replytemplate"])
def test_lists_and_forms_speak_as_the_mainland_does(root, model):
    pages = [root.get(reverse(f"admin:feedback_{model}_{which}")) for which in ("changelist", "add")]
    assert [words_of_elsewhere(page) for page in pages] == [[], []]


def test_so_do_accounts_and_passwords(root):
    names = ("admin:auth_user_changelist", "admin:auth_user_add", "admin:password_change", "admin:login")
    assert {name: words_of_elsewhere(root.get(reverse(name))) for name in names} == dict.fromkeys(names, [])


def test_the_type_of_the_portal_comes_after_all_of_djangos(root):
    """Rules of the same weight win by their place: a list and a form load their own sheets before this one."""
    for name in ("admin:feedback_status_changelist", "admin:feedback_status_add"):
        sheets = [part.split('"')[0] for part in root.get(reverse(name)).text.split('rel="stylesheet" href="')[1:]]
        assert "desk-stock" in sheets[-1]


def test_the_door_of_the_desk_names_the_bureau(client, settings):
    settings.BUREAU_NAME = "青島市公安局"
    page = client.get(reverse("admin:login")).text
    assert ("青島市公安局 工作臺" in page, "<h1>登錄</h1>" in page) == (True, True)
