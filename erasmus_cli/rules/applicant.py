"""Who applies, and where."""

from erasmus_cli.countries import name, shown
from erasmus_cli.guide.lookup import agencies_of, state_of
from erasmus_cli.guide.model import Edition, Status
from erasmus_cli.rules.digest import Digest
from erasmus_cli.rules.outcome import Outcome, Patch, Severity, failed, passed, replace, unknown
from erasmus_cli.rules.registry import rule


@rule(
    "APP-01",
    reads=("requirements.one-applicant",),
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
        "give one organisation of a Programme Country the role applicant",
        patches=[(replace(f"{member.at}/role", "applicant"),) for member in candidates],
    )


@rule(
    "APP-02",
    reads=("programme_countries", "overseas?"),
    severity=Severity.ERROR,
    passes={"organisations": [{"id": "a", "role": "applicant", "country": "BE"}]},
    fails={"organisations": [{"id": "a", "role": "applicant", "country": "CH"}]},
)
def applicant_in_programme_country(digest: Digest, edition: Edition) -> Outcome:
    """The applicant is established in a Programme Country.

    Organisations of Partner Countries may be partners, never applicants. Overseas territories count as the
    Member State to which they belong.
    """
    if not digest.applicants:
        return unknown("it is not said which organisation applies", "/organisations")
    applicant = digest.applicants[0]
    at = f"{applicant.at}/country"
    if applicant.status is None:
        return unknown(f"the country of the applicant {applicant.label} is not said", at)
    country = name(applicant.organisation.country or "")
    if applicant.status is Status.PROGRAMME:
        return passed(f"{country} is a Programme Country in {edition.call}", at)
    candidates = [member for member in digest.members if member.counts]
    return failed(
        f"the applicant {applicant.label} is in {country}, which is a Partner Country in {edition.call}",
        at,
        "let a partner from a Programme Country apply"
        + (f", such as {candidates[0].label} ({candidates[0].country})" if candidates else ""),
        patches=[
            (replace(f"{applicant.at}/role", "partner"), replace(f"{member.at}/role", "applicant"))
            for member in candidates
        ],
    )


@rule(
    "APP-03",
    reads=("requirements.agency", "overseas?"),
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
    """The application goes to a National Agency of the applicant's country.

    In countries with several agencies the field, and in Belgium the Community, decides which. Which body
    serves a field is shown as a hint; only the country is held against the proposal.
    """
    applicant = digest.applicants[0] if digest.applicants else None
    if applicant is None or applicant.organisation.country is None:
        return unknown("the agency is that of the applicant's country, which is not said", "/organisations")
    state = state_of(edition, applicant.organisation.country)
    chosen = digest.proposal.agency
    if chosen is None or chosen[:2] == shown(state):
        return passed(f"apply to the National Agency of {name(state)}", "/agency" if chosen else applicant.at)
    codes = agencies_of(digest.hints, state, digest.proposal.field)
    return failed(
        f"{chosen} is not a National Agency of {name(state)}, where {applicant.label} is established",
        "/agency",
        f"apply to {' or '.join(codes) or 'the agency of ' + name(state)}",
        patches=[(replace("/agency", code),) for code in codes],
    )
