"""Builds the page that runs the program in a browser: `python3 packaging/browser_page.py [--out FOLDER]`.

An experiment. What comes out is a folder of files that any web server can serve as they are, and that asks no
other host for anything. Needs npm, from which Python for browsers comes (Pyodide), and an environment in
which the program is installed; ends with 3 where what it needs cannot be had. What has no build for browsers
is left out: Word, PDF, workbooks, and the wizard.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from importlib.metadata import files
from pathlib import Path

from erasmus_cli.wording.language import available, open_language

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGE = HERE / "browser"

NOT_HAD = 3
"""Exit code where npm or pip cannot bring what the page is made of."""
PYODIDE = "314.0.7"
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
WHEELS = (
    *(
        "typer",
        "annotated-doc",
        "shellingham",
        "rich",
        "pygments",
        "markdown-it-py",
        "mdit-py-plugins",
        "mdurl",
    ),
    *("pydantic", "pydantic-core", "annotated-types", "typing-extensions", "typing-inspection"),
    *("jinja2", "jsonpatch", "jsonpointer", "tzdata"),
)
"""What the commands of the page import, and what that imports."""
WITHOUT_C = ("markupsafe", "pyyaml")
"""Have no build for browsers, and work without their parts in C, only slower."""


def main() -> None:
    """Builds the folder and says where it is."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--out", type=Path, default=ROOT / "dist" / "browser", help="where it goes")
    out = options.parse_args().out.resolve()
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(PAGE, out, ignore=shutil.ignore_patterns("__pycache__"))
    with tempfile.TemporaryDirectory() as work:
        runtime(Path(work), out / "pyodide")
        wheels(out / "wheels", json.loads((out / "pyodide" / "pyodide-lock.json").read_text())["info"])
    (out / "wheels.json").write_text(json.dumps(sorted(file.name for file in (out / "wheels").iterdir())))
    choices(out)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"{out}: {size // 1_000_000} MB")
    print(f"python3 -m http.server --directory {out} shows it at http://localhost:8000")


def runtime(work: Path, out: Path) -> None:
    """Puts Python for browsers into a folder."""
    fetched(shutil.which("npm") or "npm", "pack", "--silent", f"pyodide@{PYODIDE}", folder=work)
    out.mkdir(parents=True)
    with tarfile.open(next(work.glob("*.tgz"))) as packed:
        for name in RUNTIME:
            with packed.extractfile(f"package/{name}") as file:
                (out / name).write_bytes(file.read())


def wheels(out: Path, info: dict[str, str]) -> None:
    """Puts the program, and what it needs, into a folder, as builds for the browser or for anything."""
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(out), str(ROOT)], check=True)
    python = "".join(info["python"].split(".")[:2])
    target = ("--python-version", python, "--implementation", "cp", "--platform", "any")
    target += ("--platform", f"pyemscripten_{info['abi_version']}_wasm32")
    target += tuple(part for abi in (f"cp{python}", "abi3", "none") for part in ("--abi", abi))
    pins = ("--constraint", str(ROOT / "constraints.txt"))
    only = ("--no-deps", "--only-binary=:all:", "--dest", str(out))
    fetched(*pip, "download", *only, *target, *pins, *WHEELS)
    for name in WITHOUT_C:
        without_c(name, out)


def fetched(*command: str, folder: Path = ROOT) -> None:
    """Fetches from a registry; ends with NOT_HAD where that cannot be done."""
    try:
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"cannot be had: {error}", file=sys.stderr)
        sys.exit(NOT_HAD)


def without_c(name: str, out: Path) -> None:
    """Packs the Python files of a library that is installed here."""
    with zipfile.ZipFile(out / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for file in files(name) or ():
            if file.suffix == ".py":
                packed.write(file.locate(), str(file))


def choices(out: Path) -> None:
    """Writes examples and languages into the page."""
    (out / "examples").mkdir()
    examples = sorted((ROOT / "examples").glob("*.yaml"))
    for example in examples:
        shutil.copy(example, out / "examples")
    options = {
        "examples": "".join(f'<option value="{file.name}">{file.stem}</option>' for file in examples),
        "languages": "".join(
            f'<option value="{code}" lang="{code}">{open_language(code).name}</option>'
            for code in available()
        ),
    }
    page = out / "index.html"
    text = page.read_text(encoding="utf-8")
    for name, words in options.items():
        text = text.replace(f"<!-- {name} -->", words)
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
