"""What is behind a rule: the figures of every edition that it may read."""

from collections.abc import Iterator, Mapping
from typing import Any

from erasmus_cli.guide.browse import Figure
from erasmus_cli.guide.browse import figures as figures_of
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.model import Edition
from erasmus_cli.guide.sources import Source
from erasmus_cli.proposal.yaml_writer import dump
from erasmus_cli.rules.registry import Rule

_MOST_LINES = 8


def figures(rule: Rule) -> Iterator[tuple[Edition, Figure]]:
    """The figures that a rule may read, in every edition to which it applies, oldest first."""
    for call, action in available():
        edition = open_edition(call, action)
        if rule.applies_to(edition):
            for topic in rule.reads:
                yield from ((edition, figure) for figure in figures_of(edition, topic.removesuffix("?")))


def figures_by_source(rule: Rule) -> Iterator[tuple[str, Source, list[str]]]:
    """Edition, source and the figures that stand there, one line each; long lists are cut with a count."""
    grouped: dict[tuple[str, Source], list[str]] = {}
    for edition, figure in figures(rule):
        text = f"{figure.path}: {_cut(figure.text())}"
        grouped.setdefault((edition.id, figure.source), []).append(text)
    for (edition_id, source), lines in grouped.items():
        left_out = len(lines) - _MOST_LINES
        cut = left_out > 1
        yield edition_id, source, [*lines[:_MOST_LINES], f"and {left_out} more"] if cut else lines


def snippet(example: Mapping[str, Any]) -> str:
    """An example as YAML, indented."""
    return "".join(f"  {line}\n" for line in dump(example).splitlines())


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117]}…"
