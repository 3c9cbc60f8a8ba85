"""Where to apply."""

from erasmus_cli.guide.lookup import agencies_of, country_figures
from erasmus_cli.guide.model import Status
from erasmus_cli.guide.participants import Agency
from erasmus_cli.guide.sources import Cited
from erasmus_cli.project.member import Member
from erasmus_cli.project.project import Project
from erasmus_cli.project.setting import Setting
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, replace, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.rules.topics.applicant import no_single_applicant
from erasmus_cli.wording.countries import shown
from erasmus_cli.wording.messages import Message, say

_NO_AGENCY = not_applicable(say("no agency takes an application from there (APP-02)"))


@rule(
    "APP-03",
    reads=("requirements.agency", "managers", "programme_countries?", "overseas?", "agencies?"),
    uses=("organisations", "agency", "field", "format"),
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
def agency_of_applicant_country(project: Project) -> Outcome:
    """The application goes to a National Agency of the applicant's country, or to EACEA.

    In countries with several agencies the field, and in Belgium the Community, decides which; where that is
    not said it is left to say, without weight on the verdict. A wrong country fails; an agency of the right
    country that is not known to serve the field only warns.
    """
    if len(project.applicants) != 1:
        return no_single_applicant(project)
    applicant, edition = project.applicants[0], project.edition
    if applicant.state is None:
        return unknown(say("the agency is that of the applicant's country"), f"{applicant.at}/country")
    if applicant.status is None:
        words = say(
            "the agency is that of the applicant's country; whether {country:country} has one in {call}"
            " is not settled",
            country=applicant.organisation.country,
            call=project.proposal.call,
        )
        return unknown(words, at=f"{applicant.at}/country")
    if applicant.status is Status.OUTSIDE:
        return _NO_AGENCY
    if project.depends_on_field(edition.managers):
        return unknown(say("who takes the application depends on the field"), "/field")
    if project.body == "eacea":
        return _to_eacea(project, (*project.country_figures, *project.manager_figures))
    return _to_national_agency(project, applicant, applicant.state)


def _to_national_agency(project: Project, applicant: Member, state: str) -> Outcome:
    edition, cites = project.edition, (*project.country_figures, *project.manager_figures)
    if project.manager_figures and applicant.organisation.kind in project.manager_figures[0].excepts:
        return _excepted(project, applicant, cites)
    chosen = project.proposal.agency
    if chosen is None:
        return _agency_to_say(project, applicant, state, cites)
    if chosen[:2] == shown(state):
        served = edition.agencies.get(chosen)
        if project.field and (served is None or project.field not in served.fields):
            return _other_agency(project, served, state, (*cites, served) if served else cites)
        return project.setting.answer(_right_agency, state, chosen, project.territories)
    codes = agencies_of(edition, state, project.field)
    return failed(
        say(
            "{agency} is not a National Agency of {state:country}, where {applicant} is established",
            agency=chosen,
            state=state,
            applicant=applicant.label,
        ),
        "/agency",
        say("apply to {agencies:or}", agencies=codes)
        if codes
        else say("apply to the agency of {state:country}", state=state),
        edits=[(replace("/agency", code),) for code in codes],
        cites=cites,
    )


def _right_agency(setting: Setting, state: str, chosen: str, territories: tuple[str, ...]) -> Outcome:
    edition, served = setting.edition, setting.edition.agencies.get(chosen)
    cites = (*country_figures(edition, territories), *setting.manager_figures, *((served,) if served else ()))
    return passed(_apply_there(state), "/agency", cites=cites)


def _apply_there(state: str) -> Message:
    return say("the application goes to the National Agency of {state:country}", state=state)


def _excepted(project: Project, applicant: Member, cites: tuple[Cited, ...]) -> Outcome:
    """An applicant whom the Guide sends elsewhere."""
    routes = tuple(
        name
        for name, manager in project.edition.managers.items()
        if name in project.edition.formats and applicant.organisation.kind not in manager.excepts
    )
    return failed(
        say(
            "{applicant} is a European NGO, which does not apply to National Agencies",
            applicant=applicant.label,
        ),
        f"{applicant.at}/kind",
        say("apply to EACEA in the call for European NGOs, or let a partner of another kind apply"),
        edits=[(replace("/format", route), replace("/agency", "EACEA")) for route in routes],
        cites=cites,
    )


def _agency_to_say(project: Project, applicant: Member, state: str, cites: tuple[Cited, ...]) -> Outcome:
    """No agency is named: the only one of the country, or something is left to say."""
    codes = agencies_of(project.edition, state, project.field)
    if len(codes) < 2:
        return passed(_apply_there(state), applicant.at, cites=cites)
    if project.field is None:
        words = say(
            "which agency of {state:country} takes the application may depend on the field", state=state
        )
        return unknown(words, "/field", severity=Severity.WARNING, cites=cites)
    words = say(
        "say to which of the {number} agencies of {state:country} you apply: {agencies:or}",
        number=len(codes),
        state=state,
        agencies=tuple(f"{code} {project.edition.agencies[code].body}" for code in codes),
    )
    return unknown(words, "/agency", severity=Severity.WARNING, cites=cites)


def _other_agency(project: Project, served: Agency | None, state: str, cites: tuple[Cited, ...]) -> Outcome:
    """The country is right, but as far as is known the agency does not serve the field."""
    chosen = project.proposal.agency
    codes = agencies_of(project.edition, state, project.field)
    what = say("serves {fields:list}", fields=served.fields) if served else say("is not known here")
    return failed(
        say("{agency} {what}; the field is {field}", agency=chosen, what=what, field=project.field),
        "/agency",
        say("apply to {agencies:or}", agencies=codes)
        if codes
        else say("apply to the agency that serves the field"),
        edits=[(replace("/agency", code),) for code in codes],
        severity=Severity.WARNING,
        cites=cites,
    )


def _to_eacea(project: Project, cites: tuple[Cited, ...]) -> Outcome:
    chosen = project.proposal.agency
    if chosen in (None, "EACEA"):
        words = say("the application goes to EACEA, the executive agency of the Commission")
        return passed(words, "/agency" if chosen else "", cites=cites)
    return failed(
        say("{agency} does not take this application; EACEA does", agency=chosen),
        "/agency",
        say("apply to EACEA through the Funding and Tenders Portal"),
        edits=[(replace("/agency", "EACEA"),)],
        cites=cites,
    )
