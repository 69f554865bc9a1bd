"""The roles, as the matrix speaks of them."""

from feedback.rules.roles import Role
from tests.feedback.rules.test_roles import CASES

CASEWORK = {Role.TRIAGE, Role.HANDLER, Role.REVIEWER, Role.SUPERVISOR, Role.LEADER}
STAFF = {*Role, "superuser"}
SUPERUSER = {"superuser"}
NOBODY = set()
ACCOUNTS = {Role.ADMINISTRATOR, "superuser"}
READERS = {Role.SUPERVISOR, Role.ADMINISTRATOR, "superuser"}
OVERSEERS = READERS | {Role.LEADER}
INTAKE = {Role.TRIAGE, "superuser"}
AWARDING = {Role.TRIAGE, Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR, "superuser"}
SEES_EVERY = {Role.TRIAGE, Role.SUPERVISOR, Role.LEADER, "superuser"}
REACH = {(verb, role): reach for verb, role, reach in CASES}
