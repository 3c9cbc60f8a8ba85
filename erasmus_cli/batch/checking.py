"""Checks records one after another, in the order of the input, and keeps nothing of what is done."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from erasmus_cli.batch.baseline import Known, mark
from erasmus_cli.batch.reading import Read, WholeFile, read
from erasmus_cli.batch.records import Record
from erasmus_cli.guide.errors import UnknownEditionError
from erasmus_cli.proposal.errors import Problem, UnreadableProposalError
from erasmus_cli.rules import engine
from erasmus_cli.rules.report import Finding, Report, Verdict
from erasmus_cli.rules.time_left import time_left
from erasmus_cli.wording.language import speaking

if TYPE_CHECKING:
    from erasmus_cli.batch.withholding import Withholding
    from erasmus_cli.redaction.redact import Told

Shown = TypeVar("Shown")


class Options(NamedTuple):
    """How proposals are checked; as the arguments of `erasmus_cli.check`.

    Attributes:
        select: run only rules whose id begins with one of these; all if empty.
        ignore: leave out rules whose id begins with one of these.
        fixes: try out the edits that would mend what fails.
        provisional: check calls that are not published yet by the newest rules there are, without dates.
        on: the day from which a call counts as closed; without one it stays open whether it is.
        strict: undecided proposals and closed calls are bad as well.
        withholding: takes out of each proposal who is behind it; None where nothing is withheld.
        known: findings of an earlier check, which make nothing bad; None where there was none.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fixes: bool = False
    provisional: bool = False
    on: date | None = None
    strict: bool = False
    withholding: "Withholding | None" = None
    known: Known | None = None


class Checked(NamedTuple):
    """A record that was checked.

    Attributes:
        record: what was checked.
        read: the proposal in it; None where there is none.
        report: what the rules say; None where it could not be checked.
        problems: why it could not.
    """

    record: Record
    read: Read | None = None
    report: Report | None = None
    problems: tuple[Problem, ...] = ()

    def closed(self, on: date | None) -> bool | None:
        """Whether its deadline is over on a day; None where that is not known."""
        project = self.report.project if self.report else None
        left = time_left(project, on) if project and on else None
        return left.closed if left else None

    def knows(self, finding: Finding, options: Options) -> bool:
        """Whether an earlier check has told of a finding."""
        if options.known is None:
            return False
        with speaking("en"):  # as an earlier check has written it
            return mark(self.record.name, finding.rule, finding.at, finding.message) in options.known

    def without_known(self, report: Report, options: Options) -> Report:
        """The report as it would be if no finding of an earlier check decided anything."""
        if options.known is None:
            return report
        new = (one for one in report.of_rules if not (one.decides and self.knows(one, options)))
        return replace(report, of_rules=tuple(new))


View = Callable[[Checked, Options], Shown]
"""What is made of a checked record for those who look at it."""


class Viewed(NamedTuple, Generic[Shown]):
    """What is left of a record once it was checked and shown.

    Attributes:
        shown: what the view made of it.
        file: the source.
        line: the line in it, where it has many.
        problems: why it could not be checked.
        verdict: whether it may be submitted; None where it could not be checked.
        bad: whether something new makes it not eligible, or with `strict` undecided, or it is too late.
        known: how many of the findings that decide are known from an earlier check.
        provisional: whether an earlier call's rules stood in for an unpublished one.
        redaction: what is told of it, where names were withheld.
        closed: whether its deadline is over; None where that is not known.
    """

    shown: Shown
    file: str
    line: int | None = None
    problems: tuple[Problem, ...] = ()
    verdict: Verdict | None = None
    bad: bool = False
    known: int = 0
    provisional: bool = False
    redaction: "Told | None" = None
    closed: bool | None = None


def check_record(record: Record, options: Options) -> Checked:
    """Checks one record; what is wrong with it is told and never raised."""
    try:
        found = read(record, options.withholding)
    except UnreadableProposalError as error:
        return Checked(record, problems=error.problems)
    return check_read(found, options)


def check_read(found: Read, options: Options) -> Checked:
    """Checks a proposal that was read."""
    try:
        report = engine.check(
            found.proposal,
            select=options.select,
            ignore=options.ignore,
            fixes=options.fixes,
            provisional=options.provisional,
        )
    except UnknownEditionError as error:
        return Checked(found.record, found, None, (Problem(str(error), "/call", found.record.line),))
    return Checked(found.record, found, report)


def check_records(
    records: Iterable[Record],
    options: Options,
    view: View[Shown],
    guard: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Iterator[Viewed[Shown]]:
    """Checks records and shows each as soon as it is known; each is checked inside a `guard`."""
    for number, record in enumerate(records, start=1):
        with guard():
            done = viewed(check_record(record._replace(number=number), options), options, view)
        yield done


def viewed(checked: Checked, options: Options, view: View[Shown]) -> Viewed[Shown]:
    """What is left of a checked record."""
    report = checked.report
    new = checked.without_known(report, options) if report else None
    return Viewed(
        view(checked, options),
        checked.record.file,
        checked.record.line,
        checked.problems,
        report.verdict if report else None,
        new is not None and _is_bad(checked, new, options),
        len(report.findings) - len(new.findings) if report and new else 0,
        report is not None and report.provisional_for is not None,
        checked.read.redaction if isinstance(checked.read, WholeFile) else None,
        checked.closed(options.on),
    )


def _is_bad(checked: Checked, report: Report, options: Options) -> bool:
    if report.verdict is Verdict.NOT_ELIGIBLE:
        return True
    return options.strict and (report.verdict is Verdict.UNDECIDED or bool(checked.closed(options.on)))
