"""What proposals have to do with each other: too many of one organisation, one consortium or one text twice.

An organisation is known by its OID or its PIC, else by its name and where it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Literal, NamedTuple
from zlib import crc32

from pydantic import Field

from erasmus_cli.batch.checking import Checked, Options
from erasmus_cli.batch.same_organisation import Key, Member, Same, member_of
from erasmus_cli.guide.participants import ApplicationCap
from erasmus_cli.project.project import Project
from erasmus_cli.results import Printed, Result
from erasmus_cli.wording.countries import folded
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

_WORDS = 5
_SAME_TEXT, _SAME_TITLE = 0.6, 0.8
_COMMON = 30
"""A run of words in more proposals than this is a phrase of the field and tells nothing."""
_FEWEST = 20
"""Runs of words below which answers are too short to be compared."""

_SIMILAR = "AS-12"
"""What the Guide leaves to assessors of similar applications, in all editions."""


class Cap(NamedTuple):
    """How often an organisation may be in a deadline, and where that stands."""

    allowed: int
    source: str


class Entry(NamedTuple):
    """What is remembered of a proposal.

    Attributes:
        name: its file and line.
        deadline: edition and round; None where they are not known.
        agency: to whom it goes, where that is said.
        title: words of the title.
        members: full members.
        cap: of applications with an organisation; None: none, or not counted for this one.
        applicant_cap: of applications by an organisation.
        runs: the runs of five words in the answers.
        similar: where the Guide says what becomes of similar applications.
    """

    name: str
    deadline: tuple[str, int | None] | None
    agency: str | None
    title: tuple[str, ...]
    members: tuple[Member, ...]
    cap: Cap | None
    applicant_cap: Cap | None
    runs: frozenset[int]
    similar: str | None = None


class PortfolioFinding(Result):
    """What several proposals have to do with each other."""

    kind: Literal["applications", "applicant", "consortium", "agencies", "title", "answers"] = Field(
        description="what is too many or too much alike"
    )
    severity: Literal["error", "warning"] = Field(description="an error breaks a limit of the Guide")
    message: str = Field(description="what was found, in words")
    proposals: tuple[str, ...] = Field(description="the proposals, by file and line")
    source: str | None = Field(description="where the Guide says so; null where it is not known")


class PortfolioModel(Printed, title="Portfolio"):
    """What `erasmus check --portfolio --format json` prints."""

    number: int = Field(description="how many proposals were compared")
    not_compared: tuple[str, ...] = Field(
        description="those that could not be read, or name no call and action"
    )
    findings: tuple[PortfolioFinding, ...] = Field(description="what was found")


def entry_of(checked: Checked, options: Options) -> Entry:
    """What is remembered of a checked proposal."""
    del options
    name, project = checked.record.name, checked.report.project if checked.report else None
    if project is None:
        return Entry(name, None, None, (), (), None, None, frozenset())
    proposal, edition = project.proposal, project.edition
    rounds = project.deadlines(None) or ()
    number = project.round or (1 if len(rounds) == 1 else None)
    return Entry(
        name,
        (edition.id, number),
        proposal.agency,
        tuple(folded(proposal.title or "").split()),
        tuple(member_of(one) for one in proposal.organisations or () if one.is_full_member),
        _cap(project, edition.application_cap),
        _cap(project, edition.applicant_cap),
        frozenset(_runs(proposal.answers.values())),
        edition.assessor[_SIMILAR].source.citation if _SIMILAR in edition.assessor else None,
    )


def _cap(project: Project, cap: ApplicationCap | None) -> Cap | None:
    if cap is None or project.field not in cap.fields:
        return None
    if cap.body is not None and project.body not in (None, cap.body):
        return None
    return Cap(cap.applications, cap.source.citation)


def _runs(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        words = folded(text).split()
        starts = range(len(words) - _WORDS + 1)
        yield from (crc32(" ".join(words[at : at + _WORDS]).encode()) for at in starts)


def compare(entries: Iterable[Entry]) -> PortfolioModel:
    """What the proposals have to do with each other, in the order of the kinds and of the inputs."""
    everything = list(entries)
    known = [entry for entry in everything if entry.deadline is not None]
    same = Same(member for entry in known for member in entry.members)
    findings = [*_caps(known, same), *_consortia(known, same), *_titles(known), *_answers(known)]
    left = tuple(entry.name for entry in everything if entry.deadline is None)
    return PortfolioModel(version=1, number=len(known), not_compared=left, findings=tuple(findings))


class _Limit(NamedTuple):
    """A limit of one deadline for one organisation."""

    kind: Literal["applications", "applicant"]
    deadline: tuple[str, int | None]
    cap: Cap
    who: Key


def _caps(entries: list[Entry], same: Same) -> Iterator[PortfolioFinding]:
    """Organisations that are in more applications of a deadline than allowed, or apply too often."""
    groups: dict[_Limit, list[tuple[str, Member]]] = defaultdict(list)
    for entry in entries:
        for who, member in {same.of(member): member for member in entry.members}.items():
            if who is None or entry.deadline is None:
                continue
            if entry.cap:
                groups[_Limit("applications", entry.deadline, entry.cap, who)].append((entry.name, member))
            if entry.applicant_cap and member.applies:
                limit = _Limit("applicant", entry.deadline, entry.applicant_cap, who)
                groups[limit].append((entry.name, member))
    for limit, found in groups.items():
        if len(found) > limit.cap.allowed:
            words = tell(
                "{organisation} applies in {n} {n:proposal|proposals} of {deadline}, {most} allowed"
                if limit.kind == "applicant"
                else "{organisation} is in {n} {n:proposal|proposals} of {deadline}, {most} allowed",
                organisation=found[0][1].label,
                n=len(found),
                deadline=_deadline(*limit.deadline),
                most=limit.cap.allowed,
            )
            yield PortfolioFinding(
                kind=limit.kind,
                severity="error",
                message=words,
                proposals=tuple(name for name, _ in found),
                source=limit.cap.source,
            )


def _deadline(edition: str, number: int | None) -> str:
    if number:
        return tell("{edition}, round {number}", edition=edition, number=number)
    return tell("{edition} (round not said)", edition=edition)


def _consortia(entries: list[Entry], same: Same) -> Iterator[PortfolioFinding]:
    """The same organisations more than once in a deadline, or before two agencies."""
    groups: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        who = frozenset(same.of(member) for member in entry.members)
        if len(who) > 1 and None not in who:
            groups[entry.deadline, who].append(entry)
    for found in groups.values():
        if len(found) < 2:
            continue
        agencies = {entry.agency for entry in found if entry.agency}
        apart = len(agencies) > 1
        words = (
            tell(
                "the same organisations are in each of these proposals of one deadline, which go to "
                "different agencies ({agencies:list}): all may be rejected",
                agencies=tuple(sorted(agencies)),
            )
            if apart
            else _("the same organisations are in each of these proposals of one deadline")
        )
        names = tuple(entry.name for entry in found)
        kind: Literal["agencies", "consortium"] = "agencies" if apart else "consortium"
        source = found[0].similar
        yield PortfolioFinding(kind=kind, severity="warning", message=words, proposals=names, source=source)


def _titles(entries: list[Entry]) -> Iterator[PortfolioFinding]:
    """Titles that say much the same in one deadline."""
    pairs = _alike(
        [(entry, frozenset(entry.title)) for entry in entries if len(entry.title) > 1], _SAME_TITLE
    )
    for one, other, share in pairs:
        words = tell("the titles have {percent}% of their words in common", percent=f"{100 * share:.0f}")
        yield _pair("title", words, one, other)


def _answers(entries: list[Entry]) -> Iterator[PortfolioFinding]:
    """Answers that are much the same text in one deadline."""
    for one, other, share in _alike([(e, e.runs) for e in entries if len(e.runs) >= _FEWEST], _SAME_TEXT):
        words = tell(
            "{percent}% of the answers are the same runs of {n} words: all may be rejected",
            percent=f"{100 * share:.0f}",
            n=_WORDS,
        )
        yield _pair("answers", words, one, other)


def _pair(kind: Literal["title", "answers"], words: str, one: Entry, other: Entry) -> PortfolioFinding:
    names = (one.name, other.name)
    return PortfolioFinding(kind=kind, severity="warning", message=words, proposals=names, source=one.similar)


def _alike(
    sets: list[tuple[Entry, frozenset[int] | frozenset[str]]], least: float
) -> Iterator[tuple[Entry, Entry, float]]:
    """Pairs of one deadline that share so much of all that either has, among those with a rare part."""
    where: dict[object, list[int]] = defaultdict(list)
    for number, (entry, parts) in enumerate(sets):
        for part in parts:
            where[entry.deadline, part].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in where.values():
        if 1 < len(numbers) <= _COMMON:
            shared.update(combinations(numbers, 2))
    for first, second in sorted(shared):
        (one, parts), (other, others) = sets[first], sets[second]
        share = len(parts & others) / len(parts | others)
        if share >= least:
            yield one, other, share
