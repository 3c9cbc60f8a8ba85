"""`erasmus check`: verdict and findings, of one proposal or of many."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from erasmus_cli.cli.options import MapOption, OnOption, ProvisionalOption, mapped_columns
from erasmus_cli.cli.paging import NoPagerOption, paged
from erasmus_cli.cli.redact import HideOption, RedactOption
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from erasmus_cli.batch.checking import Options
    from erasmus_cli.batch.withholding import Withholding
    from erasmus_cli.cli.check_printers import Printer
    from erasmus_cli.cli.check_tally import Tally

_Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Proposal files, folders, patterns, JSON Lines (.jsonl, .jsonl.gz), tables (.csv, .xlsx, .ods); "
        "- is standard input.",
    ),
]
_Format = Annotated[
    Literal["text", "json", "jsonl", "csv", "html", "sarif", "junit", "github"] | None,
    typer.Option(
        "--format",
        envvar="ERASMUS_FORMAT",
        help="How to report: text to read (the default), JSON, a line of JSON or CSV each, a page "
        "to send, or what pipelines read. The ending of OUT decides where it is not said.",
    ),
]
_Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="OUT",
        help="Write to this file: .jsonl, .csv, .html, .json, .sarif or .xml (JUnit); the report of one "
        "proposal also as .pdf, .docx or .md.",
    ),
]
_Resume = Annotated[
    bool,
    typer.Option(
        "--resume", help="Go on behind the last whole line of OUT, .jsonl or .csv, with the same inputs."
    ),
]
_Force = Annotated[bool, typer.Option("--force", help="Replace OUT if it is there.")]
_Summary = Annotated[
    bool,
    typer.Option(
        "--summary", help="Verdicts by action, call, country, and the rules that fail most, instead of each."
    ),
]
_Portfolio = Annotated[
    bool,
    typer.Option(
        "--portfolio", help="Compare proposals: caps of organisations, one consortium or text more than once."
    ),
]
_Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        envvar="ERASMUS_JOBS",
        help="So many processes; the results are the same.",
    ),
]
_FailFast = Annotated[
    bool, typer.Option("--fail-fast", help="Stop at the first input that cannot be read or checked.")
]
_Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        envvar="ERASMUS_STRICT",
        help="Exit with 1 for undecided proposals and closed calls, too.",
    ),
]
_Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Show every finding in full, with sources and documents.")
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
_Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="An earlier result (jsonl or json): only findings that it does not have lead to exit code 1.",
    ),
]
_Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="PREFIX", help="Leave rules out.")]


def check(
    ctx: typer.Context,
    paths: _Paths,
    output: _Format = None,
    out_file: _Output = None,
    resume: _Resume = False,
    force: _Force = False,
    strict: _Strict = False,
    verbose: _Verbose = False,
    on: OnOption = None,
    provisional: ProvisionalOption = False,
    fixes: _Fixes = None,
    select: _Select = None,
    ignore: _Ignore = None,
    diff: _Diff = None,
    baseline: _Baseline = None,
    redact: RedactOption = False,
    hide: HideOption = None,
    fail_fast: _FailFast = False,
    summary: _Summary = False,
    portfolio: _Portfolio = False,
    jobs: _Jobs = 1,
    no_pager: NoPagerOption = False,
    columns: MapOption = None,
) -> None:
    """Say whether proposals may be submitted: verdict, days left, what blocks, what to do next.

    Exits with 0 if none is not-eligible, 1 if one is, 2 if an input could not be read.
    """
    from erasmus_cli.batch.baseline import read_baseline
    from erasmus_cli.batch.checking import Options
    from erasmus_cli.batch.inputs import is_many
    from erasmus_cli.cli.check_output import require_output
    from erasmus_cli.cli.check_printers import DATA, chosen_format, printer_for
    from erasmus_cli.cli.options import date_to_print
    from erasmus_cli.cli.together_printers import told_together
    from erasmus_cli.wording.language import speaking, spoken

    usual = ctx.get_parameter_source("output")
    shape = chosen_format(
        output, out_file, resume=resume, usual=usual is not None and usual.name == "ENVIRONMENT"
    )
    single = len(paths) == 1 and not is_many(paths[0])
    if single:
        jobs = 1  # one proposal is one process, whatever is usual for many
    alone = shape == "text" and single
    options = Options(
        _prefixes(select),
        _prefixes(ignore),
        fixes if fixes is not None else alone and sys.stdout.isatty(),
        provisional,
        date_to_print(on),
        strict,
        _withholding(hide, redact=redact, single=single),
        read_baseline(baseline) if baseline else None,
    )
    if redact and (portfolio or resume):
        raise typer.BadParameter(
            _("--redact goes without --portfolio and --resume, which tell proposals apart")
        )
    if diff and not single:
        raise typer.BadParameter(_("--diff goes with one file"))
    brief = any(map(is_many, paths)) or jobs > 1
    printer = printer_for(
        shape,
        options,
        out_file,
        verbose=verbose,
        single=single,
        brief=brief,
        resume=resume,
    )
    if resume and portfolio:
        raise typer.BadParameter(_("--portfolio compares all of one run; leave out --resume"))
    printer = told_together(shape, out_file, printer, summary=summary, portfolio=portfolio)
    if out_file is not None:
        require_output(paths, out_file, force=force, resume=resume)
    source = _Source(
        paths,
        out_file,
        shape,
        mapped_columns(columns),
        resume=resume,
        fail_fast=fail_fast,
        jobs=jobs,
        curt=brief and not verbose,
    )
    tells = brief or bool(out_file)
    with (
        speaking("en" if shape in DATA else spoken()),
        paged(wanted=(shape == "text" or summary or portfolio) and not no_pager) as in_pages,
    ):
        if diff:
            tally = _what_if(paths[0], diff, printer, options, quiet=shape != "text")
        else:
            printer.screen_is_free = printer.screen_is_free or in_pages
            tally = _run(source, printer, options, keeps_errors=shape == "json", tells=tells)
    _tell_of_all(tally, counts=tells or (paths == ["-"] and tally.number > 1))
    raise typer.Exit(tally.exit_code() or int(printer.found_bad))


class _Source(NamedTuple):
    """What is read, and how far."""

    paths: list[str]
    out_file: Path | None
    shape: str
    mapped: dict[str, str]
    resume: bool
    fail_fast: bool
    jobs: int
    curt: bool


_FEW_PROBLEMS = 3
"""Problems of one proposal of many that are told: a file of something else has thousands."""


def _tell_of_all(tally: "Tally", *, counts: bool) -> None:
    """What is said on stderr behind all reports."""
    from erasmus_cli.cli.console import notice

    if counts and not tally.is_one_problem():
        notice(tally.words())
    tally.say_rest()


def _run(
    source: _Source, printer: "Printer[Any]", options: "Options", *, keeps_errors: bool, tells: bool
) -> "Tally":
    """Checks all records and prints each; what remains of all of them."""
    from erasmus_cli.batch import inputs
    from erasmus_cli.batch.checking import check_records
    from erasmus_cli.batch.records import Meter
    from erasmus_cli.cli.check_output import rest
    from erasmus_cli.cli.check_tally import Tally
    from erasmus_cli.cli.console import notice
    from erasmus_cli.cli.interrupts import Interrupts
    from erasmus_cli.cli.progress import progress

    meter = Meter(total=inputs.size_of(source.paths), say=notice)
    records = inputs.Inputs(tuple(source.paths), meter, source.mapped, source.out_file).records()
    tally = Tally(options, keeps_errors=keeps_errors, most=_FEW_PROBLEMS if source.curt else None)
    interrupts = Interrupts()
    if source.resume and source.out_file is not None:
        records = rest(records, source.out_file, source.shape, tally, printer.add_earlier)
    if source.jobs > 1:
        from erasmus_cli.batch.workers import check_in_workers

        results = check_in_workers(records, options, printer.view, source.jobs)
    else:
        results = check_records(records, options, printer.view, interrupts.held)
    try:
        with interrupts.heard(), progress(meter, tally, wanted=printer.screen_is_free) as tell_progress:
            for done in results:
                tally.add(done)
                printer.show(done.shown)
                tell_progress()
                if source.fail_fast and done.problems:
                    notice(_("stopped at the first that could not be checked"))
                    break
    except KeyboardInterrupt:
        if tells:
            notice(tell("stopped after {counts}", counts=tally.words()))
        raise
    finally:
        printer.close()
    printer.finish(tally.errors)
    return tally


def _what_if(
    path: str, wishes: list[str], printer: "Printer[Any]", options: "Options", *, quiet: bool
) -> "Tally":
    """Checks a proposal with other answers; says how verdict and file would differ."""
    from erasmus_cli.batch.checking import check_read, viewed
    from erasmus_cli.batch.reading import WholeFile, read
    from erasmus_cli.batch.records import Record
    from erasmus_cli.cli.check_tally import Tally
    from erasmus_cli.cli.what_if import show, with_answers

    record = Record(path, number=1)
    found = read(record, options.withholding)
    if not isinstance(found, WholeFile):
        raise typer.BadParameter(_("--diff goes with one file"))
    document = found.document
    changed = with_answers(document, wishes)
    if not quiet:
        show(document, changed, options.on, provisional=options.provisional)
    found = WholeFile(found.record, changed.proposal, changed)
    done = viewed(check_read(found, options), options, printer.view)
    tally = Tally(options, keeps_errors=True)
    tally.add(done)
    printer.show(done.shown)
    printer.finish(tally.errors)
    return tally


def _withholding(hide: list[str] | None, *, redact: bool, single: bool) -> "Withholding | None":
    """What takes out of each proposal who is behind it, where that is asked for."""
    from erasmus_cli.cli.console import refuse

    if hide and not redact:
        refuse(_("--hide goes with --redact"))
    if not redact:
        return None
    from erasmus_cli.batch.withholding import Withholding

    return Withholding(tuple(hide or ()), several=not single)


def _prefixes(given: list[str] | None) -> tuple[str, ...]:
    """Prefixes of rule ids, each of which begins some rule."""
    from erasmus_cli.rules.catalogue import all_rules

    ids = ("AS-", *(rule.id for rule in all_rules()))
    prefixes = tuple(part.upper() for part in given or ())
    for prefix in prefixes:
        if not any(code.startswith(prefix) or prefix.startswith(code) for code in ids):
            raise typer.BadParameter(
                tell("no rule begins with {prefix}; `erasmus rules` lists them", prefix=prefix)
            )
    return prefixes
