"""How many organisations and countries take part."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from erasmus_cli.guide.lookup import country_figures, formats_of
from erasmus_cli.guide.model import Status
from erasmus_cli.guide.participants import Minimum
from erasmus_cli.guide.records import Format
from erasmus_cli.guide.sources import Grade
from erasmus_cli.project.member import Member, Tally
from erasmus_cli.project.project import Project
from erasmus_cli.project.setting import Setting
from erasmus_cli.rules.edits import partner_to_find
from erasmus_cli.rules.outcome import (
    Outcome,
    Patch,
    Severity,
    append,
    failed,
    not_applicable,
    passed,
    unknown,
)
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.messages import NOTHING, Message, say

_BE = {"id": "a", "role": "applicant", "country": "BE", "kind": "vet-provider"}
_NL = {"id": "b", "role": "partner", "country": "NL", "kind": "enterprise"}
_PL = {"id": "c", "role": "partner", "country": "PL", "kind": "vet-provider"}
_CH = {"id": "d", "role": "partner", "country": "CH", "kind": "vet-provider"}
_USES = ("organisations", "field", "format", "type")
_NO_MAXIMUM = not_applicable(say("there is no maximum"))


class _Counting(NamedTuple):
    """What is counted towards a minimum.

    Attributes:
        tally: how many there are.
        needed: how many of them a minimum asks for.
        unit: what one and several of them are called.
    """

    tally: Callable[[Project, Minimum], Tally]
    needed: Callable[[Minimum], int]
    unit: tuple[str, str]


_ORGANISATIONS = _Counting(
    Project.organisations_towards,
    attrgetter("organisations"),
    (Words("organisation"), Words("organisations")),
)


@rule(
    "CON-01",
    reads=("minimum", "programme_countries", "overseas?", "formats?"),
    uses=_USES,
    severity=Severity.ERROR,
    passes={"field": "vet", "organisations": [_BE, _NL, _PL]},
    fails={"field": "vet", "organisations": [_BE, _CH]},
)
def enough_organisations(project: Project) -> Outcome:
    """Enough organisations that count towards the minimum take part.

    The applicant and full partners from countries of the Programme count. Associated partners and
    organisations from elsewhere never do, so the minimum holds without them or not at all.
    """
    return _held(project, _ORGANISATIONS)


@rule(
    "CON-02",
    reads=("minimum", "programme_countries", "overseas?", "formats?"),
    uses=_USES,
    severity=Severity.ERROR,
    passes={"field": "vet", "organisations": [_BE, _NL, _PL]},
    fails={"field": "vet", "organisations": [_BE, {**_NL, "country": "BE"}, {**_PL, "country": "BE"}]},
)
def enough_countries(project: Project) -> Outcome:
    """Enough different countries that count are represented.

    Each country counts once, however many organisations come from it.
    """
    terms = project.edition.terms
    countries = _Counting(Project.countries_towards, attrgetter("countries"), (terms.inside, terms.insides))
    return _held(project, countries)


@rule(
    "CON-06",
    reads=("maximum",),
    uses=("organisations", "field", "format"),
    severity=Severity.ERROR,
    passes={
        "format": "school-exchange",
        "organisations": [{"id": f"s{number}", "role": "partner"} for number in range(6)],
    },
    fails={
        "format": "school-exchange",
        "organisations": [{"id": f"s{number}", "role": "partner"} for number in range(7)],
    },
)
def not_too_many_organisations(project: Project) -> Outcome:
    """No more organisations take part than the format admits.

    Most actions have no maximum; a large partnership has to be worth its coordination.
    """
    allowed = project.select(project.edition.maximum)
    if allowed is None:
        return _NO_MAXIMUM
    most, cites = allowed.organisations, (allowed,)
    if project.proposal.organisations is None:
        return unknown(say("name the organisations"), "/organisations", cites=cites)
    full = project.full_members
    if len(full) <= most:
        words = say("{got} of at most {most} take part", got=len(full), most=most)
        return passed(words, "/organisations", cites=cites)
    sure = [member for member in full if member.takes_part]
    if len(sure) <= most:
        roles = (f"{member.at}/role" for member in full if member.takes_part is None)
        words = say("at most {most} may take part; some roles are not said", most=most)
        return unknown(words, *roles, cites=cites)
    return failed(
        say("{got} organisations take part, at most {most} may", got=len(sure), most=most),
        "/organisations",
        say("take {surplus} out", surplus=len(sure) - most),
        cites=cites,
    )


def _held(project: Project, counting: _Counting) -> Outcome:
    if project.proposal.organisations is None:
        return unknown(say("name the organisations, their roles and countries"), "/organisations")
    if project.depends_on_field(project.edition.minimum):
        return unknown(say("the minimum depends on the field"), "/field")
    minimum = project.select(project.edition.minimum)
    if minimum is None:
        return not_applicable(say("no minimum is known for this field and format"))
    counted, target = counting.tally(project, minimum), counting.needed(minimum)
    held = counted.reaches(target)
    if held:
        doubtful = minimum.source.grade is Grade.UNVERIFIED
        doubt = _by_exception(project, minimum, counting) if doubtful else None
        return doubt or project.setting.answer(
            _enough, counted.sure, target, counting.unit, project.territories
        )
    there = _counted(minimum, counted.sure, target, counting.unit)
    if held is None:
        return _not_for_certain(project, minimum, there)
    return _too_few(project, minimum, there, target - counted.sure)


def _not_for_certain(project: Project, minimum: Minimum, there: dict[str, Any]) -> Outcome:
    """There may be enough: something is unsaid, or a country is about to change its status."""
    missing, unsettled = tuple(_missing(project, minimum)), _unsettled(project)
    cites = (minimum, *project.country_figures)
    if unsettled and not missing:
        words = say(
            "{got} {unit}{of_kind} {got:counts|count} for certain, {needed} are needed; whether"
            " {countries:codes} may be counted in {call} is not settled",
            **there,
            countries=unsettled,
            call=project.proposal.call,
        )
        return unknown(words, at="/organisations", cites=cites)
    words = say(
        "{got} {unit}{of_kind} {got:counts|count} for certain, {needed} are needed;"
        " roles, countries or kinds are missing",
        **there,
    )
    return unknown(words, *missing, cites=cites)


def _too_few(project: Project, minimum: Minimum, there: dict[str, Any], lacking: int) -> Outcome:
    """There are not enough, unless a format that is not declared yet could do with fewer."""
    cites = (minimum, *project.country_figures)
    opening = _format_that_opens(project)
    if opening:
        name, shape, its_minimum = opening
        words = say(
            "{got} {unit}{of_kind} {got:counts|count}, {needed} are needed;"
            " as a project of format {format} it could do with fewer",
            **there,
            format=name,
        )
        return unknown(words, "/format", cites=(*cites, its_minimum, shape))
    words = say(
        "{got} {unit}{of_kind} {got:counts|count} towards the minimum of {needed}{not_counted}",
        **there,
        not_counted=_not_counted(project),
    )
    return failed(
        words,
        "/organisations",
        _advice(project, lacking, there["of_kind"]),
        edits=[_additions(project, minimum, lacking)],
        cites=cites,
    )


def _by_exception(project: Project, minimum: Minimum, counting: _Counting) -> Outcome | None:
    """A warning where there are enough only by the exception of a format, which nobody could verify."""
    general = project.edition.minimum.get("general")
    if general is None or general.source.grade is Grade.UNVERIFIED:
        return None
    counted, target = counting.tally(project, general), counting.needed(general)
    if counted.reaches(target) is not False:
        return None
    words = say(
        "{got} {unit}{of_kind} {got:counts|count}, {needed} are needed in general;"
        " that fewer are enough in format {format} could not be verified for this call",
        **_counted(general, counted.sure, target, counting.unit),
        format=project.format,
    )
    return failed(
        words,
        "/organisations",
        _advice(project, target - counted.sure, NOTHING),
        severity=Severity.WARNING,
        cites=(minimum, general, *project.country_figures),
    )


def _counted(minimum: Minimum, got: int, target: int, unit: tuple[str, str]) -> dict[str, Any]:
    """How many there are of how many, as values of a message."""
    return {
        "got": got,
        "unit": unit[0] if got == 1 else unit[1],
        "of_kind": say(" with kind {kinds:or}", kinds=minimum.kinds) if minimum.kinds else NOTHING,
        "needed": target,
    }


def _enough(
    setting: Setting, got: int, target: int, unit: tuple[str, str], territories: tuple[str, ...]
) -> Outcome:
    minimum = setting.select(setting.edition.minimum)
    assert minimum is not None  # noqa: S101 - by it was counted
    words = say(
        "{got} {unit}{of_kind} {got:counts|count} towards the minimum of {needed}",
        **_counted(minimum, got, target, unit),
    )
    return passed(words, "/organisations", cites=(minimum, *country_figures(setting.edition, territories)))


def _missing(project: Project, minimum: Minimum) -> Iterator[str]:
    """What has to be said of the organisations before they can be counted."""
    for member in project.members:
        if member.counts is False or member.is_of(minimum.kinds) is False:
            continue
        if member.organisation.role is None:
            yield f"{member.at}/role"
        if member.state is None:
            yield f"{member.at}/country"
        if member.is_of(minimum.kinds) is None:
            yield f"{member.at}/kind"


def _unsettled(project: Project) -> tuple[str, ...]:
    """Countries of full members that are about to change their status, each once."""
    said = (m.organisation.country for m in project.full_members if m.status is None)
    return tuple(dict.fromkeys(filter(None, said)))


def _format_that_opens(project: Project) -> tuple[str, Format, Minimum] | None:
    """A format, not yet declared, whose own minimum the organisations reach or may reach."""
    field, edition = project.field, project.edition
    if project.format is not None or field is None:
        return None
    for name in formats_of(edition, field):
        shape = edition.formats[name]
        minimum = edition.minimum.get(f"{name}.{field}") or edition.minimum.get(name)
        if shape.project_type and project.proposal.type not in (None, shape.project_type):
            continue
        fits = not any(_misfits(member, shape) for member in project.members)
        if minimum and fits and _may_reach(project, minimum):
            return name, shape, minimum
    return None


def _may_reach(project: Project, minimum: Minimum) -> bool:
    organisations = project.organisations_towards(minimum).reaches(minimum.organisations)
    countries = project.countries_towards(minimum).reaches(minimum.countries)
    return organisations is not False and countries is not False


def _misfits(member: Member, shape: Format) -> bool:
    barred = shape.programme_countries_only and member.status is Status.OUTSIDE
    return member.takes_part is not False and (barred or member.is_of(shape.kinds) is False)


def _not_counted(project: Project) -> Message:
    """Who takes part and does not count, and why."""
    outside = tuple(
        say("{member} ({country})", member=m.label, country=m.country)
        for m in project.members
        if m.status is Status.OUTSIDE
    )
    associated = tuple(
        m.label for m in project.members if m.takes_part is False and m.status is not Status.OUTSIDE
    )
    affiliated = tuple(
        m.label
        for m in project.members
        if m.organisation.role == "affiliated" and m.status is not Status.OUTSIDE
    )
    reasons = [
        say("{who:list}: {term}", who=outside, term=project.edition.terms.outside) if outside else None,
        say("{who:list}: affiliated", who=affiliated) if affiliated else None,
        say("{who:list}: associated", who=associated) if associated else None,
    ]
    told = tuple(reason for reason in reasons if reason)
    return say("; not counted: {reasons:reasons}", reasons=told) if told else NOTHING


def _advice(project: Project, lacking: int, of_kind: object) -> Message:
    present = project.counted_states
    others = len(project.edition.programme_countries.codes) - len(present)
    besides = say(" other than {present:codes}", present=present) if present else NOTHING
    values = {"of_kind": of_kind, "others": others, "besides": besides}
    values["countries"] = project.edition.terms.insides
    if lacking == 1:
        return say("add one organisation{of_kind} from any of {others} {countries}{besides}", **values)
    return say(
        "add {lacking} organisations{of_kind} from different ones of {others} {countries}{besides}",
        lacking=lacking,
        **values,
    )


def _additions(project: Project, minimum: Minimum, lacking: int) -> Patch:
    """So many new organisations, each from a country that is not there yet."""
    present = project.counted_states
    free = [code for code in project.edition.programme_countries.codes if code not in present]
    kind = minimum.kinds[0] if minimum.kinds else None
    return tuple(
        append("/organisations", partner_to_find(project, code, kind, number))
        for number, code in enumerate(free[:lacking], start=1)
    )
