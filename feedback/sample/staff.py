"""The sample's staff: a few who can sign in, and for every unit a handler and a reviewer who made its history."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group, User

from feedback.models import Unit
from feedback.rules.roles import Role

# user name, what is shown, role, unit
ACCOUNTS = [
    ("triage", "示例受理員甲", Role.TRIAGE, None),
    ("triage2", "示例受理員乙", Role.TRIAGE, None),
    ("handler", "示例承辦人（交警支隊）", Role.HANDLER, "交警支隊"),
    ("reviewer", "示例審核人（交警支隊）", Role.REVIEWER, "交警支隊"),
    ("handler2", "示例承辦人（治安警察支隊）", Role.HANDLER, "治安警察支隊"),
    ("reviewer2", "示例審核人（治安警察支隊）", Role.REVIEWER, "治安警察支隊"),
    ("supervisor", "示例督辦", Role.SUPERVISOR, None),
    ("leader", "示例局領導", Role.LEADER, None),
    ("administrator", "示例系統管理員", Role.ADMINISTRATOR, None),
]


@dataclass(frozen=True)
class Account:
    username: str
    shown: str
    password: str


def create():
    """Make the staff and return the accounts that can sign in, with passwords that are written nowhere else."""
    accounts = []
    for username, shown, role, unit in ACCOUNTS:
        password = secrets.token_urlsafe(9)
        add(username, shown, role, unit, password)
        accounts.append(Account(username, shown, password))
    password = secrets.token_urlsafe(12)
    User.objects.create_superuser("root", password=password, first_name="示例總管")
    accounts.append(Account("root", "示例總管（管理工作人員賬號）", password))
    for unit in Unit.objects.exclude(name__in=[unit for *_, unit in ACCOUNTS if unit]):
        add(f"handler-{unit.pk}", f"示例承辦人（{unit.name}）", Role.HANDLER, unit.name)
        add(f"reviewer-{unit.pk}", f"示例審核人（{unit.name}）", Role.REVIEWER, unit.name)
    for unit in Unit.objects.filter(category__needs_two_reviews=True):
        add(f"reviewer-{unit.pk}-2", f"示例審核人乙（{unit.name}）", Role.REVIEWER, unit.name)
    return accounts


def add(username, shown, role, unit, password=None):
    user = User.objects.create_user(username, password=password, first_name=shown, is_staff=True)
    user.groups.add(Group.objects.get(name=role.value))
    if unit:
        Unit.objects.get(name=unit).members.add(user)
    return user


class Cast:
    """The people who act in the sample: triage takes turns, each unit has its handler and its reviewer."""

    def __init__(self):
        self.triage = User.objects.get(username="triage")
        self.second_triage = User.objects.get(username="triage2")
        self.supervisor = User.objects.get(username="supervisor")
        self.leader = User.objects.get(username="leader")
        self.administrator = User.objects.get(username="administrator")
        self._by_role = {}
        for role in (Role.HANDLER, Role.REVIEWER):
            people = User.objects.filter(groups__name=role.value).order_by("pk").prefetch_related("units")
            self._by_role[role] = {}
            for person in people:
                for unit in person.units.all():
                    self._by_role[role].setdefault(unit.name, []).append(person)

    def handler(self, unit):
        return self._by_role[Role.HANDLER][unit.name][0]

    def reviewer(self, unit):
        return self._by_role[Role.REVIEWER][unit.name][0]

    def second_reviewer(self, unit):
        """Of a unit whose answers are reviewed twice."""
        return self._by_role[Role.REVIEWER][unit.name][1]
