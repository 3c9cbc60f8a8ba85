"""What is done again and again, in one word each: `python3 tasks.py check` runs all that must hold.

Needs Python and nothing else: what the tasks use is installed into `.venv` when it is not there.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = (str(BIN / "python"),)
PYTEST = (*PYTHON, "-m", "pytest")

LINT = (
    (*PYTHON, "-m", "ruff", "check", "."),
    (*PYTHON, "-m", "ruff", "format", "--check", "."),
    (*PYTHON, "-m", "mypy"),
    (str(BIN / "lint-imports"), "--no-cache"),
    (*PYTHON, "docs/make.py", "--check"),
    (*PYTHON, "docs/make_languages.py", "--check"),
)
TASKS = {
    "check": ("all that must hold: lint, types, imports, pages, every test", (*LINT, PYTEST)),
    "fast": ("the tests without the slow ones", ((*PYTEST, "-m", "not slow", "--hypothesis-profile=fast"),)),
    "lint": ("lint, format, types, one-way imports, pages and catalogues that are up to date", LINT),
    "format": (
        "puts the code into its form",
        ((*PYTHON, "-m", "ruff", "check", "--fix", "."), (*PYTHON, "-m", "ruff", "format", ".")),
    ),
    "docs": ("makes the pages of docs/ that follow from code and data", ((*PYTHON, "docs/make.py"),)),
    "languages": (
        "collects the texts to be translated and brings every catalogue up to date",
        ((*PYTHON, "docs/make_languages.py"),),
    ),
    "golden": ("writes the agreed texts of tests/golden anew: read the difference", (PYTEST,)),
    "lowest": ("the tool with the lowest versions that are allowed", (("bash", ".ci/lowest"),)),
    "machines": (
        "the built wheel with each Python that is here, as an ordinary user with a read-only home",
        (("bash", ".ci/machines"),),
    ),
    "browser": (
        "the page that runs the program in a browser, where npm and Chromium are",
        (("bash", ".ci/browser"),),
    ),
    "release": ("builds what is released into dist/ and checks it", ((*PYTHON, ".ci/release.py"),)),
    "program": (
        "builds the program that needs no Python into dist/ and tries it",
        ((*PYTHON, "packaging/program.py"),),
    ),
    "fuzz": ("gives every reader a thousand inputs that nobody would write", ((*PYTHON, "tests/fuzz.py"),)),
    "nightly": (
        "a million such inputs, or as many as eight hours of the processor allow",
        ((*PYTHON, "tests/fuzz.py", "--inputs", "125000", "--minutes", "480"),),
    ),
    "benchmark": ("measures what docs/performance.md says", ((*PYTHON, "docs/benchmark.py"),)),
    "install": ("makes .venv anew, with the versions of constraints.txt", ()),
}
WRITES_GOLDEN = ("tests/chapters/test_views.py", "tests/cli/test_budget.py", "tests/formats/test_formats.py")


def install() -> None:
    """Makes the environment of the tasks."""
    venv.create(VENV, with_pip=True, clear=True)
    environment = {**os.environ, "PIP_CONSTRAINT": str(ROOT / "constraints.txt")}
    run((*PYTHON, "-m", "pip", "install", "--quiet", "--editable", ".[dev]"), environment)


def run(command: tuple[str, ...], environment: dict[str, str] | None = None) -> None:
    """Runs a command; the first that fails ends the task with its exit code."""
    print("$", *command, flush=True)
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    """Runs the tasks that are named, or lists them."""
    chosen = sys.argv[1:]
    if not chosen or not set(chosen) <= set(TASKS):
        print(*(f"{name:10} {text}" for name, (text, _) in TASKS.items()), sep="\n")
        sys.exit(2 if chosen else 0)
    if "install" in chosen or not BIN.exists():
        install()
    for name in chosen:
        for command in TASKS[name][1]:
            if name == "golden":
                run((*command, *WRITES_GOLDEN), {**os.environ, "GOLDEN": "write"})
            else:
                run(command)


if __name__ == "__main__":
    main()
