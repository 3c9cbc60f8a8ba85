"""What stands beside the name of a city, and whether it agrees with the place that was found."""

from collections.abc import Collection
from dataclasses import replace

from erasmus_cli.places.cities import Place, named, spellings_of
from erasmus_cli.places.namesakes import CITY, far_from, is_clear, size
from erasmus_cli.places.readings import Reading
from erasmus_cli.places.regions import named_regions


def weighed(place: Place, reading: Reading, codes: Collection[str]) -> Place:
    """The place, unsure where a remark speaks against it or nobody knows what one means.

    A remark may be the region or a part of it, the country, another name of the place, or a place that is
    near, lies in the same region or is much smaller. It speaks against the place where it is another one, as
    in `Palermo, Roma`, or another region, as in `Rijswijk (Gelderland)`; and where region and place have one
    name and the other is far away, as in `Faro, Alvor`. What nobody knows leaves a place without namesakes
    as it is, and `whole` says so.
    """
    unknown = False
    for remark in reading.remarks:
        if any(letter.isdigit() for letter in remark) or remark in spellings_of(place):
            continue
        called = [other for code in codes for other in named(remark, code)]
        regions = frozenset[str]().union(*(named_regions(remark, code) for code in codes))
        if within := _in_region_of_its_name(place, reading, called, codes):
            return replace(place, others=(*within, *place.others), sure=False)
        if place.region in regions or "" in regions or _agree(place, called):
            continue
        if called and not is_clear(place, [rival := max(called, key=size)]):
            first, second = sorted((place, rival), key=size, reverse=True)
            return replace(first, others=(second, *place.others), sure=False)
        if regions:
            return replace(place, sure=False)
        unknown = unknown or not called
    if not unknown:
        return place
    # Of `Guadalupe (Cáceres)` the province is known, and called as its main town.
    by_region = size(place) < CITY and any(named_regions(reading.key, code) - {""} for code in codes)
    return replace(
        place, whole=False, sure=place.sure and not place.others and not (reading.later and by_region)
    )


def _in_region_of_its_name(
    place: Place, reading: Reading, called: list[Place], codes: Collection[str]
) -> list[Place]:
    """Where a remark is a far town of the region that has its name from the place, as in `Faro, Alvor`."""
    far = far_from(place, called)
    if len(far) < len(called):
        return []
    own = frozenset[str]().union(*(named_regions(reading.key, code) for code in codes)) - {""}
    return [town for town in far if town.region in own]


def _agree(place: Place, called: list[Place]) -> bool:
    """Whether one of the places that a remark names is near, or lies in the same region."""
    near = len(far_from(place, called)) < len(called)
    return near or any(other.region == place.region for other in called)
