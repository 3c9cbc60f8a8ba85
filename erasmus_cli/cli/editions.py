"""What the commands about the Guide share: opening the edition that is named, and printing paragraphs."""

from typing import TYPE_CHECKING

from erasmus_cli.wording.messages import tell

if TYPE_CHECKING:
    from erasmus_cli.guide.model import Edition


def known_action(text: str) -> str:
    """The action that a command names, also by the code of a form; else the command ends with a hint."""
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.guide.loader import available
    from erasmus_cli.wording.formatting import closest
    from erasmus_cli.wording.words import meant, of_form

    actions = tuple(dict.fromkeys(known for _, known in available()))
    coded = of_form(text).get("action")
    meanings = (coded,) if coded else tuple(meant("action", text, actions))
    if len(meanings) > 1:
        refuse(tell("{text} may be {meanings:or}; say which", text=text, meanings=meanings))
    name = meanings[0] if meanings else None
    if name is None:
        code, _, field = text.partition("-")
        if field and (action := of_form(code).get("action")):
            refuse(
                tell(
                    "no form has the code {text}; {code} is {action}, and {field} is none of its fields",
                    text=text,
                    code=code,
                    action=action,
                    field=field,
                )
            )
        if close := closest(text, actions):
            refuse(tell("there is no action {text}; did you mean {near}?", text=text, near=close))
        refuse(tell("there is no action {text}; {known}", text=text, known=actions))
    return name


def known_edition(
    call: int, action: str, field: str | None, *, provisional: bool = False
) -> "tuple[Edition, str | None]":
    """The edition that a command names, and the field; one that is not known ends the command with a hint.

    The code of a form names both: KA210-SCH is the small-scale partnership in the field school.
    """
    from erasmus_cli.cli.console import refuse
    from erasmus_cli.guide.loader import open_edition
    from erasmus_cli.wording.words import meant, of_form

    edition = open_edition(call, known_action(action), provisional=provisional)
    told = of_form(action).get("field")
    field = next(iter(meant("field", field, tuple(edition.fields))), field) if field else told
    if field is not None and field not in edition.fields:
        refuse(
            tell(
                "{field} is not a field of {edition}; choose one of {known}",
                field=field,
                edition=edition.id,
                known=tuple(edition.fields),
            )
        )
    return edition, field


def print_hanging(text: str) -> None:
    """Prints a paragraph whose lines after the first hang further in."""
    from rich.text import Text

    from erasmus_cli.cli.console import out

    for number, line in enumerate(Text(text).wrap(out(), max(out().width - 4, 30))):
        line.rstrip()
        out().print(Text.assemble("    " if number else "  ", line), soft_wrap=True)
