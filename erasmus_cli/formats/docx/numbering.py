"""Lists: one definition for all bullets, and a count of its own for each numbered list."""

from docx.oxml.ns import qn

from erasmus_cli.formats.docx.xml import Element, element, skeleton

_LEVELS = 9


class Numbering:
    """The lists of a document.

    Args:
        root: the `w:numbering` of the document; the own definitions are added to whatever stands there.
    """

    def __init__(self, root: Element) -> None:
        self._root = root
        bullets, numbers = (self._define(own) for own in skeleton("numbering.xml"))
        self._numbers = numbers
        self.bullets = self._count(bullets)

    def numbers(self, start: int) -> int:
        """The id of a new numbered list that begins with `start`."""
        levels = (
            element("lvlOverride", element("startOverride", val=start if level == 0 else 1), ilvl=level)
            for level in range(_LEVELS)
        )
        return self._count(self._numbers, *levels)

    def _define(self, own: Element) -> int:
        """Add a definition under a free id, before the counts, where the schema wants it."""
        identity = self._free("w:abstractNum", "w:abstractNumId")
        own.set(qn("w:abstractNumId"), str(identity))
        self._before(own, "w:num", "w:numIdMacAtCleanup")
        return identity

    def _count(self, definition: int, *overrides: Element) -> int:
        identity = self._free("w:num", "w:numId", 1)
        count = element("num", element("abstractNumId", val=definition), *overrides, numId=identity)
        self._before(count, "w:numIdMacAtCleanup")
        return identity

    def _free(self, tag: str, attribute: str, least: int = 0) -> int:
        taken = (found.get(qn(attribute), "") for found in self._root.iterfind(qn(tag)))
        return max((int(value) + 1 for value in taken if value.isdecimal()), default=least)

    def _before(self, added: Element, *tags: str) -> None:
        after = next((child for child in self._root if child.tag in map(qn, tags)), None)
        if after is None:
            self._root.append(added)
        else:
            after.addprevious(added)
