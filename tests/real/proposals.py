"""Turns records of funded projects into proposals, and tells what the rules say of them.

Run as `python tests/real/proposals.py FILE`; FILE is JSON Lines, or a table such as `projects.csv`.
It exits with 1 if a funded project comes out as not eligible. `--csv OUT` extracts the anonymous table.
A new call is a number in CALLS, a new action a line in CODES.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from erasmus_cli.guide.loader import open_edition
from erasmus_cli.guide.lookup import minimum_for, priorities_of, window_dates
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules import engine
from erasmus_cli.rules.report import Report, Verdict

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Code:
    """What an action code of the results data stands for."""

    action: str
    field: str
    format: str | None = None


CALLS = (2015, 2016)
CODES = {
    "KA201": Code("strategic-partnership", "school"),
    "KA202": Code("strategic-partnership", "vet"),
    "KA203": Code("strategic-partnership", "higher-education"),
    "KA204": Code("strategic-partnership", "adult"),
    "KA205": Code("strategic-partnership", "youth"),
    "KA219": Code("strategic-partnership", "school", "school-exchange"),
}
TYPES = {"innovation": "innovation", "good practices": "good-practice"}

# What the typical organisation of a field is, where the record is silent.
KINDS = {
    "school": "school",
    "vet": "vet-provider",
    "higher-education": "higher-education-institution",
    "adult": "adult-education-provider",
    "youth": "non-profit",
}
REGIONAL_KINDS = ("school-authority", "school", "enterprise")

# Column of the table: key of the record. The identifier of the project is not among them.
COLUMNS = {
    "call": "call_year",
    "round": "round",
    "agency": "na_code",
    "action": "action",
    "type": "type",
    "start": "start",
    "months": "months",
    "n_organisations": "n_organisations",
    "n_countries": "n_countries",
    "coordinator_country": "coordinator_country",
    "grant": "grant_eur",
    "grant_scope": "grant_scope",
}
NUMBERS = {"call", "round", "months", "n_organisations", "n_countries", "grant"}
ORIGIN = """\
# Figures of funded Erasmus+ strategic partnerships, calls 2015 and 2016, without names and project numbers.
# Computed from public results data (Erasmus+ project results and National Agency exports) by proposals.py:
# rows chosen so that every combination of call, action, type, length, start, size and agency, and the largest
# grant, grant for each month and consortium of each action, occur. An empty field is a fact not known.
"""


def records(path: Path) -> Iterator[Record]:
    """The records of a JSON Lines file or of the table."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".csv":
        yield from (json.loads(line) for line in text.splitlines() if line.strip())
        return
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines):
        yield {
            COLUMNS[name]: _number(value) if name in NUMBERS else value
            for name, value in row.items()
            if value
        }


def covered(record: Record) -> bool:
    """Whether there are rules for the call and action of a record."""
    return record["call_year"] in CALLS and record["action"] in CODES


def proposal(record: Record) -> dict[str, Any]:
    """What the record says, as a proposal; what it does not say stays out."""
    code = CODES[record["action"]]
    scope_is_project = record.get("grant_scope") == "project_total"
    said = {
        "call": record["call_year"],
        "action": code.action,
        "field": code.field,
        "type": TYPES.get(record.get("type", "")),
        "format": code.format,
        "round": record.get("round"),
        "start": record.get("start"),
        "months": planned_months(record),
        "agency": _agency(record),
        "organisations": _organisations(record),
        "requested_grant": record.get("grant_eur") if scope_is_project else None,
    }
    return {key: value for key, value in said.items() if value is not None}


def planned_months(record: Record) -> int | None:
    """The length that was applied for: extensions came later, so the oldest snapshot wins."""
    history = record.get("months_history")
    return history[0]["months"] if history else record.get("months")


def completed(record: Record) -> dict[str, Any]:
    """The proposal of a record with every missing fact filled in so that no rule minds, if that can be."""
    filled = proposal(record)
    edition = open_edition(filled["call"], filled["action"])
    field = filled["field"]
    if "format" not in filled and field == "school" and record.get("n_countries") == 2:
        filled["format"] = "regional"
    if edition.types and "type" not in filled:
        filled["type"] = next(name for name, kind in edition.types.items() if field in kind.fields)
    filled.setdefault("months", _length(edition, filled))
    filled.setdefault("start", _start(edition, filled))
    filled.setdefault("requested_grant", 1000 * filled["months"])
    filled["organisations"] = _consortium(edition, filled, record)
    fitting = priorities_of(edition, field)
    filled["priorities"] = {"main": next((key for key in fitting if key.startswith(field)), min(fitting))}
    return filled


def check(data: Mapping[str, Any]) -> Report:
    """What the rules say of a proposal."""
    return engine.check(Proposal.model_validate(data), mends=False)


def extract(chosen: Iterable[Record]) -> list[dict[str, Any]]:
    """Few rows in which every combination that matters still occurs: greedy, the same on every run."""
    rows = sorted(
        ({name: _cell(record.get(key)) for name, key in COLUMNS.items()} for record in chosen),
        key=lambda row: [str(value) for value in row.values()],
    )
    peaks = _peaks(rows)
    left = {feature for row in rows for feature in _features(row, peaks)}
    kept = []
    while left:
        best = max(rows, key=lambda row: len(left & _features(row, peaks)))
        left -= _features(best, peaks)
        kept.append(best)
    return sorted(kept, key=lambda row: [str(value) for value in row.values()])


def _agency(record: Record) -> str | None:
    code = record.get("na_code") or ""
    return code if re.fullmatch(r"[A-Z]{2}\d{2}", code) else None


def _organisations(record: Record) -> list[dict[str, Any]] | None:
    """The consortium, if its size is known: a list that is there is taken to be complete."""
    size = record.get("n_organisations")
    if size is None:
        return None
    coordinator = record.get("coordinator_country") or record.get("coordinator", {}).get("country")
    partners = [partner.get("country") for partner in record.get("partners") or ()]
    countries = [coordinator, *(partners or [None] * (size - 1))]
    return [
        {"role": "partner" if index else "applicant"} | ({"country": country} if country else {})
        for index, country in enumerate(countries)
    ]


def _length(edition: Edition, filled: Mapping[str, Any]) -> int:
    """The shortest usual length whose ceiling covers the grant, else the longest that is allowed."""
    allowed = edition.duration.get(filled.get("format", ""), edition.duration[filled["field"]])
    lengths = range(max(allowed.min_months, min(24, allowed.max_months)), allowed.max_months + 1)
    grant = filled.get("requested_grant", 0)
    ceiling = edition.grant_ceiling
    enough = (months for months in lengths if grant <= min(ceiling.total, ceiling.per_month * months))
    return next(enough, allowed.max_months)


def _start(edition: Edition, filled: Mapping[str, Any]) -> str:
    windows = edition.start_windows[filled["field"]]
    window = next(window for window in windows if filled.get("round", window.round) == window.round)
    return window_dates(edition, window)[0].isoformat()


def _consortium(edition: Edition, filled: Mapping[str, Any], record: Record) -> list[dict[str, Any]]:
    """As many organisations from as many Programme Countries as the record says, each named and of a kind."""
    field, shape = filled["field"], filled.get("format")
    known = filled.get("organisations")
    minimum = minimum_for(edition, field, shape)
    size = len(known) if known else max(minimum.organisations, 3)
    applicant = known[0].get("country") if known else record.get("coordinator_country")
    first = applicant or edition.programme_countries.codes[0]
    others = [code for code in edition.programme_countries.codes if code != first]
    countries = [first, *others][: record.get("n_countries", size)]
    members = []
    for index, country in enumerate(islice(cycle(countries), size)):
        lap = index // len(countries)
        kind = REGIONAL_KINDS[lap % len(REGIONAL_KINDS)] if shape == "regional" else KINDS[field]
        member = {
            "id": f"o{index + 1}",
            "name": f"Organisation {index + 1}",
            "role": "partner" if index else "applicant",
            "country": country,
            "kind": kind,
        }
        given = known[index] if known else {}
        members.append(member | ({"eche": True} if field == "higher-education" else {}) | given)
    return members


def _number(value: str) -> int | float:
    return float(value) if "." in value else int(value)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _peaks(rows: list[dict[str, Any]]) -> dict[tuple[str, ...], float]:
    peaks: dict[tuple[str, ...], float] = {}
    for row in rows:
        for key, value in _heights(row):
            peaks[key] = max(value, peaks.get(key, 0))
    return peaks


def _heights(row: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], float]]:
    kind = (row["call"], row["action"])
    if row["grant_scope"] == "project_total":
        yield (*kind, "grant"), row["grant"]
        if row["months"]:
            yield (*kind, "grant for each month"), row["grant"] / row["months"]
    if row["n_organisations"]:
        yield (*kind, "organisations"), row["n_organisations"]


def _features(row: Mapping[str, Any], peaks: Mapping[tuple[str, ...], float]) -> set[tuple[Any, ...]]:
    kind = (row["call"], row["action"])
    features = {
        ("length", *kind, row["type"], row["months"], row["grant_scope"], bool(row["n_organisations"])),
        ("start", *kind, row["start"], row["round"]),
        ("size", *kind, row["n_countries"], min(row["n_organisations"] or 0, 4)),
        ("agency", row["agency"], row["coordinator_country"], CODES[row["action"]].field),
    }
    return features | {("peak", *key) for key, value in _heights(row) if value == peaks[key]}


def _table(chosen: list[Record]) -> Iterator[str]:
    """Verdicts by call and action, then each project that is not eligible with what fails."""
    reports = [(record, check(proposal(record))) for record in chosen]
    counts = Counter((record["call_year"], record["action"], report.verdict) for record, report in reports)
    yield f"{'call':<6}{'action':<8}" + "".join(f"{verdict:>14}" for verdict in Verdict)
    for call, action in sorted({key[:2] for key in counts}):
        yield f"{call:<6}{action:<8}" + "".join(f"{counts[call, action, verdict]:>14}" for verdict in Verdict)
    for record, report in reports:
        if report.verdict is not Verdict.NOT_ELIGIBLE:
            continue
        yield ""
        yield f"not eligible: {json.dumps(record, ensure_ascii=False)}"
        for finding in report.findings:
            if finding.outcome == "fail" and finding.decides:
                yield f"  {finding.rule} {finding.name}: {finding.message}"


def main(arguments: list[str]) -> int:
    """Prints the table, or writes the extract."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("file", type=Path, help="JSON Lines, or the table")
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write the anonymous table")
    options = parser.parse_args(arguments)
    everything = list(records(options.file))
    chosen = [record for record in everything if covered(record)]
    if options.csv:
        rows = extract(chosen)
        with options.csv.open("w", encoding="utf-8", newline="") as stream:
            stream.write(ORIGIN)
            writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    lines = list(_table(chosen))
    sys.stdout.write("\n".join([*lines, "", f"{len(chosen)} of {len(everything)} records checked"]) + "\n")
    return int(any(line.startswith("not eligible") for line in lines))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
