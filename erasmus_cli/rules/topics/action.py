"""What is applied for: field, project type, format."""

from erasmus_cli.guide.lookup import formats_of
from erasmus_cli.guide.model import Edition
from erasmus_cli.project.project import Project
from erasmus_cli.rules.outcome import (
    Outcome,
    Severity,
    failed,
    not_applicable,
    passed,
    remove,
    replace,
    unknown,
)
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.messages import NOTHING, say

_FIELD_FIRST = not_applicable(say("the field comes first (ACT-01)"))
_SSA = {"call": 2018, "action": "sector-skills-alliance"}
_NO_CHOICE = not_applicable(say("the call has no lots"))
_NO_FORMAT = not_applicable(say("no special format is declared, so the general rules hold"))
_ALL_BELONGS = passed(say("everything that is said belongs to this call"))


@rule(
    "ACT-01",
    reads=("fields",),
    uses=("field",),
    severity=Severity.ERROR,
    passes={"field": "vet"},
    fails={"field": "sport"},
)
def field_in_action(project: Project) -> Outcome:
    """The field belongs to the action.

    A project addresses one field, the one on which it has most impact; the field decides the form, the
    agency, the duration and the priorities.
    """
    return project.edition.answer(_of_action, project.field)


def _of_action(edition: Edition, field: str | None) -> Outcome:
    fields = edition.fields
    if field is None:
        return unknown(
            say("choose the field with most impact: {fields:list}", fields=tuple(fields)), "/field"
        )
    if field in fields:
        here = fields[field]
        return passed(say("{label} is a field of this action", label=here.label), "/field", cites=(here,))
    return failed(
        say("{field} is not a field of this action in {call}", field=field, call=edition.call),
        "/field",
        say("choose one of {fields:list}", fields=tuple(fields)),
    )


@rule(
    "ACT-02",
    reads=("types", "formats?"),
    uses=("field", "type", "format"),
    severity=Severity.ERROR,
    passes={"field": "vet", "type": "innovation"},
    fails={"field": "school", "format": "school-exchange", "type": "innovation"},
)
def project_type(project: Project) -> Outcome:
    """The project type is declared, and the field and the format allow it.

    Innovation opens the budget items for intellectual outputs and multiplier events; an exchange of good
    practices does without them.
    """
    edition, field, chosen = project.edition, project.field, project.type
    types = edition.types
    if field is not None and field not in edition.fields:
        return _FIELD_FIRST
    if chosen is None:
        return unknown(say("declare the project type: {types:or}", types=tuple(types)), "/type")
    bound = edition.formats.get(project.format or "")
    by_format = (bound,) if bound else ()
    if bound and bound.project_type and bound.project_type != chosen:
        return failed(
            say(
                "projects of format {format} are of type {bound}, not {chosen}",
                format=project.format,
                bound=bound.project_type,
                chosen=chosen,
            ),
            "/type",
            say("set the type to {bound}", bound=bound.project_type),
            edits=[(replace("/type", bound.project_type),)],
            cites=by_format,
        )
    if chosen not in types:
        return failed(
            say("{chosen} is not a project type in {call}", chosen=chosen, call=edition.call),
            "/type",
            say("choose {types:or}", types=tuple(types)),
            cites=by_format,
        )
    if field and field not in types[chosen].fields:
        others = tuple(name for name, kind in types.items() if field in kind.fields)
        return failed(
            say(
                "the type {chosen} is not open to the field {field} in {call}",
                chosen=chosen,
                field=field,
                call=edition.call,
            ),
            "/type",
            say("choose {types:or}", types=others),
            edits=[(replace("/type", other),) for other in others],
            cites=(*by_format, *types.values()),
        )
    words = say("the type is {label}", label=types[chosen].label)
    return passed(words, "/type", cites=(*by_format, types[chosen]))


@rule(
    "ACT-03",
    reads=("formats",),
    uses=("field", "format"),
    severity=Severity.ERROR,
    passes={"field": "youth", "format": "youth-initiative"},
    fails={"field": "vet", "format": "school-exchange"},
)
def format_in_field(project: Project) -> Outcome:
    """A special format, if there is one, exists in the field.

    Formats change the smallest consortium and who may join. A project without one follows the general rules.
    """
    chosen, field, edition = project.format, project.field, project.edition
    if chosen is None:
        return _NO_FORMAT
    if field is None:
        return unknown(
            say("whether the format {format} exists depends on the field", format=chosen), "/field"
        )
    existing = formats_of(edition, field)
    if chosen in existing:
        shape = edition.formats[chosen]
        words = say("{label} is a format of the field {field}", label=shape.label, field=field)
        return passed(words, "/format", cites=(shape,))
    choose = say(" or choose {formats:or}", formats=existing) if existing else NOTHING
    return failed(
        say(
            "the field {field} has no format {format} in {call}",
            field=field,
            format=chosen,
            call=edition.call,
        ),
        "/format",
        say("leave the format out{choose}", choose=choose),
        edits=[(remove("/format"),), *((replace("/format", e),) for e in existing)],
    )


@rule(
    "ACT-05",
    reads=("formats_to_choose",),
    uses=("format", "field"),
    severity=Severity.ERROR,
    passes={**_SSA, "format": "lot-1"},
    fails={**_SSA, "format": "creativity"},
)
def format_chosen(project: Project) -> Outcome:
    """The lot is said, where the call has lots: it decides the consortium, the duration and the money."""
    wanted, chosen = project.select(project.edition.formats_to_choose), project.format
    if wanted is None:
        return _NO_CHOICE
    values, cites = {"label": wanted.label, "formats": wanted.formats, "format": chosen}, (wanted,)
    if chosen in wanted.formats:
        return passed(say("{format} is {label:a}", **values), "/format", cites=cites)
    if chosen is None:
        return unknown(say("say which {label} it is: {formats:or}", **values), "/format", cites=cites)
    return failed(
        say("{format} is no {label} of this call", **values),
        "/format",
        say("choose {formats:or}", **values),
        edits=[(replace("/format", name),) for name in wanted.formats],
        cites=cites,
    )


def _foreign_parts(project: Project) -> tuple[str, ...]:
    """What is said of lump sums, or of the packages of those that are divided by them."""
    edition = project.edition
    if edition.lump_sums:
        return () if edition.packages else ("work_packages",)
    maybe_at_eacea = edition.grant_bounds is not None and project.body != "national-agency"
    return () if maybe_at_eacea else _LUMP_SUM


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
    uses=("field", "format", "type", *_UNIT_COSTS, *_LUMP_SUM),
    severity=Severity.WARNING,
    passes={"call": 2016, "field": "vet"},
    fails={"call": 2016, "field": "vet", "lump_sum": 250000},
)
def keys_of_this_call(project: Project) -> Outcome | list[Outcome]:
    """Nothing is said that only other calls or actions know, such as a lump sum in a call of unit costs.

    It does no harm, but it has no effect either, and may have been meant for another call.
    """
    edition = project.edition
    foreign = (
        *(() if edition.types else ("type",)),
        *(() if edition.formats else ("format",)),
        *(_UNIT_COSTS if edition.lump_sums else ()),
        *(_foreign_parts(project)),
    )
    strange = [key for key in foreign if getattr(project.proposal, key)]
    if strange:
        asked = {question.repeat for question in project.form.questions() if question.repeat}
        strange = [key for key in strange if _REPEATED.get(key) not in asked]
    if not strange:
        return _ALL_BELONGS
    return [
        failed(
            say("{key} has no effect in {edition}", key=key, edition=edition.id),
            f"/{key}",
            say("take it out, or check call and action"),
            # A list is somebody's work, and more likely right than the call beside it.
            edits=[] if isinstance(getattr(project.proposal, key), tuple | list) else [(remove(f"/{key}"),)],
        )
        for key in strange
    ]
