"""Breaks the code of a room in one place at a time, and says how many of these faults its tests notice.

`python tests/mutate.py grant --sample 40 --seed 1` takes so many places by chance. Each fault is put into a
copy of the project. The tests that reach its line run first, those that reach least before those that reach
much, then all that are named for the room, until one fails. What survives is printed for a look: it is no
fault, or a test is missing.

`--journal FILE` writes down what came of each fault and goes on where a run was stopped, and `--minutes 10`
stops it. With `--survivors` only those that survived before are tried, as after a test was written for them.
"""

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from importlib.util import cache_from_source
from pathlib import Path

from coverage import CoverageData

ROOT = Path(__file__).parent.parent
PATIENCE = 900  # seconds for the tests of one fault: what hangs is noticed as well
TESTS = {
    "rules": ("test_boundaries.py", "test_rules.py", "test_verdicts.py", "test_engine.py", "test_cases.py"),
    "grant": ("test_grant.py", "test_grant_checks.py", "test_whereabouts.py", "test_budget.py"),
    "wizard": ("test_wizard.py", "test_wizard_lists.py", "test_wizard_plain.py", "test_wizard_command.py"),
    "importing": ("test_read.py",),
    "redaction": ("test_redaction.py",),
}
_PAIRS = (
    (ast.Lt, ast.LtE),
    (ast.Gt, ast.GtE),
    (ast.Eq, ast.NotEq),
    (ast.In, ast.NotIn),
    (ast.Is, ast.IsNot),
    (ast.And, ast.Or),
    (ast.Add, ast.Sub),
    (ast.Mult, ast.Div),
)
SWAPS = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


@dataclass(frozen=True)
class Fault:
    """A fault in a file: the number of its place among all places, the lines it is on and what it is."""

    file: Path
    place: int
    lines: tuple[int, ...]
    words: str

    def __str__(self) -> str:
        return f"{self.file.as_posix()}:{self.lines[-1]}: {self.words}"


def _faulty(node: ast.AST) -> tuple[str, ast.AST] | None:
    """What a node becomes when it is broken, and what that is in words."""
    new = deepcopy(node)
    match new:
        case ast.Compare(ops=[op, *_]) if type(op) in SWAPS:
            new.ops[0] = SWAPS[type(op)]()
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in SWAPS:
            new.op = SWAPS[type(op)]()
        case ast.Constant(value=bool() as value):
            new.value = not value
        case ast.Constant(value=int() as value):
            new.value = value + 1
        case ast.UnaryOp(op=ast.Not()):
            return f"{ast.unparse(node)} -> {ast.unparse(new.operand)}", new.operand
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            new.value = ast.Constant(None)
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            return f"without {ast.unparse(node)}", ast.Pass()
        case _:
            return None
    return f"{ast.unparse(node)} -> {ast.unparse(new)}", new


class _Breaker(ast.NodeTransformer):
    """Breaks the place with a number; with none it counts them."""

    def __init__(self, place: int | None = None) -> None:
        self.place, self.found, self.statement = place, [], 0

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value:
            node.value = self.visit(node.value)
        return node  # annotations are for type checkers

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body = [self.visit(part) for part in node.body]
        return node  # decorators and annotations are data

    def visit_If(self, node: ast.If) -> ast.AST:
        return node if ast.unparse(node.test) == "TYPE_CHECKING" else self.generic_visit(node)

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.stmt):
            self.statement = node.lineno
        broken = _faulty(node)
        if broken:
            lines = tuple(
                dict.fromkeys((self.statement, *range(node.lineno, node.end_lineno + 1), node.lineno))
            )
            self.found.append((lines, broken[0]))
            if self.place == len(self.found) - 1:
                return ast.copy_location(broken[1], node)
        return super().visit(node)


def faults(room: str) -> Iterator[Fault]:
    """Every fault that can be put into a room."""
    for file in sorted((ROOT / "erasmus_cli" / room).rglob("*.py")):
        breaker = _Breaker()
        breaker.visit(ast.parse(file.read_text("utf-8")))
        for place, (lines, words) in enumerate(breaker.found):
            yield Fault(file.relative_to(ROOT), place, lines, words)


class Copy:
    """A copy of the project in which faults are tried."""

    def __init__(self, folder: Path, room: str) -> None:
        self.root, self.room, self.folder = folder / "copy", room, folder
        self.tests = [f"tests/{name}" for name in TESTS[room]]
        unwanted = shutil.ignore_patterns(".*", "__pycache__", "build", "dist")
        shutil.copytree(ROOT, self.root, ignore=unwanted)

    @cached_property
    def reach(self) -> dict[tuple[str, int], set[str]]:
        """Which tests reach a line of the room. What a test finds worked out already it does not reach."""
        settings = self.folder / "coverage.ini"
        seen = self.folder / "seen"
        run = (
            f"[run]\ndynamic_context = test_function\nsource = erasmus_cli/{self.room}\ndata_file = {seen}\n"
        )
        settings.write_text(run, encoding="utf-8")
        if not self._pass(self.tests, "coverage", "run", f"--rcfile={settings}", "-m"):
            sys.exit("the tests fail without any fault")
        data, reach = CoverageData(str(seen)), defaultdict(set)
        data.read()
        for file in data.measured_files():
            name = Path(file).relative_to(self.root.resolve()).as_posix()
            for line, contexts in data.contexts_by_lineno(file).items():
                reach[name, line] = {_test(context) for context in contexts if context.startswith("test_")}
        return reach

    @cached_property
    def breadth(self) -> dict[str, int]:
        """How many lines of the room a test reaches."""
        lines: dict[str, int] = defaultdict(int)
        for tests in self.reach.values():
            for test in tests:
                lines[test] += 1
        return lines

    def notices(self, fault: Fault) -> bool:
        """Whether a test of the room fails on a fault."""
        file = self.root / fault.file
        before = file.read_text("utf-8")
        tree = _Breaker(fault.place).visit(ast.parse(before))
        near = set().union(*(self.reach.get((fault.file.as_posix(), line), ()) for line in fault.lines))
        _put(file, ast.unparse(ast.fix_missing_locations(tree)))
        try:
            first = sorted(near, key=lambda test: (self.breadth[test], test))
            return (bool(first) and not self._pass(first)) or not self._pass(self.tests)
        finally:
            _put(file, before)

    def _pass(self, tests: list[str], *under: str) -> bool:
        options = ("-n", "0", "-x", "-q", "-m", "not slow", "-p", "no:cacheprovider")
        command = [sys.executable, "-m", *under, "pytest", *options, *tests]
        places = {"PYTHONPATH": str(self.root), "PYTEST_ADDOPTS": ""}
        environment = {
            **os.environ,
            **places,
            "HYPOTHESIS_STORAGE_DIRECTORY": str(self.folder / "hypothesis"),
        }
        try:
            done = subprocess.run(
                command, cwd=self.root, env=environment, capture_output=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0


def _put(file: Path, text: str) -> None:
    """Writes a module, and drops what was compiled of it, which by time and size may pass for this one."""
    file.write_text(text, encoding="utf-8")
    Path(cache_from_source(str(file))).unlink(missing_ok=True)


def _test(context: str) -> str:
    """The name of a test as pytest has it: `test_grant.test_x` is `tests/test_grant.py::test_x`."""
    file, *names = context.split(".")
    return "::".join((f"tests/{file}.py", *names))


class Journal:
    """What came of the faults that were tried, one a line, so that a run that was stopped goes on."""

    def __init__(self, file: Path | None) -> None:
        lines = file.read_text("utf-8").splitlines() if file and file.exists() else ()
        self.file, self.noticed = file, {entry["fault"]: entry["noticed"] for entry in map(json.loads, lines)}

    def add(self, fault: Fault, *, noticed: bool) -> None:
        """Writes down what came of a fault."""
        self.noticed[str(fault)] = noticed
        if self.file:
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"fault": str(fault), "noticed": noticed}) + "\n")


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("room", choices=TESTS)
    options.add_argument("--sample", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--minutes", type=float, default=60, help="no fault is begun after so long")
    options.add_argument("--journal", type=Path)
    options.add_argument("--survivors", action="store_true", help="only what survived before")
    return options.parse_args()


def main() -> None:
    """Tries a sample of the faults of a room."""
    chosen, begun = _options(), time.monotonic()
    every = list(faults(chosen.room))
    sample = random.Random(chosen.seed).sample(every, min(chosen.sample, len(every)))
    journal = Journal(chosen.journal)
    known = [name for name, noticed in journal.noticed.items() if noticed or not chosen.survivors]
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder), chosen.room)
        for fault in sample:
            if str(fault) in known or (chosen.survivors and str(fault) not in journal.noticed):
                continue
            if time.monotonic() - begun > 60 * chosen.minutes:
                break
            journal.add(fault, noticed=copy.notices(fault))
    tried = [fault for fault in sample if str(fault) in journal.noticed]
    survivors = [fault for fault in tried if not journal.noticed[str(fault)]]
    print(*survivors, sep="\n")
    counted = f"{len(tried) - len(survivors)} of {len(tried)} noticed"
    rest = f", {len(sample) - len(tried)} not tried yet" if len(tried) < len(sample) else ""
    print(f"{chosen.room}: {counted}{rest}; {len(every)} are possible, seed {chosen.seed}")


if __name__ == "__main__":
    main()
