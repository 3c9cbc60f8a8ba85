"""The budget items of calls with unit costs, in the order of the form, and what people call them."""

_ITEMS = {
    "management": "project management and implementation",
    "meetings": "transnational project meetings",
    "outputs": "intellectual outputs",
    "events": "multiplier events",
    "learning": "learning, teaching and training",
    "special-needs": "special needs",
    "exceptional": "exceptional costs",
}

ITEMS: tuple[str, ...] = tuple(_ITEMS)


def item_in_words(item: str) -> str:
    """A budget item in words; the name of a work package or activity stays what it is."""
    return _ITEMS.get(item, item)
