"""What the regions of a country are called by people, and the parts of them, such as `Hessen` or `Drôme`.

Contains data of GeoNames (https://www.geonames.org), licensed under CC BY 4.0; selected and shortened. A line
of `data/regions` is the region as the city files have it, and the folded names between bars; that without a
region has the names of the country. `docs/make_regions.py` made them.
"""

from functools import cache, lru_cache
from pathlib import Path

from erasmus_cli.places.folding import fold

_DATA = Path(__file__).parent / "data" / "regions"
_SHORT_COUNTY = "co"  # Co. Down


def named_regions(remark: str, country: str) -> frozenset[str]:
    """The regions of a country that a folded remark names, or a part of; `""` is the country itself."""
    known = _regions(country)
    return known.get(remark) or known.get(remark.removeprefix(_SHORT_COUNTY), frozenset())


def is_in(region: str, remark: str, country: str) -> bool:
    """Whether a folded remark names a region of a city, or a part of it."""
    return bool(region) and (fold(region) == remark or region in named_regions(remark, country))


@lru_cache(maxsize=256)
def countries_with(remark: str) -> tuple[str, ...]:
    """The countries of which a folded remark names a region, such as `bayern`."""
    codes = (file.stem for file in sorted(_DATA.glob("*.tsv")))
    return tuple(code for code in codes if any(_regions(code).get(remark, ())))


@cache
def _regions(country: str) -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    file = _DATA / f"{country}.tsv"
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        region, names = line.split("\t")
        for name in names.strip("|").split("|"):
            known.setdefault(name, set()).add(region)
    return {name: frozenset(regions) for name, regions in known.items()}
