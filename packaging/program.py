"""Builds the program that needs no Python, and tries it: `python3 packaging/program.py [--out dist]`.

What comes out is a folder for the system that it is built on: Linux, Windows or macOS. PyInstaller and what
goes into the program are installed into an environment of their own. Ends with 1 if a command does not work.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
EXAMPLE = "ka210-school-2026"
DRAFTS = [part for kind in ("md", "html", "docx", "pdf") for part in ("-o", f"draft.{kind}")]
TRIALS = (
    (0, ["--version"]),
    (0, ["tour"]),
    (0, ["examples", EXAMPLE]),
    (0, ["check", f"{EXAMPLE}.yaml", "-v"]),
    (1, ["check", "erasmus-tour/broken.yaml", f"{EXAMPLE}.yaml", "--jobs", "2"]),
    (0, ["budget", f"{EXAMPLE}.yaml", "-o", "budget.xlsx"]),
    (0, ["templates", "copy", "mine"]),
    (0, ["templates", "check", "mine"]),
    (0, ["draft", f"{EXAMPLE}.yaml", *DRAFTS]),
    (0, ["draft", f"{EXAMPLE}.yaml", "--templates", "mine", "-o", "mine.html"]),
    (0, ["read", "draft.docx", f"{EXAMPLE}.yaml"]),
    (0, ["guide", "show", "2026", "KA220-VET", "--all"]),
    (2, ["new", "new.yaml", "--no-input"]),
)
"""Each command and how it ends: what is imported by name, read from a folder, or run in a second process."""


def main() -> int:
    """Builds the folder, tries it, and says where it is."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--out", type=Path, default=ROOT / "dist", help="where it goes (default: dist)")
    out = options.parse_args().out.resolve()
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), out)
    program = out / "erasmus" / ("erasmus.exe" if os.name == "nt" else "erasmus")
    with tempfile.TemporaryDirectory() as folder:
        found = [fault for trial in TRIALS if (fault := fault_of(program, *trial, Path(folder)))]
    for fault in found:
        print("does not work:", fault, file=sys.stderr)
    size = sum(file.stat().st_size for file in program.parent.rglob("*") if file.is_file())
    print(
        f"{program.parent}: {size // 1_000_000} MB, {len(TRIALS) - len(found)} of {len(TRIALS)} commands work"
    )
    return 1 if found else 0


def build(work: Path, out: Path) -> None:
    """Puts the folder `erasmus` into `out`."""
    venv.create(work / "venv", with_pip=True)
    python = work / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    environment = {**os.environ, "PIP_CONSTRAINT": str(ROOT / "constraints.txt")}
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", ROOT, "pyinstaller"], check=True, env=environment
    )
    shutil.rmtree(out / "erasmus", ignore_errors=True)
    made = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    made += ["--distpath", out, "--workpath", work / "build", HERE / "erasmus.spec"]
    subprocess.run(made, check=True, cwd=work)


def fault_of(program: Path, code: int, arguments: list[str], folder: Path) -> str | None:
    """What is wrong with a command, run where there is no Python to be found."""
    environment = {
        name: value for name, value in os.environ.items() if name in {"SYSTEMROOT", "HOME", "TEMP"}
    }
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        env={**environment, "PATH": os.defpath if os.name == "nt" else "", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode == code and "Traceback" not in done.stderr:
        return None
    return f"erasmus {' '.join(arguments)}: ends with {done.returncode}, not {code}\n{done.stderr[-2000:]}"


if __name__ == "__main__":
    sys.exit(main())
