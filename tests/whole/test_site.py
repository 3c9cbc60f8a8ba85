"""The pages of docs/: their commands work as told, their links lead somewhere, nothing is left out."""

import os
import re
import shlex
import subprocess
import sys
import tomllib

import pytest
import typer.main
import yaml
from folders import ROOT
from person import BEFORE_2026, KA210_SCH, finish

from erasmus_cli.cli.app import app

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


def shell(line, folder):
    """What a command does in a folder, as on the day of the pictures."""
    erasmus = f"{shlex.quote(sys.executable)} -m erasmus_cli "
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("erasmus ", erasmus, 1)],
        cwd=folder,
        env={**os.environ, **BEFORE_2026},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def run_page(page, folder):
    ran = 0
    for line, code in commands(page):
        if line == ASKS:
            finish(folder, KA210_SCH, BEFORE_2026, plain=True)
            continue
        done = shell(line, folder)
        assert done.returncode == code, f"{page.name}: {line}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        ran += 1
    return ran


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the pages show a POSIX shell")
@pytest.mark.parametrize("page", HOW_TOS, ids=lambda page: page.stem)
def test_the_commands_of_a_how_to_work(page, tmp_path):
    assert run_page(page, tmp_path) > 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pseudo-terminal")
def test_the_tutorial_leads_from_an_empty_folder_to_a_word_file(tmp_path):
    assert ASKS in [line for line, _ in commands(TUTORIAL)]
    assert run_page(TUTORIAL, tmp_path) >= 6
    assert (tmp_path / "draft.docx").stat().st_size > 10_000


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
    assert "extra_css" not in settings
    assert (
        "site"
        in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    )
