"""What a draft brought back, for people: a line for each answer, both texts of a conflict, text left over."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from erasmus_cli.document.answers import to_blocks, to_markdown
from erasmus_cli.importing.import_draft import ImportResult
from erasmus_cli.importing.merge import Decision, State
from erasmus_cli.wording.language import _
from erasmus_cli.wording.messages import NOTHING, say, tell
from erasmus_cli.wording.plain_text import characters
from erasmus_cli.wording.shells import for_shell

_NARROWEST = 30
_AT_THE_TOP = say("at the top, where the title stands")
_NOTHING = say("(nothing)")
_TO_SETTLE = (State.CONFLICT, State.WITHHELD)
_LEFT = (State.UNKNOWN, State.UNCLEAR)
_STYLES = {
    State.TAKEN: "pass",
    **dict.fromkeys(_TO_SETTLE, "fail"),
    State.EMPTIED: "warn",
    State.UNCLEAR: "warn",
}
_REASONS = {
    State.KEPT: say("the proposal has changed since and keeps its text"),
    State.CONFLICT: say("both have changed since the draft was written; the proposal keeps its text"),
    State.WITHHELD: say("names are withheld in the draft; the proposal keeps its text"),
    State.UNKNOWN: say("the form of this proposal asks no such question; nothing was taken"),
    State.UNCLEAR: say("nothing was taken:"),
}


def show(console: Console, result: ImportResult, *, verbose: bool) -> None:
    """Prints what became of each answer; unchanged ones one by one only on request."""
    if result.titled:
        console.print(Text(_doubt(result), style="warn"))
    told = {typed.text for typed in result.outside}
    for decision in result.decisions:
        if verbose or decision.state is not State.UNCHANGED or decision.notes:
            _show(console, decision)
        if decision.state in _LEFT and decision.typed and decision.theirs not in told:
            _show_text(console, _("The draft:"), decision.theirs)
    states = Counter(decision.state for decision in result.decisions)
    if states[State.UNCHANGED] and not verbose:
        console.print(
            Text(
                _in_column(State.UNCHANGED) + tell("{n} {n:answer|answers}", n=states[State.UNCHANGED]),
                style="quiet",
            )
        )
    _show_values(console, result, verbose=verbose)
    if result.elsewhere:
        line = tell(
            "{n} {n:answer|answers} of the proposal not in the draft: left as they are",
            n=len(result.elsewhere),
        )
        console.print(Text(line, style="quiet"))
    _show_beside(console, result)


def _show_values(console: Console, result: ImportResult, *, verbose: bool) -> None:
    """Prints a table of what became of values: state, place, and what it was and is."""
    quiet, nothing = 0, _NOTHING.text()
    for value in result.values:
        if not verbose and value.state in (State.UNCHANGED, State.KEPT):
            quiet += 1
            continue
        state = Text(_in_column(value.state), style=_STYLES.get(value.state, ""))
        console.print(Text.assemble(state, (value.key, "strong")), soft_wrap=True)
        if value.ours or value.theirs:
            arrow = "→" if value.changes else _("| the draft:")
            _indented(console, Text(f"{value.ours or nothing} {arrow} {value.theirs or nothing}"), 4)
        reason = _REASONS.get(value.state, NOTHING).text()
        if value.state is State.EMPTIED and not value.settled:
            reason = _("deleted in the draft; the proposal keeps it")
        for note in filter(None, (reason, *(note.text() for note in value.notes))):
            _indented(console, Text(note), 4)
    if quiet:
        line = _in_column(State.UNCHANGED) + tell("{n} {n:value|values} in tables", n=quiet)
        console.print(Text(line, style="quiet"))


def _in_column(state: State) -> str:
    """The word for a state, with spaces behind it up to the next column."""
    width = max(len(_(one.value)) for one in State) + 2
    return f"{_(state.value):<{width}}"


def _doubt(result: ImportResult) -> str:
    """One line on a draft with another title; how much of it the form does not have speaks for itself."""
    strange = sum(decision.state is State.UNKNOWN for decision in result.decisions)
    if not strange:
        return tell("This may be the draft of another proposal: its title is “{title}”.", title=result.titled)
    return tell(
        "This may be the draft of another proposal: its title is “{title}”; "
        "the form lacks {strange} of its {n} {n:question|questions}.",
        title=result.titled,
        strange=strange,
        n=len(result.decisions),
    )


def _show_beside(console: Console, result: ImportResult) -> None:
    """Prints what is not an answer: questions that are gone, text elsewhere, comments."""
    if result.gone:
        console.print(Text(_("Taken out of the draft; the proposal keeps its answers"), style="warn"))
    for key in result.gone:
        _indented(console, Text(key, style="strong"), 2)
    if result.outside:
        console.print(Text(_("Text outside the boxes, not taken"), style="warn"))
    for typed in result.outside:
        _indented(
            console, Text.assemble((f"{typed.at or _AT_THE_TOP.text()}:", "strong"), f" {typed.text}"), 2
        )
    if result.comments:
        console.print(Text(_("Comments"), style="strong"))
    for comment in result.comments:
        head = f"{comment.at or _('elsewhere')}, {comment.author or _('no name')}:"
        _indented(console, Text.assemble((head, "strong"), f" {comment.text}"), 2)


def closing(result: ImportResult, file: str, *, saved: bool) -> Iterator[str]:
    """The last words: what was saved, and what to do about what is left."""
    changed = _changed(result)
    if saved:
        yield tell("{what} changed in {file}", what=changed, file=file)
    elif result.changes or result.changed_values:
        yield tell("{what} would change in {file}; nothing was written", what=changed, file=file)
    else:
        yield tell("nothing to save in {file}", file=file)
    every = (*result.decisions, *result.values)
    open_states = {decision.state for decision in every if not decision.settled}
    if result.changed_values:
        yield tell(
            "values have changed: {command} says whether all still holds",
            command=f"`erasmus check {for_shell(file)}`",
        )
    if open_states.intersection(_TO_SETTLE):
        yield _("settle a conflict with --take KEY=draft or --take KEY=proposal")
    if State.EMPTIED in open_states:
        yield _("--allow-empty deletes what was deleted in the draft")
    if result.outside:
        yield _("move what belongs to an answer into its box in the draft, and read it again;")
        yield _("what was corrected elsewhere has to be put into the proposal")


def _changed(result: ImportResult) -> str:
    """`3 answers and 1 value`, as far as there are any."""
    parts = (
        say("{n} {n:answer|answers}", n=len(result.changes)),
        say("{n} {n:value|values}", n=len(result.changed_values)),
    )
    return tell("{parts:and}", parts=tuple(part for part in parts if part.values["n"]))


def _show(console: Console, decision: Decision) -> None:
    state = Text(_in_column(decision.state), style=_STYLES.get(decision.state, ""))
    line = Text.assemble(state, (decision.key, "strong"), (f"  {_size(decision)}", "quiet"))
    console.print(line, soft_wrap=True)
    reason = _REASONS.get(decision.state, NOTHING).text()
    if decision.state is State.EMPTIED:
        reason = _("deleted in the draft; the proposal keeps its text")
        if decision.settled:
            reason = _("deleted in the draft")
    for note in filter(None, (reason, *(note.text() for note in decision.notes))):
        _indented(console, Text(note), 4)
    if decision.state in _TO_SETTLE:
        for head, text in ((_("The proposal:"), decision.ours), (_("The draft:"), decision.theirs)):
            _show_text(console, head, text)


def _show_text(console: Console, head: str, text: str) -> None:
    _indented(console, Text(head, style="strong"), 4)
    _indented(console, Text(to_markdown(to_blocks(text)) or _("(no answer)")), 6)


def _size(decision: Decision) -> str:
    before, after = characters(decision.ours), characters(decision.result)
    if decision.state is State.UNKNOWN:
        return tell("{n} {n:character|characters} in the draft", n=characters(decision.theirs))
    if decision.changes:
        return tell("{before} → {n} {n:character|characters}", before=before, n=after)
    return tell("{n} {n:character|characters}", n=before)


def _indented(console: Console, text: Text, left: int) -> None:
    for line in text.wrap(console, max(console.width - left, _NARROWEST)):
        line.rstrip()
        console.print(Text.assemble(" " * left, line), soft_wrap=True)
