"""What `erasmus explain` prints as JSON of a part of the proposal file and of a word."""

from pydantic import Field

from erasmus_cli.file_keys import Part, samples
from erasmus_cli.guide.glossary import Term, behind
from erasmus_cli.guide.results import FullSourceModel, full_source
from erasmus_cli.results import Printed, Result
from erasmus_cli.wording.language import speaking


class KeyModel(Result):
    """One key of the proposal file."""

    key: str = Field(description="the key")
    text: str = Field(description="what it says, with its unit")
    value: str = Field(description="the values that it takes, in words")
    needed: bool = Field(description="whether its entry cannot be read without it")
    holds: str | None = Field(description="the part of the file that stands under it; null: none")
    editions: tuple[str, ...] | None = Field(
        description="calls and actions in which it matters; null: in all of them"
    )


class PartModel(Printed, title="Part of the proposal file"):
    """What `erasmus explain --format json` prints of a part of the proposal file."""

    at: str = Field(description="where it stands, such as outputs.days; empty: the whole file")
    text: str = Field(description="what one entry is")
    keys: tuple[KeyModel, ...] = Field(description="its keys")
    sample: str | None = Field(description="a sample in YAML; null: that of the list above holds one")


class TermSourceModel(Result):
    """What the Guide says on a word."""

    text: str = Field(description="what it says, in one line")
    source: FullSourceModel = Field(description="where it stands")


class TermModel(Printed, title="Word"):
    """What `erasmus explain --format json` prints of a word of applications."""

    word: str = Field(description="the word")
    meaning: str = Field(description="what it means")
    also: tuple[str, ...] = Field(description="other words for the same")
    rests_on: tuple[TermSourceModel, ...] = Field(description="what the Guide says; none: a word of practice")


@speaking("en")  # what other programs read
def part_model(part: Part) -> PartModel:
    """A part of the file in full."""
    keys = (
        KeyModel(
            key=key.name,
            text=key.text,
            value=key.value.text(),
            needed=key.needed,
            holds=key.holds,
            editions=None if key.editions is None else tuple(f"{c}/{a}" for c, a in key.editions),
        )
        for key in part.keys
    )
    return PartModel(version=1, at=part.at, text=part.text, keys=tuple(keys), sample=samples().get(part.at))


@speaking("en")  # what other programs read
def term_model(term: Term) -> TermModel:
    """A word in full."""
    rests_on = (TermSourceModel(text=text, source=full_source(source)) for text, source in behind(term))
    return TermModel(
        version=1, word=term.word, meaning=term.meaning, also=term.also, rests_on=tuple(rests_on)
    )
