"""Breaks the code of a room in one place at a time, and says how many of these faults its tests notice.

`python tests/mutate.py grant --sample 40 --seed 1` takes so many places by chance. The tests in the folder of
the room, slow ones as well, run once, to learn which of them reach which line. Each fault is then put into a
child of that process, where those that reach its line run until one fails, those that reach least first. What
no test notices there is tried once more in a fresh process on a copy of the project, because a child knows
what its parent has worked out. What survives is printed for a look: it is no fault, or a test is missing.

`--journal FILE` writes down what came of each fault and goes on where a run was stopped, and `--minutes 10`
stops it. With `--survivors` only those that survived before are tried, as after a test was written for them.
"""

import argparse
import ast
import gc
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage

ROOT = Path(__file__).parent.parent
PATIENCE = 900  # seconds of the processor for the tests of one fault: what hangs is noticed as well
STILL = 200  # tenths of a second in which a child does nothing at all
CONTROL = 60  # tests that have to pass in a child without a fault
TESTS = ROOT / "tests"
BESIDE = {"rules": ("whole/test_cases.py", "whole/test_examples.py"), "grant": ("cli/test_budget.py",)}
"""Tests of other folders that hold what a room says."""
ROOMS = sorted(folder.name for folder in TESTS.iterdir() if (ROOT / "erasmus_cli" / folder.name).is_dir())
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


@dataclass
class Hunt:
    """A run of pytest that tries faults when it has run all tests once."""

    room: str
    root: Path
    try_all: Callable[["Hunt"], None]
    items: dict[str, pytest.Item] = field(default_factory=dict)
    reach: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    breadth: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Runs all tests, sees what each reaches, and tries the faults."""
        self.items = {item.nodeid: item for item in session.items}
        measured = Coverage(
            data_file=None, config_file=False, source=[str(self.root / "erasmus_cli" / self.room)]
        )
        measured.start()
        for item, after in zip(session.items, [*session.items[1:], None], strict=True):
            measured.switch_context(item.nodeid)
            if not _passes(item, after):
                sys.exit(f"{item.nodeid} fails without any fault")
        measured.stop()
        data = measured.get_data()
        for file in data.measured_files():
            name = Path(file).relative_to(self.root).as_posix()
            for line, contexts in data.contexts_by_lineno(file).items():
                self.reach[name, line] = set(contexts) & set(self.items)
                for test in self.reach[name, line]:
                    self.breadth[test] += 1
        if self._child_notices(None, list(self.items)[:CONTROL]):
            sys.exit("tests fail in a child without any fault")
        self.try_all(self)
        return True

    def notices(self, fault: Fault) -> bool:
        """Whether a test of the room fails on a fault."""
        near = set().union(*(self.reach.get((fault.file.as_posix(), line), ()) for line in fault.lines))
        first = sorted(near, key=lambda test: (self.breadth[test], test))
        return bool(first and self._child_notices(fault, first)) or not self._passes_afresh(fault, first)

    def _child_notices(self, fault: Fault | None, tests: list[str]) -> bool:
        child = os.fork()
        if child:
            return _ended(child) != 0
        noticed = False
        try:
            _spend(PATIENCE)
            for stream in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
            if fault:
                _exchange(self.root / fault.file, fault.place)
            chosen = [self.items[test] for test in tests]
            pairs = zip(chosen, [*chosen[1:], None], strict=True)
            noticed = not all(_passes(item, after) for item, after in pairs)
        finally:
            os._exit(noticed)

    def _passes_afresh(self, fault: Fault, tests: list[str]) -> bool:
        """Whether the tests pass in a process of their own; all of the room where none reaches the line."""
        file = self.root / fault.file
        before = file.read_text("utf-8")
        tree = _Breaker(fault.place).visit(ast.parse(before))
        _put(file, ast.unparse(ast.fix_missing_locations(tree)))
        names = dict.fromkeys(test.partition("[")[0] for test in tests) or _named_for(self.room)
        options = ("-n", "0", "-x", "-q", "-p", "no:cacheprovider")
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *options, *names],
                cwd=self.root,
                env={**os.environ, "PYTHONPATH": str(self.root)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=lambda: _spend(PATIENCE),
                check=False,
            )
        finally:
            _put(file, before)
        return done.returncode == 0


def _ended(child: int) -> int:
    """How a child ended; 0 for one that waits for a thread which it has not inherited."""
    before, still = None, 0
    while still < STILL:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        spent = Path(f"/proc/{child}/stat").read_text("utf-8").split()[13:17]  # its own time, its children's
        still = still + 1 if spent == before and not _children(child) else 0
        before = spent
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 0


def _children(process: int) -> str:
    return Path(f"/proc/{process}/task/{process}/children").read_text("utf-8")


def _named_for(room: str) -> list[str]:
    return [f"tests/{name}" for name in (room, *BESIDE.get(room, ()))]


def _passes(item: pytest.Item, after: pytest.Item | None) -> bool:
    return all(report.outcome != "failed" for report in runtestprotocol(item, log=False, nextitem=after))


def _spend(seconds: int) -> None:
    """Ends this process when it has had so many seconds of the processor."""
    spent = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, spent + seconds))


def _exchange(file: Path, place: int) -> None:
    """Puts a fault into the functions of an imported module, and forgets what was worked out by them."""
    tree = ast.fix_missing_locations(_Breaker(place).visit(ast.parse(file.read_text("utf-8"))))
    broken = {
        (code.co_qualname, code.co_firstlineno): code for code in _codes(compile(tree, str(file), "exec"))
    }
    gc.unfreeze()  # what tests/conftest.py took out of sight
    for thing in gc.get_objects():
        if isinstance(thing, _lru_cache_wrapper) and (thing.__module__ or "").startswith("erasmus_cli"):
            thing.cache_clear()
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == str(file):
            code = thing.__code__
            thing.__code__ = broken.get((code.co_qualname, code.co_firstlineno), code)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _put(file: Path, text: str) -> None:
    """Writes a module, and drops what was compiled of it, which by time and size may pass for this one."""
    file.write_text(text, encoding="utf-8")
    Path(cache_from_source(str(file))).unlink(missing_ok=True)


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
    options.add_argument("room", choices=ROOMS)
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
    journal = Journal(chosen.journal and chosen.journal.absolute())
    known = {name for name, noticed in journal.noticed.items() if noticed or not chosen.survivors}

    def try_all(hunt: Hunt) -> None:
        for fault in sample:
            if str(fault) in known or (chosen.survivors and str(fault) not in journal.noticed):
                continue
            if time.monotonic() - begun > 60 * chosen.minutes:
                break
            journal.add(fault, noticed=hunt.notices(fault))

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "copy"
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "dist"))
        os.chdir(root)
        os.environ |= {"PYTEST_ADDOPTS": "", "PYTHONPATH": str(root)}
        sys.path.insert(0, str(root))
        quiet = ("-n", "0", "-q", "-p", "no:cacheprovider", *_named_for(chosen.room))
        pytest.main(list(quiet), plugins=[Hunt(chosen.room, root, try_all)])
        os.chdir(ROOT)
    tried = [fault for fault in sample if str(fault) in journal.noticed]
    survivors = [fault for fault in tried if not journal.noticed[str(fault)]]
    print(*survivors, sep="\n")
    counted = f"{len(tried) - len(survivors)} of {len(tried)} noticed"
    rest = f", {len(sample) - len(tried)} not tried yet" if len(tried) < len(sample) else ""
    print(f"{chosen.room}: {counted}{rest}; {len(every)} are possible, seed {chosen.seed}")


if __name__ == "__main__":
    main()
