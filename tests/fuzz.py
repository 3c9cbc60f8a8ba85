"""Gives every reader inputs that nobody would write, and says what came of them.

`python tests/fuzz.py` tries 1 000 inputs on each reader; `--inputs 125000 --minutes 480` a million in a
night. Whatever an input is, a reader takes it or refuses it in words; anything else, or an input that takes
long, is printed and ends with 1. The same seed gives the same inputs. A reader whose minutes are over stops,
the column of its inputs says after how many, and `--first` goes on from there.
"""

import argparse
import io
import math
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from erasmus_cli.chapters.render import text_of
from erasmus_cli.document.draft import DraftError
from erasmus_cli.errors import ErasmusError
from erasmus_cli.file_kinds import encoding_of, kind_of, of_text
from erasmus_cli.formats.docx import docx
from erasmus_cli.importing.docx_reader import read_word
from erasmus_cli.importing.markdown_reader import read_markdown
from erasmus_cli.places.lookup import find
from erasmus_cli.places.suggestion import suggest
from erasmus_cli.project.project import open_project
from erasmus_cli.proposal.reader import parse
from erasmus_cli.templating import render
from erasmus_cli.wizard.preset_answers import pointer_of, value_as_given
from erasmus_cli.wording import lengths, moments, notation

LONG = 5  # seconds of the processor for one input
PIECES = (
    *(
        "",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        ": ",
        ":",
        "- ",
        "# ",
        "#",
        "? ",
        "| ",
        ">",
        "&a ",
        "*a",
        "<<: *a",
        "!!omap ",
    ),
    *(
        "!!int ",
        "!!binary ",
        "{",
        "}",
        "[",
        "]",
        ",",
        '"',
        "'",
        "---",
        "...",
        "%YAML 1.1",
        "0x",
        "0o7",
        "1e999",
        ".inf",
    ),
    *(
        ".nan",
        "-0",
        "~",
        "null",
        "yes",
        "NO",
        "2026-02-30",
        "8.000",
        "60 000,50",
        "\x00",
        "\x1b[31m",
        "\x9b",
        "\x85",
    ),
    *(
        "\u2028",
        "\ufeff",
        "\u202e",
        "\u200b",
        "\ud800",
        "\U0010ffff",
        "\\ud800",
        "\\u0000",
        "e\u0301",
        "9" * 40,
    ),
    *(
        "{{ ",
        " }}",
        "{% for a in b %}",
        "{% include 'x' %}",
        "**",
        "```",
        "> ",
        "<!-- ",
        " -->",
        "</w:t>",
        "<w:p>",
    ),
    *(
        "&#x0;",
        "&amp;",
        "<![CDATA[",
        "]]>",
        '<?xml version="1.0"?>',
        "organisations",
        "answers",
        "country",
        "title",
    ),
)


@dataclass
class Tally:
    """What came of the inputs of one reader."""

    inputs: int = 0
    taken: int = 0
    refused: int = 0
    slowest: float = 0.0
    faults: list[tuple[Any, str]] = field(default_factory=list)


@cache
def _small() -> tuple[str, ...]:
    return (
        "call: 2026\naction: small-scale-partnership\ntitle: # a remark\n  A title\nmonths: 24\n",
        "organisations:\n  - {id: a, name: One, country: BE, city: {name: Gent}, pic: 91}\n  - id: b\n",
        "answers:\n  description.rationale: |\n    **Bold** and\n\n    - a list\nscores: {relevance: 24.5}\n",
        '{"call": 2026, "organisations": [{"country": "FR", "established": "2001-01-01"}], "months": 24}',
        "meetings: [{title: K, host: a, start: 1 March 2027, participants: [{organisation: a}]}]\n",
        "work_packages:\n- id: WP1\n  grants: {a: 60.000,50, b: '8 000'}\n  activities: [{venue: online}]\n",
    )


@cache
def _drafts() -> tuple[str, bytes]:
    text = (
        "call: 2026\naction: small-scale-partnership\nfield: adult\nanswers: {description.rationale: Why}\n"
    )
    drafted = text_of(open_project(parse(text).proposal, "the form"), date(2026, 1, 1))
    return drafted.markdown, docx(drafted)


def _mangled(text: str, dice: random.Random) -> str:
    """A text with a few cuts, doublings, exchanges and pieces put in."""
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + dice.choice((0, 0, 1, 2, 5, 20)))
        middle = dice.choice(
            ("", text[start:end] * 2, dice.choice(PIECES), dice.choice(PIECES), chr(dice.randrange(0x500)))
        )
        text = text[:start] + middle + text[end:]
    return text


def _assembled(dice: random.Random) -> str:
    return "".join(dice.choices(PIECES, k=dice.randrange(1, 12)))


def _mangled_bytes(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 2, 5, 20))):
        at = dice.randrange(len(changed))
        if dice.random() < 0.5:
            changed[at] = dice.randrange(256)
        else:
            del changed[at : at + dice.choice((1, 4, 100))]
    return bytes(changed)


def _proposals(dice: random.Random) -> str:
    return _assembled(dice) if dice.random() < 0.2 else _mangled(dice.choice(_small()), dice)


def _words(dice: random.Random) -> str:
    seeds = (
        "60.000,00",
        "EUR 60 000",
        "8,000",
        "60k",
        "1 March 2027",
        "01/03/2027",
        "2027. gada 1. marts",
        "A-1010 Wien",
    )
    return _assembled(dice) if dice.random() < 0.3 else _mangled(dice.choice(seeds), dice)


def _documents(dice: random.Random) -> bytes:
    """A Word document of ours with a part mangled, or with bytes changed."""
    content = _drafts()[1]
    if dice.random() < 0.2:
        return _mangled_bytes(content, dice)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        names = old.namelist()
        chosen = "word/document.xml" if dice.random() < 0.7 else dice.choice(names)
        for name in names:
            part = old.read(name)
            if name == chosen:
                part = _mangled(part.decode(errors="replace"), dice).encode(errors="replace")
            new.writestr(name, part)
    return packed.getvalue()


def _notation(text: str) -> None:
    """Each of these may refuse; none may break."""
    refusals = 0
    for read in (notation.number, notation.day, moments.moment, lengths.months):
        try:
            read(text)
        except notation.NotationError:
            refusals += 1
    if refusals == 4:
        raise notation.NotationError("nothing", "of these")


def _places(text: str) -> None:
    find(text, "ES")
    suggest(text, "FR")


def _kinds(content: bytes) -> None:
    kind_of(content)
    encoding_of(content)
    of_text(content.decode(errors="replace"))


def _template(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "x.md.j2").write_text(text, encoding="utf-8", errors="replace")
        render("x.md.j2", {"title": "T", "rows": [1, 2]}, Path(folder))


READERS: dict[str, tuple[Callable[[random.Random], Any], Callable[[Any], Any]]] = {
    "proposals": (_proposals, parse),
    "--set": (_words, lambda text: value_as_given(text.replace("\x00", "")) and pointer_of(text)),
    "amounts and days": (_words, _notation),
    "cities": (_words, _places),
    "Markdown drafts": (lambda dice: _mangled(_drafts()[0], dice), lambda text: read_markdown(text, {})),
    "Word drafts": (_documents, read_word),
    "kinds of files": (_documents, _kinds),
    "templates": (
        lambda dice: _mangled("{{ title }} {% for row in rows %}{{ row }}{% endfor %}", dice),
        _template,
    ),
}


def inputs(name: str, number: int, seed: int, first: int = 0) -> Iterator[Any]:
    """The inputs of a reader, from the first on."""
    make = READERS[name][0]
    for index in range(first, first + number):
        yield make(random.Random(f"{seed}/{name}/{index}"))


def tried(name: str, number: int, seed: int, first: int = 0, seconds: float = math.inf) -> Tally:
    """What came of so many inputs, or of those that were tried in so many seconds of the processor."""
    read, tally, begun = READERS[name][1], Tally(), time.process_time()
    for content in inputs(name, number, seed, first):
        before = time.process_time()
        if before - begun > seconds:
            break
        tally.inputs += 1
        try:
            read(content)
        except (ErasmusError, DraftError):
            tally.refused += 1
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            tally.faults.append((content, traceback.format_exc()))
        else:
            tally.taken += 1
        spent = time.process_time() - before
        tally.slowest = max(tally.slowest, spent)
        if spent > LONG:
            tally.faults.append((content, f"took {spent:.1f} seconds"))
    return tally


def main() -> None:
    """Tries all readers, or those that are named."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=1000)
    options.add_argument("--first", type=int, default=0, help="how many inputs of the seed to leave out")
    options.add_argument("--minutes", type=float, default=math.inf, help="of the processor, for all readers")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--reader", choices=READERS, action="append")
    chosen = options.parse_args()
    _drafts()  # what is made once is no time of an input
    bad = False
    print(
        f"seed {chosen.seed}\n{'reader':18}{'inputs':>9}{'taken':>9}{'refused':>9}{'faults':>8}{'slowest':>9}"
    )
    names = chosen.reader or list(READERS)
    for name in names:
        tally = tried(name, chosen.inputs, chosen.seed, chosen.first, 60 * chosen.minutes / len(names))
        counts = f"{tally.inputs:9}{tally.taken:9}{tally.refused:9}{len(tally.faults):8}{tally.slowest:8.2f}s"
        print(f"{name:18}{counts}", flush=True)
        for content, why in tally.faults[:3]:
            print(f"  {content[:400]!r}\n  {why.strip()}", file=sys.stderr)
        bad = bad or bool(tally.faults)
    sys.exit(int(bad))


if __name__ == "__main__":
    main()
