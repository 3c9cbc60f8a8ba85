"""Who applies, and where."""

from collections.abc import Iterator
from datetime import date

from erasmus_cli.countries import name, shown
from erasmus_cli.guide.lookup import agencies_of, state_of
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.guide.records import Agency, ApplicationCap
from erasmus_cli.rules.digest import Digest
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
from erasmus_cli.wording import a, count, day

_KA220 = {"call": 2025, "action": "cooperation-partnership", "field": "vet", "round": 1}
_FOUNDED = {"id": "a", "role": "applicant", "country": "BE"}


@rule(
    "APP-01",
    reads=("requirements.one-applicant", "programme_countries?", "overseas?"),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a", "role": "applicant"}, {"id": "b", "role": "partner"}]},
    fails={"organisations": [{"id": "a", "role": "applicant"}, {"id": "b", "role": "applicant"}]},
)
def one_applicant(digest: Digest, edition: Edition) -> Outcome:
    """Exactly one organisation applies, on behalf of all.

    The applicant signs for the consortium and becomes the coordinator. All others are partners or, without
    money and without counting, associated partners.
    """
    del edition
    if digest.proposal.organisations is None:
        return unknown("name the organisations and say which one applies", "/organisations")
    applicants = digest.applicants
    undecided = [member for member in digest.members if member.organisation.role is None]
    if len(applicants) > 1:
        first, *others = applicants
        demote: Patch = tuple(replace(f"{member.at}/role", "partner") for member in others)
        return failed(
            f"{len(applicants)} organisations apply ({', '.join(m.label for m in applicants)}), one may",
            f"{others[0].at}/role",
            f"keep {first.label} as applicant and make the others partners",
            patches=[demote],
        )
    if applicants:
        return passed(f"{applicants[0].label} applies on behalf of all", f"{applicants[0].at}/role")
    if undecided:
        return unknown("say which organisation applies", *(f"{member.at}/role" for member in undecided))
    candidates = [member for member in digest.members if member.counts]
    return failed(
        "no organisation applies",
        "/organisations",
        f"give one organisation from {a(digest.hints.terms.inside)} the role applicant",
        patches=[(replace(f"{member.at}/role", "applicant"),) for member in candidates],
    )


@rule(
    "APP-02",
    reads=("programme_countries", "overseas?"),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a", "role": "applicant", "country": "BE"}]},
    fails={"organisations": [{"id": "a", "role": "applicant", "country": "CH"}]},
)
def applicant_in_programme(digest: Digest, edition: Edition) -> Outcome:
    """The applicant is established in a country of the Programme.

    Organisations from elsewhere may be partners, never applicants. Overseas territories count as the
    Member State to which they belong.
    """
    if not digest.applicants:
        return _no_single_applicant(digest)
    worst_first = (Status.OUTSIDE, None, Status.INSIDE)
    applicant = min(digest.applicants, key=lambda member: worst_first.index(member.status))
    at = f"{applicant.at}/country"
    if applicant.status is None:
        return unknown(f"{applicant.label} applies, but its country is not said", at)
    country = name(applicant.organisation.country or "")
    if applicant.status is Status.INSIDE:
        return passed(f"{country} is {a(digest.hints.terms.inside)} in {edition.call}", at)
    candidates = [member for member in digest.members if member.counts]
    return failed(
        f"{applicant.label} applies from {country}, {a(digest.hints.terms.outside)} in {edition.call}",
        at,
        f"let a partner from {a(digest.hints.terms.inside)} apply"
        + (f", such as {candidates[0].label} ({candidates[0].country})" if candidates else ""),
        patches=[
            (replace(f"{applicant.at}/role", "partner"), replace(f"{member.at}/role", "applicant"))
            for member in candidates
        ],
    )


@rule(
    "APP-03",
    reads=("requirements.agency", "managers", "programme_countries?", "overseas?", "agencies?"),
    severity=Severity.ERROR,
    passes={
        "field": "school",
        "agency": "BE02",
        "organisations": [{"id": "a", "role": "applicant", "country": "BE"}],
    },
    fails={
        "field": "school",
        "agency": "NL01",
        "organisations": [{"id": "a", "role": "applicant", "country": "BE"}],
    },
)
def agency_of_applicant_country(digest: Digest, edition: Edition) -> Outcome:
    """The application goes to a National Agency of the applicant's country, or to EACEA.

    In countries with several agencies the field, and in Belgium the Community, decides which. A wrong
    country fails; an agency of the right country that is not known to serve the field only warns.
    """
    if len(digest.applicants) != 1:
        return _no_single_applicant(digest)
    applicant = digest.applicants[0]
    if applicant.organisation.country is None:
        return unknown("the agency is that of the applicant's country", f"{applicant.at}/country")
    if applicant.status is Status.OUTSIDE:
        return not_applicable("no agency takes an application from there (APP-02)")
    if digest.field_decides(digest.hints.managers):
        return unknown("who takes the application depends on the field", "/field")
    if digest.body == "eacea":
        return _to_eacea(digest)
    state = state_of(edition, applicant.organisation.country)
    chosen = digest.proposal.agency
    at = "/agency" if chosen else applicant.at
    if chosen is None or chosen[:2] == shown(state):
        served = edition.agencies.get(chosen or "")
        if chosen and digest.field and (served is None or digest.field not in served.fields):
            return _other_agency(digest, served, state)
        return passed(f"apply to the National Agency of {name(state)}", at)
    codes = agencies_of(digest.hints, state, digest.field)
    return failed(
        f"{chosen} is not a National Agency of {name(state)}, where {applicant.label} is established",
        "/agency",
        f"apply to {' or '.join(codes) or 'the agency of ' + name(state)}",
        patches=[(replace("/agency", code),) for code in codes],
    )


@rule(
    "APP-04",
    reads=("established", "deadlines"),
    severity=Severity.ERROR,
    passes={**_KA220, "organisations": [{**_FOUNDED, "established": "2023-03-05"}]},
    fails={**_KA220, "organisations": [{**_FOUNDED, "established": "2023-03-06"}]},
)
def applicant_long_established(digest: Digest, edition: Edition) -> Outcome:
    """The applicant was legally established long enough before the deadline.

    Only the applicant is held to it, not the partners.
    """
    if len(digest.applicants) != 1 or edition.established is None:
        return _no_single_applicant(digest)
    applicant = digest.applicants[0]
    founded, at = applicant.organisation.established, f"{applicant.at}/established"
    if founded is None:
        return unknown(f"say when {applicant.label} was legally established", at)
    if digest.field_decides(edition.deadlines):
        return unknown("the deadline depends on the field", "/field")
    asked = digest.deadlines(digest.round)
    if not asked:
        return not_applicable("no deadline is known")
    years = edition.established.years
    days = [entry.effective.date() for entry in asked]
    late = [day_of for day_of in days if founded > _years_before(day_of, years)]
    if not late:
        return passed(f"{applicant.label} was established on {day(founded)}, long enough ago", at)
    if len(late) < len(days):
        return unknown(f"whether {applicant.label} is old enough depends on the round", "/round")
    needed = _years_before(late[-1], years)
    return failed(
        f"{applicant.label} was established on {day(founded)}; {count(years, 'year')} before the deadline"
        f" of {day(late[-1])} is {day(needed)}",
        at,
        "let a partner apply that has existed long enough, or wait for a later call",
        patches=[
            (replace(f"{applicant.at}/role", "partner"), replace(f"{member.at}/role", "applicant"))
            for member in digest.members
            if member.counts and member.organisation.established and member.organisation.established <= needed
        ],
    )


@rule(
    "APP-05",
    reads=("application_cap", "managers?"),
    severity=Severity.ERROR,
    passes={**_KA220, "organisations": [{**_FOUNDED, "applications": 10}]},
    fails={**_KA220, "organisations": [{**_FOUNDED, "applications": 11}]},
)
def not_in_too_many_applications(digest: Digest, edition: Edition) -> Iterator[Outcome]:
    """No organisation is in more applications of a deadline than the action allows.

    Counted as applicant or partner, over the fields named in the Guide together. Only the organisation itself
    can know the number.
    """
    cap = edition.application_cap
    if cap is None or _not_counted(digest, cap):
        yield not_applicable("applications in this field are not counted")
        return
    full = [member for member in digest.members if member.takes_part is not False]
    known = [member for member in full if member.organisation.applications is not None]
    faults = 0
    for member in known:
        number = member.organisation.applications or 0
        if number > cap.applications and digest.field is None:
            faults += 1
            yield unknown("whether applications are counted depends on the field", "/field")
        elif number > cap.applications:
            faults += 1
            yield failed(
                f"{member.label} is in {number} applications, {cap.applications} are allowed",
                f"{member.at}/applications",
                "let it step back from some of them",
            )
    if not known:
        yield not_applicable(f"no organisation says in how many it is; {cap.applications} are allowed")
    elif not faults:
        yield passed(f"nobody is in more than {cap.applications} applications", "/organisations")


def _other_agency(digest: Digest, served: Agency | None, state: str) -> Outcome:
    """The country is right, but as far as is known the agency does not serve the field."""
    chosen = digest.proposal.agency
    codes = agencies_of(digest.hints, state, digest.field)
    what = f"serves {', '.join(served.fields)}" if served else "is not known here"
    return failed(
        f"{chosen} {what}; the field is {digest.field}",
        "/agency",
        f"apply to {' or '.join(codes) or 'the agency that serves the field'}",
        patches=[(replace("/agency", code),) for code in codes],
        severity=Severity.WARNING,
    )


def _no_single_applicant(digest: Digest) -> Outcome:
    """Nobody applies, nobody has said so yet, or several do."""
    if digest.applicants:
        return not_applicable("which of the applicants applies comes first (APP-01)")
    if digest.proposal.organisations is None:
        return unknown("it is not said which organisation applies", "/organisations")
    roles = [f"{member.at}/role" for member in digest.members if member.organisation.role is None]
    return (
        unknown("it is not said which organisation applies", *roles)
        if roles
        else not_applicable("no organisation applies (APP-01)")
    )


def _to_eacea(digest: Digest) -> Outcome:
    chosen = digest.proposal.agency
    if chosen in (None, "EACEA"):
        return passed("apply to EACEA, the executive agency of the Commission", "/agency" if chosen else "")
    return failed(
        f"{chosen} does not take this application; EACEA does",
        "/agency",
        "apply to EACEA through the Funding and Tenders Portal",
        patches=[(replace("/agency", "EACEA"),)],
    )


def _not_counted(digest: Digest, cap: ApplicationCap) -> bool:
    """Whether applications in this field, or to this body, are surely not counted."""
    if digest.field is not None and digest.field not in cap.fields:
        return True
    return cap.body is not None and digest.body not in (None, cap.body)


def _years_before(moment: date, years: int) -> date:
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year - years, day=28)
