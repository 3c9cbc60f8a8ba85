"""Times the command line against `python -c pass`, side by side in one run.

`python docs/benchmark.py` prints a table for docs/performance.md. Each figure is the median of the rounds,
after one round that is not counted and writes the bytecode; every round runs every command once, in turn.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pexpect

ROUNDS = 9
ROOT = Path(__file__).parent.parent
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
ERASMUS = [sys.executable, "-m", "erasmus_cli"]


def run(*command: str) -> float:
    """Seconds that a whole process takes."""
    begin = time.perf_counter()
    subprocess.run(
        command, env=ENVIRONMENT, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return time.perf_counter() - begin


def first_prompt() -> float:
    """Seconds until the wizard asks its first question in a terminal."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        child = pexpect.spawn(
            ERASMUS[0],
            [*ERASMUS[1:], "new", str(Path(folder) / "proposal.yaml")],
            env={**ENVIRONMENT, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm"},
            cwd=str(ROOT),
            timeout=30,
        )
        child.expect("which call")
        taken = time.perf_counter() - begin
        child.close(force=True)
    return taken


def four_formats(proposal: str) -> float:
    """Seconds that all four formats of a draft take in one process."""
    with tempfile.TemporaryDirectory() as folder:
        outputs = [f"-o{folder}/draft.{ending}" for ending in ("md", "html", "docx", "pdf")]
        return run(*ERASMUS, "draft", proposal, *outputs)


def main() -> None:
    """Prints the table, and the most memory that a draft in four formats takes."""
    by_size = sorted((ROOT / "examples").glob("*.yaml"), key=lambda file: file.stat().st_size)
    small, large = str(by_size[0]), str(by_size[-1])
    tasks = {
        "`python -c pass`": (1, lambda: run(sys.executable, "-c", "pass")),
        "`erasmus --version`": (2, lambda: run(*ERASMUS, "--version")),
        "`erasmus --help`": (9, lambda: run(*ERASMUS, "--help")),
        "`erasmus check`, smallest example": (25, lambda: run(*ERASMUS, "check", small)),
        "`erasmus check`, largest example": (25, lambda: run(*ERASMUS, "check", large)),
        "first question of `erasmus new`": (30, first_prompt),
        "`erasmus draft`, largest example, four formats": ("2 s", lambda: four_formats(large)),
        "of which Typer and pydantic": ("", lambda: run(sys.executable, "-c", "import typer, pydantic")),
    }
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for round_number in range(ROUNDS + 1):
        for name, (_, task) in tasks.items():
            taken = task()
            if round_number:
                times[name].append(taken)
    base = statistics.median(times["`python -c pass`"])
    print("| what | median | ratio | aim |")
    print("| --- | --- | --- | --- |")
    for name, (aim, _) in tasks.items():
        median = statistics.median(times[name])
        print(f"| {name} | {median * 1000:.0f} ms | {median / base:.1f} | {aim} |")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nPeak memory of the largest process, the draft in four formats: {peak:.0f} MB.")


if __name__ == "__main__":
    main()
