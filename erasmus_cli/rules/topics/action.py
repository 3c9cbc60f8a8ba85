"""What is applied for: field, project type, format."""

from collections.abc import Iterator

from erasmus_cli.guide.lookup import formats_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule


@rule(
    "ACT-01",
    reads=("fields",),
    severity=Severity.ERROR,
    passes={"field": "vet"},
    fails={"field": "sport"},
)
def field_in_action(digest: Digest, edition: Edition) -> Outcome:
    """The field belongs to the action.

    A project addresses one field, the one on which it has most impact; the field decides the form, the
    agency, the duration and the priorities.
    """
    field = digest.field
    if field is None:
        return unknown(f"choose the field with most impact: {', '.join(edition.fields)}", "/field")
    if field in edition.fields:
        return passed(f"{edition.fields[field].label} is a field of this action", "/field")
    return failed(
        f"{field} is not a field of this action in {edition.call}",
        "/field",
        f"choose one of {', '.join(edition.fields)}",
    )


@rule(
    "ACT-02",
    reads=("types", "formats?"),
    severity=Severity.ERROR,
    passes={"field": "vet", "type": "innovation"},
    fails={"field": "school", "format": "school-exchange", "type": "innovation"},
)
def project_type(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """The project type is declared, and the field and the format allow it.

    Innovation opens the budget items for intellectual outputs and multiplier events; an exchange of good
    practices does without them.
    """
    chosen = digest.project_type
    if digest.field is not None and digest.field not in edition.fields:
        yield not_applicable("the field comes first (ACT-01)")
        return
    if chosen is None:
        yield unknown(f"declare the project type: {' or '.join(edition.types)}", "/type")
        return
    bound = edition.formats.get(digest.proposal.format or "")
    if bound and bound.project_type and bound.project_type != chosen:
        yield failed(
            f"projects of format {digest.proposal.format} are of type {bound.project_type}, not {chosen}",
            "/type",
            f"set the type to {bound.project_type}",
            patches=[(replace("/type", bound.project_type),)],
        )
    elif chosen not in edition.types:
        yield failed(
            f"{chosen} is not a project type in {edition.call}",
            "/type",
            f"choose {' or '.join(edition.types)}",
        )
    elif digest.field and digest.field not in edition.types[chosen].fields:
        others = [name for name, kind in edition.types.items() if digest.field in kind.fields]
        yield failed(
            f"the type {chosen} is not open to the field {digest.field} in {edition.call}",
            "/type",
            f"choose {' or '.join(others)}",
            patches=[(replace("/type", other),) for other in others],
        )
    else:
        yield passed(f"the type is {edition.types[chosen].label}", "/type")


@rule(
    "ACT-03",
    reads=("formats",),
    severity=Severity.ERROR,
    passes={"field": "youth", "format": "youth-initiative"},
    fails={"field": "vet", "format": "school-exchange"},
)
def format_in_field(digest: Digest, edition: Edition) -> Outcome:
    """A special format, if there is one, exists in the field.

    Formats change the smallest consortium and who may join. A project without one follows the general rules.
    """
    chosen, field = digest.proposal.format, digest.field
    if chosen is None:
        return not_applicable("no special format is declared, so the general rules hold")
    if field is None:
        return unknown(f"whether the format {chosen} exists depends on the field", "/field")
    existing = formats_of(digest.hints, field)
    if chosen in existing:
        return passed(f"{edition.formats[chosen].label} is a format of the field {field}", "/format")
    return failed(
        f"the field {field} has no format {chosen} in {edition.call}",
        "/format",
        f"leave the format out{' or choose ' + ' or '.join(existing) if existing else ''}",
        patches=[({"op": "remove", "path": "/format"},), *((replace("/format", e),) for e in existing)],
    )


_UNIT_COSTS = ("meetings", "outputs", "events", "learning_activities", "exceptional_costs")
_REPEATED = {
    "outputs": "output",
    "events": "event",
    "learning_activities": "learning_activity",
    "work_packages": "work_package",
    "activities": "activity",
}
_LUMP_SUM = ("lump_sum", "estimated_cost", "work_packages", "activities")


@rule(
    "ACT-04",
    reads=("fields",),
    severity=Severity.WARNING,
    passes={"call": 2016, "field": "vet"},
    fails={"call": 2016, "field": "vet", "lump_sum": 250000},
)
def keys_of_this_call(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """Nothing is said that only other calls or actions know, such as a lump sum in a call of unit costs.

    It does no harm, but it has no effect either, and may have been meant for another call.
    """
    del edition
    guide = digest.hints
    unknown_keys = (
        *(("type",) if not guide.types else ()),
        *(("format",) if not guide.formats else ()),
        *(_UNIT_COSTS if guide.lump_sums else ()),
        *(_LUMP_SUM if not guide.lump_sums and not guide.grant_bounds else ()),
    )
    asked = {question.repeat for question in digest.form.questions() if question.repeat}
    strange = [
        key for key in unknown_keys if getattr(digest.proposal, key) and _REPEATED.get(key) not in asked
    ]
    for key in strange:
        yield failed(
            f"{key} has no effect in {digest.hints.id}",
            f"/{key}",
            "take it out, or check call and action",
            patches=[({"op": "remove", "path": f"/{key}"},)],
        )
    if not strange:
        yield passed("everything that is said belongs to this call")
