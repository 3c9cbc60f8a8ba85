"""A language that nobody speaks: texts of ours are accented and in brackets, so that what has none shows."""

import re
from contextlib import contextmanager
from dataclasses import replace

from erasmus_cli.wording import language
from erasmus_cli.wording.language import ENGLISH, Language

_KEPT = re.compile(r"(\{[^{}]*\}|`[^`]*`|https?://\S+|--[a-z-]+)")
_ACCENTS = str.maketrans("aeiouyAEIOUY", "àéîõûýÀÉÎÕÛÝ")
_WORD = re.compile(r"[A-Za-z]{3,}")


def pseudo(text: str) -> str:
    """The text as the language has it; values, code and options stay."""
    bare = text.strip()
    start = text.index(bare)
    said = "".join(part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in _KEPT.split(bare))
    return f"{text[:start]}⟦{said}⟧{text[start + len(bare) :]}"


PSEUDO: Language = replace(ENGLISH, code="xx", name="Pseudo", texts=pseudo)


@contextmanager
def speaking_pseudo(monkeypatch):
    """Commands speak it as well, which look at the machine for their language."""
    opened = language.open_language
    monkeypatch.setattr(language, "open_language", lambda code: PSEUDO if code == "xx" else opened(code))
    monkeypatch.setenv("ERASMUS_LANG", "xx")
    with language.speaking(PSEUDO):
        yield


def left_in_english(printed: str, known: str = "") -> list[str]:
    """Words that stand in no brackets, apart from those of a text that users wrote."""
    users = set(_WORD.findall(known))
    outside, depth = [], 0
    for sign in printed:
        depth += (sign == "⟦") - (sign == "⟧")
        outside.append(" " if depth or sign in "⟦⟧" else sign)
    return [word for word in dict.fromkeys(_WORD.findall("".join(outside))) if word not in users]
