"""What is behind a rule: the figures of every edition that it may read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.sources import Cited, Source
from erasmus_cli.proposal.reader import dump
from erasmus_cli.rules.registry import Rule

_MOST_LINES = 8


@dataclass(frozen=True)
class Figure:
    """One record of an edition with its values and source."""

    edition: str
    path: str
    values: Mapping[str, Any]
    source: Source

    def line(self) -> str:
        """The figure in one line."""
        values = ", ".join(f"{key} {_short(value)}" for key, value in self.values.items())
        return f"{self.path}: {values}"

    def as_data(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "edition": self.edition,
            "figure": self.path,
            "values": dict(self.values),
            "source": self.source.model_dump(mode="json"),
        }


def figures(rule: Rule) -> Iterator[Figure]:
    """The figures that a rule may read, in every edition to which it applies, oldest first."""
    for call, action in available():
        edition = open_edition(call, action)
        if not rule.applies_to(edition):
            continue
        for topic in rule.reads:
            name, _, key = topic.removesuffix("?").partition(".")
            value = getattr(edition, name)
            yield from _below(edition.id, topic.removesuffix("?"), value[key] if key else value)


def figures_by_source(rule: Rule) -> Iterator[tuple[str, Source, list[str]]]:
    """Edition, source and the figures that stand there, one line each; long lists are cut with a count."""
    grouped: dict[tuple[str, Source], list[str]] = {}
    for figure in figures(rule):
        grouped.setdefault((figure.edition, figure.source), []).append(figure.line())
    for (edition, source), lines in grouped.items():
        left_out = len(lines) - _MOST_LINES
        yield edition, source, lines if left_out <= 1 else [*lines[:_MOST_LINES], f"and {left_out} more"]


def snippet(example: Mapping[str, Any]) -> str:
    """An example as YAML, indented."""
    return "".join(f"  {line}\n" for line in dump(example).splitlines())


def _below(edition: str, path: str, value: Any) -> Iterator[Figure]:
    if isinstance(value, Cited):
        yield Figure(
            edition,
            path,
            value.model_dump(mode="json", exclude={"source"}, exclude_defaults=True),
            value.source,
        )
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _below(edition, f"{path}.{key}", inner)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _below(edition, f"{path}.{index}", inner)


def _short(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
