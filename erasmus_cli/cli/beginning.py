"""What a proposal begins with: a copy of another one, and organisations from cards."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from erasmus_cli.cli.console import refuse
from erasmus_cli.cli.examples import known_examples
from erasmus_cli.proposal.cards import Card, CardError, Cards, card_from
from erasmus_cli.proposal.parsing import looks_like_json
from erasmus_cli.proposal.reader import load
from erasmus_cli.proposal.writer import write_text
from erasmus_cli.proposal.yaml_writer import dump
from erasmus_cli.wizard.card_keeping import unused, using
from erasmus_cli.wizard.file import ProposalFile
from erasmus_cli.wording.formatting import closest
from erasmus_cli.wording.messages import tell


def copy_of(source: str, target: Path) -> str:
    """Begins a proposal as a copy of a file or an example, and says so; leaves with 2 where it cannot."""
    if target.exists() and target.read_bytes().strip():
        refuse(tell("{file} is there already; --from begins a new file, so name another one", file=target))
    known = known_examples()
    path = Path(source) if Path(source).is_file() else known.get(source.removesuffix(".yaml"))
    if path is None:
        if near := closest(source, tuple(known)):
            refuse(
                tell(
                    "there is no file and no example {name}; did you mean the example {near}?",
                    name=source,
                    near=near,
                )
            )
        refuse(
            tell("there is no file and no example {name}; `erasmus examples` lists the examples", name=source)
        )
    document = load(path)
    text = document.source.text
    as_json = target.suffix.lower() == ".json"
    if as_json and not looks_like_json(text):
        text = json.dumps(document.proposal.model_dump(mode="json", exclude_unset=True), indent=2) + "\n"
    elif not as_json and looks_like_json(text):
        text = dump(document.proposal.model_dump(mode="json", exclude_unset=True))
    write_text(target, text)
    return tell("{file} begins as a copy of {source}.", file=target, source=source)


def add_organisations(proposal: ProposalFile, named: Iterable[str], cards: Cards) -> Iterator[str]:
    """Adds the organisations of cards, and says which; leaves with 2 where one cannot be read."""
    try:
        wanted = [_card(name, cards) for name in named]
    except CardError as error:
        refuse(str(error))
    for card in wanted:
        if card not in unused(proposal.proposal, [card]):
            yield tell("{organisation} takes part already; nothing is changed.", organisation=card.title)
            continue
        if problem := proposal.change(using(proposal.proposal, card)):
            refuse(f"{card.name}: {problem.message}")
        yield tell("{organisation} is added as on the card {card}.", organisation=card.title, card=card.name)


def _card(name: str, cards: Cards) -> Card:
    is_path = "/" in name or "\\" in name or name.endswith((".yaml", ".yml", ".json"))
    return card_from(Path(name)) if is_path else cards.read(name)


def begin_for_next_call(proposal: ProposalFile) -> Iterator[str]:
    """Puts the call to come where no call is said; what to tell where nothing else will tell it."""
    from erasmus_cli.matching.match import newest_calls

    (newest,), said = newest_calls(), proposal.proposal.call
    if said is None:
        proposal.change([("/call", newest + 1)])
    if said is not None and said <= newest:
        yield tell("--provisional changes nothing: call {call} is known here.", call=said)
    elif proposal.answers.project is None:
        call = proposal.proposal.call
        yield tell(
            "Call {call} is not known here: the rules of call {newest} stand in, without its dates.",
            call=call,
            newest=newest,
        )
