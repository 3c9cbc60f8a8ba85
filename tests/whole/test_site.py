"""The pages of docs/: their commands work as told, their links lead somewhere, nothing is left out."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer.main
import yaml
from folders import ROOT
from person import BEFORE_2026, KA210_SCH, finish
from typer.testing import CliRunner

from erasmus_cli.cli.app import app
from erasmus_cli.guide.loader import use_guide

DOCS = ROOT / "docs"
TUTORIAL, *HOW_TOS = DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md"))
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
ENDS_WITH = re.compile(r"\s+#.*?(?:ends with (\d+))?$")
ASKS = "erasmus new p.yaml"


def commands(page):
    """The commands of a page in their order, with the exit code that the page tells."""
    for block in BLOCK.findall(page.read_text("utf-8")):
        for line in block.splitlines():
            told = ENDS_WITH.search(line)
            yield ENDS_WITH.sub("", line), int(told[1] or 0) if told else 0


def shell(line):
    """What a command does in a shell here, as on the day of the pictures."""
    erasmus = f"{shlex.quote(sys.executable)} -m erasmus_cli "
    done = subprocess.run(
        ["/bin/sh", "-c", line.replace("erasmus ", erasmus, 1)],
        env={**os.environ, **BEFORE_2026},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


def at_once(line):
    """The same without a shell and without the half second that it takes to begin."""
    name, *arguments = shlex.split(line)
    if name != "erasmus" or set(line) & set("<>|&;$*"):
        return shell(line)
    done = CliRunner().invoke(app, arguments, env=BEFORE_2026)
    return done.exit_code, done.output


def run_page(page, run):
    ran = 0
    for line, code in commands(page):
        if line == ASKS:
            finish(Path.cwd(), KA210_SCH, BEFORE_2026, plain=True)
            continue
        ended_with, said = run(line)
        assert ended_with == code, f"{page.name}: {line}\n{said[-4000:]}"
        ran += 1
    return ran


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty working directory; the guide data that a page lays over ours go with it."""
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    use_guide(None)


@pytest.mark.slow
@pytest.mark.usefixtures("here")
@pytest.mark.skipif(os.name == "nt", reason="the pages show a POSIX shell")
@pytest.mark.parametrize("page", HOW_TOS, ids=lambda page: page.stem)
def test_the_commands_of_a_how_to_work(page):
    assert run_page(page, at_once) > 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pseudo-terminal")
def test_the_tutorial_leads_from_an_empty_folder_to_a_word_file(here):
    assert ASKS in [line for line, _ in commands(TUTORIAL)]
    assert run_page(TUTORIAL, shell) >= 6
    assert (here / "draft.docx").stat().st_size > 10_000


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.stem)
def test_links_within_the_project_lead_somewhere(page):
    targets = [target for target, _ in LINK.findall(page.read_text("utf-8")) if "://" not in target]
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


def test_every_page_of_the_site_is_there():
    named = set(pages_in(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]))
    assert {name for name in named if not (DOCS / name).exists()} == set()
    begun = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    # What other pages are made from, or what the README leads to.
    assert begun - named <= {"not-modelled.md", "sources-intro.md", "proposal-file-intro.md"}


def pages_in(entry):
    if isinstance(entry, str):
        yield entry
    else:
        for below in entry.values() if isinstance(entry, dict) else entry:
            yield from pages_in(below)


def test_every_command_is_on_the_page_of_commands():
    page = (DOCS / "commands.md").read_text("utf-8")
    group = typer.main.get_command(app)
    names = group.list_commands(group.context_class(group))
    assert len(names) > 10
    assert [name for name in names if f"## erasmus {name}\n" not in page] == []


@pytest.mark.parametrize("picture", sorted((DOCS / "pictures").glob("*.svg")), ids=lambda p: p.stem)
def test_pictures_ask_no_other_host_and_keep_their_text(picture):
    drawn = picture.read_text("utf-8")
    addresses = set(re.findall(r"https?://[^\s\"')]+", drawn))
    assert addresses <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}
    assert 'url("http' not in drawn
    assert drawn.count("</text>") > 10


def test_the_site_asks_no_other_host_for_letters():
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert settings["theme"]["font"] is False
    ours = [*settings["extra_css"], *settings["extra_javascript"]]
    assert ours
    for name in ours:
        assert "://" not in (DOCS / name).read_text("utf-8")
    assert (
        "site"
        in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    )
