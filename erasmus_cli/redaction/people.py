"""How texts write the name of a person: family name first or alone, one part of a double name."""

import re
from collections.abc import Iterator

_TITLES = re.compile(
    r"(?:dr|prof|professor|ing|mag|mgr|msc|bsc|phd|mba|dipl|habil|mrs?|ms|herr|frau)\.?", re.IGNORECASE
)
_FEWEST = 3  # letters of a family name that is searched for by itself


def spellings(name: str) -> Iterator[str]:
    """Ways to write a name besides its own, such as `Novak Jana` and `Novak` for `Jana Novak`.

    The family name is what stands in capitals, where only a part does; else all but the first word.
    """
    words = [word.strip(",;") for word in re.sub(r"\(.*?\)", "", name).split()]
    words = [word for word in words if word and not _TITLES.fullmatch(word)]
    capitals = [word for word in words if len(word) > 1 and word.isupper() and not word.endswith(".")]
    first = not capitals or len(capitals) == len(words)
    family = words[1:] if first else capitals
    given = words[:1] if first else [word for word in words if word not in capitals]
    if not family or not given:
        return
    yield " ".join((*given, *family))
    yield " ".join((*family, *given))
    yield f"{' '.join(family)}, {' '.join(given)}"
    yield " ".join(family)
    for word in family:
        for part in {word, *re.split(r"[-\N{NON-BREAKING HYPHEN}]", word)}:
            if len(part) >= _FEWEST and part[0].isupper():
                yield part
