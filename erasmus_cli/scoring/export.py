"""Assessments as plain data: the public JSON of `erasmus score`."""

from collections.abc import Callable
from typing import Any

from erasmus_cli.guide.export import source_as_data
from erasmus_cli.pointers import pointer
from erasmus_cli.project.fields import FormField
from erasmus_cli.scoring.assessment import Assessment, Standing
from erasmus_cli.scoring.hints.engine import Hints
from erasmus_cli.scoring.hints.registry import Hint
from erasmus_cli.wording import plain_number

Place = Callable[[str], tuple[int, int] | None]


def as_data(assessment: Assessment, hints: Hints, file: str, place: Place) -> dict[str, Any]:
    """The whole of it. `place` turns a JSON pointer into line and column."""
    return {
        "version": 1,
        "file": file,
        "edition": assessment.edition.id,
        "overlay": assessment.edition.overlay,
        "criteria": [_criterion(entry) for entry in assessment.standings],
        "unknown_criteria": [
            {"id": stray.id, "close": stray.close, **_at(pointer(("scores", stray.id)), place)}
            for stray in assessment.strays
        ],
        "total": plain_number(assessment.total)
        if any(e.valid is not None for e in assessment.standings)
        else None,
        "complete": assessment.complete,
        "open": assessment.open,
        "maximum": assessment.maximum,
        "threshold": assessment.edition.pass_mark.points,
        "threshold_source": source_as_data(assessment.edition.pass_mark.source, ()),
        "reached": assessment.reached,
        "hints": [
            {
                "hint": said.hint.id,
                "name": said.hint.name,
                "message": said.remark.message,
                **_at(said.remark.at, place),
            }
            for said in hints.said
        ],
        "hints_ignored": list(hints.ignored),
        "hints_not_looked_at": list(hints.not_looked_at),
    }


def hint_as_data(hint: Hint) -> dict[str, Any]:
    """One entry of the catalogue."""
    return {
        "hint": hint.id,
        "name": hint.name,
        "title": hint.title,
        "text": hint.text,
        "english_only": hint.english,
        "fires": dict(hint.fires),
        "silent": dict(hint.silent),
    }


def _criterion(entry: Standing) -> dict[str, Any]:
    return {
        "id": entry.id,
        "label": entry.criterion.label,
        "points": plain_number(entry.points),
        "minimum": entry.criterion.min_points,
        "maximum": entry.criterion.max_points,
        "gap": plain_number(entry.gap),
        "state": entry.state.value,
        "band": entry.band,
        "source": source_as_data(entry.criterion.source, ()),
        "band_source": source_as_data(entry.bands.source, ()) if entry.bands else None,
        "fields": [_field(field) for field in entry.fields],
    }


def _field(field: FormField) -> dict[str, Any]:
    return {
        "key": field.key,
        "label": field.question.label,
        "characters": field.used,
        "limit": field.question.limit,
        "optional": field.question.optional,
        "source": source_as_data(field.question.source, ()),
    }


def _at(at: str, place: Place) -> dict[str, Any]:
    line, column = place(at) or (None, None)
    return {"at": at, "line": line, "column": column}
