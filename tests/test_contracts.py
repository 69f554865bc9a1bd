"""Each import contract of pyproject.toml is broken by a wrong import of its kind: it proves what its name says."""

from copy import deepcopy

import grimp
import pytest
from django.conf import settings
from importlinter.api import read_configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

KINDS = {
    "forbidden": ForbiddenContract, "independence": IndependenceContract, "layers": LayersContract,
    "protected": ProtectedContract,
}  # fmt: skip
WALL = "What the public reads never reaches what only the desk reads"
DESK = "Inside the desk"

# {contract: [(what imports, what it imports)]}, of rooms, so that a module may move within one.
WRONG = {
    "The house stands one way up: leaves, reports, feedback, what stands on top": [
        ("portal.reading", "portal.serving"),
        ("portal.accounts", "portal.desk"),
        ("reports.pages", "feedback.board"),
        ("feedback.board", "portal.site"),
    ],
    "Inside feedback: rules, office, records, verbs, suggestions, parts, pages, desk": [
        ("feedback.rules", "feedback.office"),
        ("feedback.records", "feedback.verbs"),
        ("feedback.verbs", "feedback.models"),
        ("feedback.parts", "feedback.board"),
        ("feedback.desk", "feedback.home"),
    ],
    "Inside reports: importer, article, records, pages and desk": [
        ("reports.records", "reports.pages"),
        ("reports.pages", "reports.desk"),
    ],
    "The rules know no table, page or setting": [
        ("feedback.rules", "portal.serving"),
        ("feedback.rules.redaction", "portal.models"),
    ],
    WALL: [("feedback.home", "feedback.desk.queries"), ("portal.site", "feedback.desk")],
    "Public pages are independent of each other": [("feedback.board", "feedback.status")],
    "Nothing imports a later app or additions": [
        ("feedback.urls", "feedback.data"),
        ("feedback.home", "feedback.data.additions"),
        ("feedback.home", "feedback.additions"),
        ("portal.site", "reports.additions"),
    ],
    DESK: [
        ("feedback.desk.queries", "feedback.desk.cases"),
        ("feedback.desk.lists", "feedback.desk.intake"),
        ("feedback.desk.many", "feedback.desk.lists"),
    ],
    "Template tags are for templates": [
        ("feedback.board", "feedback.templatetags"),
        ("reports.pages", "portal.templatetags"),
    ],
    "The importer knows no model": [("reports.importer", "reports.records")],
}


@pytest.fixture(scope="module")
def configuration():
    return read_configuration(str(settings.BASE_DIR / "pyproject.toml"))


@pytest.fixture(scope="module")
def imports(configuration):
    """Who imports whom, as the code stands."""
    return grimp.build_graph(*configuration["session_options"]["root_packages"], cache_dir=None)


@pytest.fixture
def is_kept(configuration):
    """Whether the contract of that name holds for such imports."""
    contracts = {options["name"]: options for options in configuration["contracts_options"]}

    def answer(name, imports):
        options = contracts[name]
        contract = KINDS[options["type"]](name, configuration["session_options"], options)
        return contract.check(deepcopy(imports), verbose=False).kept

    return answer


def _with(imports, *wrong):
    changed = deepcopy(imports)
    for importer, imported in wrong:
        assert {importer, imported} <= imports.modules
        changed.add_import(importer=importer, imported=imported)
    return changed


def test_every_contract_is_shown_to_break(configuration):
    assert [options["name"] for options in configuration["contracts_options"]] == [*WRONG]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_import_breaks_the_contract(imports, is_kept, name):
    as_it_stands = is_kept(name, imports)
    with_each = {wrong: is_kept(name, _with(imports, wrong)) for wrong in WRONG[name]}
    assert (as_it_stands, with_each) == (True, dict.fromkeys(WRONG[name], False))


def test_the_wall_has_no_way_round(imports, is_kept):
    """What a page imports reaches for the desk, and with it the page."""
    way_round = _with(imports, ("feedback.data", "feedback.tasks"), ("feedback.tasks", "feedback.desk.queries"))
    assert not is_kept(WALL, way_round)


def test_a_new_room_of_the_desk_has_a_layer(imports, is_kept):
    imports = deepcopy(imports)
    imports.add_module("feedback.desk.letters")
    assert not is_kept(DESK, imports)
