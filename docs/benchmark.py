"""Measures what docs/performance.md says: rates of parsing and checking, and what starting costs.

    python docs/benchmark.py [--quick] [--number N] [--format json]

Every round takes every measure once, in turn, so that other load weighs on all alike. A figure is the median
of the rounds, after one that is not counted, with bytecode compiled. Rates are told by the processor's time;
starts by the clock and by the processor's time, as on a busy machine only the latter says anything.
What starts is a wheel, built and unpacked for it, because that is what users have: a checkout reads its guide
data from TOML, which takes longer, and is shown beside it for a check. The proposals are those of
tests/generated.py, the same on every run, half of them eligible.
"""

import argparse
import compileall
import json
import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bare_model import bare  # noqa: E402 - found beside this file
from generated import proposals  # noqa: E402 - found in tests

from erasmus_cli import Proposal, check, check_lines  # noqa: E402

NUMBER, ROUNDS, UNCOUNTED = 20_000, 5, 1
QUICK = 50, 1, 0
FIXED = 20
"""One in so many failing proposals is checked with fixes: they take long."""

PYTHON = (sys.executable,)
ERASMUS = (*PYTHON, "-m", "erasmus_cli")
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def installed(folder: Path) -> dict[str, str]:
    """The environment in which Python finds a wheel of this checkout, unpacked and compiled, first."""
    build = (
        *PYTHON,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder / "built"),
        str(ROOT),
    )
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    shutil.unpack_archive(next((folder / "built").glob("*.whl")), folder / "installed", format="zip")
    compileall.compile_dir(folder / "installed", quiet=2)
    return {**ENVIRONMENT, "PYTHONPATH": str(folder / "installed")}


FIRST_QUESTION = b"which call"


@dataclass(frozen=True)
class Ratio:
    """One figure measured against another.

    Attributes:
        what: what is compared with what.
        value: the ratio of the medians.
        aim: what it should be; None where no aim is set.
        at_most: whether the aim is an upper bound; else it is a lower one.
    """

    what: str
    value: float
    aim: float | None = None
    at_most: bool = True

    @property
    def holds(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        if self.aim is None:
            return None
        return self.value <= self.aim if self.at_most else self.value >= self.aim


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds by the clock and of the processor, and MB (no less than this script's)."""

    clock: float
    processor: float
    memory: float


# Rates


def rate(task: Callable[[Any], object], inputs: Iterable[Any]) -> float:
    """Inputs a second of the processor."""
    begin = time.process_time()
    number = 0
    for number, value in enumerate(inputs, start=1):  # noqa: B007 - the last number is the count
        task(value)
    return number / (time.process_time() - begin)


def verdict(proposal: Proposal, *, fixes: bool) -> object:
    """The verdict, with all findings made."""
    return check(proposal, fixes=fixes).verdict


def in_and_out(text: bytes) -> str:
    """The line of output for a line of input."""
    return next(check_lines([text])).model_dump_json()


def rates(number: int, rounds: range) -> dict[str, float]:
    """Median rates, in proposals a second."""
    made = list(proposals(number))
    texts = [json.dumps(entry.data).encode() for entry in made]
    read = [Proposal.model_validate_json(text) for text in texts]
    failing = [proposal for proposal, entry in zip(read, made, strict=True) if entry.faults][::FIXED]
    parse, parse_bare = Proposal.model_validate_json, bare(Proposal).model_validate_json
    tasks: dict[str, Callable[[], float]] = {
        "parse, fields alone": lambda: rate(parse_bare, texts),
        "parse": lambda: rate(parse, texts),
        "all rules": lambda: rate(lambda proposal: verdict(proposal, fixes=False), read),
        "JSON Lines in and out": lambda: rate(in_and_out, texts),
        "failing, without fixes": lambda: rate(lambda proposal: verdict(proposal, fixes=False), failing),
        "failing, with fixes": lambda: rate(lambda proposal: verdict(proposal, fixes=True), failing),
    }
    return medians(tasks, rounds)


# Starting


def run(environment: dict[str, str], *command: str) -> Cost:
    """What a whole process takes; it works in an empty folder, as Python would import from a checkout."""
    with tempfile.TemporaryFile() as nowhere, tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=nowhere, stderr=nowhere
        )
        return ended(process, begin)


def first_question(environment: dict[str, str]) -> Cost:
    """What the wizard takes until it asks its first question in a terminal."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = pty.openpty()
        begin = time.perf_counter()
        process = subprocess.Popen(
            [*ERASMUS, "new", str(Path(folder) / "proposal.yaml")],
            env={**environment, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm"},
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        shown = b""
        while FIRST_QUESTION not in shown:
            shown += os.read(ours, 4096)
        process.kill()
        cost = ended(process, begin)
        os.close(ours)
        return cost


def ended(process: subprocess.Popen, begin: float) -> Cost:
    """What a process took until it ended."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Cost(time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def four_formats(environment: dict[str, str], proposal: str) -> Cost:
    """What all four formats of a draft take in one process."""
    with tempfile.TemporaryDirectory() as folder:
        outputs = [f"-o{folder}/draft.{ending}" for ending in ("md", "html", "docx", "pdf")]
        return run(environment, *ERASMUS, "draft", proposal, *outputs)


BASE = "python -c pass"
AIMS = {
    "erasmus --version": 2,
    "erasmus --help": 6,
    "erasmus check, largest example": 20,
    "first question of erasmus new": 22,
}


FAILING = "erasmus check, failing example, with fixes"
MATCHES = {"erasmus match, newest call": 8, "erasmus match, all calls": 25}
"""The most that each may cost, as a multiple of that check."""
FACTS = ("--countries", "BE,RS,UA", "--kinds", "school,ngo", "--months", "40", "--money", "70000")
"""Facts that fit nearly nothing, so that a change is looked for nearly everywhere."""


def starts(rounds: range, wheel: dict[str, str]) -> dict[str, Cost]:
    """Median costs of whole processes, in the environment of a wheel."""
    checkout = {**ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    largest = str(max((ROOT / "examples").glob("*.yaml"), key=lambda file: file.stat().st_size))
    failing = str(ROOT / "examples" / "broken" / "ka210-school-2026.yaml")
    tasks: dict[str, Callable[[], Cost]] = {
        BASE: lambda: run(wheel, *PYTHON, "-c", "pass"),
        "erasmus --version": lambda: run(wheel, *ERASMUS, "--version"),
        "erasmus --help": lambda: run(wheel, *ERASMUS, "--help"),
        "erasmus check, largest example": lambda: run(wheel, *ERASMUS, "check", largest),
        "the same in a checkout": lambda: run(checkout, *ERASMUS, "check", largest),
        "first question of erasmus new": lambda: first_question(wheel),
        "erasmus draft, largest example, four formats": lambda: four_formats(wheel, largest),
        FAILING: lambda: run(wheel, *ERASMUS, "check", failing, "--fixes"),
        "erasmus match, newest call": lambda: run(wheel, *ERASMUS, "match", *FACTS),
        "erasmus match, all calls": lambda: run(wheel, *ERASMUS, "match", *FACTS, "--calls", "all"),
    }
    return medians(tasks, rounds)


# Report


def medians(tasks: dict[str, Callable[[], Any]], rounds: range) -> dict[str, Any]:
    """Every task once in each round, in turn; rounds below zero are not counted."""
    taken: dict[str, list[Any]] = {name: [] for name in tasks}
    for number in rounds:
        for name, task in tasks.items():
            measured = task()
            if number >= 0:
                taken[name].append(measured)
    return {name: median(measured) for name, measured in taken.items()}


def median(measured: list[Any]) -> Any:
    """The median of numbers, or of each part of costs."""
    if not isinstance(measured[0], Cost):
        return statistics.median(measured)
    parts = zip(*(asdict(cost).values() for cost in measured), strict=True)
    return Cost(*map(statistics.median, parts))


def ratios(per_second: dict[str, float], costs: dict[str, Cost]) -> list[Ratio]:
    """What was aimed at, and what came out."""
    base = costs[BASE]
    found = [
        Ratio("all rules : parse", per_second["all rules"] / per_second["parse"], 0.6, at_most=False),
        Ratio(
            "JSON Lines in and out : parse",
            per_second["JSON Lines in and out"] / per_second["parse"],
            0.5,
            at_most=False,
        ),
        Ratio(
            "parse : parse, fields alone",
            per_second["parse"] / per_second["parse, fields alone"],
            0.5,
            at_most=False,
        ),
        Ratio(
            "time with fixes : without",
            per_second["failing, without fixes"] / per_second["failing, with fixes"],
            5,
        ),
    ]
    for name, cost in list(costs.items())[1:]:
        found.append(Ratio(f"{name}, by the clock", cost.clock / base.clock, AIMS.get(name)))
        found.append(Ratio(f"{name}, processor", cost.processor / base.processor, AIMS.get(name)))
    for name, aim in MATCHES.items():
        found.append(
            Ratio(f"{name} : one check, processor", costs[name].processor / costs[FAILING].processor, aim)
        )
    return found


def as_text(per_second: dict[str, float], costs: dict[str, Cost], found: list[Ratio]) -> str:
    """The tables of docs/performance.md."""
    lines = ["| proposals a second | rate |", "| --- | --- |"]
    lines += [f"| {name} | {value:,.0f} |" for name, value in per_second.items()]
    lines += ["", "| process | clock | processor |", "| --- | --- | --- |"]
    lines += [
        f"| {name} | {cost.clock * 1000:.0f} ms | {cost.processor * 1000:.0f} ms |"
        for name, cost in costs.items()
    ]
    lines += ["", "| ratio | measured | aim | |", "| --- | --- | --- | --- |"]
    for ratio in found:
        bound = "" if ratio.aim is None else f"{'≤' if ratio.at_most else '≥'} {ratio.aim:g}"
        held = {True: "holds", False: "missed", None: ""}[ratio.holds]
        lines.append(f"| {ratio.what} | {ratio.value:.2f} | {bound} | {held} |")
    peak = max(cost.memory for cost in costs.values())
    return "\n".join([*lines, "", f"Peak memory of the largest process, the draft: {peak:.0f} MB."])


def main() -> None:
    """Measures, and prints the report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few proposals, one round: shows that it runs")
    parser.add_argument("--number", type=int, help=f"how many proposals (default {NUMBER})")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    chosen = parser.parse_args()
    number, rounds, uncounted = QUICK if chosen.quick else (NUMBER, ROUNDS, UNCOUNTED)
    number, counted = chosen.number or number, range(-uncounted, rounds)
    compileall.compile_dir(ROOT / "erasmus_cli", quiet=2)
    per_second = rates(number, counted)
    with tempfile.TemporaryDirectory() as folder:
        costs = starts(counted, installed(Path(folder)))
    found = ratios(per_second, costs)
    if chosen.format == "text":
        print(as_text(per_second, costs, found))
        return
    report = {
        "proposals": number,
        "rounds": rounds,
        "rates": per_second,
        "processes": {name: asdict(cost) for name, cost in costs.items()},
        "ratios": [{**asdict(ratio), "holds": ratio.holds} for ratio in found],
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
