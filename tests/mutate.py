"""Breaks the code of a room in one place at a time, and says how many of these faults its tests notice.

`python tests/mutate.py grant --sample 40 --seed 1` takes so many places by chance. Each fault is put into a
copy of the project, where the tests that are named for the room run until one fails. What survives is printed
for a look: it is no fault, or a test is missing. It takes half a minute a fault, so it is no test itself.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 600  # seconds for the tests of one fault: what hangs is noticed as well
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
    """A fault in a file: the number of its place among all places, its line and what it is."""

    file: Path
    place: int
    line: int
    words: str


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
        self.place, self.found = place, []

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
        broken = _faulty(node)
        if broken:
            self.found.append((getattr(node, "lineno", 0), broken[0]))
            if self.place == len(self.found) - 1:
                return ast.copy_location(broken[1], node)
        return super().visit(node)


def faults(room: str) -> Iterator[Fault]:
    """Every fault that can be put into a room."""
    for file in sorted((ROOT / "erasmus_cli" / room).rglob("*.py")):
        breaker = _Breaker()
        breaker.visit(ast.parse(file.read_text("utf-8")))
        for place, (line, words) in enumerate(breaker.found):
            yield Fault(file.relative_to(ROOT), place, line, words)


def _is_noticed(fault: Fault, copy: Path, tests: tuple[str, ...]) -> bool:
    file = copy / fault.file
    before = file.read_text("utf-8")
    tree = _Breaker(fault.place).visit(ast.parse(before))
    _put(file, ast.unparse(ast.fix_missing_locations(tree)))
    try:
        return not _pass(copy, tests)
    finally:
        _put(file, before)


def _put(file: Path, text: str) -> None:
    """Writes a module, and drops what was compiled of it, which by time and size may pass for this one."""
    file.write_text(text, encoding="utf-8")
    Path(cache_from_source(str(file))).unlink(missing_ok=True)


def _pass(copy: Path, tests: tuple[str, ...]) -> bool:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "0",
        "-x",
        "-q",
        "-m",
        "not slow",
        "-p",
        "no:cacheprovider",
    ]
    environment = {**os.environ, "PYTEST_ADDOPTS": ""}
    names = [f"tests/{name}" for name in tests]
    try:
        done = subprocess.run(
            [*command, *names], cwd=copy, env=environment, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> None:
    """Tries a sample of the faults of a room."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("room", choices=TESTS)
    options.add_argument("--sample", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    every = list(faults(chosen.room))
    sample = random.Random(chosen.seed).sample(every, min(chosen.sample, len(every)))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "dist"))
        if not _pass(copy, TESTS[chosen.room]):
            sys.exit("the tests fail without any fault")
        noticed = 0
        for fault in sample:
            if _is_noticed(fault, copy, TESTS[chosen.room]):
                noticed += 1
            else:
                print(f"{fault.file}:{fault.line}: {fault.words}", flush=True)
    counted = f"{noticed} of {len(sample)} noticed, of {len(every)} that are possible"
    print(f"{chosen.room}: {counted}; seed {chosen.seed}")


if __name__ == "__main__":
    main()
