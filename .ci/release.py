"""Builds what is released and holds it against what it must be: `python3 .ci/release.py [--out dist]`.

Takes the last commit, not the working folder. Builds the source archive, the wheel from it, and a list of
what the wheel brings along (SBOM, CycloneDX). Publishes and signs nothing. Ends with 1 at the first thing
that does not hold.
"""

import argparse
import email
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEEDED = (
    "erasmus_cli/py.typed",
    "erasmus_cli/guide/compiled/",
    "erasmus_cli/guide/data/evidence.toml",
    "erasmus_cli/templates/",
    "erasmus_cli/examples/",
    "erasmus_cli/places/data/CREDIT.txt",
    "erasmus_cli/formats/pdf/fonts/OFL.txt",
)
UNWANTED = re.compile(r"(^|/)(tests|docs|\.git|\.ci|__pycache__|\.venv)(/|$)|\.pyc$")


def main() -> int:
    """Builds, then says what does not hold."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--out", type=Path, default=ROOT / "dist", help="where the files go (default: dist)")
    out = options.parse_args().out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        archive, wheel = built(work, out)
        found = [*faults_of(wheel, archive), *foreign(work, wheel, out)]
    for fault in found:
        print("does not hold:", fault, file=sys.stderr)
    if not found:
        print(*(f"{file.name}  {file.stat().st_size:,} bytes" for file in sorted(out.iterdir())), sep="\n")
    return 1 if found else 0


def built(work: Path, out: Path) -> tuple[Path, Path]:
    """The source archive of the last commit, and the wheel that is built from it."""
    source = work / "source"
    source.mkdir()
    committed = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", source], input=committed, check=True)
    venv.create(work / "build", with_pip=True)
    tools = work / "build" / "bin"
    subprocess.run([tools / "pip", "install", "--quiet", "build", "twine", "cyclonedx-bom"], check=True)
    subprocess.run(
        [tools / "python", "-m", "build", "--outdir", out, source], check=True, stdout=subprocess.DEVNULL
    )
    made = [next(out.glob(pattern)) for pattern in ("*.tar.gz", "*.whl")]
    subprocess.run([tools / "twine", "check", "--strict", *made], check=True)
    return made[0], made[1]


def faults_of(wheel: Path, archive: Path) -> Iterator[str]:
    """What is missing in the files, and what should not be there."""
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        metadata = email.message_from_bytes(opened.read(next(n for n in names if n.endswith("/METADATA"))))
    for needed in NEEDED:
        if not any(name.startswith(needed) for name in names):
            yield f"the wheel lacks {needed}"
    yield from (f"the wheel holds {name}" for name in names if UNWANTED.search(name))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    if metadata["License-Expression"] != project["license"]:
        yield f"the licence is {metadata['License-Expression']}"
    if len(metadata.get_all("License-File", ())) != len(project["license-files"]):
        yield "the wheel does not hold every licence"
    version = metadata["Version"]
    if f"## {version}" not in (ROOT / "CHANGELOG.md").read_text("utf-8"):
        yield f"the changelog has no part on {version}"
    if f"\nversion: {version}\n" not in (ROOT / "CITATION.cff").read_text("utf-8"):
        yield f"CITATION.cff does not name {version}"
    with tarfile.open(archive) as opened_archive:
        inside = {name.partition("/")[2] for name in opened_archive.getnames()}
    for needed in ("tests/conftest.py", "docs/architecture.md", "CHANGELOG.md", "LICENSE", "tasks.py"):
        if needed not in inside:
            yield f"the source archive lacks {needed}"


def foreign(work: Path, wheel: Path, out: Path) -> Iterator[str]:
    """Installs the wheel alone, takes the tour with it, and lists what came along with its licences."""
    venv.create(work / "used", with_pip=True)
    tools = work / "used" / "bin"
    subprocess.run([tools / "pip", "install", "--quiet", wheel], check=True)
    tour = subprocess.run(
        [tools / "erasmus", "tour"], cwd=work, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if tour.returncode:
        yield f"the tour of the wheel ended with {tour.returncode}"
    name = wheel.name.removesuffix("-py3-none-any.whl")
    bill = out / f"{name}.cdx.json"
    command = [
        work / "build" / "bin" / "cyclonedx-py",
        "environment",
        tools / "python",
        "--output-file",
        bill,
    ]
    subprocess.run([*command, "--output-reproducible"], check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
