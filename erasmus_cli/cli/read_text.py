"""What a draft brought back, for people: a line for each answer, both texts of a conflict, text left over."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from erasmus_cli.document.answers import to_blocks, to_markdown
from erasmus_cli.importing.import_draft import ImportResult
from erasmus_cli.importing.merge import Decision, State
from erasmus_cli.wording.formatting import count
from erasmus_cli.wording.plain_text import characters

_NARROWEST = 30
_WIDTH = max(map(len, State)) + 2
_AT_THE_TOP = "at the top, where the title stands"
_NOTHING = "(nothing)"
_TO_SETTLE = (State.CONFLICT, State.WITHHELD)
_STYLES = {
    State.TAKEN: "pass",
    **dict.fromkeys(_TO_SETTLE, "fail"),
    State.EMPTIED: "warn",
    State.UNCLEAR: "warn",
}
_REASONS = {
    State.KEPT: "the proposal has changed since and keeps its text",
    State.CONFLICT: "both have changed since the draft was written; the proposal keeps its text",
    State.WITHHELD: "names are withheld in the draft; the proposal keeps its text",
    State.UNKNOWN: "the form of this proposal asks no such question; nothing was taken",
    State.UNCLEAR: "nothing was taken:",
}


def show(console: Console, result: ImportResult, *, verbose: bool) -> None:
    """Prints what became of each answer; unchanged ones one by one only on request."""
    if result.titled:
        console.print(Text(_doubt(result), style="warn"))
    for decision in result.decisions:
        if verbose or decision.state is not State.UNCHANGED or decision.notes:
            _show(console, decision)
    states = Counter(decision.state for decision in result.decisions)
    if states[State.UNCHANGED] and not verbose:
        console.print(
            Text(f"{State.UNCHANGED:<{_WIDTH}}{count(states[State.UNCHANGED], 'answer')}", style="quiet")
        )
    _show_values(console, result, verbose=verbose)
    if result.elsewhere:
        line = f"{count(len(result.elsewhere), 'answer')} of the proposal not in the draft: left as they are"
        console.print(Text(line, style="quiet"))
    _show_beside(console, result)


def _show_values(console: Console, result: ImportResult, *, verbose: bool) -> None:
    """Prints a table of what became of values: state, place, and what it was and is."""
    quiet = 0
    for value in result.values:
        if not verbose and value.state in (State.UNCHANGED, State.KEPT):
            quiet += 1
            continue
        state = Text(f"{value.state.value:<{_WIDTH}}", style=_STYLES.get(value.state, ""))
        console.print(Text.assemble(state, (value.key, "strong")), soft_wrap=True)
        if value.ours or value.theirs:
            arrow = "→" if value.changes else "| the draft:"
            _indented(console, Text(f"{value.ours or _NOTHING} {arrow} {value.theirs or _NOTHING}"), 4)
        reason = _REASONS.get(value.state, "")
        if value.state is State.EMPTIED and not value.settled:
            reason = "deleted in the draft; the proposal keeps it"
        for note in filter(None, (reason, *(note.text() for note in value.notes))):
            _indented(console, Text(note), 4)
    if quiet:
        console.print(Text(f"{State.UNCHANGED:<{_WIDTH}}{count(quiet, 'value')} in tables", style="quiet"))


def _doubt(result: ImportResult) -> str:
    """One line on a draft with another title; how much of it the form does not have speaks for itself."""
    strange = sum(decision.state is State.UNKNOWN for decision in result.decisions)
    lacks = f"; the form lacks {strange} of its {count(len(result.decisions), 'question')}" if strange else ""
    return f"This may be the draft of another proposal: its title is “{result.titled}”{lacks}."


def _show_beside(console: Console, result: ImportResult) -> None:
    """Prints what is not an answer: questions that are gone, text elsewhere, comments."""
    if result.gone:
        console.print(Text("Taken out of the draft; the proposal keeps its answers", style="warn"))
    for key in result.gone:
        _indented(console, Text(key, style="strong"), 2)
    if result.outside:
        console.print(Text("Text outside the boxes, not taken", style="warn"))
    for typed in result.outside:
        _indented(console, Text.assemble((f"{typed.at or _AT_THE_TOP}:", "strong"), f" {typed.text}"), 2)
    if result.comments:
        console.print(Text("Comments", style="strong"))
    for comment in result.comments:
        head = f"{comment.at or 'elsewhere'}, {comment.author or 'no name'}:"
        _indented(console, Text.assemble((head, "strong"), f" {comment.text}"), 2)


def closing(result: ImportResult, file: str, *, saved: bool) -> Iterator[str]:
    """The last words: what was saved, and what to do about what is left."""
    changed = _changed(result)
    if saved:
        yield f"{changed} changed in {file}"
    elif result.changes or result.changed_values:
        yield f"{changed} would change in {file}; nothing was written"
    else:
        yield f"nothing to save in {file}"
    every = (*result.decisions, *result.values)
    open_states = {decision.state for decision in every if not decision.settled}
    if result.changed_values:
        yield f"values have changed: `erasmus check {file}` says whether all still holds"
    if open_states.intersection(_TO_SETTLE):
        yield "settle a conflict with --take KEY=draft or --take KEY=proposal"
    if State.EMPTIED in open_states:
        yield "--allow-empty deletes what was deleted in the draft"
    if result.outside:
        yield "move what belongs to an answer into its box in the draft, and read it again;"
        yield "what was corrected elsewhere has to be put into the proposal"


def _changed(result: ImportResult) -> str:
    """`3 answers and 1 value`, as far as there are any."""
    counts = ((len(result.changes), "answer"), (len(result.changed_values), "value"))
    return " and ".join(count(number, what) for number, what in counts if number)


def _show(console: Console, decision: Decision) -> None:
    state = Text(f"{decision.state.value:<{_WIDTH}}", style=_STYLES.get(decision.state, ""))
    line = Text.assemble(state, (decision.key, "strong"), (f"  {_size(decision)}", "quiet"))
    console.print(line, soft_wrap=True)
    reason = _REASONS.get(decision.state, "")
    if decision.state is State.EMPTIED:
        reason = "deleted in the draft" + ("" if decision.settled else "; the proposal keeps its text")
    for note in filter(None, (reason, *(note.text() for note in decision.notes))):
        _indented(console, Text(note), 4)
    if decision.state in _TO_SETTLE:
        for head, text in (("The proposal:", decision.ours), ("The draft:", decision.theirs)):
            _indented(console, Text(head, style="strong"), 4)
            _indented(console, Text(to_markdown(to_blocks(text)) or "(no answer)"), 6)


def _size(decision: Decision) -> str:
    before, after = characters(decision.ours), characters(decision.result)
    if decision.state is State.UNKNOWN:
        return count(characters(decision.theirs), "character") + " in the draft"
    return f"{before} → {count(after, 'character')}" if decision.changes else count(before, "character")


def _indented(console: Console, text: Text, left: int) -> None:
    for line in text.wrap(console, max(console.width - left, _NARROWEST)):
        line.rstrip()
        console.print(Text.assemble(" " * left, line), soft_wrap=True)
