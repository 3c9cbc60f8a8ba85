"""The nodes of a draft. A format is a mapping from the types of `Block` and `Inline` to functions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

RULE = "***"
"""What a line across is where only letters can be set; it is read as one again."""


@dataclass(frozen=True, slots=True)
class Text:
    """Letters."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Letters set as code."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold."""

    content: "Inlines"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic."""

    content: "Inlines"


@dataclass(frozen=True, slots=True)
class Strike:
    """Struck through."""

    content: "Inlines"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the web or to an address for mail; what leads elsewhere is no link, and its text stays."""

    target: str
    content: "Inlines"


@dataclass(frozen=True, slots=True)
class Cite:
    """The mark of a note.

    Attributes:
        number: of the note, from 1.
        again: how often the note has been cited so far, this time included.
        follows: whether it stands right behind another mark.
    """

    number: int
    again: int
    follows: bool


@dataclass(frozen=True, slots=True)
class SoftBreak:
    """The end of a line of the Markdown, which is a blank to a reader."""


@dataclass(frozen=True, slots=True)
class HardBreak:
    """A line break."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A text in another language than the labels of the draft: what users wrote, or what has no words there.

    Attributes:
        text: letters.
        language: ISO 639-1.
    """

    text: str
    language: str


Inline = Text | Foreign | Code | Strong | Emphasis | Strike | Link | Cite | SoftBreak | HardBreak
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        content: what it says.
        tight: whether it stands in a list without blank lines.
        leads: whether it leads to the table right below it.
    """

    content: Inlines
    tight: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list.

    Attributes:
        items: each with the blocks that it holds.
        start: the number of the first item; None has bullets.
        tight: whether there are no blank lines between the items.
    """

    items: tuple["Blocks", ...]
    start: int | None
    tight: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines that stand as they are written; the text that is to be pasted is one."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        align: left, center or right.
        longest: characters of its longest cell, as they are seen.
        word: characters of its longest word; hard spaces, as in a date or an amount, join words.
    """

    align: str
    longest: int
    word: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        columns: what is to be known of each column to find its width.
        head: the cells of the first row.
        rows: the cells of all others, as many in each.
        caption: the line over it, a paragraph that was bold from end to end; empty if it has none.
        record: what the draft remembers of its cells (`cell_record`); empty where it remembers nothing.
    """

    columns: tuple[Column, ...]
    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    caption: Inlines = ()
    record: str = ""


@dataclass(frozen=True, slots=True)
class Illustration:
    """The place of a figure, on a line of its own.

    Attributes:
        name: of the figure.
        alt: what it shows, for who does not see it.
    """

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Note:
    """A source.

    Attributes:
        number: from 1.
        times: how often it is cited.
        lines: its paragraphs.
    """

    number: int
    times: int
    lines: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """The sources, in the order of their numbers."""

    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 to 6, without a step left out: assistive technology reads the steps as the order of parts.
        written: the level that the Markdown gives it.
        anchor: the id to link to; the same text gives the same id.
        label: what it says; of a question without words, its key.
        content: the same with its marks, without the key.
        record: what the draft remembers of it, where it shows a value of the proposal.
    """

    level: int
    written: int
    anchor: str
    label: str
    content: Inlines
    record: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form: a heading below the second level that ends in the key of an answer.

    Attributes:
        heading: its heading.
        key: of its answer.
        before: what helps to answer it; where the answer is a text to paste, that as well.
        answer: the first quotation below the heading; empty if nothing is answered.
        mark: what says that nothing is answered yet.
        counter: what stands right after the answer, such as how many characters it has.
        after: everything else before the next heading.
        answered: whether there is an answer, be it a quotation or a text to paste.
    """

    heading: Heading
    key: str
    before: "Blocks"
    answer: "Blocks"
    mark: Paragraph | None
    counter: Paragraph | None
    after: "Blocks"
    answered: bool


Block = (
    Paragraph
    | Enumeration
    | Quote
    | Listing
    | Rule
    | Table
    | Illustration
    | Notes
    | Heading
    | Question
)  # fmt: skip
Blocks = tuple[Block, ...]


def heading_of(block: Block) -> Heading | None:
    """The heading that a block is or begins with."""
    if isinstance(block, Question):
        return block.heading
    return block if isinstance(block, Heading) else None


def is_strong(block: Paragraph) -> bool:
    """Whether a paragraph is bold from end to end, as a heading of what follows."""
    return len(block.content) == 1 and isinstance(block.content[0], Strong)


def plain(content: Iterable[Inline]) -> str:
    """What is seen of a text, without any marks."""
    return "".join(_PLAIN[type(node)](node) for node in content)


_PLAIN: Mapping[type, Callable[..., str]] = {
    Text: lambda node: node.text,
    Foreign: lambda node: node.text,
    Code: lambda node: node.text,
    Strong: lambda node: plain(node.content),
    Emphasis: lambda node: plain(node.content),
    Strike: lambda node: plain(node.content),
    Link: lambda node: plain(node.content),
    Cite: lambda _: "",
    SoftBreak: lambda _: " ",
    HardBreak: lambda _: " ",
}
