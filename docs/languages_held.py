"""Texts that the program holds as data: they are translated where they are shown, and found here."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from babel.messages.extract import extract
from pydantic import BaseModel
from typer import Context, core
from typer.main import get_command

from erasmus_cli.cli.app import app
from erasmus_cli.cli.command_examples import EXAMPLES
from erasmus_cli.cli.commands import COMMANDS, imported
from erasmus_cli.file_keys import parts
from erasmus_cli.guide.browse import figures, named
from erasmus_cli.guide.documents import Moment, all_documents
from erasmus_cli.guide.form import open_form
from erasmus_cli.guide.glossary import all_terms
from erasmus_cli.guide.loader import available, open_edition
from erasmus_cli.guide.model import topics
from erasmus_cli.guide.sources import Grade
from erasmus_cli.guide.statements import Treatment
from erasmus_cli.importing import merge
from erasmus_cli.proposal.types import Level, Role
from erasmus_cli.rules.catalogue import all_rules
from erasmus_cli.rules.outcome import Severity
from erasmus_cli.rules.registry import paragraphs
from erasmus_cli.rules.report import Verdict
from erasmus_cli.scoring.hints.catalogue import all_hints
from erasmus_cli.wizard import organisation
from erasmus_cli.wizard.catalogue import LISTS
from erasmus_cli.wizard.questions import OPENING, QUESTIONS
from erasmus_cli.wizard.sections import SECTIONS, State
from erasmus_cli.wording.language import Words
from erasmus_cli.wording.languages import NAMES
from erasmus_cli.wording.terms import words

_OF_DRAFTS = {
    "chapters.budget": ("UNKNOWN", "UNDIVIDED", "_WHOLES"),
    "chapters.eligibility": ("RESULTS",),
    "chapters.form": ("MARKS", "_SEE"),
    "chapters.logframe": ("STEPS", "_ITEMS"),
    "chapters.overview": ("_STEPS", "_TARGET_GROUPS"),
    "chapters.partnership": ("_DOES",),
    "chapters.project_data": ("UNLISTED",),
    "chapters.work": ("_WHAT", "_TABLES"),
    "document.draft": ("UNTITLED", "BLANK"),
}
"""Tables of words in which drafts look up what they say."""

_LITERALS = tuple(get_args(get_args(literal)[0]) for literal in (Level, Role))
"""Words of the proposal file that drafts show."""

_DECIDED = (
    "the form",
    "the rates",
    "the rules",
    "the award criteria",
    "the questions",
    "distances",
)
"""What commands want an edition for, as they tell `open_project`."""

FOUNDING = (2015, 2016)
"""Calls whose guide data are translated beside those of the newest call of each action."""


def held() -> Iterator[tuple[str, str]]:
    """What the program holds, each text with where it is held."""
    for name, declared in COMMANDS.items():
        yield f"cli/{name}", declared.summary
        yield from _command(f"cli/{name}", imported(name))
    for lines in EXAMPLES.values():
        yield from (("cli/command_examples.py", what) for _line, what in lines)
    yield from _command("cli", get_command(app))
    yield from (("cli", text) for text in _of_typer())
    for module, names in _OF_DRAFTS.items():
        table = vars(import_module(f"erasmus_cli.{module}"))
        yield from ((module, text) for name in names for text in _texts(table[name]))
    for values in (Grade, Severity, Verdict, Moment, *map(words, ("kinds", "learning")), *_LITERALS):
        yield from (("drafts", getattr(one, "in_words", one).replace("-", " ")) for one in values)
    yield from (("project/project.py", what) for what in _DECIDED)
    for title in topics().values():
        yield "guide/model.py", title
    yield from (("guide", text) for text in dict.fromkeys(_of_figures()))
    for part in parts():
        yield "file_keys.py", part.heading
        yield from _paragraphs("proposal/model.py", part.text)
        yield from (("proposal/model.py", key.text) for key in part.keys)
    for rule in all_rules():
        yield "rules/topics", rule.title
        yield from _paragraphs("rules/topics", rule.text)
    for hint in all_hints():
        yield "scoring/hints", hint.title
        yield from _paragraphs("scoring/hints", hint.text)
    yield from (("wizard", text) for text in _of_the_wizard())
    yield from (("importing/merge.py", state.value) for state in merge.State)


def _of_figures() -> Iterator[str]:
    """What people read for keys and single values of the guide data, and what is done about statements."""
    for edition in (open_edition(*known) for known in available()):
        for figure in figures(edition):
            for key in figure.values:
                said = figure.said.get(key)
                if said is None:
                    yield named(key)
                else:
                    yield said.words
                    yield from (text for _value, text in said.choices)
    yield from (treatment.label for treatment in Treatment)


def _paragraphs(place: str, text: str) -> Iterator[tuple[str, str]]:
    """The page of a rule or hint, a paragraph at a time."""
    yield from ((place, part) for part in paragraphs(text))


def _command(place: str, command: Any) -> Iterator[tuple[str, str]]:
    for name, inner in getattr(command, "commands", {}).items():
        yield from _command(f"{place} {name}", inner)
    for text in (command.help, command.epilog):
        if text:
            yield place, text
    for parameter in command.params:
        if getattr(parameter, "help", None):
            yield place, parameter.help


def _of_typer() -> Iterator[str]:
    """What Typer itself puts into a help."""
    command = get_command(app)
    yield command.get_help_option(Context(command)).help
    with Path(core.__file__).open("rb") as source:
        for _line, text, _comments, _context in extract("python", source, keywords={"_": None}):
            if "!r" not in text:  # a usage error: `cli/usage_errors.py` has it
                yield text


def _of_the_wizard() -> Iterator[str]:
    """Its questions, the names of its lists and sections, and how far a section is."""
    asked = (
        *OPENING,
        *QUESTIONS,
        *organisation.QUESTIONS,
        *(one for each in LISTS for one in each.templates),
    )
    for template in asked:
        yield from (template.name, template.prompt, template.help, template.why)
    for listed in LISTS:
        yield from (listed.one, listed.many)
    yield from (section.name for section in SECTIONS)
    yield from State
    yield from NAMES.values()


def guide_words() -> Iterator[tuple[str, str]]:
    """What the guide data say of the newest call of each action, and of the founding ones."""
    newest: dict[str, int] = {}
    for call, action in available():
        newest[action] = max(call, newest.get(action, call))
    wanted = [(call, action) for call, action in available() if call in FOUNDING or newest[action] == call]
    forms: dict[str, None] = {}
    for call, action in sorted(wanted, reverse=True):
        edition = open_edition(call, action)
        yield from ((f"{action}/{call}", text) for text in _words(edition))
        forms |= dict.fromkeys((edition.form, *edition.special_forms.values()))
    for form in forms:
        yield from ((f"forms/{form}", text) for text in _words(open_form(form)))
    yield from (("documents", text) for text in _words(tuple(all_documents().values())))
    yield from (("glossary", text) for text in _words(tuple(all_terms())))


def _texts(value: Any) -> Iterator[str]:
    """What a table says: its values, or its keys where these are what is shown, with a mark each."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        said = (
            value if all(isinstance(one, str) and len(one) == 1 for one in value.values()) else value.values()
        )
        for one in said:
            yield from _texts(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)


def _words(value: Any) -> Iterator[str]:
    """Every text of ours in a record, in order."""
    if isinstance(value, Words):
        yield str(value)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _words(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for inner in value:
            yield from _words(inner)
