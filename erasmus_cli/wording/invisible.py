"""Signs that nobody sees: they come along with what is copied, and make a word another one."""

import unicodedata

from erasmus_cli.wording.language import _
from erasmus_cli.wording.patterns import pattern

_SIGN = pattern("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_LONGEST = 40


def signs(text: str) -> tuple[str, ...]:
    """Each sign of no width or of writing direction once, such as `U+200B (zero width space)`."""
    return tuple(
        f"{_code(sign)} ({unicodedata.name(sign, _('no name')).lower()})"
        for sign in dict.fromkeys(_SIGN.findall(text))
    )


def made_visible(text: str) -> str:
    """The text with each such sign as its code point in angle brackets."""
    return _SIGN.sub(lambda found: f"<{_code(found[0])}>", text)


def quoted(text: str) -> str:
    """What somebody wrote, inside a message: short, on one line, and without what moves a cursor."""
    words = "".join(letter if letter.isprintable() else " " for letter in made_visible(text)).split()
    plain = " ".join(words)
    return f"`{plain[:_LONGEST]}…`" if len(plain) > _LONGEST else f"`{plain}`"


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"
