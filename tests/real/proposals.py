"""Turns records of funded projects into proposals, and tells what the rules say of them.

Run as `python tests/real/proposals.py FILE`; FILE is JSON Lines, or a table such as `projects.csv`.
It exits with 1 if a funded project comes out as not eligible and neither EXTENDED nor LENGTHENED explains it.
A new action is a line in CODES; a new call is there as soon as the guide data has it.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from erasmus_cli.guide.loader import available
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules import engine
from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Report, Verdict

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Code:
    """What an action code of the results data stands for; no field where it is for several."""

    action: str
    field: str | None
    format: str | None = None


def _by_field(prefix: str, action: str, endings: str, shape: str | None = None) -> dict[str, Code]:
    return {f"{prefix}-{ending}": Code(action, ENDINGS[ending], shape) for ending in endings.split()}


ENDINGS = {
    "SCH": "school",
    "VET": "vet",
    "HE": "higher-education",
    "HED": "higher-education",
    "ADU": "adult",
    "YOU": "youth",
}
CODES = {
    "KA200": Code("strategic-partnership", None),
    "KA201": Code("strategic-partnership", "school"),
    "KA202": Code("strategic-partnership", "vet"),
    "KA203": Code("strategic-partnership", "higher-education"),
    "KA204": Code("strategic-partnership", "adult"),
    "KA205": Code("strategic-partnership", "youth"),
    "KA219": Code("strategic-partnership", "school", "school-exchange"),
    "KA229": Code("strategic-partnership", "school", "school-exchange"),
    **_by_field("KA226", "strategic-partnership", "SCH VET HE", "digital-education"),
    **_by_field("KA227", "strategic-partnership", "SCH ADU YOU", "creativity"),
    **_by_field("KA210", "small-scale-partnership", "SCH VET ADU YOU"),
    **_by_field("KA220", "cooperation-partnership", "SCH VET HED ADU YOU"),
}
FIRST_LUMP_SUM = {"cooperation-partnership": 2022, "small-scale-partnership": 2021}
TYPES = {"innovation": "innovation", "good practices": "good-practice"}
KINDS = {
    "Foundation": "foundation",
    "Higher education institution": "higher-education-institution",
    "NGO": "non-profit",
    "National Public body": "public-body",
    "Non-governmental organisation": "non-profit",
    "Other": "other",
    "Research Institute/Centre": "research-institute",
    "School": "school",
    "School/Institute/Educational centre \u2013 Adult education": "adult-education-provider",
    "Small and medium sized enterprise": "enterprise",
}

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

KEYS = ("call_year", "action", "na_code", "start", "months", "n_organisations")
# By these: why a length is not the one that was applied for.
# All other records stay within 36 months; older snapshots of one more tell that its 40 months were 36.
EXTENDED: dict[tuple[Any, ...], str] = {
    (2017, "KA219", "FR01", "2017-09-01", 40, None): "seen only after its extension to 31 December 2020",
    (2018, "KA202", "FI01", "2018-09-01", 40, None): "seen only after its extension to 31 December 2021",
    (2018, "KA202", "FI01", "2018-09-01", 40, 8): "seen only after its extension to 31 December 2021",
}
# The same of records that the table does not hold: school exchanges, which last 24 months as a rule, that end
# after the last day of their call, in the months by which the pandemic lengthened projects.
LENGTHENED: dict[tuple[Any, ...], str] = {
    (2019, "KA229", "BE02", "2019-10-01", 36, None): "seen only after its extension to 30 September 2022",
    (2019, "KA229", "FI01", "2019-10-01", 36, None): "seen only after its extension to 30 September 2022",
    (2019, "KA229", "FI01", "2019-10-15", 36, None): "seen only after its extension to 14 October 2022",
}


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
    code = CODES.get(record["action"])
    return code is not None and (record["call_year"], code.action) in available()


def proposal(record: Record) -> dict[str, Any]:
    """What the record says, as a proposal; what it does not say stays out."""
    code = CODES[record["action"]]
    said = {
        "call": record["call_year"],
        "action": code.action,
        "field": code.field,
        "type": TYPES.get(record.get("type") or ""),
        "format": code.format,
        "round": record.get("round"),
        "start": record.get("start"),
        "months": planned_months(record),
        "agency": _agency(record),
        "organisations": _organisations(record),
        "lump_sum" if is_lump_sum(record) else "requested_grant": _grant(record),
    }
    return {key: value for key, value in said.items() if value is not None}


def planned_months(record: Record) -> int | None:
    """The length that was applied for: extensions came later, so the oldest snapshot wins."""
    history = record.get("months_history")
    return history[0]["months"] if history else record.get("months")


def is_lump_sum(record: Record) -> bool:
    """Whether the grants of the action were lump sums in that call."""
    return record["call_year"] >= FIRST_LUMP_SUM.get(CODES[record["action"]].action, 9999)


def coordinator_country(record: Record) -> str | None:
    """The country of the coordinator, wherever the record says it."""
    return record.get("coordinator_country") or record.get("coordinator", {}).get("country")


def why_longer(record: Record) -> str | None:
    """Why a record is longer than it could be planned, if EXTENDED or LENGTHENED says so."""
    key = tuple(record.get(name) for name in KEYS)
    return EXTENDED.get(key) or LENGTHENED.get(key)


def check(data: Mapping[str, Any], *rules: str) -> Report:
    """What the rules say of a proposal; all of them if none is named."""
    return engine.check(Proposal.model_validate(data), select=rules, fixes=False)


def _agency(record: Record) -> str | None:
    code = record.get("na_code") or ""
    return code if re.fullmatch(r"[A-Z]{2}\d{2}", code) else None


def _grant(record: Record) -> float | None:
    """The grant of the whole project; a share of it says nothing of the whole."""
    return record.get("grant_eur") if record.get("grant_scope") == "project_total" else None


def _organisations(record: Record) -> list[dict[str, Any]] | None:
    """The consortium, if its size is known: a list that is there is taken to be complete."""
    size = record.get("n_organisations")
    if size is None:
        return None
    first = {"country": coordinator_country(record), "type": record.get("coordinator", {}).get("type")}
    members = [first, *(record.get("partners") or [{}] * (size - 1))]
    return [
        _said(
            role="partner" if index else "applicant",
            country=member.get("country"),
            kind=KINDS[member["type"]] if member.get("type") else None,
        )
        for index, member in enumerate(members)
    ]


def _said(**facts: str | None) -> dict[str, str]:
    return {key: value for key, value in facts.items() if value is not None}


def _number(value: str) -> int | float:
    return float(value) if "." in value else int(value)


def _table(chosen: list[Record]) -> Iterator[str]:
    """Verdicts by call and action, then each project that is not eligible with what fails."""
    reports = [(record, check(proposal(record))) for record in chosen]
    counts = Counter((record["call_year"], record["action"], report.verdict) for record, report in reports)
    yield f"{'call':<6}{'action':<11}" + "".join(f"{verdict:>14}" for verdict in Verdict)
    for call, action in sorted({key[:2] for key in counts}):
        numbers = (counts[call, action, verdict] for verdict in Verdict)
        yield f"{call:<6}{action:<11}" + "".join(f"{number:>14}" for number in numbers)
    for record, report in reports:
        if report.verdict is not Verdict.NOT_ELIGIBLE:
            continue
        reason = why_longer(record)
        yield ""
        yield f"explained: {reason}" if reason else "not eligible:"
        yield f"  {json.dumps(record, ensure_ascii=False)}"
        for finding in report.findings:
            if finding.outcome is Result.FAIL and finding.decides:
                yield f"  {finding.rule} {finding.name}: {finding.message}"


def main(arguments: list[str]) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("file", type=Path, help="JSON Lines, or the table")
    everything = list(records(parser.parse_args(arguments).file))
    chosen = [record for record in everything if covered(record)]
    lines = list(_table(chosen))
    sys.stdout.write("\n".join([*lines, "", f"{len(chosen)} of {len(everything)} records checked"]) + "\n")
    return int(any(line.startswith("not eligible") for line in lines))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
