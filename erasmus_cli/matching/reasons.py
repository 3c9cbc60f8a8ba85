"""Changes in words, and why there is none."""

from collections.abc import Iterable, Mapping
from typing import Any

from erasmus_cli.matching.changes import MOST_EDITS
from erasmus_cli.matching.match import Fit, Match
from erasmus_cli.pointers import dotted, parts
from erasmus_cli.proposal.yaml_writer import inline
from erasmus_cli.rules.outcome import Patch
from erasmus_cli.wording.countries import name, shown


def why_no_change(one: Match) -> str | None:
    """Why no small change opens it; None where one does, or where nothing stands against it."""
    if one.fit is not Fit.NOT or one.change is not None:
        return None
    stuck = next((finding for finding in one.fails if not finding.answer.edits), None)
    if stuck is None:
        return f"no {MOST_EDITS} edits or fewer that the rules suggest open it"
    return f"no edit follows from {stuck.rule} ({stuck.message})" + (f": {stuck.fix}" if stuck.fix else "")


def steps_in_words(edits: Iterable[Patch], organisations: Iterable[Mapping[str, Any]]) -> list[str]:
    """Edits one after the other in words, such as `make p3 (CH) an associated partner` or `put months: 24`.

    Args:
        edits: what is changed; each sees what the ones before it left.
        organisations: those of the partnership as it is.
    """
    labels = [_label(one) for one in organisations]
    return ["; ".join(_words(labels, operation) for operation in patch) for patch in edits]


def _words(labels: list[str], operation: Mapping[str, Any]) -> str:
    at, value = str(operation["path"]), operation.get("value")
    place = parts(at)
    if place[:1] == ("organisations",) and len(place) > 1:
        return _of_organisation(labels, place[1:], value, out=operation["op"] == "remove")
    if operation["op"] == "remove":
        return f"take out {dotted(at)}"
    return f"put {dotted(at)}: {inline(value, flow=True)}"


def _of_organisation(labels: list[str], place: tuple[str, ...], value: Any, *, out: bool) -> str:
    """An edit of the list of organisations; the labels follow it."""
    if place == ("-",):
        labels.append(_label(value))
        kind = f" of kind {value['kind']}" if value.get("kind") else ""
        country = value.get("country")
        home = f", here from {name(country)} ({shown(country)})" if country else ""
        return f"add {_PARTS.get(value.get('role'), 'an organisation')}{kind}{home}"
    who, key = labels[int(place[0])], ".".join(place[1:])
    if out:
        del labels[int(place[0])]
        return f"take {who} out"
    if key == "role":
        return f"make {who} {_PARTS.get(value, value)}"
    return f"put {key} of {who}: {inline(value, flow=True)}"


_PARTS = {
    "applicant": "the applicant",
    "partner": "a partner",
    "associated": "an associated partner",
    "affiliated": "an affiliated entity",
}


def _label(organisation: Mapping[str, Any]) -> str:
    country = organisation.get("country")
    home = f" ({shown(country)})" if country else ""
    called = organisation.get("name") or organisation.get("id")
    return f"{called}{home}" if called else f"one organisation{home}"
