"""`erasmus check`: verdict and findings."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from erasmus_cli.cli.options import FormatOption, OnOption
from erasmus_cli.cli.redact import HideOption, RedactOption, opened, withheld_name

if TYPE_CHECKING:
    from datetime import date

    from erasmus_cli.proposal.reader import Document
    from erasmus_cli.rules.report import Report

_Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Proposal files; - is standard input.")]
_Strict = Annotated[
    bool, typer.Option("--strict", help="Exit with 1 for undecided proposals and closed calls, too.")
]
_Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Show every finding in full, with sources and documents.")
]
_Provisional = Annotated[
    bool, typer.Option("--provisional", help="Check an unpublished call by the newest rules there are.")
]
_Fixes = Annotated[
    bool | None,
    typer.Option(
        "--fixes/--no-fixes",
        help="Try out the edits that mend; done for one file on a terminal unless told otherwise.",
        show_default=False,
    ),
]
_Select = Annotated[
    list[str] | None, typer.Option("--select", metavar="PREFIX", help="Only rules such as CON or DUR-01.")
]
_Diff = Annotated[
    list[str] | None,
    typer.Option(
        "--diff",
        metavar="KEY=VALUE",
        help="What if: check FILE with this answer, and say what changes. FILE stays as it is.",
    ),
]
_Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="PREFIX", help="Leave rules out.")]


def check(
    paths: _Paths,
    output: FormatOption = "text",
    strict: _Strict = False,
    verbose: _Verbose = False,
    on: OnOption = None,
    provisional: _Provisional = False,
    fixes: _Fixes = None,
    select: _Select = None,
    ignore: _Ignore = None,
    diff: _Diff = None,
    redact: RedactOption = False,
    hide: HideOption = None,
) -> None:
    """Say whether proposals may be submitted: verdict, days left, what blocks, what to do next.

    Exits with 0 if none is not-eligible, 1 if one is, 2 if an input could not be read.
    """
    from erasmus_cli.cli.console import say
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.guide.loader import UnknownEditionError
    from erasmus_cli.proposal.errors import UnreadableProposalError
    from erasmus_cli.rules import engine

    day = date_to_print(on)
    chosen, left_out = _prefixes(select), _prefixes(ignore)
    tried = fixes if fixes is not None else output == "text" and len(paths) == 1 and sys.stdout.isatty()
    if diff:
        _require_one(paths)
    printer = _JsonPrinter(day) if output == "json" else _TextPrinter(day, verbose=verbose)
    errors: list[dict[str, Any]] = []
    bad = old = False
    for number, path in enumerate(paths, start=1):
        place = number if len(paths) > 1 else None
        try:
            document = opened(path, redacted=redact, hide=hide, number=place)
            if diff:
                document = _what_if(document, diff, provisional=provisional, quiet=output == "json")
            report = engine.check(
                document.proposal, select=chosen, ignore=left_out, fixes=tried, provisional=provisional
            )
        except UnreadableProposalError as error:
            say(*error.lines(), style="error")
            told = ({"file": error.file, **vars(problem)} for problem in error.problems)
            errors += (_untold(problem, place) for problem in told) if redact else told
        except UnknownEditionError as error:
            say(f"{path}: {error}", style="error")
            shown = withheld_name(place) if redact else path
            errors.append({"file": shown, "message": str(error), "at": "/call"})
        else:
            printer.show(document, report, last=number == len(paths))
            bad = bad or _is_bad(report, day, strict=strict)
            old = old or report.provisional_for is not None
    printer.finish(errors)
    if old:
        from erasmus_cli.guide.age import reminder

        if age := reminder(day):
            say(age)
    raise typer.Exit(2 if errors else int(bad))


def _untold(problem: dict[str, Any], number: int | None) -> dict[str, Any]:
    """Where a file cannot be read, without what stands there: messages quote it."""
    told = {key: problem[key] for key in ("line", "column")}
    return {"file": withheld_name(number), "message": "it cannot be read; stderr says why", **told}


def _require_one(paths: list[str]) -> None:
    if len(paths) > 1:
        raise typer.BadParameter("--diff goes with one file")


def _what_if(document: "Document", wishes: list[str], *, provisional: bool, quiet: bool) -> "Document":
    """The proposal with other answers; says how verdict and file would differ."""
    from erasmus_cli.cli.what_if import show, with_answers

    changed = with_answers(document, wishes)
    if not quiet:
        show(document, changed, provisional=provisional)
    return changed


class _TextPrinter:
    """Prints each report as soon as it is there."""

    def __init__(self, day: "date", *, verbose: bool) -> None:
        self._day, self._verbose = day, verbose

    def show(self, document: "Document", report: "Report", *, last: bool) -> None:
        from erasmus_cli.cli.console import out
        from erasmus_cli.cli.report_text import show

        show(out(), report, document, self._day, verbose=self._verbose, last=last)

    def finish(self, errors: Sequence[dict[str, Any]]) -> None:
        """Nothing is left to say: errors were told when they came up."""


class _JsonPrinter:
    """Prints one JSON document at the end: half of one, where something goes wrong, would be none."""

    def __init__(self, day: "date") -> None:
        self._day = day
        self._reports: list[Any] = []

    def show(self, document: "Document", report: "Report", *, last: bool) -> None:
        from erasmus_cli.rules.results import report_model

        del last
        self._reports.append(report_model(report, document.file, document.place, self._day))

    def finish(self, errors: Sequence[dict[str, Any]]) -> None:
        from erasmus_cli.cli.console import write_json
        from erasmus_cli.rules.results import ProblemModel, reports_model

        write_json(reports_model(self._reports, [ProblemModel(**error) for error in errors]).as_data())


def _prefixes(given: list[str] | None) -> tuple[str, ...]:
    """Prefixes of rule ids, each of which begins some rule."""
    from erasmus_cli.rules.catalogue import all_rules

    ids = ("AS-", *(rule.id for rule in all_rules()))
    prefixes = tuple(part.upper() for part in given or ())
    for prefix in prefixes:
        if not any(code.startswith(prefix) or prefix.startswith(code) for code in ids):
            raise typer.BadParameter(f"no rule begins with {prefix}; `erasmus rules` lists them")
    return prefixes


def _is_bad(report: "Report", day: "date", *, strict: bool) -> bool:
    from erasmus_cli.rules.report import Verdict
    from erasmus_cli.rules.time_left import time_left

    if report.verdict is Verdict.NOT_ELIGIBLE:
        return True
    if not strict:
        return False
    left = time_left(report.project, day) if report.project else None
    return report.verdict is Verdict.UNDECIDED or (left is not None and left.closed)
