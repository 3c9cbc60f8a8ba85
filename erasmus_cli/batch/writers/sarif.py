"""Rows as SARIF 2.1.0 (OASIS): what platforms for code show beside the lines of a file."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from erasmus_cli import __version__
from erasmus_cli.batch.results import Row, RowFinding, RowProblem
from erasmus_cli.rules.catalogue import all_rules
from erasmus_cli.rules.outcome import Result, Severity
from erasmus_cli.wording.visible import escaped, visible

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def as_sarif(rows: Sequence[Row], *, compared: bool = False) -> str:
    """One run with a result for each finding; what cannot be read is a notification of the tool.

    Where the rows were `compared` with an earlier check, each result says whether it is new.
    """
    unread = [_notification(row, problem) for row in rows for problem in row.problems]
    run = {
        "tool": {"driver": _driver(rows)},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not unread, "toolExecutionNotifications": unread}],
        "results": [
            _result(row, finding) | (_compared(finding) if compared else {})
            for row in rows
            for finding in row.findings
        ],
    }
    data = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _driver(rows: Iterable[Row]) -> dict[str, Any]:
    said = {finding.rule for row in rows for finding in row.findings}
    rules = [
        {
            "id": rule.id,
            "name": rule.name,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.text},
            "help": {"text": f"erasmus explain {rule.id}"},
            "defaultConfiguration": {"level": _LEVELS.get(rule.severity, "note")},
        }
        for rule in all_rules()
        if rule.id in said
    ]
    return {"name": "erasmus_cli", "version": __version__, "semanticVersion": __version__, "rules": rules}


def _result(row: Row, finding: RowFinding) -> dict[str, Any]:
    is_open = finding.outcome is Result.UNKNOWN
    mend = f" Mend: {finding.mend}." if finding.mend else ""
    return {
        "ruleId": finding.rule,
        "kind": "open" if is_open else "fail",
        "level": "none" if is_open else _LEVELS.get(finding.severity, "note"),
        "message": {"text": visible(f"{finding.message}.{mend}")},
        "locations": [_location(row, finding.line, finding.at)],
        "partialFingerprints": {"place/v1": _fingerprint(row, finding)},
        "properties": {
            "report": row.report,
            "edition": row.edition,
            "grade": finding.grade.value if finding.grade else None,
            "source": finding.source,
        },
    }


def _compared(finding: RowFinding) -> dict[str, str]:
    return {"baselineState": "unchanged" if finding.known else "new"}


def _notification(row: Row, problem: RowProblem) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": visible(problem.message)},
        "locations": [_location(row, problem.line, problem.at)],
    }


def _location(row: Row, line: int | None, at: str | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(row.file)}}
    if line or row.line:
        physical["region"] = {"startLine": line or row.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if at:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(at)}]
    return location


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")


def _fingerprint(row: Row, finding: RowFinding) -> str:
    """The same finding in the same file, wherever its line moves to."""
    name = row.name.replace("\\", "/")  # as the same folder is called on another system
    words = f"{name}\n{finding.rule}\n{finding.at}".encode("utf-8", "surrogateescape")
    return sha256(words).hexdigest()[:32]
