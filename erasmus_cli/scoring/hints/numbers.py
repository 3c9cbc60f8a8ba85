"""Hints on numbers in answers that are not those of the proposal."""

import re
from collections.abc import Iterator

from erasmus_cli.project.fields import FormField
from erasmus_cli.scoring.hints.cues import COUNT, as_number
from erasmus_cli.scoring.hints.reading import Reading, place
from erasmus_cli.scoring.hints.registry import Remark, hint
from erasmus_cli.wording.messages import say

_MOST_PARTNERS = 20
_PARTNERS = re.compile(
    r"(?:\b(?:the|these|between|among|together|involves|all|our|consortium of|partnership of)|^|[.!?:])"
    rf" ?(?:the )?\b{COUNT} (?:project |full )?partners\b",
    re.IGNORECASE | re.MULTILINE,
)
_ALL = re.compile(r"all|our|consortium|partnership", re.IGNORECASE)
_MONTHS = re.compile(
    rf"\b(?:project (?:lasts|runs|takes)(?: for| over)? {COUNT} months"
    rf"|(?:the|our|this) {COUNT}[- ]months?[- ](?:long )?(?:project|partnership)"
    rf"|(?:the|our|this) (?:project|partnership) of {COUNT} months"
    rf"|(?:duration|length) (?:of the project )?(?:is|of|will be) {COUNT} months"
    rf"|{COUNT} months of the (?:project|partnership))\b",
    re.IGNORECASE,
)
_THREE = [
    {"id": "a", "role": "applicant"},
    {"id": "b", "role": "partner"},
    {"id": "c", "role": "partner"},
]


@hint(
    "HINT-14",
    english=True,
    fires={"organisations": _THREE, "answers": {"description.tasks": "The six partners share the work."}},
    silent={"organisations": _THREE, "answers": {"description.tasks": "Two partners test what one wrote."}},
)
def another_number_of_partners(reading: Reading) -> Iterator[Remark]:
    """An answer speaks of more partners than the proposal lists, or of all partners and means fewer.

    Numbers that differ between sections look like a text from another application. The hint reads phrases
    such as `the six partners` and `all four partners`, outside portraits of organisations. The applicant and
    associated partners may be counted or not. A number may mean something else; so it asks.
    """
    roles = [member.role for member in reading.organisations]
    if len(roles) < 2 or None in roles:
        return
    full = sum(role != "associated" for role in roles)
    for field in _on_the_project(reading):
        for found in _PARTNERS.finditer(field.text):
            number = as_number(found[1])
            too_few = number < full - 1 and _ALL.match(found[0])
            if too_few or len(roles) < number <= _MOST_PARTNERS:
                phrase = found[0].strip(" .!?:")
                words = say(
                    "{field} says “{phrase}”, the proposal lists {number} organisations: which holds?",
                    field=field.key,
                    phrase=phrase,
                    number=len(roles),
                )
                yield Remark(words, place(field))
                break


@hint(
    "HINT-15",
    english=True,
    fires={"months": 24, "answers": {"description.rationale": "The project lasts 36 months."}},
    silent={"months": 24, "answers": {"description.rationale": "The course lasts 3 months."}},
)
def another_number_of_months(reading: Reading) -> Iterator[Remark]:
    """An answer gives the project another length than the proposal.

    As with all numbers that differ, assessors wonder which to believe. The hint reads phrases such as `the
    project lasts 24 months`. Lengths of parts of the project it leaves alone.
    """
    months = reading.project.proposal.months
    for field in _on_the_project(reading) if months else ():
        for found in _MONTHS.finditer(field.text):
            said = next(as_number(group) for group in found.groups() if group)
            if said != months:
                words = say(
                    "{field} says “{phrase}”, the proposal {months} months: which holds?",
                    field=field.key,
                    phrase=found[0],
                    months=months,
                )
                yield Remark(words, place(field))
                break


def _on_the_project(reading: Reading) -> Iterator[FormField]:
    """All answers but those in which organisations tell of other projects."""
    return (field for field in reading.answers("") if not field.question.id.startswith("organisation."))
