"""The rules with one thing changed, under the tests that need no database: `python -m tests.mutants [rule …]`.

Prints the mutants that no test notices, each as its line of the source, and fails when one is not listed in
`mutants.toml` with the reason why nobody could notice it. The rules are those of `source_pkgs` in pyproject.toml; an
argument such as `deadlines` or `redaction` takes those of that name alone. After MINUTES (60) it begins no further one.

What is changed comes from cosmic-ray: numbers, comparisons, arithmetic, `and`, `or`, `not`, loops that are not walked;
and from `LeaveOut` a member of a set, because many a rule here is one. Its own runner starts a process for each mutant
and writes it into the file. Here a process that has imported Django and the like forks, and imports the changed source
in place of the file, which stays as it is: faster, and nothing to clean up after a stop.
"""

import gc
import importlib
import itertools
import os
import resource
import sys
import time
import tomllib
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
# One change of each kind. More of a kind, such as `+` to each of ten other operators, find the same gaps again.
OPERATORS = (
    "NumberReplacer", "AddNot", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_Delete_USub", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ZeroIterationForLoop",
    "ReplaceContinueWithBreak", "ReplaceBreakWithContinue", "ExceptionReplacer",
    *(f"ReplaceComparisonOperator_{change}" for change in (
        "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Is_IsNot", "IsNot_Is",
    )),
    *(f"ReplaceBinaryOperator_{change}" for change in (
        "Add_Sub", "Sub_Add", "Sub_BitOr", "Mul_FloorDiv", "Div_Mul", "FloorDiv_Mul", "Mod_Add", "Pow_Mul",
        "BitOr_BitAnd", "BitOr_Sub", "BitAnd_BitOr",
    )),
)  # fmt: skip
# Imported once, before the forks: what the tests import too, and is no part of the portal.
HEAVY = (
    "_pytest.python", "hypothesis.internal.conjecture.engine", "django.test", "django.db.backends.sqlite3.base",
    "django.contrib.admin.sites", "chinese_calendar", "opencc", "lxml.etree", "docx", "pypdf", "segno", "regex",
    "redis", "psycopg", "xdist.plugin", "time_machine", "stdnum.cn.ric",
)  # fmt: skip
OPTIONS = (
    "-x", "-q", "-n0", "-m", "pure", "-p", "no:cacheprovider", "-p", "no:unraisableexception",
    "-W", "ignore::pytest.PytestWarning",
)  # fmt: skip
MOST_SECONDS, MOST_MEMORY = 20, 4 << 30  # of a processor, for one mutant: one that never ends is noticed


class LeaveOut(Operator):
    """A set without one of its members."""

    def mutation_positions(self, node):
        for member in self._members(node):
            yield member.start_pos, member.end_pos

    def mutate(self, node, index):
        member = self._members(node)[index]
        place = node.children.index(member)
        del node.children[place : place + 2]  # with the comma after it
        return node

    @staticmethod
    def _members(node):
        commas = node.children[1::2] if node.type == "dictorsetmaker" else [None]
        return node.children[::2] if all(getattr(comma, "value", "") == "," for comma in commas) else []

    @classmethod
    def examples(cls):
        return ()


@dataclass(frozen=True)
class Rule:
    """A module of the rules."""

    name: str
    path: Path

    def mutants(self):
        """A `Mutant` for each thing that can be changed."""
        source = self.path.read_text()
        lines = source.splitlines()
        for operator in (*(get_operator(f"core/{name}")() for name in OPERATORS), LeaveOut()):
            positions = (place for node in ast_nodes(get_ast(source)) for place in operator.mutation_positions(node))
            for occurrence, ((row, _), _) in enumerate(positions):
                if lines[row - 1].startswith("@dataclass"):
                    continue  # `frozen` is there for who writes the code, and no test writes to a rule
                mutated = mutate_code(source, operator, occurrence)
                if mutated is not None and mutated != source:
                    yield Mutant(self, row, lines[row - 1].strip(), mutated.splitlines()[row - 1].strip(), mutated)

    @property
    def own_tests(self):
        """Files of tests that are called as the module or its package, or stand in the folder that mirrors it."""
        parts = self.name.split(".")
        named = {path for part in parts for path in TESTS.rglob(f"test_{part}.py")}
        mirrored = {path for end in range(3, len(parts) + 1) for path in TESTS.joinpath(*parts[:end]).glob("test_*.py")}
        return sorted(named | mirrored)

    def tests(self, every):
        """Its own files, which are asked first; and those of `every` that name it."""
        return self.own_tests, [path for path in every if path not in self.own_tests and self.name in path.read_text()]


@dataclass(frozen=True)
class Mutant(MetaPathFinder):
    """A rule with one line changed, found by `import` in place of the rule."""

    rule: Rule
    row: int
    before: str
    after: str
    source: str

    def find_spec(self, name, path=None, target=None):
        if name != self.rule.name:
            return None
        folder = [str(self.rule.path.parent)] if self.rule.path.name == "__init__.py" else None
        loader = Changed(name, str(self.rule.path))
        loader.source = self.source
        return spec_from_file_location(name, self.rule.path, loader=loader, submodule_search_locations=folder)

    @property
    def key(self):
        """What `mutants.toml` lists it by."""
        return self.rule.name, self.before, self.after

    def __str__(self):
        return f"{self.rule.path.relative_to(ROOT)}:{self.row}\n  - {self.before}\n  + {self.after}"


class Changed(SourceFileLoader):
    def get_code(self, fullname):
        return compile(self.source, self.path, "exec")


def rules(names):
    """The modules of the rules, or those in whose dotted name one of `names` is a part."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for package in settings["tool"]["coverage"]["run"]["source_pkgs"]:
        folder = ROOT.joinpath(*package.split("."))
        for path in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]:
            parts = path.relative_to(ROOT).with_suffix("").parts
            parts = parts[:-1] if parts[-1] == "__init__" else parts
            if not names or {*names} & {*parts}:
                yield Rule(".".join(parts), path)


def forked(mutant, files):
    """The process that runs the tests of the lists in `files` on `mutant`, or on the rules as they are."""
    if pid := os.fork():
        return pid
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    status = 1
    with suppress(BaseException):  # whatever happens, the child must not go on as its parent
        if mutant:
            resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            sys.meta_path.insert(0, mutant)
        runs = (pytest.main([*OPTIONS, *map(str, each)]) for each in files if each)
        status = int(any(run not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) for run in runs))
    os._exit(status)


def main(names):
    os.chdir(ROOT)
    began, until = time.monotonic(), time.monotonic() + 60 * float(os.environ.get("MINUTES") or 60)
    for name in HEAVY:
        importlib.import_module(name)
    gc.disable()  # a good part of the time of such short processes
    listed = tomllib.loads((TESTS / "mutants.toml").read_text()).get("equivalent", [])
    known = {(each["rule"], each["line"], mutant) for each in listed for mutant in each["mutants"]}
    every = sorted({test for rule in rules([]) for test in rule.own_tests})
    if os.waitpid(forked(None, [every]), 0)[1]:
        sys.exit("The tests do not pass on the rules as they are.")
    waiting = (mutant for rule in rules(names) for mutant in rule.mutants())
    running, made, alive = {}, Counter(), []
    while True:
        free = os.cpu_count() - len(running) if time.monotonic() < until else 0
        for mutant in itertools.islice(waiting, free):
            running[forked(mutant, mutant.rule.tests(every))] = mutant
            made[mutant.rule.name] += 1
        if not running:
            break
        pid, status = os.wait()
        mutant = running.pop(pid)
        if not status:
            alive.append(mutant)
            if mutant.key not in known:
                print(mutant, flush=True)
    for name, count in made.items():
        survived = sum(mutant.rule.name == name for mutant in alive)
        print(f"{name:32} {count:5} mutants, {count - survived:5} noticed, {survived:3} not")
    spent = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{time.monotonic() - began:.0f} seconds, {spent:.0f} of a processor; {sum(1 for _ in waiting)} not tried")
    sys.exit(any(mutant.key not in known for mutant in alive))


if __name__ == "__main__":
    main(sys.argv[1:])
