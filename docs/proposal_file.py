"""The page on the proposal file."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from erasmus_cli.file_keys import Key, Part, parts, samples

_INTRODUCTION = Path(__file__).parent / "proposal-file-intro.md"


def page(spans: Callable[[list[tuple[int, str]]], str]) -> str:
    """The page; `spans` puts editions in short."""
    lines = ["# The proposal file", "", _INTRODUCTION.read_text(encoding="utf-8")]
    for part in parts():
        lines += [f"## {part.heading}", "", part.text, "", *_table(part, spans)]
        if part.at in samples():
            lines += [f"A sample of `{part.at}`:", "", *_sample(part.at)]
    lines += ["## Answers and points", "", "Samples:", "", *_sample("answers"), *_sample("scores")]
    return "\n".join(lines)


def _sample(key: str) -> list[str]:
    return ["```yaml", samples()[key], "```", ""]


def _table(part: Part, spans: Callable[[list[tuple[int, str]]], str]) -> Iterator[str]:
    yield "| Key | What it says | Value | Where |"
    yield "| --- | --- | --- | --- |"
    for key in part.keys:
        where = "" if key.editions is None else spans(list(key.editions))
        yield f"| `{key.name}`{' (needed)' if key.needed else ''} | {key.text} | {_value(key)} | {where} |"
    yield ""


def _value(key: Key) -> str:
    if key.holds is None:
        return key.value.text()
    heading = next(part.heading for part in parts() if part.at == key.holds)
    anchor = re.sub(r"[^a-z0-9_ -]", "", heading.lower()).replace(" ", "-")
    return f"{key.value.text()}: [{heading[0].lower()}{heading[1:]}](#{anchor})"
