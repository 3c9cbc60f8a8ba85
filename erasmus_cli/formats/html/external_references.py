"""Finds what makes a page fetch something or run something, in style sheets and in HTML.

Fetching would tell somebody that the draft is read; a script could send the draft itself. Links that a reader
follows are fine, and so are files beside the page.
"""

import re
from html.parser import HTMLParser

_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\([^\n])")
_FETCHING_CSS = re.compile(
    r"""@import|</style|\burl\(\s*["']?(?P<url>[^)"']*)|"""
    r"""\b(?:image-set|image|src|cross-fade)\((?:(?!\burl\().)*?["']\s*(?P<quoted>(?:https?:|//)[^"']*)""",
    re.IGNORECASE | re.DOTALL,
)
_SCHEME = re.compile(r"//|[a-z][a-z0-9+.-]*:")
_INSIDE = ("data:", "about:")
_LOADING = {"src", "srcset", "data", "poster", "background", "href", "xlink:href", "ping", "manifest"}
_FOLLOWED = {"a", "area"}  # by the reader, not by the page
_REFRESH = re.compile(r"url\s*=\s*['\"]?(.*)", re.IGNORECASE | re.DOTALL)


def in_css(css: str) -> tuple[int, str] | None:
    """The first thing in a style sheet that fetches or ends the sheet: its line and its text."""
    # Comments are looked through as well: what is a comment to us need not be one to every browser.
    text = _CSS_ESCAPE.sub(_unescaped, css)
    for found in _FETCHING_CSS.finditer(text):
        address = found["url"] if found["url"] is not None else found["quoted"]
        if address is None or is_remote(address):
            return text.count("\n", 0, found.start()) + 1, " ".join(found.group().split())
    return None


def in_html(page: str) -> tuple[int, str] | None:
    """The first element of a page that fetches or runs something: its line and its start tag."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


def is_remote(address: str) -> bool:
    """Whether an address leads off the page and its folder, read as leniently as browsers do."""
    plain = re.sub(r"[\x00-\x20]", "", address).replace("\\", "/").lower()
    return bool(_SCHEME.match(plain)) and not plain.startswith(_INSIDE)


def _unescaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    point = int(found[1], 16)
    line = "\n" * found.group().count("\n")  # lines must stay countable
    return (chr(point) if 0 < point < 0x110000 and chr(point) != "\n" else "\N{REPLACEMENT CHARACTER}") + line


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[int, str] | None = None
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"
        if tag == "script" or any(_fetches(tag, name, value or "") for name, value in attrs):
            self._keep(self.getpos()[0], " ".join((self.get_starttag_text() or tag).split()))

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"

    def handle_data(self, data: str) -> None:
        found = in_css(data) if self._style else None
        if found:
            self._keep(self.getpos()[0] + found[0] - 1, found[1])

    def _keep(self, line: int, said: str) -> None:
        self.found = self.found or (line, said)


def _fetches(tag: str, name: str, value: str) -> bool:
    if name.startswith("on") or name == "srcdoc":
        return True
    if name == "style":
        return in_css(value) is not None
    if name == "content":
        moved = _REFRESH.search(value)
        return bool(tag == "meta" and moved and is_remote(moved[1]))
    if name in ("srcset", "ping"):
        return any(map(is_remote, re.split(r"[\s,]+", value)))
    if name == "href" and tag in _FOLLOWED:
        return re.sub(r"[\x00-\x20]", "", value).lower().startswith("javascript:")
    return name in _LOADING and is_remote(value)
