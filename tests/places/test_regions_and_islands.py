"""What regions, islands and short forms beside a city, or in place of one, decide and leave open."""

import pytest

from erasmus_cli.places.lookup import find


@pytest.mark.parametrize(
    ("city", "country", "name", "other"),
    [
        ("Faro, Alvor", "PT", "Faro", "Alvor"),
        ("Viseu/Tabuaço", "PT", "Viseu", "Tabuaço"),  # a municipality of the district Viseu
        ("Salzburg (Kaprun)", "AT", "Salzburg", "Kaprun"),
        ("Toledo, Talavera de la Reina", "ES", "Toledo", "Talavera de la Reina"),
        ("Sofia, Pirdop", "BG", "Sofia", "Pirdop"),  # the city is a region of its own beside the region Sofia
    ],
)
def test_a_far_town_behind_its_region_is_as_likely_as_the_city_of_that_name(city, country, name, other):
    found = find(city, country)
    assert (found.name, found.others[0].name, found.sure) == (name, other, False)


@pytest.mark.parametrize(
    ("city", "country", "name"),
    [
        ("Lisboa, Cascais", "PT", "Lisbon"),  # near
        ("Alvor, Faro", "PT", "Alvor"),
        ("Kaprun (Salzburg)", "AT", "Kaprun"),
        ("Burgos, Castilla y León", "ES", "Burgos"),
    ],
)
def test_a_near_town_or_a_region_behind_a_city_leaves_it_sure(city, country, name):
    found = find(city, country)
    assert (found.name, found.sure) == (name, True)


@pytest.mark.parametrize(
    ("city", "country", "name"),
    [
        ("La Palma", "ES", "La Palma del Condado"),  # the island is 1 400 km away
        ("Faial", "PT", "Faial"),  # a village of Madeira, and an island of the Azores
        ("São Miguel", "PT", "Caldas de Vizela"),
        ("Zeeland", "NL", "Zeeland"),
        ("Normandie", "FR", "Normandie"),  # in New Caledonia
    ],
)
def test_a_village_called_like_a_region_or_an_island_elsewhere_is_not_decided(city, country, name):
    found = find(city, country)
    assert (found.name, found.sure) == (name, False)


@pytest.mark.parametrize(
    ("city", "country", "name"),
    [
        ("Vienne", "FR", "Vienne"),  # a town; the department is elsewhere
        ("Tenerife", "ES", "Santa Cruz de Tenerife"),
        ("Ibiza", "ES", "Ibiza"),
        ("Vizela", "PT", "Vizela"),  # at the border of the district of which it is a part
    ],
)
def test_a_town_called_like_a_region_is_meant(city, country, name):
    found = find(city, country)
    assert (found.name, found.sure) == (name, True)


@pytest.mark.parametrize(
    ("city", "country", "name"),
    [
        ("Portoferraio, Elba", "IT", "Portoferraio"),
        ("Puerto del Rosario (Fuerteventura)", "ES", "Puerto del Rosario"),
        ("Santa Cruz, La Palma", "ES", "Santa Cruz de la Palma"),
        ("Horta, Faial", "PT", "Horta"),
        ("Westerland/Sylt", "DE", "Westerland"),
        ("Guyane/Cayenne", "FR", "Cayenne"),
    ],
)
def test_an_island_beside_a_town_is_understood(city, country, name):
    found = find(city, country)
    assert (found.name, found.sure, found.whole) == (name, True, True)


@pytest.mark.parametrize("city", ["Saint-Louis", "St-Louis", "St Louis", "St. Louis"])
def test_a_short_saint_has_all_the_namesakes_of_the_whole_word(city):
    found = find(city, "FR")
    assert not found.sure
    assert {"Réunion", "Grand Est"} <= {place.region for place in (found, *found.others)}


@pytest.mark.parametrize(
    ("city", "country", "name", "sure"),
    [
        ("Oberhausen-Rheinhausn", "DE", "Oberhausen", False),  # a slip in the name of a town far away
        ("Oberhausen-Rheinhausen", "DE", "Oberhausen-Rheinhausen", True),
        ("Hamburg-Xyz", "DE", "Hamburg", True),
    ],
)
def test_what_seems_a_district_may_be_a_slip_in_a_longer_name(city, country, name, sure):
    found = find(city, country)
    assert (found.name, found.sure) == (name, sure)


@pytest.mark.parametrize(
    ("city", "country", "name"),
    [
        ("Muro (ES)", "ES", "Muro"),  # Muros, in Galicia, is known as Muroes
        ("Agnone (IS)", "IT", "Agnone"),
        ("Merkez/Kırşehir", "TR", "Kırşehir"),
        ("Ústí n. L.", "CZ", "Ústí nad Labem"),
        ("Ústí n/L", "CZ", "Ústí nad Labem"),
        ("Jablonec n.N.", "CZ", "Jablonec nad Nisou"),
        ("Spain/O Grove", "ES", "O Grove"),
    ],
)
def test_codes_centres_and_short_forms_beside_a_name_are_read(city, country, name):
    assert find(city, country).name == name
