"""Finds the styles of a document by name, and adds those that are missing."""

from collections.abc import Iterator
from copy import deepcopy

from docx.oxml.ns import qn

from erasmus_cli.formats.docx.xml import Element, element, skeleton

_ID = qn("w:styleId")
_TYPE = qn("w:type")
_VALUE = qn("w:val")
_REFERENCES = ("w:basedOn", "w:next", "w:link")


class Styles:
    """The styles of a document, by name.

    Word, LibreOffice and pandoc write `heading 1` and `Heading 1` for the same style and give it different
    ids, so names are compared without case and ids are never guessed.

    Args:
        root: the `w:styles` of the document; what is missing is copied into it when first used.
    """

    def __init__(self, root: Element) -> None:
        self._root = root
        self._own = skeleton("styles.xml")
        self._names = {own.get(_ID): key for key, own in _by_name(self._own).items()}
        self._known: dict[tuple[str, str], str] = {
            key: style.get(_ID) for key, style in _by_name(root).items()
        }
        self._complete()

    def id_of(self, name: str, kind: str = "paragraph") -> str:
        """The id of a style; one that the document lacks is copied from the own look.

        Args:
            name: the name in English, in any case.
            kind: paragraph, character, table or numbering.

        Raises:
            KeyError: neither the document nor the own look has it.
        """
        key = (kind, name.casefold())
        if key not in self._known:
            self._copy(key)
        return self._known[key]

    def _copy(self, key: tuple[str, str]) -> None:
        style = deepcopy(_by_name(self._own)[key])
        style.attrib.pop(qn("w:default"), None)
        identity = style.get(_ID)
        while identity in self._known.values():
            identity += "Draft"
        style.set(_ID, identity)
        self._known[key] = identity
        for tag in _REFERENCES:
            for reference in style.findall(qn(tag)):
                kind, name = self._names[reference.get(_VALUE)]
                reference.set(_VALUE, self.id_of(name, kind))
        self._root.append(style)

    def _complete(self) -> None:
        """A document without defaults gets them: programs fill that gap each in another way."""
        if self._root.find(qn("w:docDefaults")) is None:
            self._root.insert(0, deepcopy(self._own.find(qn("w:docDefaults"))))
        for own in self._own.iterfind(qn("w:style")):
            kind = own.get(_TYPE)
            if own.get(qn("w:default")) and not any(_defaults(self._root, kind)):
                self._by_id(self.id_of(_name(own), kind)).set(qn("w:default"), "1")

    def _by_id(self, identity: str) -> Element:
        found: Element = next(s for s in self._root.iterfind(qn("w:style")) if s.get(_ID) == identity)
        return found

    def speak(self, language: str) -> None:
        """Make `language`, such as `en-GB`, the language of all text."""
        for old in list(self._root.iterfind(f".//{qn('w:style')}//{qn('w:lang')}")):
            old.getparent().remove(old)
        defaults = self._root.find(qn("w:docDefaults"))
        look = _child(_child(defaults, "rPrDefault", 0), "rPr", 0)
        for old in look.findall(qn("w:lang")):
            look.remove(old)
        # `w:lang` is followed by three rare elements only, which no program puts into the defaults.
        look.append(element("lang", val=language, eastAsia=language, bidi=language))


def _child(parent: Element, tag: str, position: int) -> Element:
    found: Element | None = parent.find(qn(f"w:{tag}"))
    if found is None:
        found = element(tag)
        parent.insert(position, found)
    return found


def _defaults(root: Element, kind: str) -> Iterator[bool]:
    wanted = (style for style in root.iterfind(qn("w:style")) if style.get(_TYPE) == kind)
    return (style.get(qn("w:default")) in ("1", "true", "on") for style in wanted)


def _by_name(root: Element) -> dict[tuple[str, str], Element]:
    styles = (style for style in root.iterfind(qn("w:style")) if style.get(_ID))
    return {(style.get(_TYPE, "paragraph"), _name(style).casefold()): style for style in styles}


def _name(style: Element) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(_VALUE, "")
