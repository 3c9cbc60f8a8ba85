"""Breaks the lines of a text that is typed between words, also when the terminal changes its width."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.utils import get_cwidth

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text.base import StyleAndTextTuples

_LONGEST = 20_000  # characters of a line; in longer ones nobody looks for words, and each key would wait


class WordWrap(Processor):
    """Fills a row up with blanks where the next word has no room in it; the text itself stays as it is."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """The line with blanks in front of each word that begins a row."""
        fragments = transformation_input.fragments
        text = fragment_list_to_text(fragments)
        if len(text) > _LONGEST:
            return Transformation(fragments)
        # The first column is the margin of the prompt.
        gaps = dict(gaps_in(text, transformation_input.width - 1))
        if not gaps:
            return Transformation(fragments)
        letters = explode_text_fragments(fragments)
        shown: StyleAndTextTuples = []
        for number, letter in enumerate(letters):
            if number in gaps:
                shown.append(("", " " * gaps[number]))
            shown.append(letter)
        places = list(gaps)
        before = [0, *accumulate(gaps.values())]

        def to_display(source: int) -> int:
            return source + before[bisect_right(places, source)]

        def to_source(display: int) -> int:
            starts = [place + total for place, total in zip(places, before[1:], strict=True)]
            passed = bisect_right(starts, display)
            limit = places[passed] if passed < len(places) else len(text)
            return min(display - before[passed], limit)

        return Transformation(shown, to_display, to_source)


def gaps_in(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Where rows of so many columns are to be filled up, and with how many blanks."""
    column, begun, after_blank, column_there = 0, 0, 0, 0
    for place, letter in enumerate(text):
        width = get_cwidth(letter)
        if column + width > room:
            if letter != " " and after_blank > begun:
                if column_there < room:
                    yield after_blank, room - column_there
                column, begun = column - column_there, after_blank
            else:
                column, begun = 0, place
        column += width
        if letter == " ":
            after_blank, column_there = place + 1, column
