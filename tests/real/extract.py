"""Draws the anonymous table from records of funded projects.

Run in `tests` as `python -m real.extract FILE > real/projects.csv`; FILE is JSON Lines.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from real.proposals import CODES, COLUMNS, Record, coordinator_country, covered, is_lump_sum, planned_months
from real.proposals import records as records_of

Row = Mapping[str, Any]
Feature = tuple[Any, ...]

# Formats with windows of their own for the start.
WINDOWS = ("digital-education", "creativity")
LONGEST = 36

ORIGIN = """\
# Figures of funded Erasmus+ partnerships of Key Action 2, calls 2014 to 2025, without names and numbers.
# Computed from public results data (Erasmus+ project results and National Agency exports) by extract.py: rows
# chosen so that every call, action, field, format, type, length, size, round, agency and grant scope occurs,
# the first and last start, the shortest and longest project, and the largest grants and consortia. Lengths
# are those applied for, where known. Grants are cut to full 100 EUR, lump sums are not. Empty: not known.
"""


def anonymous(record: Record) -> dict[str, Any]:
    """The row of a record: no name, no number, and a grant that is found in no list."""
    row = {name: record.get(key) for name, key in COLUMNS.items()}
    grant = row["grant"]
    row |= {
        "months": planned_months(record),
        "coordinator_country": coordinator_country(record),
        "grant": grant if grant is None or is_lump_sum(record) else grant // 100 * 100,
    }
    return {name: _cell(value) for name, value in row.items()}


def extract(chosen: Iterable[Record]) -> list[dict[str, Any]]:
    """Few rows in which every combination that matters still occurs: greedy, the same on every run."""
    rows = sorted((anonymous(record) for record in chosen), key=_order)
    peaks = _peaks(rows)
    features = [_features(row, peaks) for row in rows]
    left = set().union(*features)
    kept = []
    while left:
        best = max(range(len(rows)), key=lambda index: len(left & features[index]))
        left -= features[best]
        kept.append(best)
    for index in tuple(kept):
        others = set().union(*(features[other] for other in kept if other != index))
        if features[index] <= others:
            kept.remove(index)
    return sorted((rows[index] for index in kept), key=_order)


def _order(row: Row) -> list[str]:
    return [str(value) for value in row.values()]


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _features(row: Row, peaks: Mapping[Feature, Any]) -> set[Feature]:
    kind = (row["call"], row["action"])
    sizes = tuple(min(row[key] or 0, 4) for key in ("n_organisations", "n_countries"))
    return {
        ("length", row["action"], row["months"]),
        ("extended", *row.values()) if (row["months"] or 0) > LONGEST else ("planned", *kind),
        ("round and type", *kind, row["round"], row["type"]),
        ("scope", *kind, row["grant_scope"]),
        ("size", *kind, *sizes),
        ("agency", row["agency"]),
        *(("peak", *key) for key, value in _heights(row) if value == peaks[key]),
    }


def _peaks(rows: list[dict[str, Any]]) -> dict[Feature, Any]:
    peaks: dict[Feature, Any] = {}
    for row in rows:
        for key, value in _heights(row):
            peaks[key] = max(value, peaks.get(key, value))
    return peaks


def _heights(row: Row) -> Iterator[tuple[Feature, Any]]:
    """What is looked for where it is highest."""
    kind, code = (row["call"], row["action"]), CODES[row["action"]]
    if row["start"]:
        window = (row["call"], code.action, code.field, code.format in WINDOWS, row["round"])
        yield ("last start", *window), row["start"]
        yield ("first start", *window), -int(row["start"].replace("-", ""))
    if row["months"]:
        yield ("longest", *kind), row["months"]
        yield ("shortest", *kind), -row["months"]
    if row["grant_scope"] == "project_total":
        yield ("grant", row["call"], code.action, code.format), row["grant"]
        if row["months"]:
            yield ("grant for each month", *kind), row["grant"] / row["months"]
    if row["n_organisations"]:
        yield ("organisations", *kind), row["n_organisations"]


def main(file: str) -> None:
    """Writes the table."""
    rows = extract(record for record in records_of(Path(file)) if covered(record))
    sys.stdout.write(ORIGIN)
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
