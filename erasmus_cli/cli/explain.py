"""`erasmus explain`: one rule, hint, key of the proposal file, or word of applications."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from erasmus_cli.cli.options import FormatOption
from erasmus_cli.cli.paging import NoPagerOption, paged
from erasmus_cli.wording.language import Words, _
from erasmus_cli.wording.messages import tell

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
        refuse(
            tell(
                "{key} is a key in several places, and JSON explains one: {places:list}",
                key=what,
                places=tuple(map(_place, holding)),
            )
        )
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
        refuse(tell("--call {call}: known are {calls:list} and `all`", call=call, calls=tuple(sorted(known))))
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
    if close:
        return tell("there is no rule, key or word {what}; did you mean {known}?", what=what, known=close)
    return tell(
        "there is no rule, key or word {what}; `erasmus rules` lists the rules, `erasmus explain proposal` "
        "the keys of the file",
        what=what,
    )


def _told_elsewhere(what: str) -> str | None:
    """The command that tells of an action, a country, a field or a kind of organisation."""
    from erasmus_cli.guide.loader import available
    from erasmus_cli.wording.countries import iso, name
    from erasmus_cli.wording.terms import words
    from erasmus_cli.wording.words import meant, of_form

    actions = tuple(dict.fromkeys(action for _, action in available()))
    for action in of_form(what).get("action"), *meant("action", what, actions):
        if action:
            newest = max(call for call, known in available() if known == action)
            asked = what if of_form(what) else action
            return tell(
                "{what} is an action: `erasmus guide show {call} {action}` shows what one applies by",
                what=what,
                call=newest,
                action=asked,
            )
    if meant("field", what, words("fields")):
        return tell(
            "{what} is a field: `erasmus explain field` lists what a proposal can say there", what=what
        )
    if meant("kind", what, words("kinds")):
        return tell(
            "{what} is a kind: `erasmus explain organisations.kind` lists what a proposal can say there",
            what=what,
        )
    try:
        country = iso(what)
    except ValueError:
        return None
    return tell(
        "{country}: `erasmus guide countries {code:code}` says what it may do in each action",
        country=name(country),
        code=country,
    )


def _show_hint(hint: "Hint") -> None:
    from erasmus_cli.rules.explain import snippet

    _heading(tell("{hint} {name} (hint: decides nothing)", hint=hint.id, name=hint.name))
    _paragraph(_said(hint.text))
    _raw(f"\n{_('Fires:')}\n", snippet(hint.fires), f"\n{_('Does not fire:')}\n", snippet(hint.silent))


def _show_rule(rule: "Rule", calls: "Calls") -> None:
    from erasmus_cli.cli.editions import print_hanging
    from erasmus_cli.rules.explain import figures_by_source, snippet

    _heading(f"{rule.id} {rule.name} ({_(rule.severity)})")
    _paragraph(_said(rule.text))
    _raw(f"\n{_('Passes:')}\n", snippet(rule.passes), f"\n{_('Fails:')}\n", snippet(rule.fails))
    _raw(f"\n{_('Figures:')}\n")
    for edition, source, texts in figures_by_source(rule, calls):
        print_hanging(tell("{edition}, from {source}", edition=edition, source=source.graded))
        for text in texts:
            print_hanging(f"  {text}")
    if calls == "newest":
        _raw("\n", _("`--call all` shows the figures of all calls."), "\n")


def _show_part(part: "Part") -> None:
    from erasmus_cli.file_keys import samples

    _heading(f"{part.at or 'proposal'}: {_(part.heading)}")
    _paragraph(_said(part.text))
    _raw("\n")
    for key in part.keys:
        _show_key(key)
    if part.at in samples():
        _raw(f"\n{_('Sample:')}\n", *(f"  {line}\n" for line in samples()[part.at].splitlines()))


def _show_keys(holding: "Sequence[Part]") -> None:
    """A key wherever it stands, as the list that holds it says it."""
    from erasmus_cli.file_keys import samples

    for number, part in enumerate(holding):
        _heading(("\n" if number else "") + f"{_place(part)}: {_(part.heading)}")
        _show_key(part.keys[0])
        sample = samples().get(part.keys[0].name) if not part.at else None
        if sample:
            _raw(f"\n{_('Sample:')}\n", *(f"  {line}\n" for line in sample.splitlines()))
    for part in holding:
        beside = tell("`erasmus explain {part}` lists the keys beside it.", part=part.at or "proposal")
        _raw(f"{beside}\n")


def _show_key(key: "Key", place: str | None = None) -> None:
    from erasmus_cli.cli.editions import print_hanging
    from erasmus_cli.wording.formatting import spans, upper_first

    told = [
        tell(
            "`{key}` (needed): {text}." if key.needed else "`{key}`: {text}.",
            key=place or key.name,
            text=Words(key.text),
        ),
        f"{upper_first(key.value.text())}.",
    ]
    if key.holds:
        told += [tell("`erasmus explain {part}` lists its keys.", part=key.holds)]
    if key.editions is not None:
        told += [tell("Only {editions}.", editions=spans(key.editions))]
    print_hanging(" ".join(told))


def _show_term(term: "Term", keys: "Sequence[Part]") -> None:
    """A word with what it rests on, and the keys of the proposal file that are called so."""
    from erasmus_cli.cli.editions import print_hanging
    from erasmus_cli.guide.glossary import behind

    _heading(_(term.word))
    _paragraph(_(term.meaning))
    if term.also:
        _paragraph(tell("Also: {words:list}.", words=term.also))
    for part in keys:
        where = tell("In the proposal file, under “{part}”:", part=Words(part.heading))
        _raw(f"\n{where}\n")
        _show_key(part.keys[0], _place(part))
    found = list(behind(term))
    if not found:
        _raw("\n", _("A word of practice: no text of the Guide was read for it."), "\n")
        return
    _raw(f"\n{_('In the Guide:')}\n")
    for text, source in found[:_MOST_LINES]:
        short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        print_hanging(f"{short} [{source.graded}]")
    if len(found) > _MOST_LINES:
        _raw("  ", tell("and {n} more", n=len(found) - _MOST_LINES), "\n")


def _said(text: str) -> str:
    """What a rule or hint says of itself, in the language that is spoken."""
    from erasmus_cli.rules.registry import paragraphs

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
