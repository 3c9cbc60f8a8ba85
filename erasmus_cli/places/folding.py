"""One spelling for all spellings of a name: no case, no accents, no spaces, no hyphens."""

import unicodedata

_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ə": "e",
    }
)


def fold(name: str) -> str:
    """The letters and digits of a name in lower case, without accents: `Saint-Étienne` as `saintetienne`.

    Letters of other alphabets stay what they are; only their accents go.
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(letter for letter in letters.translate(_PLAIN) if letter.isalnum())


def undoubled(key: str) -> str:
    """A folded name with `ae`, `oe`, `ue` and `aa` as one letter, so that `muenchen` is `munchen`."""
    return key.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a")
