"""`erasmus explain`: one rule, hint, key of the proposal file, or word of applications."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import FormatOption
from erasmus_cli.cli.paging import NoPagerOption, paged

if TYPE_CHECKING:
    from erasmus_cli.file_keys import Key, Part
    from erasmus_cli.guide.glossary import Term
    from erasmus_cli.results import Printed
    from erasmus_cli.rules.explain import Calls
    from erasmus_cli.rules.registry import Rule
    from erasmus_cli.scoring.hints.registry import Hint

_ALIKE = 0.75
"""Words less alike than this are different ones: `travel` is no slip of the pen for `travel_days`."""
_MOST_LINES = 6
_LONGEST = 300


def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="A rule or hint (CON-02), a list or key of the proposal file (work_packages, "
            "organisations.kind), or a word (OID).",
        ),
    ],
    call: Annotated[
        str | None,
        typer.Option(
            "--call",
            metavar="YEAR",
            help="Figures of a rule in this call, or `all`. Left out: the newest (JSON: all).",
        ),
    ] = None,
    no_pager: NoPagerOption = False,
    output: FormatOption = "text",
) -> None:
    """Explain a rule or hint, a part of the proposal file, or a word, with figures and samples."""
    from erasmus_cli.cli.console import refuse, write_json

    calls = _calls(call, else_="newest" if output == "text" else "all")
    pages = next((found for spelling in _spellings(what) if (found := _pages(spelling, calls))), None)
    if pages is None:
        refuse(_advice(what))
    model, show = pages
    if output == "json":
        write_json(model().as_data())
        return
    with paged(wanted=not no_pager):
        show()


def _spellings(what: str) -> tuple[str, ...]:
    """What was asked for, and the same in another number, in two words, or as a key is written."""
    words = what.replace("_", " ").replace("-", " ")
    return (what, f"{what}s", what.removesuffix("s"), words, f"{words}s", words.replace(" ", "_"))


def _pages(what: str, calls: "Calls") -> "tuple[Callable[[], Printed], Callable[[], None]] | None":
    """What to print, as JSON and for people; None where nothing is called so."""
    from erasmus_cli.file_keys import keys_at, part_at
    from erasmus_cli.guide.glossary import find_term
    from erasmus_cli.rules import catalogue, results
    from erasmus_cli.scoring import results as of_scores
    from erasmus_cli.scoring.hints import catalogue as hints

    if rule := catalogue.find(what):
        return lambda: results.explained_rule(rule, calls), lambda: _show_rule(rule, calls)
    if hint := hints.find(what):
        return lambda: of_scores.hint_model(hint), lambda: _show_hint(hint)
    from erasmus_cli import explained

    term = find_term(what)
    if part := None if term and " " in what else part_at(what):
        return lambda: explained.part_model(part), lambda: _show_part(part)
    holding = keys_at(what)
    if holding and not (term and what.isalnum()):
        return lambda: explained.part_model(_only(holding, what)), lambda: _show_keys(holding)
    if term:
        return lambda: explained.term_model(term), lambda: _show_term(term, keys_at(what.lower()))
    return None


def _only(holding: "Sequence[Part]", what: str) -> "Part":
    """The one part that has a key of this name; leaves with 2 where several have."""
    from erasmus_cli.cli.console import refuse

    if len(holding) > 1:
        places = ", ".join(_place(part) for part in holding)
        refuse(f"{what} is a key in several places, and JSON explains one: {places}")
    return holding[0]


def _place(part: "Part") -> str:
    return ".".join(filter(None, (part.at, part.keys[0].name)))


def _calls(call: str | None, *, else_: "Calls") -> "Calls":
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.guide.loader import available

    if call is None:
        return else_
    known = {str(year) for year, _ in available()}
    if call != "all" and call not in known:
        refuse(f"--call {call}: known are {', '.join(sorted(known))} and `all`")
    return "all" if call == "all" else int(call)


def _advice(what: str) -> str:
    """Why there is nothing to explain, and where else it is told."""
    if place := _told_elsewhere(what):
        return place
    from erasmus_cli.file_keys import parts
    from erasmus_cli.guide.glossary import all_terms
    from erasmus_cli.rules.catalogue import all_rules
    from erasmus_cli.scoring.hints.catalogue import all_hints
    from erasmus_cli.wording.formatting import closest

    ids = (*(rule.id for rule in all_rules()), *(hint.id for hint in all_hints()))
    names = [*(rule.name for rule in all_rules()), *(hint.name for hint in all_hints())]
    names += [part.at for part in parts() if part.at]
    names += [name for part in parts() for key in part.keys for name in (key.name, f"{part.at}.{key.name}")]
    names += [word.lower() for term in all_terms() for word in (term.word, *term.also)]
    close = closest(what.upper(), ids, _ALIKE) or closest(what.lower(), tuple(names), _ALIKE)
    hint = (
        f"did you mean {close}?"
        if close
        else ("`erasmus rules` lists the rules, `erasmus explain proposal` the keys of the file")
    )
    return f"there is no rule, key or word {what}; {hint}"


def _told_elsewhere(what: str) -> str | None:
    """The command that tells of an action, a country, a field or a kind of organisation."""
    from erasmus_cli.guide.loader import available
    from erasmus_cli.wording.countries import iso, name, shown
    from erasmus_cli.wording.terms import words
    from erasmus_cli.wording.words import meant, of_form

    actions = tuple(dict.fromkeys(action for _, action in available()))
    for action in of_form(what).get("action"), *meant("action", what, actions):
        if action:
            newest = max(call for call, known in available() if known == action)
            asked = what if of_form(what) else action
            return f"{what} is an action: `erasmus guide show {newest} {asked}` shows what one applies by"
    for key, at, known in (
        ("field", "field", words("fields")),
        ("kind", "organisations.kind", words("kinds")),
    ):
        if meant(key, what, known):
            return f"{what} is a {key}: `erasmus explain {at}` lists what a proposal can say there"
    try:
        country = iso(what)
    except ValueError:
        return None
    return f"{name(country)}: `erasmus guide countries {shown(country)}` says what it may do in each action"


def _show_hint(hint: "Hint") -> None:
    from erasmus_cli.rules.explain import snippet

    _heading(f"{hint.id} {hint.name} (hint: decides nothing)")
    _paragraph(_said(hint.text))
    _raw("\nFires:\n", snippet(hint.fires), "\nDoes not fire:\n", snippet(hint.silent))


def _show_rule(rule: "Rule", calls: "Calls") -> None:
    from erasmus_cli.cli.editions import print_hanging
    from erasmus_cli.rules.explain import figures_by_source, snippet

    _heading(f"{rule.id} {rule.name} ({rule.severity})")
    _paragraph(_said(rule.text))
    _raw("\nPasses:\n", snippet(rule.passes), "\nFails:\n", snippet(rule.fails))
    _raw("\nFigures:\n")
    for edition, source, texts in figures_by_source(rule, calls):
        print_hanging(f"{edition}, from {source.citation} ({source.grade})")
        for text in texts:
            print_hanging(f"  {text}")
    if calls == "newest":
        _raw("\n`--call all` shows the figures of all calls.\n")


def _show_part(part: "Part") -> None:
    from erasmus_cli.file_keys import samples

    _heading(f"{part.at or 'proposal'}: {part.heading}")
    _paragraph(part.text)
    _raw("\n")
    for key in part.keys:
        _show_key(key)
    if part.at in samples():
        _raw("\nSample:\n", *(f"  {line}\n" for line in samples()[part.at].splitlines()))


def _show_keys(holding: "Sequence[Part]") -> None:
    """A key wherever it stands, as the list that holds it says it."""
    from erasmus_cli.file_keys import samples

    for number, part in enumerate(holding):
        _heading(("\n" if number else "") + f"{_place(part)}: {part.heading}")
        _show_key(part.keys[0])
        sample = samples().get(part.keys[0].name) if not part.at else None
        if sample:
            _raw("\nSample:\n", *(f"  {line}\n" for line in sample.splitlines()))
    for part in holding:
        _raw(f"`erasmus explain {part.at or 'proposal'}` lists the keys beside it.\n")


def _show_key(key: "Key", place: str | None = None) -> None:
    from erasmus_cli.cli.editions import print_hanging
    from erasmus_cli.wording.formatting import spans

    needed = " (needed)" if key.needed else ""
    below = f" `erasmus explain {key.holds}` lists its keys." if key.holds else ""
    where = "" if key.editions is None else f" Only {spans(key.editions)}."
    print_hanging(f"`{place or key.name}`{needed}: {key.text}. {key.value.capitalize()}.{below}{where}")


def _show_term(term: "Term", keys: "Sequence[Part]") -> None:
    """A word with what it rests on, and the keys of the proposal file that are called so."""
    from erasmus_cli.cli.editions import print_hanging
    from erasmus_cli.guide.glossary import behind

    _heading(term.word)
    _paragraph(term.meaning)
    if term.also:
        _paragraph(f"Also: {', '.join(term.also)}.")
    for part in keys:
        _raw(f"\nIn the proposal file, {part.heading[:1].lower()}{part.heading[1:]}:\n")
        _show_key(part.keys[0], _place(part))
    found = list(behind(term))
    if not found:
        _raw("\nA word of practice: no text of the Guide was read for it.\n")
        return
    _raw("\nIn the Guide:\n")
    for text, source in found[:_MOST_LINES]:
        short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        print_hanging(f"{short} [{source.citation} ({source.grade})]")
    if len(found) > _MOST_LINES:
        _raw(f"  and {len(found) - _MOST_LINES} more\n")


def _said(text: str) -> str:
    """What a rule or hint says of itself, in the language that is spoken."""
    from erasmus_cli.rules.registry import paragraphs
    from erasmus_cli.wording.language import _

    return "\n\n".join(map(_, paragraphs(text)))


def _heading(text: str) -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out

    out().print(Text(text, style="strong"))


def _paragraph(text: str) -> None:
    from rich.text import Text

    from erasmus_cli.cli.console import out
    from erasmus_cli.cli.paragraphs import indented

    out().print()
    for block in text.split("\n\n"):
        indented(out(), Text(" ".join(block.split())), 0)


def _raw(*pieces: str | Iterable[str]) -> None:
    """Text whose lines stay as they are, such as examples."""
    from erasmus_cli.cli.console import out

    out().print("".join(map(str, pieces)), soft_wrap=True, end="")
