"""Order within an edition that types alone cannot hold: dates, points, names that refer to each other."""

from collections.abc import Iterator
from itertools import pairwise

from erasmus_cli.guide.model import Edition

_TABLES = (
    "minimum",
    "maximum",
    "composition",
    "duration",
    "duration_doubt",
    "start_windows",
    "deadlines",
    "managers",
    "priority_obligation",
    "grant_ceiling",
)

Disorder = tuple[tuple[str | int, ...], str]


def disorder(edition: Edition) -> Iterator[Disorder]:
    """Every key of the edition that contradicts another one, with what is wrong."""
    yield from _dates(edition)
    yield from _scores(edition)
    yield from _names(edition)


def _dates(edition: Edition) -> Iterator[Disorder]:
    for field, deadlines in edition.deadlines.items():
        for index, deadline in enumerate(deadlines):
            if deadline.guide.year not in (edition.call - 1, edition.call, edition.call + 1):
                yield (
                    ("deadlines", field, index, "guide"),
                    f"{deadline.guide:%Y-%m-%d} is far from call {edition.call}",
                )
        for index, (earlier, later) in enumerate(pairwise(deadlines), start=1):
            if earlier.round >= later.round or earlier.guide >= later.guide:
                yield (
                    ("deadlines", field, index, "guide"),
                    f"{later.guide:%Y-%m-%d} is not after the deadline of the round before",
                )
    for field, windows in edition.start_windows.items():
        rounds = [window.round for window in windows]
        if rounds != sorted(set(rounds)):
            yield ("start_windows", field), "the rounds are not in order"


def _scores(edition: Edition) -> Iterator[Disorder]:
    for name, criterion in edition.award_criteria.items():
        if criterion.min_points > criterion.max_points:
            yield ("award_criteria", name, "min_points"), "more than max_points"
    maxima = {str(criterion.max_points) for criterion in edition.award_criteria.values()}
    for maximum, bands in edition.award_bands.items():
        if maximum not in maxima:
            yield ("award_bands", maximum), "no criterion has this maximum"
        elif not int(maximum) >= bands.very_good > bands.good > bands.fair:
            yield ("award_bands", maximum), "the marks are not in order"
    if edition.pass_mark.points > sum(c.max_points for c in edition.award_criteria.values()):
        yield ("pass_mark", "points"), "more than all criteria together can give"


def _names(edition: Edition) -> Iterator[Disorder]:
    yield from _table_keys(edition)
    for priority in edition.priorities:
        group = priority.partition("/")[0]
        if group not in ("horizontal", *edition.fields):
            yield ("priorities", priority), f"{group} is neither a field nor horizontal"
    for path, kinds in _kind_lists(edition):
        yield from ((path, f"unknown kind {kind}") for kind in kinds if kind not in edition.kinds)
    for path, fields in _field_lists(edition):
        yield from ((path, f"unknown field {field}") for field in fields if field not in edition.fields)
    for role, outsiders in edition.outsiders.items():
        strange = (key for key in outsiders.regions if key not in edition.regions)
        yield from ((("outsiders", role, "regions"), f"unknown region {key}") for key in strange)
    for name, shape in edition.formats.items():
        if shape.project_type and shape.project_type not in edition.types:
            yield ("formats", name, "project_type"), f"unknown type {shape.project_type}"


def _table_keys(edition: Edition) -> Iterator[Disorder]:
    special = (f"{name}.{field}" for name, shape in edition.formats.items() for field in shape.fields)
    keys = ("general", *edition.fields, *edition.formats, *special)
    for topic in _TABLES:
        strange = (key for key in getattr(edition, topic) if key not in keys)
        yield from (((topic, key), "neither a field, a format nor general") for key in strange)
    for topic in ("duration", "deadlines", "minimum", "managers"):
        table = getattr(edition, topic)
        missing = (field for field in edition.fields if field not in table and "general" not in table)
        yield from (((topic,), f"nothing is said for field {field}") for field in missing)


def _kind_lists(edition: Edition) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for topic in ("formats", "minimum"):
        for name, record in getattr(edition, topic).items():
            yield (topic, name, "kinds"), record.kinds
    for topic in ("charter", "fields_only"):
        if record := getattr(edition, topic):
            yield (topic, "kinds"), record.kinds
    for name, composition in edition.composition.items():
        for part in composition.parts:
            yield ("composition", name, part.label), part.kinds


def _field_lists(edition: Edition) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for topic in ("types", "formats"):
        for name, record in getattr(edition, topic).items():
            yield (topic, name, "fields"), record.fields
    if edition.fields_only:
        yield ("fields_only", "fields"), edition.fields_only.fields
    yield ("priority_lists",), tuple(group for group in edition.priority_lists if group != "horizontal")
