"""What stands at the end: the checklist and the words."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from erasmus_cli.chapters.tables import BLANK, Table, table
from erasmus_cli.guide.form import Form
from erasmus_cli.guide.model import Edition
from erasmus_cli.rules.outcome import Result
from erasmus_cli.rules.report import Report


def annexes_part(report: Report, edition: Edition, form: Form, glance: dict[str, Any]) -> dict[str, Any]:
    """The checklist, the glossary, and on what the form rests."""
    kind = "lump-sum" if edition.lump_sums else "unit-cost"
    return {
        "checklist": _checklist(report, edition, glance),
        "glossary": [
            {"word": entry["word"], "meaning": entry["meaning"]}
            for entry in _glossary()
            if entry.get("only") in (None, kind)
        ],
        "form": {"label": form.label, "grade": form.source.grade.value, "note": form.source.note},
    }


def _checklist(report: Report, edition: Edition, glance: dict[str, Any]) -> Table:
    agency = report.of("APP-03")
    still = glance["needed"] - glance["answered"]
    rows = [
        ("The criteria of the Programme Guide are met", report.verdict.value.replace("-", " ")),
        ("The application goes to the right agency", _word(agency.outcome) if agency else None),
        ("All fields that apply are filled in", f"{still} to go" if still else "yes"),
        ("The declaration on honour is signed by the legal representative", "for you to check"),
    ]
    if not edition.lump_sums:
        rows += [
            ("Mandates of all partners are signed and attached", "for you to check"),
            ("The timetable is attached", "for you to check"),
        ]
    rows.append(("Documents on legal status are uploaded where asked for", "for you to check"))
    return table(("Point", "State"), rows)


def _word(outcome: Result) -> str:
    return {Result.PASS: "yes", Result.FAIL: "no"}.get(outcome, BLANK)


@cache
def _glossary() -> list[dict[str, str]]:
    file = resources.files("erasmus_cli.chapters") / "glossary.toml"
    words: list[dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))["words"]
    return words
