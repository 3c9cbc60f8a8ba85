"""`erasmus check`: verdict and findings."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from erasmus_cli.cli.options import FormatOption

if TYPE_CHECKING:
    from erasmus_cli.proposal.reader import Document
    from erasmus_cli.rules.report import Report

_Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Proposal files; - is standard input.")]
_Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 for undecided proposals, too.")]
_Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show every finding in full.")]
_Provisional = Annotated[
    bool, typer.Option("--provisional", help="Check an unpublished call by the newest rules there are.")
]
_Select = Annotated[
    list[str] | None, typer.Option("--select", metavar="PREFIX", help="Only rules such as CON or DUR-01.")
]
_Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="PREFIX", help="Leave rules out.")]


def check(
    paths: _Paths,
    output: FormatOption = "text",
    strict: _Strict = False,
    verbose: _Verbose = False,
    provisional: _Provisional = False,
    select: _Select = None,
    ignore: _Ignore = None,
) -> None:
    """Say whether proposals may be submitted: rule by rule, with sources and mends.

    Exits with 0 if none is not-eligible, 1 if one is, 2 if an input could not be read.
    """
    from erasmus_cli.cli.console import say, write_json
    from erasmus_cli.guide.loader import UnknownEditionError
    from erasmus_cli.proposal.errors import UnreadableProposalError
    from erasmus_cli.proposal.reader import load
    from erasmus_cli.rules import engine

    chosen, left_out = _prefixes(select), _prefixes(ignore)
    checked: list[tuple[Document, Report]] = []
    errors: list[dict[str, Any]] = []
    for path in paths:
        try:
            document = load(path)
            checked.append(
                (
                    document,
                    engine.check(document.proposal, select=chosen, ignore=left_out, provisional=provisional),
                )
            )
        except UnreadableProposalError as error:
            say(*error.lines(), style="error")
            errors += ({"file": error.file, **vars(problem)} for problem in error.problems)
        except UnknownEditionError as error:
            say(f"{path}: {error}", style="error")
            errors.append({"file": path, "message": str(error), "at": "/call"})
    if output == "json":
        from erasmus_cli.rules.results import ProblemModel, report_model, reports_model

        reports = [report_model(report, document.file, document.place) for document, report in checked]
        write_json(reports_model(reports, [ProblemModel(**error) for error in errors]).as_data())
    else:
        from erasmus_cli.cli.console import out
        from erasmus_cli.cli.report_text import show_all

        show_all(out(), checked, verbose=verbose)
    if any(report.provisional_for for _, report in checked):
        from erasmus_cli.cli.options import date_to_print
        from erasmus_cli.guide.age import reminder

        if age := reminder(date_to_print(None)):
            say(age)
    raise typer.Exit(_exit_code(checked, errors, strict))


def _prefixes(given: list[str] | None) -> tuple[str, ...]:
    """Prefixes of rule ids, each of which begins some rule."""
    from erasmus_cli.rules.catalogue import all_rules

    ids = ("AS-", *(rule.id for rule in all_rules()))
    prefixes = tuple(part.upper() for part in given or ())
    for prefix in prefixes:
        if not any(code.startswith(prefix) or prefix.startswith(code) for code in ids):
            raise typer.BadParameter(f"no rule begins with {prefix}; `erasmus rules` lists them")
    return prefixes


def _exit_code(checked: "list[tuple[Document, Report]]", errors: list[Any], strict: bool) -> int:
    if errors:
        return 2
    bad = {"not-eligible", "undecided"} if strict else {"not-eligible"}
    return int(any(report.verdict in bad for _, report in checked))
