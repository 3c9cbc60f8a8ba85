"""Words as one types them in a command, so that what is printed can be copied into any shell."""

import re
import shlex
import sys

_PLAIN = re.compile(r"[\w+=:./][\w+=:./-]*")
_PLAIN_ON_WINDOWS = re.compile(r"[\w+=:./\\][\w+=:./\\-]*")
_MEANT = '"$`\\!'
"""What sh and its kin read in another way within double quotes."""
_MEANT_ON_WINDOWS = '"$`\u201c\u201d\u201e'
"""What PowerShell reads in another way there; the curly ones end a text as well."""
_SINGLE = re.compile("(['\u2018\u2019\u201a\u201b])")


def for_shell(word: str) -> str:
    """A word such as the name of a file: as it is, or in double quotes, which all shells take.

    cmd.exe knows no single quotes. They stand only where a sign means something within double ones: on
    Windows such a command is for PowerShell.
    """
    if sys.platform == "win32":
        return _typed_on_windows(word)
    if _PLAIN.fullmatch(word):
        return word
    return shlex.quote(word) if set(word) & set(_MEANT) else f'"{word}"'


def _typed_on_windows(word: str) -> str:
    if _PLAIN_ON_WINDOWS.fullmatch(word):
        return word
    if set(word) & set(_MEANT_ON_WINDOWS):
        return "'" + _SINGLE.sub(r"\1\1", word) + "'"
    ends = len(word) - len(word.rstrip("\\"))
    return f'"{word}{ends * chr(92)}"'  # a backslash would take the quote behind it
