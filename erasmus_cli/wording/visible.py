"""Text as a terminal may have it: what would move its cursor or turn its lines round is shown, not done."""

import re

# Control characters but tab and line feed, the C1 set that some terminals obey as they do escape sequences,
# signs for the direction of writing, signs without width, separators of lines, and the tags that nobody sees.
# Joiners (U+200C, U+200D) stay: Persian and emoji are written with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The same text, with `<U+001B>` in place of each sign that a terminal would obey or hide."""
    return _UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def escaped(json: str) -> str:
    r"""The same JSON, with `\u202e` in place of each such sign: other programs read what they read before."""
    return _UNSEEN.sub(lambda found: _in_json(ord(found[0])), json)


def _in_json(code: int) -> str:
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
