"""At a glance: what blocks submission, how far the form is, how long there is."""

from datetime import date
from typing import Any

from erasmus_cli.chapters.eligibility import RESULTS, result_of
from erasmus_cli.chapters.form import MARKS
from erasmus_cli.guide.lookup import pick
from erasmus_cli.guide.model import Edition
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.rules.report import Report
from erasmus_cli.wording import count, eur, moment

_MANY = 3


def glance_part(
    proposal: Proposal, edition: Edition, report: Report, sections: list[dict[str, Any]], on: date
) -> dict[str, Any]:
    """The verdict and what keeps it from being better, the state of all questions, the deadlines."""
    questions = [question for section in sections for question in section["questions"]]
    needed = [question for question in questions if not question["optional"]]
    grant = proposal.lump_sum if edition.lump_sums else proposal.requested_grant
    return {
        "verdict": report.verdict.value.replace("-", " "),
        "blocks": [
            {
                "result": result_of(finding),
                "mark": RESULTS[result_of(finding)],
                "rule": finding.rule,
                "message": finding.message,
                "mend": finding.fix,
            }
            for finding in report.findings
            if finding.decides
        ],
        "needed": len(needed),
        "answered": sum(question["used"] > 0 for question in needed),
        "grant": eur(grant) if grant is not None else None,
        "deadlines": _deadlines(proposal, edition, on),
        "parts": [
            {"heading": section["heading"], "states": _states(section["questions"])}
            for section in sections
            if section["questions"]
        ],
    }


def _deadlines(proposal: Proposal, edition: Edition, on: date) -> list[dict[str, Any]]:
    rounds = pick(edition.deadlines, field=proposal.field, project_format=proposal.format) or ()
    return [
        {
            "round": deadline.round if len(rounds) > 1 else None,
            "moment": moment(deadline.effective),
            "optional": deadline.optional,
            "away": _away((deadline.effective.date() - on).days),
        }
        for deadline in rounds
        if proposal.round in (None, deadline.round)
    ]


def _away(days: int) -> str:
    if days < 0:
        return f"over for {count(-days, 'day')}"
    return f"in {count(days, 'day')}" if days else "today"


def _states(questions: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The questions of a section by their state, the most urgent first, as short as can be."""
    groups: dict[str, dict[str, list[dict[str, Any]]]] = {state: {} for state in MARKS}
    for question in questions:
        groups[question["state"]].setdefault(question["id"], []).append(question)
    return [
        {"state": state, "mark": MARKS[state], "text": "; ".join(map(_in_short, by_id.values()))}
        for state, by_id in groups.items()
        if by_id
    ]


def _in_short(group: list[dict[str, Any]]) -> str:
    """`Needs 2870/3000`, or `Portrait: p1 812, p2 900 of 4000` for a question that is asked of several.

    Many that are answered shrink to `Results: 15 with 99 to 150 of 250`, so that all fits one page.
    """
    first = group[0]
    limit = first["limit"]
    if first["state"] == "optional":
        return str(first["short"])
    if first["handle"] is None:
        return f"{first['short']} {first['used']}{f'/{limit}' if limit else ''}"
    each = ", ".join(f"{question['handle']} {question['used']}" for question in group)
    if first["state"] == "answered" and len(group) > _MANY:
        used = sorted(question["used"] for question in group)
        each = f"{len(group)} with {used[0]} to {used[-1]}"
    return f"{first['short']}: {each}{f' of {limit}' if limit else ''}"
