"""The accounts at the desk: who makes them, what an administrator may give, and to whom not."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from django_otp.plugins.otp_totp.models import TOTPDevice

from feedback.rules.roles import Role
from portal.accounts import second_factor
from portal.tables.staff import StaffRecord
from tests import factories

pytestmark = pytest.mark.on_postgres

LIST = "admin:auth_user_changelist"
PAGE = "admin:auth_user_change"
ADD = "admin:auth_user_add"
PASSWORD = "another long password"


@pytest.fixture
def keeper(client, administrator):
    client.force_login(administrator)
    return client


def group(role):
    return Group.objects.get(name=role)


def fields(user, **changed):
    return {
        "username": user.username,
        "first_name": user.first_name,
        "is_active": "on",
        "groups": [row.pk for row in user.groups.all()],
        "units": [row.pk for row in user.units.all()],
    } | changed


def standing(user):
    user = User.objects.get(pk=user.pk)
    return ([row.name for row in user.groups.all()], [row.name for row in user.units.all()], user.is_active)


def test_an_administrator_makes_an_account_with_roles_and_units(keeper, unit):
    new = {
        "username": "li", "first_name": "李雷", "password1": PASSWORD,
        "password2": PASSWORD, "groups": [group(Role.HANDLER).pk], "units": [unit.pk],
    }  # fmt: skip
    keeper.post(reverse(ADD), new)
    user = User.objects.get(username="li")
    assert (user.is_staff, user.is_superuser, user.check_password(PASSWORD), standing(user)) == (
        True, False, True, (["承辦人"], ["交通警察支隊"], True),
    )  # fmt: skip


def test_an_administrator_moves_somebody_to_other_work_and_it_is_recorded(keeper, handler, other_unit):
    keeper.post(
        reverse(PAGE, args=[handler.pk]), fields(handler, groups=[group(Role.REVIEWER).pk], units=[other_unit.pk])
    )
    told = f"{handler.username}：崗位定為 審核人；單位定為 治安警察支隊"
    assert standing(handler) == (["審核人"], ["治安警察支隊"], True)
    assert StaffRecord.objects.filter(object_repr=told).count() == 1


def test_somebody_who_left_is_put_out_of_use(keeper, handler):
    keeper.post(reverse(PAGE, args=[handler.pk]), fields(handler, is_active=""))
    assert standing(handler)[2] is False


def test_nobody_raises_the_own_standing(keeper, administrator, unit):
    raised = fields(administrator, groups=[row.pk for row in Group.objects.all()], units=[unit.pk], is_superuser="on")
    page = keeper.get(reverse(PAGE, args=[administrator.pk])).text
    keeper.post(reverse(PAGE, args=[administrator.pk]), raised)
    assert (standing(administrator), 'name="groups"' in page) == ((["系統管理員"], [], True), False)


def test_a_superuser_is_made_by_no_form(keeper, handler):
    keeper.post(reverse(PAGE, args=[handler.pk]), fields(handler, is_superuser="on", user_permissions=[1]))
    handler.refresh_from_db()
    assert (handler.is_superuser, handler.user_permissions.count()) == (False, 0)


def test_superusers_do_not_exist_for_administrators(keeper):
    root = User.objects.create_superuser("root", password=PASSWORD)
    device = TOTPDevice.objects.create(user=root, confirmed=True)
    addresses = [reverse(PAGE, args=[root.pk]), reverse("admin:auth_user_password_change", args=[root.pk])]
    answers = [keeper.get(address, follow=True).redirect_chain != [] for address in addresses[:1]]
    changed = keeper.post(addresses[1], {"password1": "x" * 20, "password2": "x" * 20}).status_code
    for action in ("reset_app", "unlock"):
        keeper.post(reverse(LIST), {"action": action, "_selected_action": [root.pk]})
    root.refresh_from_db()
    assert (answers, changed, root.check_password(PASSWORD)) == ([True], 404, True)
    assert (TOTPDevice.objects.get(), "root" in keeper.get(reverse(LIST)).text) == (device, False)


def test_the_app_of_somebody_is_reset(keeper, handler):
    TOTPDevice.objects.create(user=handler, confirmed=True)
    second_factor.new_backup_codes(handler)
    keeper.post(reverse(LIST), {"action": "reset_app", "_selected_action": [handler.pk]})
    assert (second_factor.has_app(handler), second_factor.backup_codes_left(handler)) == (False, 0)
    assert StaffRecord.objects.get().object_repr == f"重置 {handler.username} 的驗證器"


def test_the_own_app_is_somebody_elses_to_reset(keeper, administrator):
    TOTPDevice.objects.create(user=administrator, confirmed=True)
    keeper.post(reverse(LIST), {"action": "reset_app", "_selected_action": [administrator.pk]})
    assert second_factor.has_app(administrator)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_record_is_kept_in_one_language_whoever_makes_it(keeper, handler, language):
    with override(language):
        keeper.post(reverse(LIST), {"action": "unlock", "_selected_action": [handler.pk]})
    assert StaffRecord.objects.get().object_repr == f"解除 {handler.username} 的登錄鎖定"


def test_a_new_account_is_asked_for_nothing_but_a_password(keeper):
    page = keeper.get(reverse("admin:auth_user_add")).text
    assert ('name="usable_password"' in page, "LDAP" in page, 'name="password1"' in page) == (False, False, True)


def test_how_a_password_is_stored_is_nobodys_to_read(keeper, handler):
    handler.set_password(PASSWORD)
    handler.save()
    page = keeper.get(reverse("admin:auth_user_change", args=[handler.pk])).text
    assert ("pbkdf2" in page, "重置密碼" in page) == (False, True)


def test_a_locked_out_one_is_let_in_again(keeper, handler, client):
    handler.set_password(PASSWORD)
    handler.save()
    visitor = type(client)()
    login = {"username": handler.username, "password": "wrong"}
    for _ in range(5):
        visitor.post(reverse("admin:login"), login)
    device = TOTPDevice.objects.create(user=handler, confirmed=True)
    for _ in range(5):
        device.throttle_increment()
    keeper.post(reverse(LIST), {"action": "unlock", "_selected_action": [handler.pk]})
    answer = visitor.post(reverse("admin:login"), login | {"password": PASSWORD})
    assert (answer.status_code, second_factor.must_wait(handler)) == (302, False)


def test_an_administrator_sets_somebodys_password(keeper, handler):
    new = {"password1": PASSWORD, "password2": PASSWORD, "set-password": "yes"}
    keeper.post(reverse("admin:auth_user_password_change", args=[handler.pk]), new)
    handler.refresh_from_db()
    assert handler.check_password(PASSWORD)


def test_the_own_password_is_changed_with_the_old_one(keeper, administrator):
    administrator.set_password("the first long password")
    administrator.save()
    keeper.force_login(administrator)
    new = {"old_password": "the first long password", "new_password1": PASSWORD, "new_password2": PASSWORD}
    keeper.post(reverse("admin:password_change"), new)
    administrator.refresh_from_db()
    assert administrator.check_password(PASSWORD)


def test_nobody_is_deleted(keeper, handler):
    assert keeper.post(reverse("admin:auth_user_delete", args=[handler.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("who", ["triage_officer", "handler", "reviewer", "supervisor"])
def test_others_keep_no_accounts(request, client, office, who):
    client.force_login(request.getfixturevalue(who))
    addresses = [reverse(LIST), reverse(ADD), reverse(PAGE, args=[office.handler.pk])]
    assert [client.get(address).status_code for address in addresses] == [403] * 3


def test_roles_and_codes_have_no_pages_of_their_own(client, db):
    client.force_login(User.objects.create_superuser("root"))
    pages = ("auth/group", "otp_totp/totpdevice", "otp_static/staticdevice", "axes/accessattempt")
    assert [client.get(f"/desk/{page}/").status_code for page in pages] == [404] * 4


def test_the_list_costs_the_same_for_one_and_for_three(keeper, office):
    one = queries(keeper)
    for name in ("a", "b", "c"):
        user = factories.make_user(username=name, roles=[Role.HANDLER], units=[office.unit])
        TOTPDevice.objects.create(user=user, confirmed=True)
    assert queries(keeper) == one


def queries(client):
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(LIST))
    return len(captured)


def test_a_user_name_of_300_characters_is_told_and_not_looked_for(keeper):
    sent = {"username": "王" * 300, "password1": PASSWORD, "password2": PASSWORD}
    added = keeper.post(reverse(ADD), sent)
    searched = keeper.get(reverse(LIST), {"q": "王" * 300}, follow=True)
    assert (added.status_code, [*added.context["adminform"].form.errors]) == (200, ["username"])
    assert "查找的文字最多 100 個字，您填了 300 個字，沒有查找。" in searched.text
