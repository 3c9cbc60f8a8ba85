"""Every value that a proposal can hold is reached by a question of the wizard, or it is said why not."""

from typing import get_args, get_origin

from erasmus_cli.proposal.city import City
from erasmus_cli.proposal.model import Proposal
from erasmus_cli.proposal.part import Part
from erasmus_cli.proposal.references import layout
from erasmus_cli.wizard.catalogue import LISTS, QUESTION_PLACES
from erasmus_cli.wizard.people import ROWS

NOT_ASKED = {
    "/submitted": "checks count from today; only a finished application has a moment",
    "/scores/*": "points are the applicant's own notes, beside what `erasmus score` prints",
    "/work_packages/*/activities/*/grants": "the shares of organisations stand in the package",
    "/learning_activities/*/groups/*/travel_cost": "unit costs pay for nearly all journeys",
}
"""JSON pointers, `*` for any entry, with the reason why no question leads there."""


def places(part, at=""):
    """The pointers of all values of a part of the proposal."""
    for key, field in part.model_fields.items():
        inner = part_in(field.annotation)
        here = f"{at}/{key}"
        if inner is not None:
            yield from places(inner, f"{here}/*" if is_list(field.annotation) else here)
        else:
            yield f"{here}/*" if get_origin(field.annotation) is dict and key != "grants" else here


def part_in(annotation):
    if annotation is City:
        return None  # a city is asked for as a whole, and where several bear the name, which of them
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next(filter(None, map(part_in, get_args(annotation))), None)


def is_list(annotation):
    return get_origin(annotation) is tuple or any(map(is_list, get_args(annotation)))


def asked():
    """The pointers to which questions lead, those asked for each organisation as well."""
    yield "/answers/*"
    yield from (place.replace("{index}", "*") for place in QUESTION_PLACES)
    for listed in LISTS:
        for key in listed.people:
            rows = f"{listed.at.replace('{index}', '*')}/*/{key}/*"
            yield f"{rows}/organisation"
            own = [row.key for row in ROWS[key]] if key in ROWS else ["category", "days"]
            yield from (f"{rows}/{each}" for each in own)
            if key in ROWS:
                yield f"{rows}/distance_km"


def test_a_question_leads_to_each_value():
    questions = {*asked()}
    assert [place for place in sorted(places(Proposal)) if (place in questions) == (place in NOT_ASKED)] == []


def test_nothing_is_excused_that_is_not_there():
    assert set(NOT_ASKED) <= {*places(Proposal)}


def test_all_that_names_something_by_its_handle_is_known():
    handle = Proposal.model_json_schema()["$defs"]["Organisation"]["properties"]["id"]["anyOf"][0]["pattern"]
    schema = Proposal.model_json_schema()["$defs"]
    for part in parts(Proposal):
        known = {key for key, holds, _ in layout(part) if holds != "parts"} | {"id"}
        own = schema.get(part.__name__, {"properties": {}})["properties"]
        named = {key for key, value in own.items() if handle in str(value)}
        assert named <= known, part


def parts(part):
    yield part
    for field in part.model_fields.values():
        inner = part_in(field.annotation)
        if inner is not None:
            yield from parts(inner)
