"""In how many applications of a deadline an organisation may be."""

from collections.abc import Iterable

from erasmus_cli.guide.participants import ApplicationCap
from erasmus_cli.guide.sources import Cited
from erasmus_cli.project.member import Member
from erasmus_cli.project.project import Project
from erasmus_cli.project.setting import Setting
from erasmus_cli.rules.outcome import Outcome, Severity, failed, not_applicable, passed, unknown
from erasmus_cli.rules.registry import rule
from erasmus_cli.rules.topics.applicant import no_single_applicant
from erasmus_cli.wording.messages import say

_KA220 = {"call": 2025, "action": "cooperation-partnership", "field": "vet", "round": 1}
_KA210 = {"call": 2026, "action": "small-scale-partnership", "field": "vet"}
_FOUNDED = {"id": "a", "role": "applicant", "country": "BE"}
_NOT_COUNTED = not_applicable(say("applications in this field are not counted"))


@rule(
    "APP-05",
    reads=("application_cap", "managers?"),
    uses=("organisations", "field", "format"),
    severity=Severity.ERROR,
    passes={**_KA220, "organisations": [{**_FOUNDED, "applications": 10}]},
    fails={**_KA220, "organisations": [{**_FOUNDED, "applications": 11}]},
)
def not_in_too_many_applications(project: Project) -> Outcome | list[Outcome]:
    """No organisation is in more applications of a deadline than the action allows.

    Counted as applicant or partner, over the fields named in the Guide together. Only the organisation itself
    can know the number.
    """
    cap = project.edition.application_cap
    if cap is None or _not_counted(project, cap):
        return _NOT_COUNTED
    allowed = cap.applications
    known = [m for m in project.full_members if m.organisation.applications is not None]
    cites = project.manager_figures if cap.body is not None else ()
    faults = [
        _too_many(project, member, allowed, cites)
        for member in known
        if (member.organisation.applications or 0) > allowed
    ]
    if faults:
        return faults
    if known and len(known) == len(project.full_members):
        words = say("nobody is in more than {allowed} applications", allowed=allowed)
        return passed(words, "/organisations", cites=cites)
    silent = [m.position for m in project.full_members if m.organisation.applications is None]
    return project.setting.answer(_not_all_say, bool(known), tuple(silent))


def _not_all_say(setting: Setting, some_do: bool, silent: tuple[int, ...]) -> Outcome:  # noqa: FBT001
    cap = setting.edition.application_cap
    assert cap is not None  # noqa: S101 - the answer is that it cannot be told whether it is kept
    allowed = cap.applications
    words = (
        say(
            "an organisation may be in {allowed} {allowed:application|applications} per deadline;"
            " not every one says in how many it is",
            allowed=allowed,
        )
        if some_do
        else say(
            "an organisation may be in {allowed} {allowed:application|applications} per deadline;"
            " none says in how many it is",
            allowed=allowed,
        )
    )
    needs = [f"/organisations/{position}/applications" for position in silent] or ["/organisations"]
    cites = setting.manager_figures if cap.body is not None else ()
    return unknown(words, *needs, at="/organisations", severity=Severity.NOTE, cites=cites)


@rule(
    "APP-07",
    reads=("applicant_cap", "managers?"),
    uses=("organisations", "field", "format"),
    severity=Severity.NOTE,
    passes={**_KA210, "organisations": [{**_FOUNDED, "applies": 1}]},
    fails={**_KA210, "organisations": [{**_FOUNDED, "applies": 2}]},
)
def applies_once(project: Project) -> Outcome:
    """An organisation applies no more often in a deadline than the action allows.

    Only the organisation itself can know. Partners are not counted here (APP-05).
    """
    cap = project.edition.applicant_cap
    if cap is None or _not_counted(project, cap):
        return _NOT_COUNTED
    if len(project.applicants) != 1:
        return no_single_applicant(project)
    applicant, cites = project.applicants[0], project.manager_figures
    at, number = f"{applicant.at}/applies", applicant.organisation.applies
    values = {"applicant": applicant.label, "allowed": cap.applications, "number": number}
    if number is None:
        words = (
            say("an organisation applies once per deadline; {applicant} knows whether it does", **values)
            if cap.applications == 1
            else say(
                "an organisation applies {allowed} times per deadline at most; {applicant} knows how often",
                **values,
            )
        )
        return unknown(words, at, cites=cites)
    if number <= cap.applications:
        words = say("{applicant} applies {number} {number:time|times}, {allowed} allowed", **values)
        return passed(words, at, cites=cites)
    return failed(
        say("{applicant} applies {number} times in this deadline, {allowed} allowed", **values),
        at,
        say("keep the best of them, and let partners apply for the others"),
        severity=Severity.ERROR,
        cites=cites,
    )


def _too_many(project: Project, member: Member, allowed: int, cites: Iterable[Cited]) -> Outcome:
    if project.field is None:
        return unknown(say("whether applications are counted depends on the field"), "/field")
    return failed(
        say(
            "{member} is in {number} applications, {allowed} are allowed",
            member=member.label,
            number=member.organisation.applications,
            allowed=allowed,
        ),
        f"{member.at}/applications",
        say("let it step back from some of them"),
        cites=cites,
    )


def _not_counted(project: Project, cap: ApplicationCap) -> bool:
    """Whether applications in this field, or to this body, are surely not counted."""
    if project.field is not None and project.field not in cap.fields:
        return True
    return cap.body is not None and project.body not in (None, cap.body)
