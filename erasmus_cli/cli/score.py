"""`erasmus score`: the applicant's own points against award criteria and thresholds, and quality hints."""

from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import FormatOption, ProvisionalOption, tell_proviso
from erasmus_cli.cli.paging import NoPagerOption, paged
from erasmus_cli.cli.redact import HideOption, RedactOption, opened
from erasmus_cli.wording.language import _, speaking, spoken
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from erasmus_cli.scoring.assessment import Assessment


def _list_hints(wanted: bool) -> None:
    if wanted:
        from erasmus_cli.cli.console import out
        from erasmus_cli.cli.score_text import show_catalogue

        show_catalogue(out())
        raise typer.Exit


def score(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A proposal file; - is standard input.")],
    output: FormatOption = "text",
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show every field of the form that feeds a criterion.")
    ] = False,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="PREFIX", help="Leave hints out, such as HINT-03.")
    ] = None,
    hints: Annotated[
        bool,
        typer.Option("--hints", callback=_list_hints, is_eager=True, help="List the hints and leave."),
    ] = False,
    redact: RedactOption = False,
    hide: HideOption = None,
    provisional: ProvisionalOption = False,
    no_pager: NoPagerOption = False,
) -> None:
    """Compare your own points with the award criteria and thresholds, and give hints on quality.

    Points are never guessed: they are those under `scores` in the proposal. Exits with 1 if a threshold is
    missed for certain or points cannot be given, 2 if the input could not be read.
    """
    del hints
    from erasmus_cli.cli.console import out, refuse, write_json
    from erasmus_cli.guide.errors import NoEditionError
    from erasmus_cli.project.project import open_project
    from erasmus_cli.scoring.assessment import assessment_of
    from erasmus_cli.scoring.hints.engine import hints_of

    left_out = _prefixes(ignore)
    document = opened(path, redacted=redact, hide=hide)
    try:
        project = open_project(document.proposal, "the award criteria", provisional=provisional)
    except NoEditionError as error:
        refuse(f"{document.file}: {error}")
    tell_proviso(project)
    with speaking("en" if output == "json" else spoken()):
        assessment, found = assessment_of(project), hints_of(project, ignore=left_out)
        if output == "json":
            from erasmus_cli.scoring.results import score_model

            write_json(score_model(assessment, found, document.file, document.place).as_data())
        else:
            from erasmus_cli.cli.score_text import show

            with paged(wanted=not no_pager):
                show(out(), assessment, found, document, verbose=verbose)
    raise typer.Exit(_exit_code(assessment))


def _prefixes(given: list[str] | None) -> tuple[str, ...]:
    """Prefixes of hint ids, each of which begins some hint."""
    from erasmus_cli.scoring.hints.catalogue import all_hints

    prefixes = tuple(part.upper() for part in given or ())
    for prefix in prefixes:
        if not prefix or not any(hint.id.startswith(prefix) for hint in all_hints()):
            raise typer.BadParameter(
                tell(
                    "no hint begins with {prefix}; `erasmus score --hints` lists them",
                    prefix=prefix or _("nothing"),
                )
            )
    return prefixes


def _exit_code(assessment: "Assessment") -> int:
    return int(assessment.reached is False or not assessment.in_order)
