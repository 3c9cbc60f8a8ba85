"""Assessments for people: criteria first, then the total, what feeds them, and hints."""

import textwrap
from collections.abc import Iterator
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from erasmus_cli.cli.paragraphs import opening
from erasmus_cli.cli.tables import show_table
from erasmus_cli.pointers import pointer
from erasmus_cli.project.fields import FormField
from erasmus_cli.proposal.reader import Document
from erasmus_cli.rules.report import caution_for
from erasmus_cli.scoring.assessment import Assessment, Standing, State
from erasmus_cli.scoring.hints.catalogue import all_hints
from erasmus_cli.scoring.hints.engine import Hints
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import say, tell

_BAR = 15
_ROOM_FOR_BARS = 72  # columns; in less, figures matter more
_STATES = {
    State.MET: (say("met"), "pass"),
    State.BELOW: (say("BELOW"), "fail"),
    State.NOT_SAID: (say("not said"), "open"),
    State.ABOVE: (say("TOO MANY"), "fail"),
}
_VERDICTS = {
    True: (say("ALL THRESHOLDS REACHED"), "pass"),
    False: (say("A THRESHOLD IS MISSED"), "fail"),
    None: (say("UNDECIDED"), "open"),
}


def show(
    console: Console, assessment: Assessment, hints: Hints, document: Document, *, verbose: bool
) -> None:
    """Prints one assessment."""
    word, style = _VERDICTS[assessment.reached]
    if assessment.reached is None and not assessment.in_order:
        word, style = say("POINTS THAT CANNOT BE GIVEN"), "fail"
    opening(console, word.text(), style, document.file)
    _say(
        console,
        tell("{edition}: your own points; assessors give theirs.", edition=assessment.edition.name),
        style="quiet",
    )
    console.print()
    show_table(console, _table(assessment, bars=console.width >= _ROOM_FOR_BARS))
    for line in _total(assessment):
        _say(console, line)
    _show_faults(console, assessment, document)
    console.print()
    _show_fields(console, assessment, verbose=verbose)
    _show_hints(console, hints, document)
    _show_sources(console, assessment, verbose=verbose)


def show_catalogue(console: Console) -> None:
    """Prints all hints, one line each."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in (_("Hint"), _("Reads")):
        table.add_column(heading, header_style="strong", no_wrap=True)
    table.add_column(_("What it looks for"), header_style="strong")
    for hint in all_hints():
        reads = _("English") if hint.english else _("any language")
        table.add_row(hint.id, reads, f"{_(hint.title)} ({hint.name})")
    show_table(console, table)


def _table(assessment: Assessment, *, bars: bool) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(_("Criterion"), header_style="strong")
    for heading in (_("Points"), _("Min"), _("Max"), _("Gap")):
        table.add_column(heading, header_style="strong", justify="right", min_width=len(heading))
    for _column in range(1 + bars):
        table.add_column("", min_width=8, no_wrap=True)
    for entry in assessment.standings:
        word, style = _STATES[entry.state]
        limits = (str(entry.criterion.min_points), str(entry.criterion.max_points))
        gap = "-" if entry.gap is None else f"{'+' if entry.gap > 0 else ''}{_points(entry.gap)}"
        state = Text.assemble((word.text(), style), f", {_(entry.band)}" if entry.band else "")
        points = "?" if entry.points is None else _points(entry.points)
        drawn = (_bar(entry),) if bars else ()
        table.add_row(_(entry.criterion.label), points, *limits, gap, *drawn, state)
    return table


def _bar(entry: Standing) -> str:
    """The points as a bar, with a stroke where the minimum is reached."""
    most = entry.criterion.max_points
    filled = int(min(entry.points or 0, Decimal(most)) * _BAR / most)
    stroke = -(-entry.criterion.min_points * _BAR // most)
    cells = "#" * filled + "." * (_BAR - filled)
    return f"{cells[:stroke]}|{cells[stroke:]}"


def _total(assessment: Assessment) -> Iterator[str]:
    mark = assessment.edition.pass_mark
    said = [entry for entry in assessment.standings if entry.valid is not None]
    if said:
        values = {"total": _points(assessment.total), "most": assessment.maximum, "mark": mark.points}
        if assessment.complete:
            total = tell("Total: {total} of {most}. The pass mark is {mark}.", **values)
        else:
            total = tell(
                "Total: {total} of {most} from {said} of {all} criteria. The pass mark is {mark}.",
                **values,
                said=len(said),
                all=len(assessment.standings),
            )
        yield f"{total} {_distance(assessment)}"
    else:
        yield tell(
            "Total: not said. The pass mark is {mark} of {most}.", mark=mark.points, most=assessment.maximum
        )
        keys = ", ".join(f"{entry.id}: …" for entry in assessment.standings)
        yield tell("Write your points into the proposal: {key}", key=f"scores: {{{keys}}}")
    below = tuple(entry.criterion.label for entry in said if entry.state is State.BELOW)
    if below:
        yield tell("Each criterion has to reach its own minimum; below it: {criteria}.", criteria=below)
    figures = (mark, *(entry.criterion for entry in assessment.standings))
    for caution in dict.fromkeys(caution_for(figure.source.grade) for figure in figures):
        if caution:
            yield tell("Caution: these figures are {what}.", what=caution)


def _distance(assessment: Assessment) -> str:
    """How far the total is from the pass mark, and whether it can still be reached."""
    lacking = assessment.edition.pass_mark.points - assessment.total
    if lacking <= 0:
        return _("It is reached.") if assessment.complete else _("These alone reach it.")
    if not assessment.open:
        return tell("{points} are lacking.", points=_points(lacking))
    values = {"points": _points(lacking), "open": assessment.open}
    if assessment.open >= lacking:
        return tell("{points} are lacking; the other criteria can give {open}.", **values)
    return tell("{points} are lacking; the other criteria can only give {open}.", **values)


def _show_faults(console: Console, assessment: Assessment, document: Document) -> None:
    for entry in assessment.standings:
        if entry.state is State.ABOVE and entry.points is not None:
            text = tell(
                "{criterion} has {points} points; the most is {most}",
                criterion=entry.id,
                points=_points(entry.points),
                most=entry.criterion.max_points,
            )
            _say(console, f"{_('Error')}{_place(document, f'/scores/{entry.id}')}: {text}", style="fail")
    known = ", ".join(assessment.edition.award_criteria)
    for stray in assessment.strays:
        place = _place(document, pointer(("scores", stray.id)))
        if stray.close:
            text = tell(
                "there is no criterion {criterion}; did you mean {near}?",
                criterion=stray.id,
                near=stray.close,
            )
        else:
            text = tell(
                "there is no criterion {criterion}; there are {known}", criterion=stray.id, known=known
            )
        _say(console, f"{_('Error')}{place}: {text}", style="fail")


def _show_fields(console: Console, assessment: Assessment, *, verbose: bool) -> None:
    console.print(Text(_("What feeds each criterion"), style="strong"))
    if assessment.form_undecided:
        _say(console, _("The form depends on the field, which is not said yet."), left=2)
    for entry in assessment.standings:
        needed = [field for field in entry.fields if not field.question.optional]
        answered = sum(bool(field.used) for field in needed)
        values = {"criterion": entry.criterion.label, "answered": answered, "n": len(needed)}
        used = _used(entry.fields)
        if used is None:
            line = tell("{criterion}: {answered} of {n} {n:field|fields} answered", **values)
        else:
            line = tell(
                "{criterion}: {answered} of {n} {n:field|fields} answered, "
                "{percent} % of their characters used",
                **values,
                percent=used,
            )
        _say(console, line, left=2)
        for text in map(_fullness, entry.fields) if verbose else _gaps(entry):
            _say(console, text, left=4)
    console.print()


def _gaps(entry: Standing) -> Iterator[str]:
    """What is empty and what is too long, in short."""
    empty = [field for field in entry.fields if not field.used and not field.question.optional]
    if empty:
        yield tell("empty: {keys}", keys=tuple(_empty_keys(empty)))
    long = [field.key for field in entry.fields if field.question.limit and field.used > field.question.limit]
    if long:
        yield tell("too long: {keys}", keys=tuple(long))


def _used(fields: tuple[FormField, ...]) -> int | None:
    """How much of the characters that the answered fields take is used, in per cent; None without limits."""
    limited = [field for field in fields if field.used and field.question.limit]
    room = sum(field.question.limit or 0 for field in limited)
    return sum(field.used for field in limited) * 100 // room if room else None


def _empty_keys(fields: list[FormField]) -> Iterator[str]:
    """Empty fields in short: repeated questions once, with the number of items that lack an answer."""
    numbers: dict[str, int] = {}
    for field in fields:
        numbers[field.question.id] = numbers.get(field.question.id, 0) + 1
    repeated = {field.question.id for field in fields if field.question.repeat}
    for key, number in numbers.items():
        yield tell("{key} (of {number})", key=key, number=number) if key in repeated else key


def _fullness(field: FormField) -> str:
    limit = field.question.limit
    if not field.used:
        return f"{field.key}: {_('empty, optional') if field.question.optional else _('empty')}"
    if limit is None:
        return tell("{key}: {n} {n:character|characters}", key=field.key, n=field.used)
    return tell(
        "{key}: {used} of {limit} characters ({percent} %)",
        key=field.key,
        used=field.used,
        limit=limit,
        percent=field.used * 100 // limit,
    )


def _show_hints(console: Console, hints: Hints, document: Document) -> None:
    heading = _("No hints")
    if hints.said:
        heading = tell(
            "{n} {n:hint|hints}: mechanical signs, no judgement; they decide nothing", n=len(hints.said)
        )
    console.print(Text(heading, style="strong"))
    for said in hints.said:
        place = _place(document, said.remark.at)
        console.print(
            Text.assemble(
                (_("Hint") + " ", "warn"), (f"{said.hint.id} {said.hint.name}", "strong"), (place, "quiet")
            ),
            soft_wrap=True,
        )
        _say(console, said.remark.message, left=5)
    for label, ids in (
        (_("Left out on request"), hints.ignored),
        (_("Not looked at, since they read English only"), hints.not_looked_at),
    ):
        if ids:
            _say(console, f"{label}: {' '.join(ids)}", style="quiet")
    console.print()


def _show_sources(console: Console, assessment: Assessment, *, verbose: bool) -> None:
    """Where the figures above stand: the form in short, or section by section."""
    console.print(Text(_("Sources"), style="strong"))
    standings = assessment.standings
    figures = [entry.criterion.source for entry in standings] + [assessment.edition.pass_mark.source]
    marks = [entry.bands.source for entry in standings if entry.bands]
    for what, sources in ((_("criteria and pass mark"), figures), (_("marks"), marks)):
        texts = dict.fromkeys(f"{source.citation} ({_(source.grade)})" for source in sources)
        if texts:
            _say(console, f"{what}: {'; '.join(texts)}", left=2, style="quiet")
    form = dict.fromkeys(field.question.source for entry in standings for field in entry.fields)
    if verbose:
        texts = dict.fromkeys(f"{source.citation} ({_(source.grade)})" for source in form)
    else:
        texts = dict.fromkeys(f"{source.edition} ({_(source.grade)})" for source in form)
    if texts:
        _say(console, tell("form: {sources:reasons}", sources=tuple(texts)), left=2, style="quiet")


def _place(document: Document, at: str) -> str:
    place = document.place(at)
    return f"  {document.file}:{place[0]}:{place[1]}" if place else ""


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _say(console: Console, text: str, *, left: int = 0, style: str = "") -> None:
    """A paragraph that fits the console; what follows the first line is indented two more."""
    lines = textwrap.wrap(
        text,
        console.width,
        initial_indent=" " * left,
        subsequent_indent=" " * (left + 2),
        break_on_hyphens=False,
        break_long_words=False,
    )
    for line in lines:
        console.print(Text(line, style=style), soft_wrap=True)
