"""The budget items of calls with unit costs, in the order of the form, and what parts of it are called."""

from erasmus_cli.grant.model import Grant
from erasmus_cli.project.item_numbers import with_number
from erasmus_cli.wording.language import Words

_ITEMS = {
    "management": Words("project management and implementation"),
    "meetings": Words("transnational project meetings"),
    "outputs": Words("intellectual outputs"),
    "events": Words("multiplier events"),
    "learning": Words("learning, teaching and training"),
    "special-needs": Words("special needs"),
    "exceptional": Words("exceptional costs"),
}

ITEMS: tuple[str, ...] = tuple(_ITEMS)


def item_in_words(item: str) -> str:
    """A budget item in words; the name of a work package or activity stays what it is."""
    return _ITEMS.get(item, item)


def category_in_words(grant: Grant, category: str) -> str:
    """A budget item in words; a work package by its number and title, an activity by its title."""
    if category in _ITEMS:
        return _ITEMS[category]
    title = next((str(line.label) for line in grant.lines if line.category == category), category)
    return with_number(category, title)
