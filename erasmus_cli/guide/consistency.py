"""What types alone cannot hold: countries, dates, points, and names that refer to each other."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from erasmus_cli.guide.model import Edition, keyed_topics
from erasmus_cli.guide.vocabulary import Vocabulary
from erasmus_cli.guide.walk import records

Contradiction = tuple[tuple[str | int, ...], str]


def contradictions(
    edition: Edition, evidence: AbstractSet[str], vocabulary: Vocabulary
) -> Iterator[Contradiction]:
    """Every key of the edition that contradicts another one, with what is wrong and how to mend it.

    Args:
        edition: the edition.
        evidence: the keys of all documents that are known.
        vocabulary: the words that proposals can use.
    """
    yield from _countries(edition)
    yield from _dates(edition)
    yield from _scores(edition)
    yield from _names(edition)
    yield from _unknown_words(edition, vocabulary)
    yield from _evidence(edition, evidence)


def _countries(edition: Edition) -> Iterator[Contradiction]:
    inside = edition.programme_countries.codes
    at = ("programme_countries", "codes")
    yield from ((at, f"{code} stands twice") for code in sorted({c for c in inside if inside.count(c) > 1}))
    if edition.member_states:
        lost = (code for code in edition.member_states.codes if code not in inside)
        yield from ((at, f"{code} is an EU Member State and is not inside; add it") for code in lost)
    for key, region in edition.regions.items():
        for code in (code for code in region.codes if code in inside):
            yield (
                ("regions", key, "codes"),
                f'{code} is inside and in a region; restate it with codes = {{ drop = ["{code}"] }}',
            )
    for code in edition.unsettled.codes if edition.unsettled else ():
        if code in inside or code in edition.overseas:
            yield ("unsettled", "codes"), f"{code} counts; drop it"
    served = {agency.country for agency in edition.agencies.values()}
    awaited = edition.awaiting_agency.codes if edition.awaiting_agency else ()
    for code in inside:
        if code not in served and code not in awaited:
            yield (
                ("agencies",),
                f"{code} is inside and has no agency; add one, or name {code} in awaiting_agency.codes",
            )
    for code in awaited:
        if code in served or code not in inside:
            reason = "has an agency" if code in served else "is not inside"
            yield ("awaiting_agency", "codes"), f"{code} {reason}; drop it"


def _dates(edition: Edition) -> Iterator[Contradiction]:
    published, compared = edition.guide.published, edition.guide.compared
    if published and compared and compared < published:
        yield ("guide", "compared"), f"{compared} is before the Guide was published"
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


def _scores(edition: Edition) -> Iterator[Contradiction]:
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


def _names(edition: Edition) -> Iterator[Contradiction]:
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


def _table_keys(edition: Edition) -> Iterator[Contradiction]:
    special = (f"{name}.{field}" for name, shape in edition.formats.items() for field in shape.fields)
    keys = ("general", *edition.fields, *edition.formats, *special)
    for topic in keyed_topics():
        strange = (key for key in getattr(edition, topic) if key not in keys)
        yield from (((topic, key), "neither a field, a format nor general") for key in strange)
    for topic in ("duration", "deadlines", "minimum", "managers"):
        table = getattr(edition, topic)
        if topic == "deadlines" and not table:
            continue  # not known yet: no rule reads them, and `guide check` says so
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


def _unknown_words(edition: Edition, vocabulary: Vocabulary) -> Iterator[Contradiction]:
    for topic in ("fields", "types", "formats", "kinds"):
        known = getattr(vocabulary, topic)
        yield from _strange((topic,), getattr(edition, topic), known, topic)
    if edition.unit_costs:
        yield from _strange(
            ("unit_costs", "learning"), edition.unit_costs.learning, vocabulary.learning, "learning"
        )
    for topic in ("agencies", "assessor"):
        for name, record in getattr(edition, topic).items():
            yield from _strange((topic, name, "fields"), record.fields, vocabulary.fields, "fields")
    for topic in ("application_cap", "applicant_cap"):
        if cap := getattr(edition, topic):
            yield from _strange((topic, "fields"), cap.fields, vocabulary.fields, "fields")


def _strange(
    path: tuple[str, ...], names: Iterable[str], known: tuple[str, ...], topic: str
) -> Iterator[Contradiction]:
    for name in names:
        if name not in known:
            yield (*path, name), f"no proposal can say so; add it to {topic} in vocabulary.toml"


def _evidence(edition: Edition, known: AbstractSet[str]) -> Iterator[Contradiction]:
    for path, record in records("", edition):
        for key in record.source.evidence:
            if key not in known:
                yield (path, "source", "evidence"), f"{key} is not in evidence.toml"
