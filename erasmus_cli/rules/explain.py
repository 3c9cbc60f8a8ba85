"""What is behind a rule: the figures of every edition that it may read."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from erasmus_cli.guide.browse import Figure
from erasmus_cli.guide.browse import figures as figures_of
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Source
from erasmus_cli.proposal.yaml_writer import dump
from erasmus_cli.rules.registry import Rule
from erasmus_cli.wording.messages import tell

_MOST_LINES = 8


Calls = int | Literal["all", "newest"]
"""One call, all of them, or the newest one to which a rule applies."""


def figures(rule: Rule, calls: Calls = "all") -> Iterator[tuple[Edition, Figure]]:
    """The figures that a rule may read, in each edition of these calls to which it applies, oldest first."""
    editions = [e for e in (open_edition(*known) for known in available()) if rule.applies_to(e)]
    newest = max((edition.call for edition in editions), default=0)
    wanted = {"newest": newest}.get(str(calls), calls)
    for edition in editions:
        if wanted in ("all", edition.call):
            for topic in rule.reads:
                yield from ((edition, figure) for figure in figures_of(edition, topic.removesuffix("?")))


def figures_by_source(rule: Rule, calls: Calls = "all") -> Iterator[tuple[str, Source, list[str]]]:
    """Edition, source and the figures that stand there, one line each; long lists are cut with a count."""
    grouped: dict[tuple[str, Source], list[str]] = {}
    for edition, figure in figures(rule, calls):
        text = f"{figure.path}: {_cut(figure.text())}"
        grouped.setdefault((edition.id, figure.source), []).append(text)
    for (edition_id, source), lines in grouped.items():
        left_out = len(lines) - _MOST_LINES
        cut = left_out > 1
        yield edition_id, source, [*lines[:_MOST_LINES], tell("and {n} more", n=left_out)] if cut else lines


def snippet(example: Mapping[str, Any]) -> str:
    """An example as YAML, indented."""
    return "".join(f"  {line}\n" for line in dump(example).splitlines())


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117]}…"
