"""`erasmus budget`: the grant, line by line."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import DateOption, FormatOption, ProvisionalOption, tell_proviso
from erasmus_cli.cli.paging import NoPagerOption, paged
from erasmus_cli.cli.redact import HideOption, RedactOption, opened
from erasmus_cli.wording.language import _, speaking, spoken
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from erasmus_cli.grant.budget import Budget

_File = Annotated[str, typer.Argument(metavar="FILE", help="The proposal; - is standard input.")]
_Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="OUT",
        help="Write NAME.xlsx, a workbook that calculates, or NAME.csv. May be given several times.",
    ),
]
_Explain = Annotated[
    str | None,
    typer.Option(
        "--explain",
        metavar="LINE",
        help="Every step to one amount: the number of a line, a category, total, ceiling or grant.",
    ),
]


def budget(
    file: _File,
    output: FormatOption = "text",
    explain: _Explain = None,
    out_files: _Outputs = None,
    date: DateOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it is there.")] = False,
    redact: RedactOption = False,
    hide: HideOption = None,
    provisional: ProvisionalOption = False,
    no_pager: NoPagerOption = False,
) -> None:
    """Work out the grant line by line: rates, caps and ceiling with their sources, and what is missing.

    Exits with 0 if it could be worked out, even in part, and with 2 if not.
    """
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.grant.budget import budget_of
    from erasmus_cli.guide.errors import NoEditionError

    if out_files and (explain is not None or output == "json"):
        refuse(_("-o writes the whole budget to a file; leave out --explain and --format json"))
    for path in out_files or ():
        _require_output(file, path, force)
    document = opened(file, redacted=redact, hide=hide)
    with speaking("en" if output == "json" else spoken()):
        try:
            found = budget_of(document, provisional=provisional)
        except NoEditionError as error:
            refuse(f"{file}: {error}")
    tell_proviso(found.project)
    if out_files:
        for path in out_files:
            _write(found, path, date)
        return
    with speaking("en" if output == "json" else spoken()), paged(wanted=output == "text" and not no_pager):
        if explain is not None:
            _explain(found, explain, output)
        else:
            _show(found, output)


def _require_output(file: str, path: Path, force: bool) -> None:
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.cli.output_file import require_another, require_writable

    if not path.is_dir() and path.suffix.lower() not in (".xlsx", ".csv"):
        refuse(
            tell("{file}: a budget is written as .xlsx or .csv; let the name end in one of them", file=path)
        )
    require_another(path, proposal=file)
    require_writable(path, force=force)


def _write(found: "Budget", path: Path, date: str | None) -> None:
    from erasmus_cli.cli.console import notice, say_written
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.proposal.writer import write_bytes

    if path.suffix.lower() == ".csv":
        from erasmus_cli.workbook.table import as_csv

        with speaking("en"):
            content = as_csv(found)
    else:
        from erasmus_cli.workbook.book import as_xlsx

        content = as_xlsx(found, date_to_print(date))
    notice(*write_bytes(path, content), style="warn")
    say_written(path)


def _show(found: "Budget", output: str) -> None:
    from erasmus_cli.cli.console import out, write_json

    if output == "json":
        from erasmus_cli.grant.results import budget_model

        write_json(budget_model(found).as_data())
    else:
        from erasmus_cli.cli.budget_text import show

        show(out(), found)


def _explain(found: "Budget", what: str, output: str) -> None:
    from erasmus_cli.cli.console import out, refuse, write_json
    from erasmus_cli.grant.explain import explain, explainable

    explanation = explain(found, what)
    if explanation is None:
        refuse(
            tell("there is no `{what}` to explain; name one of: {known}", what=what, known=explainable(found))
        )
    if output == "json":
        from erasmus_cli.grant.results import explanation_model

        write_json(explanation_model(found, explanation).as_data())
    else:
        from erasmus_cli.cli.budget_text import show_explanation

        show_explanation(out(), explanation, found)
