"""Who applies."""

from collections.abc import Iterable
from datetime import date

from erasmus_cli.guide.model import Status
from erasmus_cli.project.member import Member
from erasmus_cli.project.project import Project
from erasmus_cli.project.setting import Setting
from erasmus_cli.rules.outcome import (
    Outcome,
    Patch,
    Severity,
    failed,
    not_applicable,
    passed,
    replace,
    unknown,
)
from erasmus_cli.rules.registry import rule
from erasmus_cli.wording.messages import NOTHING, say

_KA220 = {"call": 2025, "action": "cooperation-partnership", "field": "vet", "round": 1}
_FOUNDED = {"id": "a", "role": "applicant", "country": "BE"}
_ENGO = {"call": 2026, "action": "cooperation-partnership", "field": "vet", "format": "european-ngo"}
_SEVERAL_APPLY = not_applicable(say("which of the applicants applies comes first (APP-01)"))
_NOBODY_APPLIES = not_applicable(say("no organisation applies (APP-01)"))
_NO_DEADLINE = not_applicable(say("no deadline is known"))
_OF_ANY_AGE = not_applicable(say("the Guide does not say how old the applicant has to be"))
_ANY_KIND = not_applicable(say("the Guide does not say which kinds may apply"))


@rule(
    "APP-01",
    reads=("requirements.one-applicant", "programme_countries?", "overseas?"),
    uses=("organisations",),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a", "role": "applicant"}, {"id": "b", "role": "partner"}]},
    fails={"organisations": [{"id": "a", "role": "applicant"}, {"id": "b", "role": "applicant"}]},
)
def one_applicant(project: Project) -> Outcome:
    """Exactly one organisation applies, on behalf of all.

    The applicant signs for the consortium and becomes the coordinator. All others are partners or, without
    money and without counting, associated partners.
    """
    if project.proposal.organisations is None:
        return unknown(say("name the organisations and say which one applies"), "/organisations")
    applicants = project.applicants
    if len(applicants) > 1:
        first, *others = applicants
        demote: Patch = tuple(replace(f"{member.at}/role", "partner") for member in others)
        return failed(
            say(
                "{got} organisations apply ({applicants:list}), one may",
                got=len(applicants),
                applicants=tuple(member.label for member in applicants),
            ),
            f"{others[0].at}/role",
            say("keep {first} as applicant and make the others partners", first=first.label),
            edits=[demote],
        )
    if applicants:
        words = say("{applicant} applies on behalf of all", applicant=applicants[0].label)
        return passed(words, f"{applicants[0].at}/role")
    undecided = [member for member in project.members if member.organisation.role is None]
    if undecided:
        return unknown(say("say which organisation applies"), *(f"{member.at}/role" for member in undecided))
    candidates = [member for member in project.members if member.counts]
    return failed(
        say("no organisation applies"),
        "/organisations",
        say("give one organisation from {inside:a} the role applicant", inside=project.edition.terms.inside),
        edits=[(replace(f"{member.at}/role", "applicant"),) for member in candidates],
        cites=project.country_figures,
    )


@rule(
    "APP-02",
    reads=("programme_countries", "overseas?"),
    uses=("organisations",),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a", "role": "applicant", "country": "BE"}]},
    fails={"organisations": [{"id": "a", "role": "applicant", "country": "CH"}]},
)
def applicant_in_programme(project: Project) -> Outcome:
    """The applicant is established in a country of the Programme.

    Organisations from elsewhere may be partners, never applicants. Overseas territories count as the
    Member State to which they belong.
    """
    if not project.applicants:
        return no_single_applicant(project)
    applicant = project.applicants[0]
    if len(project.applicants) > 1:
        worst_first = (Status.OUTSIDE, None, Status.INSIDE)
        applicant = min(project.applicants, key=lambda member: worst_first.index(member.status))
    at = f"{applicant.at}/country"
    if applicant.status is Status.INSIDE:
        words = say(
            "{country:country} is {status:a} in {call}",
            applicant=applicant.label,
            country=applicant.organisation.country,
            call=project.edition.call,
            status=project.edition.terms.inside,
        )
        return passed(words, at, cites=project.country_figures)
    if applicant.status is None and applicant.organisation.country:
        words = say(
            "whether organisations from {country:country} apply in {call} is not settled",
            country=applicant.organisation.country,
            call=project.proposal.call,
        )
        return unknown(words, at=at)
    if applicant.status is None:
        return unknown(say("{applicant} applies, but its country is not said", applicant=applicant.label), at)
    values = {
        "applicant": applicant.label,
        "country": applicant.organisation.country,
        "call": project.edition.call,
    }
    terms, cites = project.edition.terms, project.country_figures
    candidates = [member for member in project.members if member.counts]
    such = (
        say(", such as {member} ({country})", member=candidates[0].label, country=candidates[0].country)
        if candidates
        else NOTHING
    )
    return failed(
        say(
            "{applicant} applies from {country:country}, {status:a} in {call}", **values, status=terms.outside
        ),
        at,
        say("let a partner from {inside:a} apply{such}", inside=terms.inside, such=such),
        edits=_handed_over(applicant, candidates),
        cites=cites,
    )


@rule(
    "APP-04",
    reads=("established", "deadlines"),
    uses=("organisations", "submitted", "round", "start", "field", "format"),
    severity=Severity.ERROR,
    passes={**_KA220, "organisations": [{**_FOUNDED, "established": "2023-03-05"}]},
    fails={**_KA220, "organisations": [{**_FOUNDED, "established": "2023-03-06"}]},
)
def applicant_long_established(project: Project) -> Outcome:
    """The applicant was legally established long enough before the deadline.

    Only the applicant is held to it, not the partners; of a European NGO the secretariat, which applies.
    """
    established = project.edition.established
    if established is None or not established.asked_in(project.format):
        return _OF_ANY_AGE
    if len(project.applicants) != 1:
        return no_single_applicant(project)
    applicant, years = project.applicants[0], established.years
    founded, at = applicant.organisation.established, f"{applicant.at}/established"
    if founded is None:
        return unknown(say("say when {applicant} was legally established", applicant=applicant.label), at)
    if project.depends_on_field(project.edition.deadlines):
        return unknown(say("the deadline depends on the field"), "/field")
    asked = project.deadlines(project.round)
    if not asked:
        return _NO_DEADLINE
    late = [day for day, needed in project.setting.answer(_needed, project.round) if founded > needed]
    values = {"applicant": applicant.label, "founded": founded}
    if not late:
        words = say("{applicant} was established on {founded:day}, long enough ago", **values)
        return passed(words, at, cites=asked)
    if len(late) < len(asked):
        words = say("whether {applicant} is old enough depends on the round", **values)
        return unknown(words, "/round", cites=asked)
    needed = _years_before(late[-1], years)
    old_enough = [
        member
        for member in project.members
        if member.counts and member.organisation.established and member.organisation.established <= needed
    ]
    return failed(
        say(
            "{applicant} was established on {founded:day}; {years} {years:year|years} before the deadline of"
            " {deadline:day} is {needed:day}",
            **values,
            years=years,
            deadline=late[-1],
            needed=needed,
        ),
        at,
        say("let a partner apply that has existed long enough, or wait for a later call"),
        edits=_handed_over(applicant, old_enough),
        cites=asked,
    )


def _needed(setting: Setting, asked: int | None) -> list[tuple[date, date]]:
    """The days of the deadlines of a round, each with the last day of registration that is early enough."""
    established = setting.edition.established
    years = established.years if established else 0
    days = [entry.effective.date() for entry in setting.deadlines(asked) or ()]
    return [(day, _years_before(day, years)) for day in days]


@rule(
    "APP-06",
    reads=("applicant_kinds",),
    uses=("organisations", "field", "format"),
    severity=Severity.ERROR,
    passes={**_ENGO, "organisations": [{**_FOUNDED, "kind": "european-ngo"}]},
    fails={**_ENGO, "organisations": [{**_FOUNDED, "kind": "enterprise"}]},
)
def applicant_of_right_kind(project: Project) -> Outcome:
    """The applicant is of a kind that may apply, where the Guide names the kinds.

    Whether an organisation really is what its kind says, documents show. Kinds of which some fit leave the
    answer open until the agency is asked.
    """
    wanted = project.select(project.edition.applicant_kinds)
    if wanted is None:
        return _ANY_KIND
    cites = (wanted,)
    if len(project.applicants) != 1:
        return no_single_applicant(project)
    applicant = project.applicants[0]
    kind, at = applicant.organisation.kind, f"{applicant.at}/kind"
    values = {"applicant": applicant.label, "wanted": wanted.label, "kind": kind}
    if kind in wanted.kinds:
        return passed(say("{applicant} is {wanted:a}", **values), at, cites=cites)
    if kind is None:
        words = say("the applicant has to be {wanted:a}; say of what kind {applicant} is", **values)
        return unknown(words, at, cites=cites)
    if kind in wanted.perhaps:
        words = say(
            "the applicant has to be {wanted:a}; whether {applicant} ({kind}) is one, the list of the agency"
            " tells: if it is, say `kind: {right}`",
            **values,
            right=wanted.kinds[0],
        )
        return unknown(words, at=at, cites=cites)
    fitting = [
        member for member in project.members if member.counts and member.organisation.kind in wanted.kinds
    ]
    return failed(
        say("the applicant has to be {wanted:a}; {applicant} is of kind {kind}", **values),
        at,
        say("let a partner of that kind apply, or correct the kind"),
        edits=_handed_over(applicant, fitting),
        severity=Severity(wanted.strength),
        cites=cites,
    )


def _handed_over(applicant: Member, candidates: Iterable[Member]) -> list[Patch]:
    """Edits that make another organisation the applicant, one for each candidate."""
    return [
        (replace(f"{applicant.at}/role", "partner"), replace(f"{member.at}/role", "applicant"))
        for member in candidates
    ]


def no_single_applicant(project: Project) -> Outcome:
    """The answer where nobody applies, nobody has said so yet, or several do."""
    if project.applicants:
        return _SEVERAL_APPLY
    if project.proposal.organisations is None:
        return unknown(say("it is not said which organisation applies"), "/organisations")
    roles = [f"{member.at}/role" for member in project.members if member.organisation.role is None]
    return unknown(say("it is not said which organisation applies"), *roles) if roles else _NOBODY_APPLIES


def _years_before(moment: date, years: int) -> date:
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year - years, day=28)
